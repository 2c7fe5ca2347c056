// Fibo onde soltar: arraste o script ate um topo ou fundo do grafico
extern int   Barras = 50;
extern color Cor    = DarkOrange;

int start()
  {
   double preco = WindowPriceOnDropped();
   datetime quando = WindowTimeOnDropped();
   int inicio = iBarShift(NULL, 0, quando);
   int n = MathMin(Barras, inicio + 1);
   double topo  = High[iHighest(NULL, 0, MODE_HIGH, n, 0)];
   double fundo = Low[iLowest(NULL, 0, MODE_LOW, n, 0)];
   double base = preco, fim = fundo;
   if(MathAbs(preco - fundo) < MathAbs(preco - topo)) fim = topo;
   double niveis[6] = {0.0, 0.236, 0.382, 0.5, 0.618, 1.0};
   for(int k = 0; k < 6; k++)
     {
      double p = base + (fim - base) * niveis[k];
      string nome = "fibosolto_" + DoubleToStr(niveis[k], 3);
      ObjectDelete(nome);
      ObjectCreate(nome, OBJ_TREND, 0, quando, p, Time[0], p);
      ObjectSet(nome, OBJPROP_COLOR, Cor);
      ObjectSet(nome, OBJPROP_RAY, false);
      ObjectSetText(nome, DoubleToStr(niveis[k] * 100, 1) + " %", 8, "Arial", Cor);
     }
   WindowRedraw();
   return(0);
  }
//
// Os objetos ficam no grafico ate serem apagados a mao
// ou pelo script Limpa Objetos com prefixo fibosolto_
