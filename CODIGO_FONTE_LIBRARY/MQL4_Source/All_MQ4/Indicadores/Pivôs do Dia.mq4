#property copyright "Pivôs do Dia, por Ludovina Sá"
#property indicator_chart_window

extern color CorPivo = Yellow;
extern color CorRes  = Red;
extern color CorSup  = Lime;
extern bool  MostrarTexto = true;

int init() { return(0); }

int deinit()
  {
   string n[7] = {"PVD_P","PVD_R1","PVD_R2","PVD_R3","PVD_S1","PVD_S2","PVD_S3"};
   for(int i = 0; i < 7; i++) { ObjectDelete(n[i]); ObjectDelete(n[i] + "t"); }
   return(0);
  }

void Nivel(string nome, double preco, color cor)
  {
   if(ObjectFind(nome) < 0) ObjectCreate(nome, OBJ_HLINE, 0, 0, preco);
   ObjectSet(nome, OBJPROP_PRICE1, preco);
   ObjectSet(nome, OBJPROP_COLOR, cor);
   ObjectSet(nome, OBJPROP_STYLE, STYLE_DOT);
   if(!MostrarTexto) return;
   if(ObjectFind(nome + "t") < 0) ObjectCreate(nome + "t", OBJ_TEXT, 0, Time[0], preco);
   ObjectMove(nome + "t", 0, Time[0], preco);
   ObjectSetText(nome + "t", StringSubstr(nome, 4) + "  " + DoubleToStr(preco, Digits), 8, "Tahoma", cor);
  }

int start()
  {
   int contadas = IndicatorCounted();
   if(contadas < 0) return(-1);
   double h = iHigh(NULL, PERIOD_D1, 1), l = iLow(NULL, PERIOD_D1, 1), c = iClose(NULL, PERIOD_D1, 1);
   double p = (h + l + c) / 3.0;
   Nivel("PVD_P",  p, CorPivo);
   Nivel("PVD_R1", 2 * p - l, CorRes);
   Nivel("PVD_R2", p + (h - l), CorRes);
   Nivel("PVD_R3", h + 2 * (p - l), CorRes);
   Nivel("PVD_S1", 2 * p - h, CorSup);
   Nivel("PVD_S2", p - (h - l), CorSup);
   Nivel("PVD_S3", l - 2 * (h - p), CorSup);
   return(0);
  }
