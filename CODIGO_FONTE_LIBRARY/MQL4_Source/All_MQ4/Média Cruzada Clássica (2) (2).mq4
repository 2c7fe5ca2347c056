//+------------------------------------------------------------------+
//|                       Media Cruzada Classica                     |
//|        baseada no modelo que todo mundo conhece, mas com stop    |
//+------------------------------------------------------------------+
#define MAGICO 20050611

extern double LoteFixo       = 0.1;
extern double RiscoMaximo    = 0.02;
extern double DecreaseFactor = 3;     // reduz o lote depois de perdas seguidas
extern int    PeriodoMedia   = 21;
extern int    DeslocMedia    = 5;
extern int    StopPontos     = 450;
extern int    AlvoPontos     = 900;

int init()
  {
   Print("Media Cruzada iniciada em ", Symbol());
   return(0);
  }

int deinit()
  {
   Comment("");
   return(0);
  }

double LoteAjustado()
  {
   double lote = NormalizeDouble(AccountFreeMargin() * RiscoMaximo / 1000.0, 1);
   int perdas = 0;
   if(DecreaseFactor > 0)
     {
      for(int i = OrdersHistoryTotal() - 1; i >= 0; i--)
        {
         if(OrderSelect(i, SELECT_BY_POS, MODE_HISTORY) == false) break;
         if(OrderSymbol() != Symbol() || OrderType() > OP_SELL) continue;
         if(OrderProfit() > 0) break;
         if(OrderProfit() < 0) perdas++;
        }
      if(perdas > 1) lote = NormalizeDouble(lote - lote * perdas / DecreaseFactor, 1);
     }
   if(lote < 0.1) lote = LoteFixo;
   return(lote);
  }

int Posicao()
  {
   for(int i = 0; i < OrdersTotal(); i++)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() == Symbol() && OrderMagicNumber() == MAGICO)
        {
         if(OrderType() == OP_BUY)  return(1);
         if(OrderType() == OP_SELL) return(-1);
        }
     }
   return(0);
  }

void Entra()
  {
   if(Volume[0] > 1) return;          // so no primeiro tick da barra
   double ma = iMA(NULL, 0, PeriodoMedia, DeslocMedia, MODE_SMA, PRICE_CLOSE, 0);
   if(Open[1] > ma && Close[1] < ma)
      OrderSend(Symbol(), OP_SELL, LoteAjustado(), Bid, 3, Bid + StopPontos * Point, Bid - AlvoPontos * Point, "", MAGICO, 0, Red);
   else if(Open[1] < ma && Close[1] > ma)
      OrderSend(Symbol(), OP_BUY, LoteAjustado(), Ask, 3, Ask - StopPontos * Point, Ask + AlvoPontos * Point, "", MAGICO, 0, Blue);
  }

void Sai(int lado)
  {
   if(Volume[0] > 1) return;
   double ma = iMA(NULL, 0, PeriodoMedia, DeslocMedia, MODE_SMA, PRICE_CLOSE, 0);
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderMagicNumber() != MAGICO || OrderSymbol() != Symbol()) continue;
      if(lado > 0 && Open[1] > ma && Close[1] < ma) OrderClose(OrderTicket(), OrderLots(), Bid, 3, White);
      if(lado < 0 && Open[1] < ma && Close[1] > ma) OrderClose(OrderTicket(), OrderLots(), Ask, 3, White);
     }
  }

void start()
  {
   if(Bars < 100 || !IsTradeAllowed()) return;
   int p = Posicao();
   if(p == 0) Entra();
   else       Sai(p);
  }
