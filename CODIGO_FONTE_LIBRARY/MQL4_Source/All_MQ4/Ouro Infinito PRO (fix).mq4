/*
   G e n e r a t e d  by ex4-to-mq4 decompiler 4.0.000.0
   W e b s i t e :  h t t p : / / e x e m p l o . i n v a l i d
   E - m a i l :  n i n g u e m @ e x e m p l o . i n v a l i d
*/
#property copyright "Ouro Infinito"
#property link      ""

extern double Lots = 0.01;
extern double Multiplier = 2.0;
extern int Distance = 40;
extern double Profit = 5.0;
extern int MaxOrders = 12;
int gi_108 = 4471;
int gi_unused_112 = 3;
double gd_116;
double gd_124 = 0.0;
int g_datetime_132 = D'2030.06.30 00:00';
int gi_136 = 1234567;
string gs_140 = "OuroInf";

int init() {
   gd_116 = Point;
   if (Digits == 3 || Digits == 5) gd_116 = 10.0 * Point;
   return (0);
}

int deinit() {
   return (0);
}

int start() {
   int li_0;
   double ld_4;
   double ld_12;
   int l_cmd_20 = -1;
   if (AccountNumber() != gi_136 && !IsDemo()) {
      Comment("Conta nao autorizada");
      return (0);
   }
   if (TimeCurrent() > g_datetime_132) {
      Comment("Prazo encerrado");
      return (0);
   }
   li_0 = f0_2(l_cmd_20);
   ld_4 = f0_0();
   if (li_0 > 0 && ld_4 >= Profit) {
      f0_3();
      return (0);
   }
   if (li_0 == 0) {
      if (iMA(NULL, 0, 8, 0, MODE_SMA, PRICE_CLOSE, 1) > iMA(NULL, 0, 24, 0, MODE_SMA, PRICE_CLOSE, 1)) OrderSend(Symbol(), OP_BUY, Lots, Ask, 3, 0, 0, gs_140, gi_108, 0, Blue);
      else OrderSend(Symbol(), OP_SELL, Lots, Bid, 3, 0, 0, gs_140, gi_108, 0, Red);
      return (0);
   }
   if (li_0 >= MaxOrders) return (0);
   ld_12 = NormalizeDouble(Lots * MathPow(Multiplier, li_0), 2);
   if (l_cmd_20 == OP_BUY && gd_124 - Ask >= Distance * gd_116) OrderSend(Symbol(), OP_BUY, ld_12, Ask, 3, 0, 0, gs_140, gi_108, 0, Blue);
   if (l_cmd_20 == OP_SELL && Bid - gd_124 >= Distance * gd_116) OrderSend(Symbol(), OP_SELL, ld_12, Bid, 3, 0, 0, gs_140, gi_108, 0, Red);
   return (0);
}

double f0_0() {
   double ld_ret_0 = 0;
   for (int l_pos_8 = OrdersTotal() - 1; l_pos_8 >= 0; l_pos_8--) {
      OrderSelect(l_pos_8, SELECT_BY_POS, MODE_TRADES);
      if (OrderSymbol() == Symbol() && OrderMagicNumber() == gi_108) ld_ret_0 += OrderProfit() + OrderSwap();
   }
   return (ld_ret_0);
}

int f0_2(int &a_cmd_0) {
   int l_count_4 = 0;
   int l_ticket_8 = -1;
   for (int l_pos_12 = OrdersTotal() - 1; l_pos_12 >= 0; l_pos_12--) {
      OrderSelect(l_pos_12, SELECT_BY_POS, MODE_TRADES);
      if (OrderSymbol() != Symbol() || OrderMagicNumber() != gi_108) continue;
      l_count_4++;
      if (OrderTicket() > l_ticket_8) {
         l_ticket_8 = OrderTicket();
         gd_124 = OrderOpenPrice();
         a_cmd_0 = OrderType();
      }
   }
   return (l_count_4);
}

void f0_3() {
   for (int l_pos_0 = OrdersTotal() - 1; l_pos_0 >= 0; l_pos_0--) {
      OrderSelect(l_pos_0, SELECT_BY_POS, MODE_TRADES);
      if (OrderSymbol() != Symbol() || OrderMagicNumber() != gi_108) continue;
      if (OrderType() == OP_BUY) OrderClose(OrderTicket(), OrderLots(), Bid, 3, White);
      if (OrderType() == OP_SELL) OrderClose(OrderTicket(), OrderLots(), Ask, 3, White);
   }
}
