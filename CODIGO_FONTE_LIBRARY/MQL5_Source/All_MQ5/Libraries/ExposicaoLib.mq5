//+------------------------------------------------------------------+
//|                                               ExposicaoLib.mq5   |
//+------------------------------------------------------------------+
#property library
#property copyright "Sinfronio Agra"
#property version   "1.02"

double VolumeLiquido(const string simbolo) export
  {
   double v = 0;
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      if(PositionGetSymbol(i) != simbolo) continue;
      double q = PositionGetDouble(POSITION_VOLUME);
      v += (PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY) ? q : -q;
     }
   return(v);
  }

double RiscoAberto() export
  {
   double total = 0;
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong tk = PositionGetTicket(i);
      if(tk == 0) continue;
      double sl = PositionGetDouble(POSITION_SL);
      if(sl == 0) return(-1);
      double perda = 0;
      ENUM_ORDER_TYPE tipo = PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY ? ORDER_TYPE_BUY : ORDER_TYPE_SELL;
      if(OrderCalcProfit(tipo, PositionGetString(POSITION_SYMBOL), PositionGetDouble(POSITION_VOLUME), PositionGetDouble(POSITION_PRICE_OPEN), sl, perda))
         total += perda;
     }
   return(total);
  }
