// Compat.mqh - uma so face para MT4 e MT5
#ifndef CASA_COMPAT
#define CASA_COMPAT

double PrecoCompra(const string s)
  {
#ifdef __MQL5__
   return SymbolInfoDouble(s, SYMBOL_ASK);
#else
   return MarketInfo(s, MODE_ASK);
#endif
  }

int AbertasNoSimbolo(const string s)
  {
   int n = 0;
#ifdef __MQL5__
   for(int i = PositionsTotal() - 1; i >= 0; i--)
      if(PositionGetSymbol(i) == s) n++;
#else
   for(int i = OrdersTotal() - 1; i >= 0; i--)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderSymbol() == s && OrderType() < 2) n++;
#endif
   return n;
  }

double Saldo()
  {
#ifdef __MQL5__
   return AccountInfoDouble(ACCOUNT_BALANCE);
#else
   return AccountBalance();
#endif
  }
#endif
