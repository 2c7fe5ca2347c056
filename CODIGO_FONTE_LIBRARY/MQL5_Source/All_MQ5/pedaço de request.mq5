// continuar amanhã...
MqlTradeRequest pedido = {};
MqlTradeResult  resposta = {};
pedido.action   = TRADE_ACTION_SLTP;
pedido.position = PositionGetInteger(POSITION_TICKET);
pedido.symbol   = _Symbol;
pedido.sl       = NormalizeDouble(novoStop, _Digits);
pedido.tp       = PositionGetDouble(POSITION_TP);
if(!OrderSend(pedido, resposta))
  {
   Print("retcode ", resposta.retcode, " erro ", GetLastError());
  }
else if(resposta.retcode == TRADE_RETCODE_DONE)
  {
   Print("stop movido para ", pedido.sl);
  }
