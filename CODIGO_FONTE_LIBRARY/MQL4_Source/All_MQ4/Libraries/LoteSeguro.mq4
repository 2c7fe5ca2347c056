//+------------------------------------------------------------------+
//| LoteSeguro.mq4 - funcoes de lote para importar em outros EAs     |
//+------------------------------------------------------------------+
#property library
#property copyright "Genoveva Prado"
#property strict

double LotePorRisco(string par, double riscoPct, double stopPontos) export
  {
   double tick = MarketInfo(par, MODE_TICKVALUE);
   double passo = MarketInfo(par, MODE_LOTSTEP);
   if(tick <= 0 || stopPontos <= 0 || passo <= 0) return(0);
   double bruto = AccountBalance() * riscoPct / 100.0 / (stopPontos * tick);
   double lote = MathFloor(bruto / passo) * passo;
   return(LoteNoLimite(par, lote));
  }

double LoteNoLimite(string par, double lote) export
  {
   double minimo = MarketInfo(par, MODE_MINLOT), maximo = MarketInfo(par, MODE_MAXLOT);
   if(lote < minimo) lote = minimo;
   if(lote > maximo) lote = maximo;
   return(lote);
  }

double LotesAbertos(string par) export
  {
   double soma = 0;
   for(int i = OrdersTotal() - 1; i >= 0; i--)
      if(OrderSelect(i, SELECT_BY_POS, MODE_TRADES) && OrderSymbol() == par && OrderType() <= OP_SELL)
         soma += OrderLots();
   return(soma);
  }
