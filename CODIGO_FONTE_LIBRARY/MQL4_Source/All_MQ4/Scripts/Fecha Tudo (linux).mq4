//+------------------------------------------------------------------+
//|                                                   Fecha Tudo.mq4 |
//+------------------------------------------------------------------+
#property copyright "Ninguem de Souza"
#property show_confirm
#include <stderror.mqh>
#include <stdlib.mqh>
//+------------------------------------------------------------------+
//| script program start function                                    |
//+------------------------------------------------------------------+
int start()
  {
   int total = OrdersTotal();
   for(int i = total - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS)) continue;
      bool ok = false;      switch(OrderType())
        {
         case OP_BUY:  ok = OrderClose(OrderTicket(), OrderLots(), MarketInfo(OrderSymbol(), MODE_BID), 5, Red); break;
         case OP_SELL: ok = OrderClose(OrderTicket(), OrderLots(), MarketInfo(OrderSymbol(), MODE_ASK), 5, Red); break;
         default:      ok = OrderDelete(OrderTicket());
        }
      if(!ok)
        {
         Alert("Ordem ", OrderTicket(), " nao fechou: ", ErrorDescription(GetLastError()));
         Sleep(3000);
        }
     }
   return(0);
  }
//+------------------------------------------------------------------+
