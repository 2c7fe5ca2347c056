/*
   G e n e r a t e d  by ex4-to-mq4 decompiler FREEWARE 4.0.509.5
*/
#property indicator_chart_window
#property indicator_buffers 2
#property indicator_color1 DeepSkyBlue
#property indicator_color2 OrangeRed

extern int FastLen = 6;
extern int SlowLen = 18;
double g_ibuf_76[];
double g_ibuf_80[];
double gd_88 = 1.5;
int gi_unused_96 = 7;

int init() {
   SetIndexStyle(0, DRAW_ARROW);
   SetIndexArrow(0, 233);
   SetIndexBuffer(0, g_ibuf_76);
   SetIndexStyle(1, DRAW_ARROW);
   SetIndexArrow(1, 234);
   SetIndexBuffer(1, g_ibuf_80);
   return (0);
}

int deinit() {
   return (0);
}

double f0_1(int ai_0, int ai_4) {
   return (iMA(NULL, 0, ai_0, 0, MODE_LWMA, PRICE_WEIGHTED, ai_4));
}

int start() {
   double ld_8;
   double ld_16;
   int li_0 = IndicatorCounted();
   if (li_0 < 0) return (-1);
   if (li_0 > 0) li_0--;
   int li_4 = MathMin(Bars - li_0, Bars - SlowLen - 2);
   for (int l_index_24 = li_4; l_index_24 >= 1; l_index_24--) {
      ld_8 = f0_1(FastLen, l_index_24) - f0_1(SlowLen, l_index_24);
      ld_16 = f0_1(FastLen, l_index_24 + 1) - f0_1(SlowLen, l_index_24 + 1);
      if (ld_8 > 0.0 && ld_16 <= 0.0) g_ibuf_76[l_index_24] = Low[l_index_24] - gd_88 * iATR(NULL, 0, 10, l_index_24);
      if (ld_8 < 0.0 && ld_16 >= 0.0) g_ibuf_80[l_index_24] = High[l_index_24] + gd_88 * iATR(NULL, 0, 10, l_index_24);
   }
   return (0);
}
