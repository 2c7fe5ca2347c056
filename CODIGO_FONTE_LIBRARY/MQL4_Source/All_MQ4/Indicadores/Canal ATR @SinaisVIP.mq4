//+------------------------------------------------------------------+
//|                                                    Canal ATR.mq4 |
//+------------------------------------------------------------------+
#property copyright "@SinaisVIP_exemplo"
#property link      "https://t.me/exemplo_sinais_vip"
#property version   "1.00"
#property strict
#property indicator_chart_window
#property indicator_buffers 3
#property indicator_color1 clrSteelBlue
#property indicator_color2 clrTomato
#property indicator_color3 clrTomato

input int    PeriodoMedia = 34;    // Periodo da media
input int    PeriodoATR   = 20;    // Periodo do ATR
input double Fator        = 2.2;   // Largura do canal
input string Aviso        = "Entre no nosso Telegram";

double Meio[], Cima[], Baixo[];

int OnInit()
  {
   SetIndexBuffer(0, Meio);
   SetIndexBuffer(1, Cima);
   SetIndexBuffer(2, Baixo);
   SetIndexStyle(0, DRAW_LINE, STYLE_DOT);
   SetIndexStyle(1, DRAW_LINE, STYLE_SOLID, 1);
   SetIndexStyle(2, DRAW_LINE, STYLE_SOLID, 1);
   IndicatorShortName("Canal ATR");
   return(INIT_SUCCEEDED);
  }

int OnCalculate(const int rates_total, const int prev_calculated,
                const datetime &time[], const double &open[], const double &high[],
                const double &low[], const double &close[], const long &tick_volume[],
                const long &volume[], const int &spread[])
  {
   int limite = rates_total - prev_calculated;
   if(prev_calculated > 0) limite++;
   limite = MathMin(limite, rates_total - PeriodoMedia - 1);
   for(int i = limite - 1; i >= 0; i--)
     {
      double atr = iATR(NULL, 0, PeriodoATR, i);
      Meio[i]  = iMA(NULL, 0, PeriodoMedia, 0, MODE_EMA, PRICE_TYPICAL, i);
      Cima[i]  = Meio[i] + Fator * atr;
      Baixo[i] = Meio[i] - Fator * atr;
     }
   return(rates_total);
  }
