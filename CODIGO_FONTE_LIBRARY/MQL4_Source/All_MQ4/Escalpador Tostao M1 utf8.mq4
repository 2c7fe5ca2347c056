//+------------------------------------------------------------------+
//|                                         Escalpador Tostao M1.mq4 |
//|                                © 2019 Irineu Tostão – uso livre  |
//+------------------------------------------------------------------+
#property copyright "© 2019 Irineu Tostão"
#property link      "https://exemplo.invalid/tostao"
#property version   "1.30"
#property strict
#property description "Operações rápidas no M1. Não usar com spread acima de 1,5 pip."

input double Lote          = 0.10;   // Lote fixo
input double AlvoPips      = 6;      // Alvo em pips
input double StopPips      = 9;      // Stop em pips
input double SpreadMaxPips = 1.5;    // Spread máximo
input int    SegundosMax   = 240;    // Fecha após tantos segundos
input int    PeriodoRSI    = 4;
input int    NivelCompra   = 18;
input int    NivelVenda    = 82;
input int    Magico        = 4401;

double gPip;

int OnInit()
  {
   if(Period() != PERIOD_M1) Print("Atenção: feito para M1");
   gPip = (Digits == 3 || Digits == 5) ? Point * 10 : Point;
   return(INIT_SUCCEEDED);
  }

double Arredonda(double preco)
  {
   double fator = MathPow(10, Digits);
   return(MathRound(preco * fator) / fator);
  }

int Abertas()
  {
   int n = 0;
   for(int i = 0; i < OrdersTotal(); i++)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderSymbol() == Symbol() && OrderMagicNumber() == Magico)
         n++;
   return(n);
  }

void FechaVelhas()
  {
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != Magico) continue;
      if(TimeCurrent() - OrderOpenTime() < SegundosMax) continue;
      bool ok = OrderClose(OrderTicket(), OrderLots(), OrderType() == OP_BUY ? Bid : Ask, 2, clrGray);
      if(!ok) Print("Não fechou: ", GetLastError());
     }
  }

void OnTick()
  {
   FechaVelhas();
   if((Ask - Bid) > SpreadMaxPips * gPip) return;
   if(Abertas() > 0) return;
   static datetime barra = 0;
   if(barra == Time[0]) return;
   barra = Time[0];

   double rsi = iRSI(Symbol(), PERIOD_M1, PeriodoRSI, PRICE_CLOSE, 1);
   int t = 0;
   if(rsi < NivelCompra)
      t = OrderSend(Symbol(), OP_BUY, Lote, Ask, 2, Arredonda(Ask - StopPips * gPip), Arredonda(Ask + AlvoPips * gPip), "tostao", Magico, 0, clrBlue);
   else if(rsi > NivelVenda)
      t = OrderSend(Symbol(), OP_SELL, Lote, Bid, 2, Arredonda(Bid + StopPips * gPip), Arredonda(Bid - AlvoPips * gPip), "tostao", Magico, 0, clrRed);
   if(t < 0) Print("Erro na abertura: ", GetLastError());
  }
