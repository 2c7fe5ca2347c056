// nucleo/script.mqh - esqueleto comum dos scripts
#ifndef NUCLEO_SCRIPT
#define NUCLEO_SCRIPT
#property show_confirm

bool Permitido()
  {
   if(IsExpertEnabled() && IsTradeAllowed()) return(true);
   Alert("Habilite o botao de negociacao automatica");
   return(false);
  }

void OnStart()
  {
   uint inicio = GetTickCount();
   if(!Permitido()) return;
   onStart();
   Print(WindowExpertName(), " terminou em ", GetTickCount() - inicio, " ms");
  }
#endif
//
// Como usar:
// 1. inclua este arquivo no comeco do script
// 2. escreva void onStart() com o trabalho
// 3. nao escreva OnStart(), ele ja esta aqui
//
// Historico
//   jan/2018  primeira versao
//   mar/2018  confirma antes de rodar
//   ago/2018  mostra o tempo gasto
