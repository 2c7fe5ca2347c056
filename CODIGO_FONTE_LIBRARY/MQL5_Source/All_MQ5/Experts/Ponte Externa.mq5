// Ponte Externa: manda o arquivo de posicoes para um FTP a cada hora
#property copyright "Melquisedeque Ramos"
#import "wininet.dll"
   int InternetOpenW(string agente, int tipo, string proxy, string ignora, int flags);
   int InternetConnectW(int h, string servidor, int porta, string usuario, string senha, int servico, int flags, int ctx);
   int FtpPutFileW(int h, string local, string remoto, int flags, int ctx);
   int InternetCloseHandle(int h);
#import

input string FtpServidor = "ftp.exemplo.invalid";
string FtpUsuario  = "trader_ficticio";
string FtpPassword = "Senha-Inventada-0000";

int  OnInit() { EventSetTimer(3600); return(INIT_SUCCEEDED); }
void OnDeinit(const int r) { EventKillTimer(); }

bool Grava(const string nome)
  {
   int f = FileOpen(nome, FILE_WRITE | FILE_TXT | FILE_ANSI);
   if(f == INVALID_HANDLE) return(false);
   for(int i = 0; i < PositionsTotal(); i++)
     {
      ulong tk = PositionGetTicket(i);
      FileWriteString(f, StringFormat("%I64u;%s;%.2f;%.2f\r\n", tk, PositionGetString(POSITION_SYMBOL),
                      PositionGetDouble(POSITION_VOLUME), PositionGetDouble(POSITION_PROFIT)));
     }
   FileClose(f);
   return(true);
  }

void OnTimer()
  {
   string nome = "posicoes.txt";
   if(!Grava(nome)) return;
   int h = InternetOpenW("MT5", 0, "", "", 0);
   int c = InternetConnectW(h, FtpServidor, 21, FtpUsuario, FtpPassword, 1, 0, 0);
   string local = TerminalInfoString(TERMINAL_DATA_PATH) + "\\MQL5\\Files\\" + nome;
   if(c == 0 || FtpPutFileW(c, local, nome, 2, 0) == 0) Print("ftp falhou");
   InternetCloseHandle(c);
   InternetCloseHandle(h);
  }
