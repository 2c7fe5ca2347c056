// nome do arquivo e coisa do vendedor do grupo; o codigo e outro
#property strict
#property copyright "Vitalino Prata"
extern int    PeriodoBandas = 20;
extern double Desvios       = 2.0;
extern double Lote          = 0.10;
extern int    StopPontos    = 350;
extern int    Magico        = 2020;

void OnTick()
  {
   if(Volume[0] > 1) return;       // espera a barra nova
   for(int i = OrdersTotal() - 1; i >= 0; i--)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderSymbol() == Symbol() && OrderMagicNumber() == Magico)
         return;
   double alta  = iBands(NULL, 0, PeriodoBandas, Desvios, 0, PRICE_CLOSE, MODE_UPPER, 1);
   double baixa = iBands(NULL, 0, PeriodoBandas, Desvios, 0, PRICE_CLOSE, MODE_LOWER, 1);
   double meio  = iBands(NULL, 0, PeriodoBandas, Desvios, 0, PRICE_CLOSE, MODE_MAIN, 1);
   int t = 0;
   if(Low[1] < baixa && Close[1] > baixa)
      t = OrderSend(Symbol(), OP_BUY, Lote, Ask, 3, Ask - StopPontos * Point, NormalizeDouble(meio, Digits), "volta", Magico, 0, clrBlue);
   if(High[1] > alta && Close[1] < alta)
      t = OrderSend(Symbol(), OP_SELL, Lote, Bid, 3, Bid + StopPontos * Point, NormalizeDouble(meio, Digits), "volta", Magico, 0, clrRed);
   if(t < 0) Print("erro ", GetLastError());
  }
//
// Anotacoes:
// - testado so no EURUSD M30 de 2016 a 2018
// - uma ordem por vez, lote fixo
// - alvo na media das bandas
// - nao mexer no StopPontos em par com iene
