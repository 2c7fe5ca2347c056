//+------------------------------------------------------------------+
//| Scalp Relampago                                                  |
//| Fast in, fast out. Barnaby Quill (fictional)                     |
//+------------------------------------------------------------------+
#property copyright "Barnaby Quill"
#property version   "3.2"

input double Volume_   = 0.20;   // Lots
input int    TakePts   = 50;     // Take profit, points (5 pips)
input int    StopPts   = 70;     // Stop loss, points (7 pips)
input int    MaxSpread = 12;     // Max spread, points
input int    MaxSec    = 90;     // Close after N seconds
input int    Impulse   = 25;     // Points within last ticks
input long   Magic     = 99001;

MqlTick ring[];

int OnInit()
  {
   ArrayResize(ring, 0);
   return INIT_SUCCEEDED;
  }

bool Deal(const ENUM_ORDER_TYPE type, const ulong position = 0)
  {
   MqlTradeRequest req = {};
   MqlTradeResult  res = {};
   bool buy = (type == ORDER_TYPE_BUY);
   double price = SymbolInfoDouble(_Symbol, buy ? SYMBOL_ASK : SYMBOL_BID);
   req.action    = TRADE_ACTION_DEAL;
   req.symbol    = _Symbol;
   req.volume    = Volume_;
   req.type      = type;
   req.price     = price;
   req.deviation = 5;
   req.magic     = Magic;
   req.position  = position;
   if(position == 0)
     {
      req.sl = buy ? price - StopPts * _Point : price + StopPts * _Point;
      req.tp = buy ? price + TakePts * _Point : price - TakePts * _Point;
     }
   if(!OrderSend(req, res))
     {
      PrintFormat("retcode %u", res.retcode);
      return false;
     }
   return true;
  }

void OnTick()
  {
   if(PositionSelect(_Symbol))
     {
      if(TimeCurrent() - (datetime)PositionGetInteger(POSITION_TIME) >= MaxSec)
        {
         bool isBuy = PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY;
         Deal(isBuy ? ORDER_TYPE_SELL : ORDER_TYPE_BUY, (ulong)PositionGetInteger(POSITION_TICKET));
        }
      return;
     }
   if(SymbolInfoInteger(_Symbol, SYMBOL_SPREAD) > MaxSpread) return;
   if(CopyTicks(_Symbol, ring, COPY_TICKS_INFO, 0, 20) < 20) return;
   double move = (ring[19].bid - ring[0].bid) / _Point;
   if(move > Impulse)       Deal(ORDER_TYPE_BUY);
   else if(move < -Impulse) Deal(ORDER_TYPE_SELL);
  }
