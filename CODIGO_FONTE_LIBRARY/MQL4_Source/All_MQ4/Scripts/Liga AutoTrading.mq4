// Liga/desliga o botao AutoTrading por mensagem do Windows
#property strict
#property show_inputs
#import "user32.dll"
   int PostMessageA(int hWnd, int Msg, int wParam, int lParam);
   int GetAncestor(int hWnd, int gaFlags);
#import

#define WM_COMANDO     0x0111
#define MT4_AUTOTRADE  33020

input bool SoMostrar = false;   // apenas informa o estado

void OnStart()
  {
   Print("AutoTrading agora: ", IsExpertEnabled() ? "ligado" : "desligado");
   if(SoMostrar) return;
   if(!IsDllsAllowed()) { Alert("Permita DLL nas opcoes"); return; }
   int janela = GetAncestor(WindowHandle(Symbol(), Period()), 2);
   if(janela == 0) { Print("janela principal nao encontrada"); return; }
   PostMessageA(janela, WM_COMANDO, MT4_AUTOTRADE, 0);
   Sleep(300);
   Print("AutoTrading depois: ", IsExpertEnabled() ? "ligado" : "desligado");
  }
//
// O numero 33020 e o comando do botao nas versoes
// que testei (build 1090 ate 1170).
// Em outra versao pode mudar, conferir antes.
//
// Uso: arraste no grafico de qualquer par.
