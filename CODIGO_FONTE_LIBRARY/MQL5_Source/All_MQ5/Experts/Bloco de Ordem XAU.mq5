// Bloco de Ordem XAU - rompimento de estrutura e reteste do bloco
#property copyright "Gumercindo Tal"
#property version "1.4"
#include <Trade\Trade.mqh>
input int    Pivo     = 5;      // barras de cada lado do pivo
input int    Validade = 60;     // barras de vida do bloco
input double Risco    = 1.0;    // % por operacao
input double RR       = 2.5;
input ulong  Magico   = 5005;

struct Bloco { double alto, baixo; int lado; datetime nasceu; bool ativo; };
Bloco  bloco;
CTrade trade;
double ultimoTopo = 0, ultimoFundo = 0;

int OnInit() { trade.SetExpertMagicNumber(Magico); bloco.ativo = false; return(INIT_SUCCEEDED); }

void AtualizaPivos(const MqlRates &r[])
  {
   bool topo = true, fundo = true;
   for(int k = 1; k <= Pivo; k++)
     {
      if(r[Pivo + 1].high <= r[Pivo + 1 - k].high || r[Pivo + 1].high <= r[Pivo + 1 + k].high) topo = false;
      if(r[Pivo + 1].low >= r[Pivo + 1 - k].low || r[Pivo + 1].low >= r[Pivo + 1 + k].low) fundo = false;
     }
   if(topo)  ultimoTopo  = r[Pivo + 1].high;
   if(fundo) ultimoFundo = r[Pivo + 1].low;
  }

void ProcuraBloco(const MqlRates &r[])
  {
   int lado = 0;   // BOS
   if(ultimoTopo > 0 && r[1].close > ultimoTopo)   lado = 1;
   if(ultimoFundo > 0 && r[1].close < ultimoFundo) lado = -1;
   if(lado == 0) return;
   for(int i = 2; i < 2 * Pivo; i++)
      if((lado > 0 && r[i].close < r[i].open) || (lado < 0 && r[i].close > r[i].open))
        {
         bloco.alto = r[i].high; bloco.baixo = r[i].low; bloco.lado = lado;
         bloco.nasceu = r[1].time; bloco.ativo = true;
         break;
        }
   if(lado > 0) ultimoTopo = 0; else ultimoFundo = 0;
  }

double Lote(const double distancia)
  {
   double valor = SymbolInfoDouble(_Symbol, SYMBOL_TRADE_TICK_VALUE), tam = SymbolInfoDouble(_Symbol, SYMBOL_TRADE_TICK_SIZE);
   double l = AccountInfoDouble(ACCOUNT_EQUITY) * Risco / 100.0 / (distancia / tam * valor);
   double passo = SymbolInfoDouble(_Symbol, SYMBOL_VOLUME_STEP);
   return(MathMax(SymbolInfoDouble(_Symbol, SYMBOL_VOLUME_MIN), MathFloor(l / passo) * passo));
  }

void OnTick()
  {
   static datetime barra = 0;
   MqlRates r[];
   ArraySetAsSeries(r, true);
   if(CopyRates(_Symbol, _Period, 0, 4 * Pivo, r) < 4 * Pivo) return;
   if(r[0].time != barra) { barra = r[0].time; AtualizaPivos(r); ProcuraBloco(r); }
   if(!bloco.ativo || PositionSelect(_Symbol)) return;
   if(r[0].time - bloco.nasceu > Validade * PeriodSeconds()) { bloco.ativo = false; return; }
   double a = SymbolInfoDouble(_Symbol, SYMBOL_ASK), b = SymbolInfoDouble(_Symbol, SYMBOL_BID);
   if(bloco.lado > 0 && a <= bloco.alto && a > bloco.baixo)
     {
      double d = a - bloco.baixo;
      if(trade.Buy(Lote(d), _Symbol, a, bloco.baixo, a + RR * d, "bloco")) bloco.ativo = false;
     }
   if(bloco.lado < 0 && b >= bloco.baixo && b < bloco.alto)
     {
      double d = bloco.alto - b;
      if(trade.Sell(Lote(d), _Symbol, b, bloco.alto, b - RR * d, "bloco")) bloco.ativo = false;
     }
  }
