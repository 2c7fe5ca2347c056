// News Filter Trend Rider
// Marlon Pendlebury-Fictional. The filter keeps us OUT of the market around news.
#property strict
#property version "1.12"

input string NewsTimes    = "08:30;10:00;14:00"; // server times to avoid
input int    MinutesAway  = 20;
input double RiskPercent  = 0.5;
input int    SlowMA       = 100;
input double AtrStop      = 2.0;
input double RewardRatio  = 1.8;
input int    MagicId      = 5512;

bool NewsIsNear()
  {
   string parts[];
   int n = StringSplit(NewsTimes, ';', parts);
   for(int i = 0; i < n; i++)
     {
      datetime t = StringToTime(TimeToString(TimeCurrent(), TIME_DATE) + " " + parts[i]);
      if(MathAbs((int)(TimeCurrent() - t)) < MinutesAway * 60) return(true);
     }
   return(false);
  }

double LotsFor(double stopDistance)
  {
   double tick = MarketInfo(Symbol(), MODE_TICKVALUE);
   double size = MarketInfo(Symbol(), MODE_TICKSIZE);
   if(tick <= 0 || size <= 0) return(0.01);
   double lots = AccountBalance() * RiskPercent / 100.0 / (stopDistance / size * tick);
   return(MathMax(0.01, NormalizeDouble(lots, 2)));
  }

int OnInit() { return(SlowMA > 10 ? INIT_SUCCEEDED : INIT_PARAMETERS_INCORRECT); }

void OnTick()
  {
   static datetime bar = 0;
   if(Time[0] == bar) return;
   bar = Time[0];
   if(NewsIsNear()) { Comment("news near, no new trades"); return; }
   for(int i = 0; i < OrdersTotal(); i++)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderMagicNumber() == MagicId && OrderSymbol() == Symbol()) return;

   double ma    = iMA(NULL, 0, SlowMA, 0, MODE_EMA, PRICE_CLOSE, 1);
   double main1 = iMACD(NULL, 0, 12, 26, 9, PRICE_CLOSE, MODE_MAIN, 1);
   double main2 = iMACD(NULL, 0, 12, 26, 9, PRICE_CLOSE, MODE_MAIN, 2);
   double dist  = iATR(NULL, 0, 14, 1) * AtrStop;
   if(Close[1] > ma && main2 < 0 && main1 >= 0)
     {
      if(OrderSend(Symbol(), OP_BUY, LotsFor(dist), Ask, 3, Ask - dist, Ask + dist * RewardRatio, "rider", MagicId, 0, clrBlue) < 0)
         Print("buy failed ", GetLastError());
     }
   else if(Close[1] < ma && main2 > 0 && main1 <= 0)
     {
      if(OrderSend(Symbol(), OP_SELL, LotsFor(dist), Bid, 3, Bid + dist, Bid - dist * RewardRatio, "rider", MagicId, 0, clrRed) < 0)
         Print("sell failed ", GetLastError());
     }
  }
