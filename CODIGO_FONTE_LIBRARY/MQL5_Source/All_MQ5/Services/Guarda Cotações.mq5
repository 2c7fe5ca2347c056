//+------------------------------------------------------------------+
//| Guarda Cotações - serviço que grava preços em CSV                |
//+------------------------------------------------------------------+
#property service
#property copyright "Arquivo Jurema (inventado)"
#property version   "1.00"

input string Simbolos  = "EURUSD;XAUUSD";   // Lista separada por ;
input int    Intervalo = 1000;              // Milissegundos
input string Pasta     = "cotacoes";

void OnStart()
  {
   string nomes[];
   int n = StringSplit(Simbolos, ';', nomes);
   for(int i = 0; i < n; i++) SymbolSelect(nomes[i], true);
   while(!IsStopped())
     {
      string arq = Pasta + "\\" + TimeToString(TimeLocal(), TIME_DATE) + ".csv";
      int f = FileOpen(arq, FILE_READ | FILE_WRITE | FILE_CSV | FILE_ANSI | FILE_SHARE_READ, ';');
      if(f != INVALID_HANDLE)
        {
         FileSeek(f, 0, SEEK_END);
         for(int i = 0; i < n; i++)
           {
            MqlTick tk;
            if(SymbolInfoTick(nomes[i], tk))
               FileWrite(f, tk.time_msc, nomes[i], tk.bid, tk.ask);
           }
         FileClose(f);
        }
      Sleep(Intervalo);
     }
  }
