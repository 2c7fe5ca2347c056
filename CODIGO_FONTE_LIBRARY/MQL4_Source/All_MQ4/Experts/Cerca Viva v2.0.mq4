//+------------------------------------------------------------------+
//|                                              Cerca Viva v2.0.mq4 |
//|                                     Damiao Quaresma, Sorocaba    |
//+------------------------------------------------------------------+
#property copyright "Damiao Quaresma"
#property link      "https://exemplo.invalid/cercaviva"
#property version   "2.00"
#property strict

input double Lots          = 0.01;   // Lote inicial
input double LotExponent   = 1.4;    // Expoente do lote
input int    PipStep       = 30;     // Passo da cerca (pips)
input double TakeProfit    = 12;     // Alvo da cesta (pips)
input int    MaxTrades     = 7;      // Maximo de ordens
input double PerdaMaxPct   = 8.0;    // Fecha tudo com esta perda (% do saldo)
input int    MaxSpread     = 28;     // Spread maximo (pontos)
input int    Slip          = 3;
input int    Magic         = 770102;

double pip;

int OnInit()
  {
   pip = (_Digits == 3 || _Digits == 5) ? _Point * 10 : _Point;
   return(INIT_SUCCEEDED);
  }

bool Minha(const int pos)
  {
   if(!OrderSelect(pos, SELECT_BY_POS, MODE_TRADES)) return(false);
   return(OrderSymbol() == _Symbol && OrderMagicNumber() == Magic && OrderType() <= OP_SELL);
  }

int Resumo(int &tipo, double &ultimo, double &media, double &flutuante)
  {
   int n = 0, maior = -1;
   double soma = 0, lotes = 0;
   flutuante = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!Minha(i)) continue;
      n++;
      tipo = OrderType();
      soma += OrderOpenPrice() * OrderLots();
      lotes += OrderLots();
      flutuante += OrderProfit() + OrderSwap() + OrderCommission();
      if(OrderTicket() > maior) { maior = OrderTicket(); ultimo = OrderOpenPrice(); }
     }
   media = lotes > 0 ? soma / lotes : 0;
   return(n);
  }

void FechaCesta()
  {
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!Minha(i)) continue;
      double preco = OrderType() == OP_BUY ? Bid : Ask;
      if(!OrderClose(OrderTicket(), OrderLots(), preco, Slip, clrGold))
         Print("Falha ao fechar ", OrderTicket(), " erro ", GetLastError());
     }
  }

void Abre(const int tipo, const double lote, const int n)
  {
   double preco = tipo == OP_BUY ? Ask : Bid;
   int t = OrderSend(_Symbol, tipo, lote, preco, Slip, 0, 0, StringFormat("cerca2 %d", n), Magic, 0, clrBlue);
   if(t < 0) Print("OrderSend: erro ", GetLastError());
  }

void OnTick()
  {
   int tipo = -1;
   double ultimo = 0, media = 0, flutuante = 0;
   int n = Resumo(tipo, ultimo, media, flutuante);
   if(n > 0 && flutuante <= -AccountBalance() * PerdaMaxPct / 100.0)
     {
      FechaCesta();      // stop de patrimonio da cesta
      return;
     }
   if(n > 0)
     {
      if(tipo == OP_BUY && Bid >= media + TakeProfit * pip)  { FechaCesta(); return; }
      if(tipo == OP_SELL && Ask <= media - TakeProfit * pip) { FechaCesta(); return; }
     }
   if(MarketInfo(_Symbol, MODE_SPREAD) > MaxSpread || n >= MaxTrades) return;
   if(n == 0)
     {
      Abre(Close[1] > Open[1] ? OP_BUY : OP_SELL, Lots, 0);
      return;
     }
   double lote = NormalizeDouble(Lots * MathPow(LotExponent, n), 2);
   if(tipo == OP_BUY && ultimo - Ask >= PipStep * pip)  Abre(OP_BUY, lote, n);
   if(tipo == OP_SELL && Bid - ultimo >= PipStep * pip) Abre(OP_SELL, lote, n);
  }
//+------------------------------------------------------------------+
