from __future__ import annotations

import re

from componentes.base.tipos import Dependencia, Falha, Ficha, Risco, Situacao
from componentes.relatorio.dados import resumir
from componentes.relatorio.frases import placas
from componentes.relatorio.passos import Passo, filtro, proximos_passos
from tests.apoio.fichas import EXECUCAO, ficha


def passos(*fichas: Ficha) -> tuple[Passo, ...]:
    return proximos_passos(resumir(fichas, EXECUCAO, parcial=False).resumo)


def test_biblioteca_em_ordem_nao_pede_nada() -> None:
    assert passos(ficha(riscos=())) == ()
    assert passos() == ()


def test_o_mais_urgente_vem_primeiro_e_cada_passo_leva_a_algum_lugar() -> None:
    achados = passos(
        ficha("a", sha256="1" * 64, riscos=(Risco.CREDENCIAL,)),
        ficha("b", sha256="2" * 64, riscos=(Risco.GRADE, Risco.SEM_STOP_LOSS)),
        ficha("c", sha256="3" * 64, riscos=(), confianca={"qualidade:rotulo_enganoso": 90}),
        ficha("d", sha256="4" * 64, riscos=(), tamanho=1 << 22),
        ficha("e", sha256="4" * 64, riscos=(), tamanho=1 << 22, copia_de="d"),
        ficha("f", sha256="", riscos=(), situacao=Situacao.FALHA, falha=Falha("ler", "x")),
        ficha("g", sha256="5" * 64, riscos=(), dependencias=(Dependencia("include", "x", 1),)),
    )
    assert [p.filtro or p.comando for p in achados] == [
        "pendencia=credencial",
        "risco=sem_stop_loss,grade,credencial",
        "pendencia=rotulo_enganoso",
        "organizar plano",
        "pendencia=falha&copias=1",
    ]
    assert achados[0].o_que == "Troque senhas e tokens escritos em 1 código"
    assert "1 abre posições sem limite de perda" in achados[1].porque


def test_cada_risco_alto_conta_o_conteudo_uma_vez() -> None:
    so_um = ficha(riscos=(Risco.GRADE, Risco.MARTINGALE))
    (perigo,) = passos(so_um)
    assert perigo.o_que.endswith("1 código")
    assert passos(ficha(riscos=(Risco.DESCOMPILADO,))) == ()


def test_filtro_cabe_no_endereco() -> None:
    assert filtro("regra", "a b&c", "d") == "regra=a%20b%26c,d"


def test_placas_so_dizem_o_que_ha() -> None:
    resumo = resumir([ficha(riscos=())], EXECUCAO, parcial=False).resumo
    assert [placa.nome for placa in placas(resumo)] == ["código único"]
    perigosa = resumir([ficha(riscos=(Risco.GRADE,))], EXECUCAO, parcial=False).resumo
    nomes = [(placa.numero, placa.nome, placa.detalhe) for placa in placas(perigosa)]
    assert nomes[1] == ("1", "pode ferir a conta", "1 pode esvaziá-la")
    assert not any(re.match("0 ", placa.detalhe) for placa in placas(perigosa))
