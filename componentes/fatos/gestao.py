"""How a program manages positions and guards the account."""

from __future__ import annotations

from componentes.fatos.disciplina import anotar_disciplina
from componentes.fatos.filtros import anotar_filtros
from componentes.fatos.funcoes import Programa
from componentes.fatos.gestao_pine import anotar_gestao_pine
from componentes.fatos.guardas import anotar_guardas
from componentes.fatos.leitor import Leitor
from componentes.fatos.limites import anotar_limites
from componentes.fatos.modelo import Coletor
from componentes.fatos.seguimento import anotar_seguimento

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
