// Painel Multi Par - variacao do dia e spread de varios pares
#property copyright "Quitéria Lobato"
#property strict
#property indicator_chart_window
#property indicator_plots 0

input string Pares    = "EURUSD,GBPUSD,USDJPY,XAUUSD,US30";
input int    Fonte    = 9;
input color  CorTexto = clrWhite;
input bool   EsconderGrade = true;   // grade do grafico

string lista[];
int    total = 0;

int OnInit()
  {
   total = StringSplit(Pares, ',', lista);
   if(EsconderGrade) ChartSetInteger(0, CHART_SHOW_GRID, false);
   EventSetTimer(2);
   return(INIT_SUCCEEDED);
  }

void OnDeinit(const int r)
  {
   EventKillTimer();
   ObjectsDeleteAll(0, "pmp_");
   ChartSetInteger(0, CHART_SHOW_GRID, true);
  }

void Celula(int linha, int coluna, string texto, color cor)
  {
   string nome = StringFormat("pmp_%d_%d", linha, coluna);
   if(ObjectFind(0, nome) < 0)
     {
      ObjectCreate(0, nome, OBJ_LABEL, 0, 0, 0);
      ObjectSetInteger(0, nome, OBJPROP_XDISTANCE, 12 + coluna * 80);
      ObjectSetInteger(0, nome, OBJPROP_YDISTANCE, 20 + linha * (Fonte + 8));
     }
   ObjectSetString(0, nome, OBJPROP_TEXT, texto);
   ObjectSetInteger(0, nome, OBJPROP_FONTSIZE, Fonte);
   ObjectSetInteger(0, nome, OBJPROP_COLOR, cor);
  }

void Atualiza()
  {
   for(int i = 0; i < total; i++)
     {
      double abre = iOpen(lista[i], PERIOD_D1, 0), agora = MarketInfo(lista[i], MODE_BID);
      double var = abre > 0 ? (agora / abre - 1.0) * 100.0 : 0;
      Celula(i, 0, lista[i], CorTexto);
      Celula(i, 1, DoubleToString(agora, (int)MarketInfo(lista[i], MODE_DIGITS)), CorTexto);
      Celula(i, 2, StringFormat("%+.2f%%", var), var >= 0 ? clrLime : clrTomato);
      Celula(i, 3, DoubleToString(MarketInfo(lista[i], MODE_SPREAD), 0), clrSilver);
     }
  }

void OnTimer() { Atualiza(); }

int OnCalculate(const int rates_total, const int prev_calculated,
                const datetime &time[], const double &open[], const double &high[],
                const double &low[], const double &close[], const long &tick_volume[],
                const long &volume[], const int &spread[])
  {
   if(prev_calculated == 0) Atualiza();
   return(rates_total);
  }
