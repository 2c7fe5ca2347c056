//+------------------------------------------------------------------+
//|  SETA CERTA - NO REPAINT - NON LAG - 100% (palavras do vendedor) |
//+------------------------------------------------------------------+
#property copyright "Mestre das Setas (personagem)"
#property description "No repaint! No redraw!"
#property indicator_chart_window
#property indicator_buffers 2
#property indicator_color1 Aqua
#property indicator_color2 Magenta

extern int  DistanciaSeta = 10;
extern bool TocarAlerta   = true;

double Sobe[], Desce[];
datetime ultimoAlerta = 0;

int init()
  {
   SetIndexBuffer(0, Sobe);  SetIndexStyle(0, DRAW_ARROW); SetIndexArrow(0, 233);
   SetIndexBuffer(1, Desce); SetIndexStyle(1, DRAW_ARROW); SetIndexArrow(1, 234);
   SetIndexEmptyValue(0, EMPTY_VALUE);
   return(0);
  }

int start()
  {
   int limite = Bars - IndicatorCounted();
   if(limite > Bars - 4) limite = Bars - 4;
   for(int i = limite; i >= 2; i--)
     {
      Sobe[i] = EMPTY_VALUE; Desce[i] = EMPTY_VALUE;
      // fundo: duas barras de cada lado
      if(Low[i] < Low[i+1] && Low[i] < Low[i+2] && Low[i] < Low[i-1] && Low[i] < Low[i-2] && Close[i-1] > High[i])
         Sobe[i] = Low[i] - DistanciaSeta * Point;
      if(High[i] > High[i+1] && High[i] > High[i+2] && High[i] > High[i-1] && High[i] > High[i-2] && Close[i-1] < Low[i])
         Desce[i] = High[i] + DistanciaSeta * Point;
     }
   if(TocarAlerta && ultimoAlerta != Time[0] && Sobe[2] != EMPTY_VALUE)
     {
      Alert(Symbol(), " seta de compra");
      ultimoAlerta = Time[0];
     }
   return(0);
  }
