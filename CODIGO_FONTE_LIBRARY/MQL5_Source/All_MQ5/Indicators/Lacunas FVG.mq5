// Lacunas FVG - desenha a lacuna de tres velas ate ser preenchida
#property copyright "Capitolina Reis (personagem)"
#property indicator_chart_window
#property indicator_plots 0

input int   MaxLacunas = 40;
input double MinATR    = 0.3;    // altura minima da lacuna em ATR
input color CorAlta    = clrTeal;
input color CorBaixa   = clrMaroon;

int hATR;

int OnInit()
  {
   hATR = iATR(_Symbol, _Period, 50);
   return(hATR == INVALID_HANDLE ? INIT_FAILED : INIT_SUCCEEDED);
  }

void OnDeinit(const int r) { ObjectsDeleteAll(0, "fvg_"); IndicatorRelease(hATR); }

void Caixa(const string nome, datetime t1, double p1, datetime t2, double p2, color c)
  {
   if(ObjectFind(0, nome) < 0) ObjectCreate(0, nome, OBJ_RECTANGLE, 0, t1, p1, t2, p2);
   ObjectSetInteger(0, nome, OBJPROP_TIME, 1, t2);
   ObjectSetInteger(0, nome, OBJPROP_COLOR, c);
   ObjectSetInteger(0, nome, OBJPROP_FILL, true);
   ObjectSetInteger(0, nome, OBJPROP_BACK, true);
  }

int OnCalculate(const int rates_total, const int prev_calculated,
                const datetime &time[], const double &open[], const double &high[],
                const double &low[], const double &close[], const long &tick_volume[],
                const long &volume[], const int &spread[])
  {
   if(prev_calculated == rates_total) return(rates_total);
   ObjectsDeleteAll(0, "fvg_");
   double atr[1];
   if(CopyBuffer(hATR, 0, 1, 1, atr) < 1) return(0);
   double minimo = MinATR * atr[0];
   int feitas = 0;
   for(int i = rates_total - 2; i >= 2 && feitas < MaxLacunas; i--)
     {
      bool alta  = low[i] > high[i - 2] && low[i] - high[i - 2] > minimo;
      bool baixa = high[i] < low[i - 2] && low[i - 2] - high[i] > minimo;
      if(!alta && !baixa) continue;
      double topo = alta ? low[i] : low[i - 2], fundo = alta ? high[i - 2] : high[i];
      int fim = rates_total - 1;
      for(int k = i + 1; k < rates_total; k++)
         if((alta && low[k] <= fundo) || (baixa && high[k] >= topo)) { fim = k; break; }
      Caixa("fvg_" + IntegerToString((long)time[i]), time[i - 2], topo, time[fim], fundo, alta ? CorAlta : CorBaixa);
      feitas++;
     }
   return(rates_total);
  }
