#property service
#property copyright "Odilon Vaz, oficina imaginaria"
// Mede o atraso ate um servidor por abertura de socket
input string Servidor = "exemplo.invalid";
input int    Porta    = 443;
input int    Pausa    = 15;    // segundos
input int    Alerta   = 250;   // ms

ulong Mede()
  {
   int s = SocketCreate();
   if(s == INVALID_HANDLE) return(0);
   ulong t0 = GetMicrosecondCount();
   bool ok = SocketConnect(s, Servidor, Porta, 3000);
   ulong dt = GetMicrosecondCount() - t0;
   SocketClose(s);
   return(ok ? dt / 1000 : 0);
  }

void OnStart()
  {
   ulong pior = 0;
   while(!IsStopped())
     {
      ulong ms = Mede();
      if(ms > pior) pior = ms;
      PrintFormat("atraso %I64u ms, pior %I64u ms, ping do terminal %d us", ms, pior, TerminalInfoInteger(TERMINAL_PING_LAST));
      if(ms > (ulong)Alerta) Alert("Atraso alto: ", ms, " ms");
      Sleep(Pausa * 1000);
     }
  }
