// Fecha Um Lado - fecha so compras ou so vendas do simbolo
#property strict
#property show_inputs
#include <nucleo/script.mqh>

enum LADO { COMPRAS = 0, VENDAS = 1 };
input LADO Lado = COMPRAS;   // Lado a fechar
input int  Desvio = 5;       // Desvio maximo em pontos

void onStart()
  {
   int alvo = (Lado == COMPRAS) ? OP_BUY : OP_SELL;
   int fechadas = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderType() != alvo) continue;
      RefreshRates();
      double preco = alvo == OP_BUY ? Bid : Ask;
      if(OrderClose(OrderTicket(), OrderLots(), preco, Desvio, clrGray)) fechadas++;
      else Print("ticket ", OrderTicket(), " erro ", GetLastError());
     }
   Alert("Fechadas: ", fechadas);
  }
//
// Historico
//   1.0  fecha pelo tipo
//   1.1  desvio configuravel
//   1.2  passou a usar o esqueleto nucleo/script.mqh
//
// Cuidado: fecha tambem as ordens abertas a mao.
