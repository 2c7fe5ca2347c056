//+------------------------------------------------------------------+
//| Delta de Ticks - Дельта тиков                                    |
//| Автор: Пахом Сказочный. Индикатор считает дельту объёма,         |
//| то есть разницу между покупками и продажами внутри бара.         |
//+------------------------------------------------------------------+
#property copyright "Пахом Сказочный"
#property indicator_separate_window
#property indicator_buffers 3
#property indicator_plots   2
#property indicator_type1   DRAW_COLOR_HISTOGRAM
#property indicator_color1  clrLime,clrRed
#property indicator_type2   DRAW_LINE
#property indicator_color2  clrGold

input int Smooth = 10;      // период сглаживания
input bool UseReal = false; // использовать реальный объём

double delta[], col[], cumul[];

int OnInit()
  {
   SetIndexBuffer(0, delta, INDICATOR_DATA);
   SetIndexBuffer(1, col, INDICATOR_COLOR_INDEX);
   SetIndexBuffer(2, cumul, INDICATOR_DATA);
   PlotIndexSetInteger(1, PLOT_DRAW_BEGIN, Smooth);
   IndicatorSetString(INDICATOR_SHORTNAME, "Delta");
   return(INIT_SUCCEEDED);
  }

int OnCalculate(const int rates_total, const int prev_calculated,
                const datetime &time[], const double &open[], const double &high[],
                const double &low[], const double &close[], const long &tick_volume[],
                const long &volume[], const int &spread[])
  {
   int start = prev_calculated > 1 ? prev_calculated - 1 : 0;
   for(int i = start; i < rates_total; i++)
     {
      // доля покупателей по положению закрытия
      double range = high[i] - low[i];
      double v = UseReal ? (double)volume[i] : (double)tick_volume[i];
      double share = range > 0 ? (2.0 * close[i] - high[i] - low[i]) / range : 0;
      delta[i] = v * share;
      col[i] = delta[i] >= 0 ? 0 : 1;
      double s = 0; int n = 0;
      for(int k = i; k >= 0 && k > i - Smooth; k--) { s += delta[k]; n++; }
      cumul[i] = n > 0 ? s / n : 0;
     }
   return(rates_total);
  }
