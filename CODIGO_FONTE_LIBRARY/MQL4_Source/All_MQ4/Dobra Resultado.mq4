// Dobra Resultado
// Теодор Выдумкин, 2014. Вход по CCI, после убытка лот удваивается.
// Стоп и профит стоят всегда.
#property copyright "Teodor Vydumkin"
#property strict

input double StartLot   = 0.02;
input double MaxLot     = 2.56;
input int    Stop       = 200;
input int    Take       = 210;
input int    CciPeriod  = 14;
input int    Level      = 120;
input int    MagicNum   = 31337;

double LotNext()
  {
   // ищем последнюю закрытую сделку по этому символу
   datetime last = 0;
   double lot = StartLot;
   for(int i = OrdersHistoryTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_HISTORY)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != MagicNum) continue;
      if(OrderCloseTime() > last)
        {
         last = OrderCloseTime();
         if(OrderProfit() < 0) lot = OrderLots() * 2;
         else                  lot = StartLot;
        }
     }
   if(lot > MaxLot) lot = StartLot;
   return(NormalizeDouble(lot, 2));
  }

bool HavePosition()
  {
   for(int i = 0; i < OrdersTotal(); i++)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES))
         if(OrderSymbol() == Symbol() && OrderMagicNumber() == MagicNum) return(true);
   return(false);
  }

void OnTick()
  {
   if(HavePosition()) return;      // одна сделка одновременно
   double c1 = iCCI(Symbol(), 0, CciPeriod, PRICE_TYPICAL, 1);
   double c2 = iCCI(Symbol(), 0, CciPeriod, PRICE_TYPICAL, 2);
   int ticket = 0;
   if(c2 < -Level && c1 >= -Level)
      ticket = OrderSend(Symbol(), OP_BUY, LotNext(), Ask, 5, Ask - Stop * Point, Ask + Take * Point, "dobra", MagicNum, 0, clrGreen);
   if(c2 > Level && c1 <= Level)
      ticket = OrderSend(Symbol(), OP_SELL, LotNext(), Bid, 5, Bid + Stop * Point, Bid - Take * Point, "dobra", MagicNum, 0, clrRed);
   if(ticket < 0) Print("Ошибка открытия ордера: ", GetLastError());
  }
