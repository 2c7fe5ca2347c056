//+------------------------------------------------------------------+
//| Painel de Gestão: botões para fechar, proteger e reduzir         |
//+------------------------------------------------------------------+
#property copyright "Iracema Dutra"
#property version   "1.5"
#include <Trade\Trade.mqh>

input int FolgaBE = 20;    // Pontos além da entrada no zero a zero
input int Canto   = 20;    // Distância da borda
CTrade trade;

void Botao(const string nome, const string texto, const int linha, const color c)
  {
   ObjectCreate(0, nome, OBJ_BUTTON, 0, 0, 0);
   ObjectSetInteger(0, nome, OBJPROP_XDISTANCE, Canto);
   ObjectSetInteger(0, nome, OBJPROP_YDISTANCE, Canto + linha * 32);
   ObjectSetInteger(0, nome, OBJPROP_XSIZE, 140);
   ObjectSetInteger(0, nome, OBJPROP_YSIZE, 28);
   ObjectSetInteger(0, nome, OBJPROP_BGCOLOR, c);
   ObjectSetString(0, nome, OBJPROP_TEXT, texto);
  }

int OnInit()
  {
   Botao("pg_fecha", "Fechar tudo", 0, clrFireBrick);
   Botao("pg_lucro", "Fechar lucro", 1, clrSeaGreen);
   Botao("pg_zero", "Zero a zero", 2, clrSlateGray);
   Botao("pg_meia", "Reduzir metade", 3, clrDarkGoldenrod);
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int motivo) { ObjectsDeleteAll(0, "pg_"); }

void Fecha(const bool soLucro)
  {
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong tk = PositionGetTicket(i);
      if(tk == 0 || PositionGetString(POSITION_SYMBOL) != _Symbol) continue;
      if(soLucro && PositionGetDouble(POSITION_PROFIT) <= 0) continue;
      trade.PositionClose(tk);
     }
  }

void ZeroAZero()
  {
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong tk = PositionGetTicket(i);
      if(tk == 0 || PositionGetString(POSITION_SYMBOL) != _Symbol || PositionGetDouble(POSITION_PROFIT) <= 0) continue;
      int s = PositionGetInteger(POSITION_TYPE) == POSITION_TYPE_BUY ? 1 : -1;
      trade.PositionModify(tk, PositionGetDouble(POSITION_PRICE_OPEN) + s * FolgaBE * _Point, PositionGetDouble(POSITION_TP));
     }
  }

void Metade()
  {
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      ulong tk = PositionGetTicket(i);
      if(tk > 0 && PositionGetString(POSITION_SYMBOL) == _Symbol)
         trade.PositionClosePartial(tk, NormalizeDouble(PositionGetDouble(POSITION_VOLUME) / 2.0, 2));
     }
  }

void OnChartEvent(const int id, const long &lparam, const double &dparam, const string &sparam)
  {
   if(id != CHARTEVENT_OBJECT_CLICK) return;
   if(sparam == "pg_fecha") Fecha(false);
   if(sparam == "pg_lucro") Fecha(true);
   if(sparam == "pg_zero")  ZeroAZero();
   if(sparam == "pg_meia")  Metade();
   ObjectSetInteger(0, sparam, OBJPROP_STATE, false);
  }
