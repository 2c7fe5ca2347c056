// ãÄÔÑ ÇáãÊæÓØ ÇáäÇÚã Êí ËÑí
// ßÊÈå ÓÇáã ÇáÎíÇáí ááÊÚáíã ÝÞØ
// åÐÇ ÇáãÄÔÑ íÚÑÖ ÎØ ÇáÇÊÌÇå Úáì ÇáÑÓã ÇáÈíÇäí
#property indicator_chart_window
#property indicator_buffers 1
#property indicator_color1 Orange

extern int    Length = 10;    // Øæá ÇáãÊæÓØ
extern double Hot    = 0.7;   // ãÚÇãá ÇáäÚæãÉ

double T3[], e1[], e2[], e3[], e4[], e5[], e6[];

int init()
  {
   // ÊÚÑíÝ ãÎÇÒä ÇáãÄÔÑ
   IndicatorBuffers(7);
   SetIndexBuffer(0, T3);
   SetIndexStyle(0, DRAW_LINE, STYLE_SOLID, 2);
   SetIndexBuffer(1, e1); SetIndexBuffer(2, e2); SetIndexBuffer(3, e3);
   SetIndexBuffer(4, e4); SetIndexBuffer(5, e5); SetIndexBuffer(6, e6);
   return(0);
  }

int start()
  {
   double a = 2.0 / (1.0 + Length);
   double c1 = -Hot * Hot * Hot;
   double c2 = 3 * Hot * Hot + 3 * Hot * Hot * Hot;
   double c3 = -6 * Hot * Hot - 3 * Hot - 3 * Hot * Hot * Hot;
   double c4 = 1 + 3 * Hot + Hot * Hot * Hot + 3 * Hot * Hot;
   int limit = Bars - IndicatorCounted() - 1;
   // ÍÓÇÈ ÇáÞíã ãä ÇáÞÏíã Çáì ÇáÌÏíÏ
   for(int i = MathMin(limit, Bars - 2); i >= 0; i--)
     {
      e1[i] = e1[i+1] + a * (Close[i] - e1[i+1]);
      e2[i] = e2[i+1] + a * (e1[i] - e2[i+1]);
      e3[i] = e3[i+1] + a * (e2[i] - e3[i+1]);
      e4[i] = e4[i+1] + a * (e3[i] - e4[i+1]);
      e5[i] = e5[i+1] + a * (e4[i] - e5[i+1]);
      e6[i] = e6[i+1] + a * (e5[i] - e6[i+1]);
      T3[i] = c1 * e6[i] + c2 * e5[i] + c3 * e4[i] + c4 * e3[i];
     }
   return(0);
  }
