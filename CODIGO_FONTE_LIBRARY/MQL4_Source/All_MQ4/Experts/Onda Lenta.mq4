// Onda Lenta - usa o esqueleto da casa (Include/nucleo)
#property copyright "Oficina Fagundes de Mentira"
#property strict
#include <nucleo/expert.mqh>

input int    Rapida = 13;
input int    Lenta  = 55;
input int    StopPontos = 600;
input double Lote   = 0.1;
input int    Magico = 1355;

int onInit()
  {
   if(Rapida >= Lenta) return(INIT_PARAMETERS_INCORRECT);
   return(INIT_SUCCEEDED);
  }

void onFim(const int motivo) { Comment(""); }

void onTick()
  {
   if(!NovaBarra()) return;
   double r1 = iMA(NULL, 0, Rapida, 0, MODE_EMA, PRICE_CLOSE, 1);
   double r2 = iMA(NULL, 0, Rapida, 0, MODE_EMA, PRICE_CLOSE, 2);
   double l1 = iMA(NULL, 0, Lenta, 0, MODE_EMA, PRICE_CLOSE, 1);
   double l2 = iMA(NULL, 0, Lenta, 0, MODE_EMA, PRICE_CLOSE, 2);
   if(ContaOrdens(Magico) > 0) return;
   if(r2 <= l2 && r1 > l1)
      if(OrderSend(Symbol(), OP_BUY, Lote, Ask, 3, Ask - StopPontos * Point, Ask + 2 * StopPontos * Point, "onda", Magico, 0, clrBlue) < 0)
         Print("onda: ", GetLastError());
   if(r2 >= l2 && r1 < l1)
      if(OrderSend(Symbol(), OP_SELL, Lote, Bid, 3, Bid + StopPontos * Point, Bid - 2 * StopPontos * Point, "onda", Magico, 0, clrRed) < 0)
         Print("onda: ", GetLastError());
  }
