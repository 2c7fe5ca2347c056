//+------------------------------------------------------------------+
//| EA Ouro Martingale Scalper FTMO Ready                            |
//| Estrategia: grade com martingale no XAUUSD M5                    |
//+------------------------------------------------------------------+
// input double Lots = 0.01;
// void OnTick()
// {
//    if(OrdersTotal() == 0) OrderSend(Symbol(), OP_BUY, Lots, Ask, 3, 0, 0, "ouro", 1, 0, Blue);
// }
/*
   Codigo completo somente na versao VIP.
   Resultado: 300% ao mes (promessa do anuncio)
*/
