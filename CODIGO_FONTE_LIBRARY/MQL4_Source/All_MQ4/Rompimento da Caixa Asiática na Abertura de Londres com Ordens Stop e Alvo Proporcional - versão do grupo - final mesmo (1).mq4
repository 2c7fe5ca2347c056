//***/* Rompe Caixa Londres *\***//
// Autora: Zuleica Pimenta (Araçatuba). Dúvidas: http://exemplo.invalid//caixa
#property copyright "Zuleica Pimenta"
#property link      "http://exemplo.invalid//caixa"
#property version   "1.04"
#property strict

input string Secao1       = "===== Caixa da Ásia =====";
input int    HoraInicio   = 0;      // Início da caixa (hora do servidor)
input int    HoraFim      = 8;      // Fim da caixa e início de Londres
input int    HoraCancela  = 16;     // Cancela pendentes não executadas
input double FolgaPips    = 3;      // Folga além da caixa
input double CaixaMaxPips = 60;     // Não opera se a caixa for maior
input double Lote         = 0.10;
input double RelacaoAlvo  = 1.5;    // Alvo = caixa x relação
input color  CorCaixa     = C'60,90,140';
input int    Magico       = 80816;

datetime validade = D'2031.12.31 23:59';
double   pip;

int OnInit()
  {
   if(TimeCurrent() > validade)
     {
      Alert("Versão vencida. Peça outra em http://exemplo.invalid//caixa");
      return(INIT_FAILED);
     }
   pip = (Digits % 2 == 1) ? Point * 10 : Point;
   return(INIT_SUCCEEDED);
  }

int Ordens(bool pendentes)
  {
   int n = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() != Symbol() || OrderMagicNumber() != Magico) continue;
      if(pendentes == (OrderType() > OP_SELL)) n++;
     }
   return(n);
  }

void CancelaPendentes()
  {
   for(int i = OrdersTotal() - 1; i >= 0; i--)
     {
      if(!OrderSelect(i, SELECT_BY_POS, MODE_TRADES)) continue;
      if(OrderSymbol() == Symbol() && OrderMagicNumber() == Magico && OrderType() > OP_SELL)
         if(!OrderDelete(OrderTicket())) Print("OrderDelete: ", GetLastError());
     }
  }

void OnTick()
  {
   static int diaFeito = -1;
   if(Hour() >= HoraCancela) { CancelaPendentes(); return; }
   if(Hour() != HoraFim || diaFeito == DayOfYear()) return;
   if(Ordens(true) + Ordens(false) > 0) return;

   int barras = (HoraFim - HoraInicio) * 60 / Period();
   if(barras < 1) return;
   double topo  = High[iHighest(NULL, 0, MODE_HIGH, barras, 1)];
   double fundo = Low[iLowest(NULL, 0, MODE_LOW, barras, 1)];
   double caixa = topo - fundo;
   diaFeito = DayOfYear();
   if(caixa > CaixaMaxPips * pip) return;

   string nome = "caixa" + TimeToString(Time[0], TIME_DATE);
   ObjectCreate(0, nome, OBJ_RECTANGLE, 0, Time[barras], topo, Time[0], fundo);
   ObjectSetInteger(0, nome, OBJPROP_COLOR, CorCaixa);

   double compra = NormalizeDouble(topo + FolgaPips * pip, Digits);
   double venda  = NormalizeDouble(fundo - FolgaPips * pip, Digits);
   int a = OrderSend(Symbol(), OP_BUYSTOP, Lote, compra, 3, venda, NormalizeDouble(compra + caixa * RelacaoAlvo, Digits), "londres", Magico, 0, clrBlue);
   int b = OrderSend(Symbol(), OP_SELLSTOP, Lote, venda, 3, compra, NormalizeDouble(venda - caixa * RelacaoAlvo, Digits), "londres", Magico, 0, clrRed);
   if(a < 0 || b < 0) Print("Falha ao posicionar: ", GetLastError());
  }
