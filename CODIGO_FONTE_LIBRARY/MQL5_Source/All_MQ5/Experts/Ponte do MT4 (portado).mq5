//+------------------------------------------------------------------+
//| Portado do MT4 com nomes antigos                                 |
//+------------------------------------------------------------------+
#define OP_BUY  0
#define OP_SELL 1
#define Bid SymbolInfoDouble(_Symbol, SYMBOL_BID)
#define Ask SymbolInfoDouble(_Symbol, SYMBOL_ASK)

input int    Passos     = 40;
input double Lote       = 0.1;
input int    StopPontos = 500;

int hSar;

int OnInit()
  {
   hSar = iSAR(_Symbol, _Period, 0.02, 0.2);
   return(INIT_SUCCEEDED);
  }

bool Envia(int op)
  {
   MqlTradeRequest r;
   MqlTradeResult  s;
   ZeroMemory(r); ZeroMemory(s);
   r.action = TRADE_ACTION_DEAL;
   r.symbol = _Symbol;
   r.volume = Lote;
   r.type   = op == OP_BUY ? ORDER_TYPE_BUY : ORDER_TYPE_SELL;
   r.price  = op == OP_BUY ? Ask : Bid;
   r.sl     = op == OP_BUY ? Bid - StopPontos * _Point : Ask + StopPontos * _Point;
   r.deviation = 10;
   return(OrderSend(r, s));
  }

void OnTick()
  {
   double sar[2], c[2];
   if(CopyBuffer(hSar, 0, 1, 2, sar) < 2 || CopyClose(_Symbol, _Period, 1, 2, c) < 2) return;
   if(PositionSelect(_Symbol)) return;
   if(c[0] < sar[0] && c[1] > sar[1]) Envia(OP_BUY);
   if(c[0] > sar[0] && c[1] < sar[1]) Envia(OP_SELL);
  }
