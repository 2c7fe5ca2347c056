"""Fingerprints: what copies, re-brands and versions have in common."""

from __future__ import annotations

from componentes.fatos.impressao import impressao
from componentes.lexico.gramatica import lexar

PROGRAMA = """
// Robo da Ana
#property copyright "Ana"
extern double Lotes = 0.1; // o lote
int start()
  {
   if(OrdersTotal() == 0 && Bid > iMA(NULL, 0, 14, 0, 0, 0, 0))
      OrderSend(Symbol(), OP_BUY, Lotes, Ask, 3, 0, 0, "robo");
   return(0);
  }
"""
LONGO = PROGRAMA + "".join(
    f"double f{n}(double a{n}) {{ return a{n} * {n}; }}\n" for n in range(20)
)


def test_margens_nao_mudam_o_texto() -> None:
    um, outro = (impressao(lexar(t)) for t in (PROGRAMA, PROGRAMA.replace("\n", "  \n") + "\n\n"))
    assert um.texto == outro.texto


def test_comentarios_e_brancos_nao_mudam_o_codigo() -> None:
    um = impressao(lexar(PROGRAMA))
    outro = impressao(lexar(PROGRAMA.replace("// Robo da Ana", "/* outra */").replace("   ", " ")))
    assert (um.texto != outro.texto, um.codigo) == (True, outro.codigo)


def test_brancos_de_outras_escritas_sao_brancos() -> None:
    ascii_, outro = (
        impressao(lexar(PROGRAMA + f"int x{branco}= 1;\n")) for branco in ("\x1c\t ", "\u2003\xa0")
    )
    assert (ascii_.codigo, ascii_.esqueleto) == (outro.codigo, outro.esqueleto)


def test_marca_so_muda_textos() -> None:
    um = impressao(lexar(PROGRAMA))
    outro = impressao(lexar(PROGRAMA.replace('"Ana"', '"t.me/loja"')))
    assert (um.codigo != outro.codigo, um.esqueleto) == (True, outro.esqueleto)


def test_valor_mudado_muda_o_esqueleto() -> None:
    um, outro = (impressao(lexar(t)) for t in (PROGRAMA, PROGRAMA.replace("0.1", "0.2")))
    assert um.esqueleto != outro.esqueleto


def test_so_programas_longos_tem_assinatura() -> None:
    curto, longo = impressao(lexar(PROGRAMA)), impressao(lexar(LONGO))
    assert (curto.assinatura, bool(longo.assinatura)) == (b"", True)
    assert longo == impressao(lexar(LONGO))
