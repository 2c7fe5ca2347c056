//+------------------------------------------------------------------+
//|                                                Tendencia ADX.mq5 |
//|                                  Copyright 2021, Clotilde Farias |
//+------------------------------------------------------------------+
#property copyright "Copyright 2021, Clotilde Farias"
#property version   "1.10"
#include <Trade\Trade.mqh>

input group "Entrada"
input int             PeriodoADX = 14;          // Período do ADX
input double          ForcaMin   = 25.0;        // Força mínima
input ENUM_TIMEFRAMES Tempo      = PERIOD_H1;   // Tempo gráfico
input group "Saída"
input double          FatorStop  = 2.5;         // Stop = ATR x fator
input double          FatorAlvo  = 4.0;         // Alvo = ATR x fator
input double          Lote       = 0.10;
input ulong           Magico     = 140014;

CTrade   negocio;
int      hADX, hATR;

int OnInit()
  {
   hADX = iADX(_Symbol, Tempo, PeriodoADX);
   hATR = iATR(_Symbol, Tempo, PeriodoADX);
   if(hADX == INVALID_HANDLE || hATR == INVALID_HANDLE) return INIT_FAILED;
   negocio.SetExpertMagicNumber(Magico);
   return INIT_SUCCEEDED;
  }

void OnDeinit(const int motivo)
  {
   IndicatorRelease(hADX);
   IndicatorRelease(hATR);
  }

void OnTick()
  {
   static datetime barra = 0;
   datetime agora = iTime(_Symbol, Tempo, 0);
   if(agora == barra) return;
   barra = agora;
   if(PositionSelect(_Symbol)) return;

   double adx[1], mais[1], menos[1], atr[1];
   if(CopyBuffer(hADX, 0, 1, 1, adx) < 1 || CopyBuffer(hADX, 1, 1, 1, mais) < 1 ||
      CopyBuffer(hADX, 2, 1, 1, menos) < 1 || CopyBuffer(hATR, 0, 1, 1, atr) < 1) return;
   if(adx[0] < ForcaMin) return;

   double ask = SymbolInfoDouble(_Symbol, SYMBOL_ASK), bid = SymbolInfoDouble(_Symbol, SYMBOL_BID);
   if(mais[0] > menos[0])
      negocio.Buy(Lote, _Symbol, ask, ask - FatorStop * atr[0], ask + FatorAlvo * atr[0], "adx");
   else
      negocio.Sell(Lote, _Symbol, bid, bid + FatorStop * atr[0], bid - FatorAlvo * atr[0], "adx");
  }
