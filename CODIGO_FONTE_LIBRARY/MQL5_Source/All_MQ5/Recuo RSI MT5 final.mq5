// Recuo RSI - "versao MT5" segundo o vendedor
extern int    Periodo = 9;
extern double Lote = 0.1;
extern int    Stop = 400;
extern int    Alvo = 300;
extern int    Magico = 909;

int init() { return(0); }
int deinit() { return(0); }

int start()
  {
   if(!IsTesting() && MarketInfo(Symbol(), MODE_SPREAD) > 40) return(0);
   for(int i = 0; i < OrdersTotal(); i++)
     {
      OrderSelect(i, SELECT_BY_POS, MODE_TRADES);
      if(OrderSymbol() == Symbol() && OrderMagicNumber() == Magico) return(0);
     }
   double r1 = iRSI(NULL, 0, Periodo, PRICE_CLOSE, 1);
   double r2 = iRSI(NULL, 0, Periodo, PRICE_CLOSE, 2);
   if(r2 < 25 && r1 > 25)
      OrderSend(Symbol(), OP_BUY, Lote, Ask, 3, Ask - Stop * Point, Ask + Alvo * Point, "recuo", Magico, 0, Blue);
   if(r2 > 75 && r1 < 75)
      OrderSend(Symbol(), OP_SELL, Lote, Bid, 3, Bid + Stop * Point, Bid - Alvo * Point, "recuo", Magico, 0, Red);
   return(0);
  }
//
// nao compila no MT5, avisar o vendedor
// trocar a extensao para usar no terminal antigo
// entrada: saida do RSI da zona extrema
// saida: alvo ou stop
