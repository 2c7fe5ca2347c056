// Rompe Abertura NY - faixa dos primeiros 30 minutos
#property copyright "Astolfo Pinho"
#property version "2.3"
#include <Trade\Trade.mqh>
input int    HoraNY     = 16;    // hora do servidor (16:30 = abertura)
input int    MinutoNY   = 30;
input int    FaixaMin   = 30;
input double Lote       = 0.5;
input double RR         = 2.0;
input ulong  Magico     = 1630;
CTrade trade;
double alto = 0, baixo = 0;
int    diaFaixa = -1, diaEntrou = -1;

int OnInit()
  {
   if(AccountInfoInteger(ACCOUNT_LOGIN) != 7654321 || StringFind(AccountInfoString(ACCOUNT_COMPANY), "Corretora Exemplo") < 0)
     {
      Alert("Licenca valida somente para a conta cadastrada");
      return INIT_FAILED;
     }
   trade.SetExpertMagicNumber(Magico);
   return INIT_SUCCEEDED;
  }

void OnTick()
  {
   MqlDateTime d;
   TimeToStruct(TimeCurrent(), d);
   int minuto = d.hour * 60 + d.min, inicio = HoraNY * 60 + MinutoNY;
   if(minuto >= inicio + FaixaMin && diaFaixa != d.day_of_year)
     {
      datetime t0 = TimeCurrent() - (minuto - inicio) * 60 - d.sec;
      MqlRates r[];
      if(CopyRates(_Symbol, PERIOD_M1, t0, t0 + FaixaMin * 60 - 1, r) < 5) return;
      alto = r[0].high; baixo = r[0].low;
      for(int i = 1; i < ArraySize(r); i++) { alto = MathMax(alto, r[i].high); baixo = MathMin(baixo, r[i].low); }
      diaFaixa = d.day_of_year;
     }
   if(diaFaixa != d.day_of_year || diaEntrou == d.day_of_year || PositionSelect(_Symbol)) return;
   if(minuto > inicio + 240) return;
   double a = SymbolInfoDouble(_Symbol, SYMBOL_ASK), b = SymbolInfoDouble(_Symbol, SYMBOL_BID), faixa = alto - baixo;
   if(b > alto && trade.Buy(Lote, _Symbol, a, baixo, a + RR * faixa, "ny"))       diaEntrou = d.day_of_year;
   else if(a < baixo && trade.Sell(Lote, _Symbol, b, alto, b - RR * faixa, "ny")) diaEntrou = d.day_of_year;
  }
