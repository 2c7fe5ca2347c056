from __future__ import annotations

from componentes.regras.mesas import Especie, Mesa, RegraDeMesa, Sentido
from componentes.relatorio.conformidade import ContadorDeConformidade


def regra(nome: str, sentido: Sentido) -> RegraDeMesa:
    return RegraDeMesa(nome, sentido, f"texto {nome}", "", "2026", ("a",), ("f:x",))


MESA = Mesa(
    "x", "Mesa X", Especie.CASA, (regra("a", Sentido.INFRINGE), regra("b", Sentido.PROTEGE))
)


def test_conta_cada_achado_e_quem_mostra_o_que_se_proibe() -> None:
    contador = ContadorDeConformidade()
    contador.incluir({"x.a": "encontrado", "x.b": "encontrado"})
    contador.incluir({"x.a": "nao_encontrado", "x.b": "encontrado"})
    contador.incluir({"x.a": "nao_verificavel", "x.b": "nao_encontrado"})
    contador.incluir({})
    (mesa,) = contador.concluir([MESA])
    assert (mesa.nome, mesa.conteudos, mesa.com_infracao) == ("Mesa X", 3, 1)
    a, b = mesa.regras
    assert (a.encontrado, a.nao_encontrado, a.nao_verificavel, a.conteudos) == (1, 1, 1, 3)
    assert (b.encontrado, b.sentido, b.texto) == (2, "protege", "texto b")


def test_mesa_que_ja_nao_existe_ainda_e_contada() -> None:
    contador = ContadorDeConformidade()
    contador.incluir({"velha_mesa.regra_um": "encontrado"})
    (mesa,) = contador.concluir([MESA])
    assert (mesa.nome, mesa.com_infracao) == ("velha mesa", 0)
    assert mesa.regras[0].texto == "regra um"
