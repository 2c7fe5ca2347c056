#property copyright "Eufrásia Lins"
#property script_show_inputs
// Exporta os negócios fechados para CSV
input int    Dias = 90;
input string Arquivo = "historico.csv";

void OnStart()
  {
   if(!HistorySelect(TimeCurrent() - Dias * 86400, TimeCurrent())) return;
   int f = FileOpen(Arquivo, FILE_WRITE | FILE_CSV | FILE_ANSI, ';');
   if(f == INVALID_HANDLE) { Print("arquivo: ", GetLastError()); return; }
   FileWrite(f, "bilhete", "hora", "simbolo", "volume", "preco", "lucro", "comentario");
   int total = HistoryDealsTotal(), n = 0;
   for(int i = 0; i < total; i++)
     {
      ulong d = HistoryDealGetTicket(i);
      if(HistoryDealGetInteger(d, DEAL_ENTRY) == DEAL_ENTRY_IN) continue;
      FileWrite(f, d, TimeToString((datetime)HistoryDealGetInteger(d, DEAL_TIME)), HistoryDealGetString(d, DEAL_SYMBOL),
                HistoryDealGetDouble(d, DEAL_VOLUME), HistoryDealGetDouble(d, DEAL_PRICE),
                HistoryDealGetDouble(d, DEAL_PROFIT), HistoryDealGetString(d, DEAL_COMMENT));
      n++;
     }
   FileClose(f);
   PrintFormat("%d negócios gravados em %s", n, Arquivo);
  }
//
// Abrir o CSV na planilha com separador ponto e virgula.
// O arquivo fica em MQL5/Files do terminal.
// Somente negocios de saida entram no relatorio.
// Eufrasia
