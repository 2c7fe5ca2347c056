"""How a program opens, protects, sizes and closes positions."""

from __future__ import annotations

from componentes.fatos.chamadas import chamadas
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.blocos_prontos import anotar_blocos_prontos
from componentes.fatos.operacao.chaves import anotar_chaves
from componentes.fatos.operacao.de_fora import anotar_de_fora
from componentes.fatos.operacao.lados import anotar_lados_opostos
from componentes.fatos.operacao.lotes import anotar_lotes
from componentes.fatos.operacao.motivos import anotar_motivos
from componentes.fatos.operacao.ordens import Ordem, ordens
from componentes.fatos.operacao.passo import Passo, anotar_passo
from componentes.fatos.operacao.pine import anotar_operacao_pine
from componentes.fatos.operacao.protecao import MODIFICADORES, anotar_protecao
from componentes.fatos.rastreio.valores import Origens

_FECHADORES = (
    "OrderClose",
    "OrderCloseBy",
    "PositionClose",
    "PositionClosePartial",
    "PositionCloseBy",
)
_APAGADORES = ("OrderDelete",)
_ACOES = {"TRADE_ACTION_SLTP": "ordem:modifica", "TRADE_ACTION_REMOVE": "ordem:apaga"}


def anotar_operacao(coletor: Coletor, programa: Programa) -> None:
    """Note every way the code that runs opens, sizes, protects and closes positions."""
    if programa.vistas.gramatica == "pine":
        anotar_operacao_pine(coletor, programa)
        return
    origens = Origens(programa)
    _anotar_chamadas(coletor, programa)
    anotar_blocos_prontos(coletor, programa)
    achadas = ordens(origens)
    if achadas:
        _anotar_ordens(coletor, origens, achadas)
    else:
        anotar_de_fora(coletor, origens)
    anotar_chaves(coletor, programa)


def _anotar_ordens(coletor: Coletor, origens: Origens, achadas: list[Ordem]) -> None:
    for ordem in achadas:
        _anotar_ordem(coletor, ordem)
    anotar_protecao(coletor, origens, achadas)
    anotar_lados_opostos(coletor, origens.programa, achadas)
    anotar_lotes(coletor, origens, achadas)
    passo = Passo(origens, achadas)
    anotar_passo(coletor, passo)
    anotar_motivos(coletor, origens, achadas, passo.precos_de_abertura)


def _anotar_ordem(coletor: Coletor, ordem: Ordem) -> None:
    coletor.anotar("ordem:envia", ordem.posicao)
    for forma in ordem.formas:
        coletor.anotar(f"ordem:{forma}", ordem.posicao)


def _anotar_chamadas(coletor: Coletor, programa: Programa) -> None:
    for fato, nomes in (
        ("ordem:fecha", _FECHADORES),
        ("ordem:modifica", tuple(MODIFICADORES)),
        ("ordem:apaga", _APAGADORES),
    ):
        for nome in nomes:
            if nome in programa.vistas.palavras:
                posicao = _primeira_ativa(programa, nome)
                if posicao >= 0:
                    coletor.anotar(fato, posicao)
    for acao, fato in _ACOES.items():
        if acao in programa.palavras_ativas:
            coletor.anotar(fato, next(programa.vistas.achar_palavras(acao, 1)))


def _primeira_ativa(programa: Programa, nome: str) -> int:
    achadas = chamadas(programa.vistas.codigo, nome, "_")
    return next((abre for abre in achadas if programa.em(abre) and programa.ativo(abre)), -1)
