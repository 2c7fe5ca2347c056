//+------------------------------------------------------------------+
//|                                                    RSI Duplo.mq5 |
//+------------------------------------------------------------------+
#property copyright "Telegram @robos_exemplo"
#property link      "https://t.me/robos_exemplo"
#property version   "1.00"
#property indicator_separate_window
#property indicator_minimum 0
#property indicator_maximum 100
#property indicator_level1 30
#property indicator_level2 70
#property indicator_buffers 2
#property indicator_plots   2
#property indicator_type1   DRAW_LINE
#property indicator_color1  clrDodgerBlue
#property indicator_label1  "RSI rápido"
#property indicator_type2   DRAW_LINE
#property indicator_color2  clrOrange
#property indicator_label2  "RSI lento"

input int Rapido = 7;    // Período rápido
input int Lento  = 21;   // Período lento

double bufR[], bufL[];
int    hR, hL;

int OnInit()
  {
   SetIndexBuffer(0, bufR, INDICATOR_DATA);
   SetIndexBuffer(1, bufL, INDICATOR_DATA);
   hR = iRSI(_Symbol, _Period, Rapido, PRICE_CLOSE);
   hL = iRSI(_Symbol, _Period, Lento, PRICE_CLOSE);
   IndicatorSetString(INDICATOR_SHORTNAME, StringFormat("RSI Duplo (%d,%d)", Rapido, Lento));
   return(hR != INVALID_HANDLE && hL != INVALID_HANDLE ? INIT_SUCCEEDED : INIT_FAILED);
  }

int OnCalculate(const int rates_total, const int prev_calculated, const int begin, const double &price[])
  {
   if(BarsCalculated(hR) < rates_total || BarsCalculated(hL) < rates_total) return(0);
   int copiar = prev_calculated > 0 ? rates_total - prev_calculated + 1 : rates_total;
   if(CopyBuffer(hR, 0, 0, copiar, bufR) <= 0) return(0);
   if(CopyBuffer(hL, 0, 0, copiar, bufL) <= 0) return(0);
   return(rates_total);
  }
