//+------------------------------------------------------------------+
//|                                                 Forca Suave.mq4  |
//|                          Leocádia Brito  (nome de fantasia)      |
//+------------------------------------------------------------------+
#property copyright "Leocádia Brito"
#property indicator_separate_window
#property indicator_minimum 0
#property indicator_maximum 100
#property indicator_buffers 2
#property indicator_color1 DodgerBlue
#property indicator_color2 Silver
#property indicator_level1 30
#property indicator_level2 70

extern int Periodo  = 14;
extern int Suavizar = 5;

double Linha[];
double Bruto[];
//+------------------------------------------------------------------+
//| expert initialization function                                   |
//+------------------------------------------------------------------+
int init()
  {
   SetIndexBuffer(0, Linha);
   SetIndexStyle(0, DRAW_LINE, STYLE_SOLID, 2);
   SetIndexLabel(0, "Força suavizada");
   SetIndexBuffer(1, Bruto);
   SetIndexStyle(1, DRAW_LINE, STYLE_DOT);
   SetIndexDrawBegin(0, Periodo + Suavizar);
   IndicatorShortName("Forca(" + Periodo + "," + Suavizar + ")");
   return(0);
  }
//+------------------------------------------------------------------+
//| expert start function                                            |
//+------------------------------------------------------------------+
int start()
  {
   int contadas = IndicatorCounted();
   if(contadas < 0) return(-1);
   if(contadas > 0) contadas--;
   int limite = Bars - contadas;
   if(limite > Bars - Periodo - 1) limite = Bars - Periodo - 1;
   int i;
   for(i = limite; i >= 0; i--)
     {
      double ganho = 0, perda = 0;
      for(int k = 0; k < Periodo; k++)
        {
         double d = Close[i + k] - Close[i + k + 1];
         if(d > 0) ganho += d; else perda -= d;
        }
      if(ganho + perda == 0) Bruto[i] = 50;
      else                   Bruto[i] = 100.0 * ganho / (ganho + perda);
     }
   for(i = limite; i >= 0; i--)
      Linha[i] = iMAOnArray(Bruto, 0, Suavizar, 0, MODE_SMA, i);
   return(0);
  }
