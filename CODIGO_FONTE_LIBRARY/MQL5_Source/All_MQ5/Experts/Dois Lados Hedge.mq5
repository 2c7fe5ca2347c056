//+------------------------------------------------------------------+
//| Dois Lados: abre compra e venda ao mesmo tempo                   |
//| Requer conta hedge. Bonifacio Terra (inventado)                  |
//+------------------------------------------------------------------+
#property version "1.00"
#include <Trade\Trade.mqh>
input double Lote  = 0.1;
input int    Stop  = 250;
input int    Alvo  = 900;
input int    Trail = 200;
input ulong  Magico = 1212;
CTrade trade;

int OnInit()
  {
   if(AccountInfoInteger(ACCOUNT_MARGIN_MODE) != ACCOUNT_MARGIN_MODE_RETAIL_HEDGING)
     {
      Print("conta sem hedge");
      return INIT_FAILED;
     }
   trade.SetExpertMagicNumber(Magico);
   return INIT_SUCCEEDED;
  }

void Segue()
  {
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong tk = PositionGetTicket(i);
      if(tk == 0 || PositionGetInteger(POSITION_MAGIC) != (long)Magico) continue;
      double sl = PositionGetDouble(POSITION_SL), tp = PositionGetDouble(POSITION_TP);
      double p = PositionGetDouble(POSITION_PRICE_CURRENT), e = PositionGetDouble(POSITION_PRICE_OPEN);
      if(PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY && p - e > Trail * _Point && p - Trail * _Point > sl)
         trade.PositionModify(tk, p - Trail * _Point, tp);
      if(PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_SELL && e - p > Trail * _Point && p + Trail * _Point < sl)
         trade.PositionModify(tk, p + Trail * _Point, tp);
     }
  }

void OnTick()
  {
   int minhas = 0;
   for(int i = PositionsTotal() - 1; i >= 0; i--)
      if(PositionGetTicket(i) > 0 && PositionGetInteger(POSITION_MAGIC) == (long)Magico) minhas++;
   if(minhas > 0) { Segue(); return; }
   double a = SymbolInfoDouble(_Symbol, SYMBOL_ASK), b = SymbolInfoDouble(_Symbol, SYMBOL_BID);
   trade.Buy(Lote, _Symbol, a, a - Stop * _Point, a + Alvo * _Point, "lado A");
   trade.Sell(Lote, _Symbol, b, b + Stop * _Point, b - Alvo * _Point, "lado B");
  }
