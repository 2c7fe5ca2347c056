//+------------------------------------------------------------------+
//|  “рейлинг ’вост - сопровождение открытых ордеров                 |
//|  јфанасий Ќебылицын, 2013                                        |
//+------------------------------------------------------------------+
#property copyright "јфанасий Ќебылицын"

extern int  ’востѕунктов   = 250;   // рассто€ние трейлинга
extern int  Ўагѕунктов     = 30;    // шаг переноса стопа
extern bool Ѕез”быток      = true;  // перенос в безубыток
extern int  ћагик‘ильтр    = -1;    // -1 = все ордера

int init()
  {
   Comment("’вост запущен");
   return(0);
  }

bool Ќашќрдер(int номер)
  {
   if(!OrderSelect(номер, SELECT_BY_POS, MODE_TRADES)) return(false);
   if(OrderSymbol() != Symbol()) return(false);
   if(ћагик‘ильтр >= 0 && OrderMagicNumber() != ћагик‘ильтр) return(false);
   return(OrderType() == OP_BUY || OrderType() == OP_SELL);
  }

int start()
  {
   double новый—топ;
   for(int номер = OrdersTotal() - 1; номер >= 0; номер--)
     {
      if(!Ќашќрдер(номер)) continue;
      if(OrderType() == OP_BUY)
        {
         if(Bid - OrderOpenPrice() > ’востѕунктов * Point)
           {
            новый—топ = NormalizeDouble(Bid - ’востѕунктов * Point, Digits);
            if(Ѕез”быток && новый—топ < OrderOpenPrice()) новый—топ = OrderOpenPrice();
            if(новый—топ > OrderStopLoss() + Ўагѕунктов * Point)
               OrderModify(OrderTicket(), OrderOpenPrice(), новый—топ, OrderTakeProfit(), 0, Green);
           }
        }
      else
        {
         if(OrderOpenPrice() - Ask > ’востѕунктов * Point)
           {
            новый—топ = NormalizeDouble(Ask + ’востѕунктов * Point, Digits);
            if(OrderStopLoss() == 0 || новый—топ < OrderStopLoss() - Ўагѕунктов * Point)
               OrderModify(OrderTicket(), OrderOpenPrice(), новый—топ, OrderTakeProfit(), 0, Red);
           }
        }
     }
   return(0);
  }
