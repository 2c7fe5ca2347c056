// Par Estatístico - compra o barato e vende o caro quando o z se afasta
#property copyright "Deolinda Moura"
#include <Trade\Trade.mqh>
input string A       = "AUDUSD";
input string B       = "NZDUSD";
input int    Janela  = 200;
input double Entra   = 2.2;
input double Sai     = 0.3;
input double Corta   = 4.0;     // encerra alem deste z
input double PerdaMax = 60.0;   // encerra com esta perda em moeda
input double Lote    = 0.1;
CTrade t;

bool ZScore(double &z)
  {
   double a[], b[], s[];
   if(CopyClose(A, PERIOD_M15, 1, Janela, a) < Janela || CopyClose(B, PERIOD_M15, 1, Janela, b) < Janela) return(false);
   double sx = 0, sy = 0, sxy = 0, sxx = 0;
   for(int i = 0; i < Janela; i++) { sx += b[i]; sy += a[i]; sxy += a[i] * b[i]; sxx += b[i] * b[i]; }
   double beta = (Janela * sxy - sx * sy) / (Janela * sxx - sx * sx);
   ArrayResize(s, Janela);
   double m = 0, v = 0;
   for(int i = 0; i < Janela; i++) { s[i] = a[i] - beta * b[i]; m += s[i] / Janela; }
   for(int i = 0; i < Janela; i++) v += (s[i] - m) * (s[i] - m) / Janela;
   if(v <= 0) return(false);
   z = (s[Janela - 1] - m) / MathSqrt(v);
   return(true);
  }

int Abertas()
  {
   int n = 0;
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      string s = PositionGetSymbol(i);
      if(s == A || s == B) n++;
     }
   return(n);
  }

double Lucro()
  {
   double s = 0;
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      string n = PositionGetSymbol(i);
      if(n == A || n == B) s += PositionGetDouble(POSITION_PROFIT) + PositionGetDouble(POSITION_SWAP);
     }
   return(s);
  }

void Encerra()
  {
   for(int i = PositionsTotal() - 1; i >= 0; i--)
     {
      string s = PositionGetSymbol(i);
      if(s == A || s == B) t.PositionClose((ulong)PositionGetInteger(POSITION_TICKET));
     }
  }

int  OnInit() { SymbolSelect(A, true); SymbolSelect(B, true); EventSetTimer(20); return(INIT_SUCCEEDED); }
void OnDeinit(const int r) { EventKillTimer(); }

void OnTick() { }

void OnTimer()
  {
   double z;
   if(!ZScore(z)) return;
   if(Abertas() > 0)
     {
      if(MathAbs(z) < Sai || MathAbs(z) > Corta || Lucro() <= -PerdaMax) Encerra();
      return;
     }
   if(MathAbs(z) > Corta) return;
   if(z > Entra)  { t.Sell(Lote, A); t.Buy(Lote, B); }
   if(z < -Entra) { t.Buy(Lote, A); t.Sell(Lote, B); }
  }
