//+------------------------------------------------------------------+
//|                                              Cerca Viva v1.1.mq4 |
//|                                     Damiao Quaresma, Sorocaba    |
//+------------------------------------------------------------------+
#property copyright "Damiao Quaresma"
#property link      "https://exemplo.invalid/cercaviva"

extern double Lots          = 0.01;
extern double LotExponent   = 1.6;    // multiplica o lote a cada nova ordem
extern int    PipStep       = 30;     // distancia entre ordens
extern double TakeProfit    = 12;
extern int    MaxTrades     = 9;
extern int    Slip          = 3;
extern int    Magic         = 770101;
extern int    MaxSpread     = 28;     // em pontos
extern bool   PausaSexta    = true;

double pt;
int    digLote = 2;

int init()
  {
   pt = Point;
   if(Digits == 3 || Digits == 5) pt = Point * 10;
   return(0);
  }

int deinit() { return(0); }

int Conta(int tipo)
  {
   int n = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() == Symbol() && OrderMagicNumber() == Magic && OrderType() == tipo) n++;
     }
   return(n);
  }

double UltimoPreco(int tipo)
  {
   int maior = -1; double preco = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != Magic || OrderType() != tipo) continue;
      if(OrderTicket() > maior) { maior = OrderTicket(); preco = OrderOpenPrice(); }
     }
   return(preco);
  }

void AjustaAlvo(int tipo)
  {
   double soma = 0, lotes = 0; int i;
   for(i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != Magic || OrderType() != tipo) continue;
      soma  += OrderOpenPrice() * OrderLots();
      lotes += OrderLots();
     }
   if(lotes <= 0) return;
   double media = soma / lotes, alvo;
   if(tipo == OP_BUY) alvo = NormalizeDouble(media + TakeProfit * pt, Digits);
   else               alvo = NormalizeDouble(media - TakeProfit * pt, Digits);
   for(i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != Magic || OrderType() != tipo) continue;
      if(MathAbs(OrderTakeProfit() - alvo) > Point)
         OrderModify(OrderTicket(), OrderOpenPrice(), 0, alvo, 0, Gold);
     }
  }

int start()
  {
   int compras = Conta(OP_BUY), vendas = Conta(OP_SELL);
   double lote;
   if(MarketInfo(Symbol(), MODE_SPREAD) > MaxSpread) return(0);
   if(PausaSexta && DayOfWeek() == 5 && Hour() >= 18 && compras + vendas == 0) return(0);

   if(compras == 0 && vendas == 0)
     {
      if(Close[1] > Open[1]) OrderSend(Symbol(), OP_BUY, Lots, Ask, Slip, 0, 0, "cerca 0", Magic, 0, Blue);
      else                   OrderSend(Symbol(), OP_SELL, Lots, Bid, Slip, 0, 0, "cerca 0", Magic, 0, Red);
      return(0);
     }
   if(compras > 0 && compras < MaxTrades && UltimoPreco(OP_BUY) - Ask >= PipStep * pt)
     {
      lote = NormalizeDouble(Lots * MathPow(LotExponent, compras), digLote);
      OrderSend(Symbol(), OP_BUY, lote, Ask, Slip, 0, 0, "cerca " + compras, Magic, 0, Blue);
     }
   if(vendas > 0 && vendas < MaxTrades && Bid - UltimoPreco(OP_SELL) >= PipStep * pt)
     {
      lote = NormalizeDouble(Lots * MathPow(LotExponent, vendas), digLote);
      OrderSend(Symbol(), OP_SELL, lote, Bid, Slip, 0, 0, "cerca " + vendas, Magic, 0, Red);
     }
   AjustaAlvo(OP_BUY);
   AjustaAlvo(OP_SELL);
   return(0);
  }
//+------------------------------------------------------------------+
