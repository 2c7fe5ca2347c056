// Triangulo EUR-GBP-USD : compara o cruzado real com o sintetico
// Autor: Hermenegildo Lapa (nome de guerra)
#property strict
input string Par1   = "EURUSD";
input string Par2   = "GBPUSD";
input string Cruz   = "EURGBP";
input double Lote   = 0.10;
input double Limiar = 0.00035;   // desvio minimo para abrir
input double Lucro  = 4.0;       // moeda da conta
input int    Magico = 333;

int    Pernas()
  {
   int n = 0;
   for(int i = 0; i < OrdersTotal(); i++)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderMagicNumber() == Magico) n++;
   return(n);
  }

double Resultado()
  {
   double s = 0;
   for(int i = 0; i < OrdersTotal(); i++)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderMagicNumber() == Magico)
         s += OrderProfit() + OrderSwap() + OrderCommission();
   return(s);
  }

void Perna(string par, int tipo)
  {
   double p = MarketInfo(par, tipo == OP_BUY ? MODE_ASK : MODE_BID);
   if(OrderSend(par, tipo, Lote, p, 5, 0, 0, "triangulo", Magico, 0, clrNONE) < 0)
      Print(par, " erro ", GetLastError());
  }

void Encerra()
  {
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES) || OrderMagicNumber() != Magico) continue;
      double p = MarketInfo(OrderSymbol(), OrderType() == OP_BUY ? MODE_BID : MODE_ASK);
      if(!OrderClose(OrderTicket(), OrderLots(), p, 5, clrNONE)) Print("fechar: ", GetLastError());
     }
  }

void OnTick()
  {
   if(Pernas() > 0)
     {
      if(Resultado() >= Lucro) Encerra();
      return;
     }
   double sinteticoVenda  = MarketInfo(Par1, MODE_BID) / MarketInfo(Par2, MODE_ASK);
   double sinteticoCompra = MarketInfo(Par1, MODE_ASK) / MarketInfo(Par2, MODE_BID);
   double bid = MarketInfo(Cruz, MODE_BID), ask = MarketInfo(Cruz, MODE_ASK);
   if(bid - sinteticoCompra > Limiar)
     { Perna(Cruz, OP_SELL); Perna(Par1, OP_BUY);  Perna(Par2, OP_SELL); }
   else if(sinteticoVenda - ask > Limiar)
     { Perna(Cruz, OP_BUY);  Perna(Par1, OP_SELL); Perna(Par2, OP_BUY); }
  }
