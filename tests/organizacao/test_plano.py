"""What goes where and why: pure, deterministic, good on every system."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.nomes import chave_de_gemeos, portatil
from componentes.base.plano import Acao, Passo, Plano, totais
from componentes.base.tipos import Dependencia
from componentes.organizacao.modelo import Item, Opcoes
from componentes.organizacao.plano import planejar
from tests.apoio.organizacao import OPCOES, item

MOVER = msgspec.structs.replace(OPCOES, mover=True)
QUARENTENA = msgspec.structs.replace(MOVER, quarentenar=True)
HOSTIS = [
    *("[/x].mq4", "a\x1b[31m.mq4", "CON.mq4", "nul", "fim.", "fim ", "a:b?.mq4", "a\u202egpj.exe"),
    *("É.mq4", "E\u0301.mq4", "é.MQ4", "ß.mq4", "SS.mq4", "x" * 251 + ".mq4", "均" * 80 + ".mq4"),
    *("caf\\udce9.mq4", "...", ".", "a\nb.mq4", "<img src=x>.mq4", "ﬁ.mq4"),
]


def _por_origem(plano: Plano) -> dict[str, Passo]:
    return {passo.origem: passo for passo in plano.passos}


def test_cada_acao_diz_o_seu_porque() -> None:
    itens = [
        item("a.mq4", sha256="1"),
        item("b.mq4", sha256="1", copia_de="a.mq4"),
        item("c.mq4", falha="sem resultado: ilegível"),
    ]
    passos = _por_origem(planejar(itens, OPCOES))
    assert [(p.numero, p.acao) for p in passos.values()] == [
        (1, Acao.COPIAR),
        (0, Acao.DEIXAR),
        (0, Acao.DEIXAR),
    ]
    assert passos["a.mq4"].destino == "MQL4_Source/EAs/a.mq4"
    assert passos["b.mq4"].motivo == "cópia idêntica de a.mq4"
    assert passos["c.mq4"].motivo == "sem resultado: ilegível"
    assert {p.acao for p in planejar(itens, MOVER).a_fazer()} == {Acao.MOVER}


def test_copia_do_que_nao_esta_la_nao_sai_do_lugar() -> None:
    itens = [item("a.mq4", falha="não está mais lá"), item("b.mq4", copia_de="a.mq4")]
    (_, copia) = planejar(itens, QUARENTENA).passos
    assert (copia.acao, copia.motivo) == (
        Acao.DEIXAR,
        "cópia idêntica de a.mq4, que fica: não está mais lá",
    )


def test_quarentena_guarda_o_caminho_de_origem() -> None:
    itens = [
        item("a.mq4"),
        item("p/q/a:b.mq4", copia_de="a.mq4"),
        item("P/Q/A:B.mq4", copia_de="a.mq4"),
    ]
    passos = _por_origem(planejar(itens, QUARENTENA))
    destinos = {p.destino for p in passos.values() if p.acao is Acao.QUARENTENA}
    assert destinos == {"P/Q/A%3AB.mq4", "p/q/a%3Ab_2.mq4"}
    assert totais(passos.values())["quarentena"]["arquivos"] == 2


def test_o_que_a_arvore_ja_tem_fica() -> None:
    tem = msgspec.structs.replace(OPCOES, na_arvore={"MQL4_Source/EAs/a.mq4": "1"})
    (passo,) = planejar([item("x/a.mq4", sha256="1")], tem).passos
    assert (passo.acao, passo.motivo) == (
        Acao.DEIXAR,
        "já está na árvore, idêntico: MQL4_Source/EAs/a.mq4",
    )
    (outro,) = planejar([item("x/a.mq4", sha256="2")], tem).passos
    assert (outro.destino, outro.conflito) == (
        "MQL4_Source/EAs/a_2.mq4",
        "a.mq4 já é o nome de outro",
    )
    movendo = msgspec.structs.replace(tem, mover=True, quarentenar=True)
    (posto,) = planejar([item("x/a.mq4", sha256="1")], movendo).passos
    assert (posto.acao, posto.destino) == (Acao.QUARENTENA, "x/a.mq4")


def test_o_preferido_do_grupo_escolhe_o_nome_primeiro() -> None:
    itens = [item("a/r.mq4"), item("b/r.mq4", preferido=True)]
    passos = _por_origem(planejar(itens, OPCOES))
    assert passos["b/r.mq4"].destino == "MQL4_Source/EAs/r.mq4"
    assert passos["a/r.mq4"].destino == "MQL4_Source/EAs/r_2.mq4"


@pytest.mark.parametrize("arquivos", [4, 5])
def test_pasta_de_familia_comeca_com_cinco(arquivos: int) -> None:
    itens = [item(f"{n}.mq4", divisao="Scalping") for n in range(arquivos)]
    passos = planejar(itens, OPCOES).passos
    assert {p.destino.rpartition("/")[0] for p in passos} == {
        "MQL4_Source/EAs/Scalping" if arquivos == 5 else "MQL4_Source/EAs/Misc"
    }
    assert ("menos de 5 arquivos em Scalping" in passos[0].motivo) is (arquivos == 4)


def test_copias_nao_enchem_pasta_e_o_que_ja_esta_la_conta() -> None:
    itens = [item(f"{n}.mq4", divisao="Scalping") for n in range(3)]
    copias = [item(f"c{n}.mq4", copia_de="0.mq4", divisao="Scalping") for n in range(3)]
    assert {p.destino.split("/")[2] for p in planejar([*itens, *copias], OPCOES).a_fazer()} == {
        "Misc"
    }
    la = {f"MQL4_Source/EAs/Scalping/{n}x.mq4": "" for n in range(2)}
    com = msgspec.structs.replace(OPCOES, na_arvore=la)
    assert {p.destino.split("/")[2] for p in planejar(itens, com).passos} == {"Scalping"}


def test_resto_do_resto_e_uma_pasta_so() -> None:
    solto = item("a.set", raiz="", pasta="Misc", divisao="Presets")
    assert planejar([solto], OPCOES).passos[0].destino == "Misc/a.set"


def _cabecalho(caminho: str, **mudancas: Any) -> Item:
    return item(caminho, pasta="Include", cabecalho=True, **mudancas)


def _usa(caminho: str, nome: str, resolvida: str, tipo: str = "include", **mudancas: Any) -> Item:
    return item(caminho, dependencias=(Dependencia(tipo, nome, 1, resolvida),), **mudancas)


def test_cabecalho_guarda_o_caminho_abaixo_de_include() -> None:
    passo = planejar([_cabecalho("x/MQL4/Include/nucleo/expert.mqh")], OPCOES).passos[0]
    assert passo.destino == "MQL4_Source/Include/nucleo/expert.mqh"


def test_cabecalho_solto_vai_para_onde_o_pedem() -> None:
    itens = [_usa("a.mq4", "lib/u.mqh", "x/u.mqh"), _cabecalho("x/u.mqh")]
    passos = _por_origem(planejar(itens, OPCOES))
    assert passos["x/u.mqh"].destino == "MQL4_Source/Include/lib/u.mqh"
    assert passos["a.mq4"].avisos == ()


@pytest.mark.parametrize("nome", ["../u.mqh", "/lib/u.mqh", "a/../u.mqh", "./u.mqh"])
def test_pedido_que_leva_para_fora_nao_e_seguido(nome: str) -> None:
    itens = [_usa("p/a.mq4", nome, "u.mqh"), _cabecalho("u.mqh")]
    assert _por_origem(planejar(itens, OPCOES))["u.mqh"].destino == "MQL4_Source/Include/u.mqh"


def test_cabecalho_sem_dialeto_vai_com_quem_o_inclui() -> None:
    itens = [
        _cabecalho("u.mqh", raiz="MQL_Source", raiz_incerta=True),
        _usa("a.mq5", "u.mqh", "u.mqh", raiz="MQL5_Source"),
        _usa("b.mq5", "u.mqh", "u.mqh", raiz="MQL5_Source"),
        _usa("c.mq4", "u.mqh", "u.mqh"),
    ]
    passos = _por_origem(planejar(itens, OPCOES))
    assert passos["u.mqh"].destino == "MQL5_Source/Include/u.mqh"
    assert passos["c.mq4"].avisos == (
        "o include u.mqh não seria achado daqui: fica em MQL5_Source/Include/u.mqh",
    )


def test_include_entre_aspas_que_estava_ao_lado_e_avisado() -> None:
    itens = [_usa("p/a.mq4", "u.mqh", "p/u.mqh"), _cabecalho("p/u.mqh")]
    (aviso,) = _por_origem(planejar(itens, OPCOES))["p/a.mq4"].avisos
    assert aviso == "o include u.mqh não seria achado daqui: fica em MQL4_Source/Include/u.mqh"
    em_include = [_usa("p/a.mq4", "u.mqh", "Include/u.mqh"), _cabecalho("Include/u.mqh")]
    assert _por_origem(planejar(em_include, OPCOES))["p/a.mq4"].avisos == ()


def test_include_que_e_copia_vale_pelo_que_ficou() -> None:
    itens = [
        _usa("p/a.mq4", "u.mqh", "copias/Include/u.mqh"),
        _cabecalho("Include/u.mqh", sha256="1"),
        _cabecalho("copias/Include/u.mqh", sha256="1", copia_de="Include/u.mqh"),
    ]
    assert _por_origem(planejar(itens, OPCOES))["p/a.mq4"].avisos == ()


def test_cabecalho_que_perde_o_nome_e_avisado_a_quem_o_inclui() -> None:
    itens = [
        _usa("a.mq4", "u.mqh", "1/Include/u.mqh"),
        _usa("b.mq4", "u.mqh", "1/Include/u.mqh"),
        _usa("c.mq4", "u.mqh", "0/Include/u.mqh"),
        _cabecalho("0/Include/u.mqh"),
        _cabecalho("1/Include/u.mqh"),
    ]
    passos = _por_origem(planejar(itens, OPCOES))
    assert passos["1/Include/u.mqh"].destino == "MQL4_Source/Include/u.mqh"
    assert [bool(passos[nome].avisos) for nome in ("a.mq4", "b.mq4", "c.mq4")] == [0, 0, 1]


@pytest.mark.parametrize(("nome", "avisos"), [("Sinal.mq4", 0), ("IND_Sinal.mq4", 1)])
def test_indicador_chamado_por_icustom(nome: str, avisos: int) -> None:
    indicador = item("Sinal.mq4", nome, pasta="Indicators")
    itens = [_usa("a.mq4", "Sinal", "Sinal.mq4", "icustom"), indicador]
    assert len(_por_origem(planejar(itens, OPCOES))["a.mq4"].avisos) == avisos


def test_caminho_longo_demais_e_deixado_com_o_motivo() -> None:
    curto = msgspec.structs.replace(OPCOES, limite=30)
    (passo,) = planejar([item("n" * 60 + ".mq4")], curto).passos
    assert (passo.acao, passo.destino) == (Acao.DEIXAR, "")
    assert "--destino mais curto" in passo.motivo


def test_pasta_de_quarentena_longa_demais_e_encurtada() -> None:
    fundo = "/".join(["pasta comprida"] * 20)
    itens = [item("a.mq4"), item(f"{fundo}/c.mq4", copia_de="a.mq4")]
    passo = _por_origem(planejar(itens, QUARENTENA))[f"{fundo}/c.mq4"]
    assert (passo.destino, passo.conflito) == ("c.mq4", "a pasta ficaria longa demais")


@given(st.lists(st.sampled_from(HOSTIS) | st.text(max_size=40), max_size=30), st.randoms())
def test_destinos_sao_unicos_e_bons_em_todo_sistema(nomes: list[str], sorte: random.Random) -> None:
    itens = [
        item(f"{n}/{portatil(nome)}", nome.replace("/", "_") or "x") for n, nome in enumerate(nomes)
    ]
    plano = planejar(itens, OPCOES)
    destinos = [passo.destino for passo in plano.a_fazer()]
    assert len({chave_de_gemeos(d) for d in destinos}) == len(itens)
    for destino in destinos:
        assert portatil(destino) == destino
        assert len(destino.encode()) <= OPCOES.limite
        assert all(len(parte.encode()) <= 255 for parte in destino.split("/"))
    sorte.shuffle(itens)
    assert planejar(itens, OPCOES) == plano


def test_gemeos_de_caixa_e_de_forma_ficam_separados() -> None:
    pares = [("a/É.mq4", "É.mq4"), ("b/é.mq4", unicodedata.normalize("NFD", "é.MQ4"))]
    destinos = [p.destino for p in planejar([item(*par) for par in pares], OPCOES).passos]
    assert destinos[0] == "MQL4_Source/EAs/É.mq4"
    assert destinos[1].endswith("_2.MQ4")


def test_o_digest_diz_o_plano_e_nao_a_execucao() -> None:
    itens = [item("a.mq4")]
    base = planejar(itens, OPCOES)
    outra: Opcoes = msgspec.structs.replace(OPCOES, execucao="outra")
    assert planejar(itens, outra).digest == base.digest
    assert planejar(itens, MOVER).digest != base.digest
    assert planejar([item("a.mq4", mtime_ns=2)], OPCOES).digest != base.digest
