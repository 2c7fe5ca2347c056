//+------------------------------------------------------------------+
//| nucleo/expert.mqh - esqueleto comum dos experts                  |
//| O programa principal define apenas onInit(), onTick() e onFim()  |
//+------------------------------------------------------------------+
#ifndef NUCLEO_EXPERT
#define NUCLEO_EXPERT

datetime __barraAtual = 0;
bool     __novaBarra  = false;

int OnInit()
  {
   if(!IsConnected()) Print("nucleo: sem conexao, aguardando");
   return(onInit());
  }

void OnDeinit(const int motivo)
  {
   onFim(motivo);
  }

void OnTick()
  {
   __novaBarra = (__barraAtual != Time[0]);
   if(__novaBarra) __barraAtual = Time[0];
   RefreshRates();
   if(!IsTradeAllowed()) return;
   onTick();
  }

bool NovaBarra() { return(__novaBarra); }

int ContaOrdens(int magico)
  {
   int n = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES))
         if(OrderSymbol() == Symbol() && OrderMagicNumber() == magico) n++;
   return(n);
  }
#endif
