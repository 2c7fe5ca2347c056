"""Failures by cause: counted, with examples, and with something to do about each."""

from __future__ import annotations

import pytest

from componentes.base.tipos import Falha, Situacao
from componentes.fontes.compactados.membro import ETAPA, ETAPA_FERRAMENTA
from componentes.relatorio.falhas import Falhas, acao

# Every situation that is no success, with stages and reasons as the rooms below give them.
CONHECIDAS = [
    (Situacao.ILEGIVEL, "leitura", "sem permissão de leitura"),
    (Situacao.ILEGIVEL, "leitura", "o arquivo sumiu entre o inventário e a leitura"),
    (Situacao.ILEGIVEL, "leitura", "não pôde ser lido: Input/output error"),
    (Situacao.ILEGIVEL, "inventario", "link simbólico, que não é seguido"),
    (Situacao.ILEGIVEL, "inventario", "a pasta não pôde ser listada: Permission denied"),
    (Situacao.ILEGIVEL, "inventario", "mais de 64 níveis de pastas"),
    (Situacao.ILEGIVEL, "inventario", "não é um arquivo comum (FIFO, dispositivo)"),
    (Situacao.ILEGIVEL, ETAPA, "os dados compactados estão danificados"),
    (Situacao.LIMITE_EXCEDIDO, "limite", "texto de 15 MB passa do limite de 10 MB"),
    (Situacao.LIMITE_EXCEDIDO, ETAPA, "mais de 10000 entradas"),
    (Situacao.LIMITE_EXCEDIDO, ETAPA, "descompacta-se em mais de 100 vezes o seu tamanho"),
    (Situacao.NAO_VERIFICAVEL, ETAPA_FERRAMENTA, "instale o bsdtar"),
    (Situacao.NAO_VERIFICAVEL, ETAPA, "protegido por senha"),
    (Situacao.NAO_VERIFICAVEL, ETAPA, "o bsdtar não o abre: danificado, com senha ou estranho"),
    (Situacao.NAO_VERIFICAVEL, ETAPA, "compactado por um método que não se lê aqui (99)"),
    (Situacao.INSEGURO, ETAPA, "o nome sobe para fora do pacote"),
    (Situacao.QUARENTENA, "quarentena", "a análise derrubou o processo duas vezes"),
    (Situacao.FALHA, "analise", "erro interno ao analisar: ValueError: x"),
]


@pytest.mark.parametrize(("situacao", "etapa", "motivo"), CONHECIDAS)
def test_toda_causa_tem_o_que_fazer(situacao: Situacao, etapa: str, motivo: str) -> None:
    assert acao(situacao, etapa, motivo)


def test_toda_situacao_foi_provada() -> None:
    assert {situacao for situacao, _, _ in CONHECIDAS} == set(Situacao) - {Situacao.OK}


@pytest.mark.parametrize(
    ("motivo", "palavra"),
    [
        ("sem permissão de leitura", "permissão"),
        ("a pasta não pôde ser listada: Permission denied", "permissão"),
        ("descompacta-se em mais de 100 vezes o seu tamanho", "não o descompacte"),
        ("instale o bsdtar", "instale"),
        ("o bsdtar não o abre: danificado, com senha ou estranho", "outra cópia"),
        ("protegido por senha", "senha"),
        ("os dados compactados estão danificados", "outra cópia"),
        ("a análise derrubou o processo duas vezes", "repetir --apenas-falhas"),
    ],
)
def test_cada_causa_tem_a_sua_acao(motivo: str, palavra: str) -> None:
    (conhecida,) = (causa for causa in CONHECIDAS if causa[2] == motivo)
    assert palavra in acao(*conhecida)


def _contadas(*arquivos: tuple[str, Situacao, str]) -> Falhas:
    falhas = Falhas()
    for caminho, situacao, motivo in arquivos:
        falhas.incluir(caminho, situacao, Falha("etapa", motivo))
    return falhas


def test_o_tamanho_de_cada_um_nao_divide_a_causa() -> None:
    falhas = _contadas(
        ("a", Situacao.LIMITE_EXCEDIDO, "texto de 15 MB passa do limite de 10 MB"),
        ("b", Situacao.LIMITE_EXCEDIDO, "texto de 18 MB passa do limite de 10 MB"),
    )
    (grupo,) = falhas.grupos()
    assert (grupo.motivo, grupo.arquivos) == ("texto passa do limite de 10 MB", 2)


def test_falhas_antes_de_achados_e_as_maiores_primeiro() -> None:
    falhas = _contadas(
        *((f"r{n}", Situacao.NAO_VERIFICAVEL, "protegido por senha") for n in range(9)),
        ("l", Situacao.ILEGIVEL, "pouco"),
        *((f"p{n}", Situacao.ILEGIVEL, "muito") for n in range(4)),
    )
    assert [g.motivo for g in falhas.grupos()] == ["muito", "pouco", "protegido por senha"]
    assert len(falhas) == 3
    assert [g.motivo for g in falhas.grupos(1)] == ["muito"]


def test_exemplos_sao_tres_e_da_quarentena_todos() -> None:
    falhas = _contadas(
        *((f"i{n}", Situacao.ILEGIVEL, "x") for n in range(8)),
        *((f"q{n}", Situacao.QUARENTENA, "y") for n in range(8)),
    )
    por_situacao = {grupo.situacao: grupo for grupo in falhas.grupos()}
    assert por_situacao[Situacao.ILEGIVEL].exemplos == ("i0", "i1", "i2")
    assert len(por_situacao[Situacao.QUARENTENA].exemplos) == 8
