//+------------------------------------------------------------------+
//| Onix ONNX - previsao do proximo fechamento por modelo treinado   |
//+------------------------------------------------------------------+
#property copyright "Laboratorio Gaspar (ficcao)"
#property version "0.9"
#include <Trade\Trade.mqh>
#resource "modelo_onix.onnx" as uchar ModeloOnix[]

#define JANELA 64
input double Lote    = 0.1;
input int    Stop    = 400;
input int    Alvo    = 600;
input double Minimo  = 0.0004;   // movimento previsto minimo

CTrade trade;
long   modelo = INVALID_HANDLE;

int OnInit()
  {
   modelo = OnnxCreateFromBuffer(ModeloOnix, ONNX_DEFAULT);
   if(modelo == INVALID_HANDLE) { Print("OnnxCreate: ", GetLastError()); return INIT_FAILED; }
   const long entrada[] = {1, JANELA, 1};
   const long saida[]   = {1, 1};
   if(!OnnxSetInputShape(modelo, 0, entrada) || !OnnxSetOutputShape(modelo, 0, saida)) return INIT_FAILED;
   return INIT_SUCCEEDED;
  }

void OnDeinit(const int r) { OnnxRelease(modelo); }

double Previsao()
  {
   vectorf x;
   if(!x.CopyRates(_Symbol, _Period, COPY_RATES_CLOSE, 1, JANELA)) return 0;
   float media = x.Mean(), desvio = x.Std();
   if(desvio == 0) return 0;
   vectorf z = (x - media) / desvio;
   vectorf y(1);
   if(!OnnxRun(modelo, ONNX_NO_CONVERSION, z, y)) return 0;
   return (double)(y[0] * desvio + media - x[JANELA - 1]);
  }

void OnTick()
  {
   static datetime barra = 0;
   datetime t = iTime(_Symbol, _Period, 0);
   if(t == barra) return;
   barra = t;
   if(PositionSelect(_Symbol)) return;
   double p = Previsao();
   double a = SymbolInfoDouble(_Symbol, SYMBOL_ASK), b = SymbolInfoDouble(_Symbol, SYMBOL_BID);
   if(p > Minimo)  trade.Buy(Lote, _Symbol, a, a - Stop * _Point, a + Alvo * _Point, "onix");
   if(p < -Minimo) trade.Sell(Lote, _Symbol, b, b + Stop * _Point, b - Alvo * _Point, "onix");
  }
