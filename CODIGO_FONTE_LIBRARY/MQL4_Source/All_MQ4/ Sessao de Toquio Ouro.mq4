// Sessao de Toquio Ouro: compra em hora fixa e fecha em hora fixa
#property strict
#property copyright "Eudoxia Vilar"
input int    HoraEntra  = 2;      // hora do servidor
input int    HoraSai    = 7;
input bool   PulaSegunda = true;
input double Lote       = 0.05;
input int    StopPontos = 900;
input int    Magico     = 207;

int Minha()
  {
   for(int i = OrdersTotal() - 1; i >= 0; i--)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderSymbol() == Symbol() && OrderMagicNumber() == Magico)
         return(OrderTicket());
   return(-1);
  }

int OnInit()
  {
   if(StringFind(Symbol(), "XAUUSD") < 0) Print("feito para XAUUSD");
   return(INIT_SUCCEEDED);
  }

void OnTick()
  {
   static int diaUsado = -1;
   int h = TimeHour(TimeCurrent());
   int ticket = Minha();
   if(ticket > 0)
     {
      if(h >= HoraSai && OrderSelect(ticket, SELECT_BY_TICKET))
         if(!OrderClose(ticket, OrderLots(), Bid, 5, clrGray)) Print("fechar: ", GetLastError());
      return;
     }
   if(h != HoraEntra || diaUsado == Day()) return;
   if(PulaSegunda && DayOfWeek() == 1) return;
   diaUsado = Day();
   if(OrderSend(Symbol(), OP_BUY, Lote, Ask, 5, Ask - StopPontos * Point, 0, "toquio", Magico, 0, clrBlue) < 0)
      Print("abrir: ", GetLastError());
  }
