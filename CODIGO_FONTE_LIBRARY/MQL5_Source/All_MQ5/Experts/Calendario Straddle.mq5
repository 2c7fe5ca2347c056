// Calendario Straddle: usa o calendario economico do terminal
#property copyright "Filomena Astride"
#property version "1.00"
#include <Trade/Trade.mqh>

input string Moeda         = "USD";
input int    MinutosAntes  = 1;
input int    ValidadeMin   = 10;
input int    Distancia     = 120;   // pontos
input int    Stop          = 150;   // pontos
input int    Alvo          = 450;   // pontos
input double Lote          = 0.1;

CTrade trade;
ulong  ultimoEvento = 0;

int OnInit()
  {
   EventSetTimer(10);
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int r) { EventKillTimer(); }

bool ProximoEvento(MqlCalendarValue &achado)
  {
   MqlCalendarValue valores[];
   datetime agora = TimeTradeServer();
   int n = CalendarValueHistory(valores, agora, agora + MinutosAntes * 60, NULL, Moeda);
   for(int i = 0; i < n; i++)
     {
      MqlCalendarEvent ev;
      if(!CalendarEventById(valores[i].event_id, ev)) continue;
      if(ev.importance != CALENDAR_IMPORTANCE_HIGH) continue;
      achado = valores[i];
      return(true);
     }
   return(false);
  }

void OnTimer()
  {
   MqlCalendarValue v;
   if(!ProximoEvento(v) || v.id == ultimoEvento) return;
   ultimoEvento = v.id;
   double c = SymbolInfoDouble(_Symbol, SYMBOL_ASK) + Distancia * _Point;
   double d = SymbolInfoDouble(_Symbol, SYMBOL_BID) - Distancia * _Point;
   datetime fim = TimeTradeServer() + ValidadeMin * 60;
   trade.BuyStop(Lote, c, _Symbol, c - Stop * _Point, c + Alvo * _Point, ORDER_TIME_SPECIFIED, fim, "noticia");
   trade.SellStop(Lote, d, _Symbol, d + Stop * _Point, d - Alvo * _Point, ORDER_TIME_SPECIFIED, fim, "noticia");
  }
