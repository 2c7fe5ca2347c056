"""How a program manages positions and guards the account."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.gestao.disciplina import anotar_disciplina
from componentes.fatos.gestao.filtros import anotar_filtros
from componentes.fatos.gestao.guardas import anotar_guardas
from componentes.fatos.gestao.leitor import Leitor
from componentes.fatos.gestao.limites import anotar_limites
from componentes.fatos.gestao.pine import anotar_gestao_pine
from componentes.fatos.gestao.seguimento import anotar_seguimento
from componentes.fatos.modelo import Coletor

_NEGOCIAM = frozenset(
    [
        "OrderSend",
        "OrderSendAsync",
        "OrderModify",
        "OrderClose",
        "OrderDelete",
        "OrderCloseBy",
        "PositionModify",
        "PositionClose",
        "PositionOpen",
        "CTrade",
        "CExpert",
        "OrderSendReliable",
        "OrderCloseReliable",
    ]
)


def anotar_gestao(coletor: Coletor, programa: Programa) -> None:
    """Note how a program manages positions and guards the account, as facts `gestao:`."""
    if coletor.vistas.gramatica == "pine":
        anotar_gestao_pine(coletor, programa)
        return
    if _NEGOCIAM.isdisjoint(coletor.vistas.palavras):
        return
    leitor = Leitor(coletor, programa)
    anotar_seguimento(leitor)
    anotar_guardas(leitor)
    anotar_limites(leitor)
    anotar_filtros(leitor)
    anotar_disciplina(leitor)
