//+------------------------------------------------------------------+
//| Neuronio Solitario - perceptron de quatro entradas               |
//| Custodia Farol                                                   |
//+------------------------------------------------------------------+
#property strict
input double Peso1 = 88;    // pesos iniciais de 0 a 200
input double Peso2 = 172;
input double Peso3 = 39;
input double Peso4 = 120;
input double Taxa  = 0.05;  // taxa de aprendizado
input int    Passo = 7;
input int    Stop  = 500;
input int    Alvo  = 800;
input double Lote  = 0.1;
input int    Magico = 8839;

double w[4], entrada[4];
int    ultimaDecisao = 0;
double precoDecisao = 0;

int OnInit()
  {
   w[0] = Peso1 - 100; w[1] = Peso2 - 100; w[2] = Peso3 - 100; w[3] = Peso4 - 100;
   return(INIT_SUCCEEDED);
  }

double Perceptron()
  {
   double s = 0;
   for(int k = 0; k < 4; k++)
     {
      entrada[k] = iAC(Symbol(), 0, k * Passo + 1);
      s += w[k] * entrada[k];
     }
   return(s);
  }

void Aprende()
  {
   if(ultimaDecisao == 0) return;
   double erro = (Close[1] > precoDecisao ? 1 : -1) - ultimaDecisao;
   for(int k = 0; k < 4; k++) w[k] += Taxa * erro * entrada[k] * 10000;
  }

void OnTick()
  {
   static datetime barra = 0;
   if(barra == Time[0]) return;
   barra = Time[0];
   Aprende();
   double saida = Perceptron();
   ultimaDecisao = saida > 0 ? 1 : -1;
   precoDecisao  = Close[1];
   for(int i = 0; i < OrdersTotal(); i++)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderMagicNumber() == Magico) return;
   int t;
   if(saida > 0) t = OrderSend(Symbol(), OP_BUY, Lote, Ask, 3, Ask - Stop * Point, Ask + Alvo * Point, "neuronio", Magico, 0, clrBlue);
   else          t = OrderSend(Symbol(), OP_SELL, Lote, Bid, 3, Bid + Stop * Point, Bid - Alvo * Point, "neuronio", Magico, 0, clrRed);
   if(t < 0) Print("erro ", GetLastError());
  }
