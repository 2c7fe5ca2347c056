"""What surrounds a content: extension, terminal folder, includes, and the key made of them."""

from __future__ import annotations

import pytest

from componentes.base.tipos import Dependencia
from componentes.classificacao.contexto import Contexto, contexto_do_nome, pasta_do_terminal

DEPENDENCIA = Dependencia("include", "a.mqh", 1)


@pytest.mark.parametrize(
    ("nome", "extensao"),
    [
        ("a.mq4", "mq4"),
        ("x/A.MQ5", "mq5"),
        ("a.mqh", "mqh"),
        ("a.mq4.txt", ""),
        ("a.pine", ""),
        ("mq4", ""),
        (".mq4", "mq4"),
        ("pasta.mq4/a", ""),
        ("a.", ""),
    ],
)
def test_so_as_extensoes_do_metatrader_dizem_algo(nome: str, extensao: str) -> None:
    assert contexto_do_nome(nome) == Contexto(extensao)


@pytest.mark.parametrize(
    ("caminho", "pasta"),
    [
        ("/b/MQL4/Experts/a.mq4", "experts"),
        ("/b/mql4/SCRIPTS/sub/a.mq4", "scripts"),
        ("MQL5/Indicators/a.mq5", "indicators"),
        ("/b/MQL4_Source/Experts/a.mq4", ""),
        ("/b/EAs/Experts/a.mq4", ""),
        ("/b/XMQL4/Experts/a.mq4", ""),
        ("/b/MQL4/Experts", ""),
    ],
)
def test_so_a_pasta_de_um_terminal_conta(caminho: str, pasta: str) -> None:
    assert pasta_do_terminal(caminho, ("init", "start")) == pasta


def test_pasta_so_decide_onde_o_codigo_nao_decide() -> None:
    assert pasta_do_terminal("/b/MQL4/Scripts/a.mq4", ("OnTick",)) == ""


@pytest.mark.parametrize(
    ("caminho", "terminal"),
    [
        ("/b/MQL4/Include/a.mqh", "mql4"),
        ("mql4/Libraries/sub/a.MQH", "mql4"),
        ("/b/MQL4/Experts/a.mq4", ""),
        ("/b/MQL5/Include/a.mqh", ""),
        ("/b/MQL4_Source/Include/a.mqh", ""),
        ("/b/XMQL4/Include/a.mqh", ""),
        ("/b/MQL4/a.mqh", ""),
    ],
)
def test_so_um_cabecalho_na_arvore_de_um_metatrader_4_tem_terminal(
    caminho: str, terminal: str
) -> None:
    assert contexto_do_nome(caminho).terminal == terminal


def test_chave_curta_para_o_comum_e_diferente_para_cada_circunstancia() -> None:
    contextos = [
        Contexto(),
        Contexto("mq4"),
        Contexto("mq4", "experts"),
        Contexto("mq4", incluidos=("OnTick",)),
        Contexto("mq4", incluidos=("OnTick",), dependencias=(DEPENDENCIA,)),
        Contexto("mq4", dependencias=(DEPENDENCIA,)),
        Contexto("mq4", dependencias=()),
        Contexto("mqh", terminal="mql4"),
    ]
    chaves = [contexto.chave for contexto in contextos]
    assert chaves[:3] == ["", "mq4", "mq4+experts"]
    assert len(set(chaves)) == len(chaves)


def test_chave_nao_depende_da_linha_da_dependencia() -> None:
    outra = Dependencia("include", "a.mqh", 99)
    assert Contexto(dependencias=(DEPENDENCIA,)).chave == Contexto(dependencias=(outra,)).chave


def test_contexto_como_fatos_do_arquivo_inteiro() -> None:
    ocorrencias = Contexto("mq4", "experts", ("OnTick", "start")).ocorrencias()
    assert {nome: (o.linha, o.trecho) for nome, o in ocorrencias.items()} == {
        "extensao:mq4": (0, "mq4"),
        "pasta:experts": (0, "experts"),
        "incluido:OnTick": (0, "OnTick"),
        "incluido:start": (0, "start"),
    }
    assert set(Contexto(terminal="mql4").ocorrencias()) == {"terminal:mql4"}
    assert Contexto().ocorrencias() == {}
