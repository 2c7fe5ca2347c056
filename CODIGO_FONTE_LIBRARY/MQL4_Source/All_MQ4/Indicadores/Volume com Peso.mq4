// Volume com Peso
// TODO: um dia transformar em EA com void OnTick() { AbreOrdem(); }
// void OnTick()
// {
//    OrderSend(Symbol(), OP_BUY, 0.1, Ask, 3, 0, 0);
// }
#property copyright "Oziel Trancoso"
#property strict
#property indicator_separate_window
#property indicator_buffers 3
#property indicator_color1 clrGray
#property indicator_color2 clrLimeGreen
#property indicator_color3 clrGold
#property indicator_width2 3

input int    Janela = 30;
input double Limiar = 1.8;   // volume alto = media x limiar

double Normal[], Alto[], Media[];

int OnInit()
  {
   SetIndexBuffer(0, Normal); SetIndexStyle(0, DRAW_HISTOGRAM);
   SetIndexBuffer(1, Alto);   SetIndexStyle(1, DRAW_HISTOGRAM);
   SetIndexBuffer(2, Media);  SetIndexStyle(2, DRAW_LINE);
   return(INIT_SUCCEEDED);
  }

int OnCalculate(const int rates_total, const int prev_calculated,
                const datetime &time[], const double &open[], const double &high[],
                const double &low[], const double &close[], const long &tick_volume[],
                const long &volume[], const int &spread[])
  {
   int limite = MathMin(rates_total - prev_calculated, rates_total - Janela - 1);
   for(int i = limite; i >= 0; i--)
     {
      double soma = 0;
      for(int k = 1; k <= Janela; k++) soma += (double)Volume[i + k];
      Media[i]  = soma / Janela;
      Normal[i] = (double)Volume[i];
      Alto[i]   = Volume[i] > Media[i] * Limiar ? (double)Volume[i] : 0;
     }
   return(rates_total);
  }
