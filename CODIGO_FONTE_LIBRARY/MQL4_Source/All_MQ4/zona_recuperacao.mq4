// zona_recuperacao.mq4 - alterna compra e venda entre dois niveis fixos
// (c) Anacleto Bragança Fictício
#property strict

input double LoteBase    = 0.05;
input double Fator       = 1.7;     // crescimento do lote em cada virada
input int    ZonaPontos  = 300;     // altura da zona
input double AlvoMoeda   = 15.0;    // fecha tudo com este lucro liquido
input int    MaxViradas  = 10;
input int    Magico      = 90210;

double linhaCompra = 0, linhaVenda = 0;

int Contagem(double &lucro, int &ultimoTipo)
  {
   int n = 0, maior = -1;
   lucro = 0; ultimoTipo = -1;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != Magico) continue;
      n++;
      lucro += OrderProfit() + OrderSwap() + OrderCommission();
      if(OrderTicket() > maior) { maior = OrderTicket(); ultimoTipo = OrderType(); }
     }
   return(n);
  }

void FechaTudoComLucro()
  {
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != Magico) continue;
      if(!OrderClose(OrderTicket(), OrderLots(), OrderType() == OP_BUY ? Bid : Ask, 5, clrNONE))
         Print("erro ", GetLastError());
     }
   linhaCompra = 0; linhaVenda = 0;
  }

void OnTick()
  {
   double lucro; int ultimo;
   int n = Contagem(lucro, ultimo);
   if(n > 0 && lucro >= AlvoMoeda) { FechaTudoComLucro(); return; }
   if(n == 0)
     {
      double m = iMA(Symbol(), 0, 50, 0, MODE_EMA, PRICE_CLOSE, 1);
      if(Close[1] <= m) return;
      if(OrderSend(Symbol(), OP_BUY, LoteBase, Ask, 5, 0, 0, "zona", Magico, 0, clrBlue) > 0)
        {
         linhaCompra = Ask;
         linhaVenda  = Ask - ZonaPontos * Point;
        }
      return;
     }
   if(n >= MaxViradas || linhaVenda == 0) return;
   double lote = NormalizeDouble(LoteBase * MathPow(Fator, n), 2);
   // abre o lado contrario e mantem o primeiro aberto
   if(ultimo == OP_BUY && Bid <= linhaVenda)
      if(OrderSend(Symbol(), OP_SELL, lote, Bid, 5, 0, 0, "zona", Magico, 0, clrRed) < 0) Print(GetLastError());
   if(ultimo == OP_SELL && Ask >= linhaCompra)
      if(OrderSend(Symbol(), OP_BUY, lote, Ask, 5, 0, 0, "zona", Magico, 0, clrBlue) < 0) Print(GetLastError());
  }
