// colado do forum, colocar dentro do start()
for(int i = OrdersTotal() - 1; i >= 0; i--)
  {
   if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
   if(OrderSymbol() != Symbol()) continue;
   if(OrderType() == OP_BUY && Bid - OrderOpenPrice() > TrailingStop * Point)
     {
      if(OrderStopLoss() < Bid - TrailingStop * Point)
         OrderModify(OrderTicket(), OrderOpenPrice(), Bid - TrailingStop * Point, OrderTakeProfit(), 0, Green);
     }
   if(OrderType() == OP_SELL && OrderOpenPrice() - Ask > TrailingStop * Point)
     {
      if(OrderStopLoss() > Ask + TrailingStop * Point || OrderStopLoss() == 0)
         OrderModify(OrderTicket(), OrderOpenPrice(), Ask + TrailingStop * Point, OrderTakeProfit(), 0, Red);
     }
  }
