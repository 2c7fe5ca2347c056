// Limpa Objetos: apaga do grafico tudo o que comeca com o prefixo
#property copyright "Ubaldo Nery"
#property strict
#property script_show_inputs

input string Prefixo = "tmp_";    // vazio apaga todos
input bool   Confirma = true;

void OnStart()
  {
   if(Confirma && MessageBox("Apagar objetos?", "Limpa Objetos", MB_YESNO) != IDYES) return;
   int apagados = 0;
   for(int i = ObjectsTotal(0, -1, -1) - 1; i >= 0; i--)
     {
      string nome = ObjectName(0, i, -1, -1);
      if(Prefixo != "" && StringFind(nome, Prefixo) != 0) continue;
      if(ObjectDelete(0, nome)) apagados++;
     }
   ChartRedraw(0);
   Print("Objetos apagados: ", apagados);
  }
//
// Funciona igual nos dois terminais.
// Prefixos que uso:
//   tmp_        rascunhos
//   fibosolto_  script da Fibo
//   fvg_        lacunas
//   pmp_        painel de pares
//
// Ubaldo
