// Robô d'Ouro Dobrador
#property copyright "Zózimo d'Ávila"
#property version "1.01"
#include <Trade\Trade.mqh>
input double LoteBase = 0.01;
input double Mult     = 2.1;     // multiplicador depois de perda
input int    MaxPerda = 6;       // volta ao lote base depois de tantas
input int    Pontos   = 300;     // stop e alvo iguais
input ulong  Magico   = 21;
CTrade trade;

int OnInit() { trade.SetExpertMagicNumber(Magico); return INIT_SUCCEEDED; }

double ProximoLote(int &ultimoLado)
  {
   HistorySelect(TimeCurrent() - 30 * 86400, TimeCurrent());
   double lote = LoteBase;
   int perdas = 0;
   ultimoLado = 1;
   for(int i = 0; i < HistoryDealsTotal(); i++)
     {
      ulong d = HistoryDealGetTicket(i);
      if(HistoryDealGetInteger(d, DEAL_MAGIC) != (long)Magico) continue;
      if(HistoryDealGetInteger(d, DEAL_ENTRY) != DEAL_ENTRY_OUT) continue;
      ultimoLado = HistoryDealGetInteger(d, DEAL_TYPE) == DEAL_TYPE_SELL ? 1 : -1;
      if(HistoryDealGetDouble(d, DEAL_PROFIT) < 0 && perdas < MaxPerda)
        {
         perdas++;
         lote *= Mult;
         ultimoLado = -ultimoLado;
        }
      else { perdas = 0; lote = LoteBase; }
     }
   return NormalizeDouble(lote, 2);
  }

void OnTick()
  {
   if(PositionSelect(_Symbol)) return;
   int lado;
   double lote = ProximoLote(lado);
   double a = SymbolInfoDouble(_Symbol, SYMBOL_ASK), b = SymbolInfoDouble(_Symbol, SYMBOL_BID);
   if(lado > 0) trade.Buy(lote, _Symbol, a, a - Pontos * _Point, a + Pontos * _Point);
   else         trade.Sell(lote, _Symbol, b, b + Pontos * _Point, b - Pontos * _Point);
  }
