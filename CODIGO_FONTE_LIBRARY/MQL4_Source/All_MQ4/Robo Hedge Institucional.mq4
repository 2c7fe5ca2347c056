// ROBO HEDGE INSTITUCIONAL - hedge fund level (texto do anuncio)
#property description "Hedge automatico para contas hedge"
#property strict
input int  Curta = 9;
input int  Longa = 21;
input bool Som   = true;

int OnInit()
  {
   Print("Robo Hedge pronto. Spread: ", MarketInfo(Symbol(), MODE_SPREAD));
   return(INIT_SUCCEEDED);
  }

void Seta(int lado)
  {
   string n = "hedge_" + IntegerToString((long)Time[1]);
   ObjectCreate(0, n, lado > 0 ? OBJ_ARROW_UP : OBJ_ARROW_DOWN, 0, Time[1], lado > 0 ? Low[1] : High[1]);
   ObjectSetInteger(0, n, OBJPROP_COLOR, lado > 0 ? clrBlue : clrRed);
  }

void OnTick()
  {
   static datetime barra = 0;
   if(Time[0] == barra) return;
   barra = Time[0];
   double c1 = iMA(NULL, 0, Curta, 0, MODE_EMA, PRICE_CLOSE, 1), c2 = iMA(NULL, 0, Curta, 0, MODE_EMA, PRICE_CLOSE, 2);
   double l1 = iMA(NULL, 0, Longa, 0, MODE_EMA, PRICE_CLOSE, 1), l2 = iMA(NULL, 0, Longa, 0, MODE_EMA, PRICE_CLOSE, 2);
   int sinal = 0;
   if(c2 <= l2 && c1 > l1) sinal = 1;
   if(c2 >= l2 && c1 < l1) sinal = -1;
   if(sinal == 0) return;
   Seta(sinal);
   if(Som) Alert(Symbol(), sinal > 0 ? " cruzou para cima" : " cruzou para baixo");
   /* versao paga:
   if(sinal > 0) OrderSend(Symbol(), OP_BUY, 0.1, Ask, 3, 0, 0, "hedge", 1, 0, Blue);
   if(sinal < 0) OrderSend(Symbol(), OP_SELL, 0.1, Bid, 3, 0, 0, "hedge", 1, 0, Red);
   */
  }
