"""How much of what a program names speaks of each theme: its share of the talk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from componentes.fatos.assunto.vocabulario import PESO_DE_TEMA, Lexico
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Vistas

_PARCELAS = ((0.1, "bem"), (0.25, "forte"), (0.5, "domina"))
_MINIMO = 2 * PESO_DE_TEMA
_DENSIDADE = PESO_DE_TEMA / 500
"""Weight for each word of the program below which a theme is mentioned in passing."""
_VARIAS = 3
_JANELAS = frozenset(["SetIndexBuffer", "indicator_chart_window", "indicator_separate_window"])
_IDEIA_DA_MISTURA = 10 * PESO_DE_TEMA
_ENVIAM = frozenset({"OrderSend", "OrderSendAsync", "OrderModify", "PositionModify", "CTrade"})
_DE_ADMINISTRAR = frozenset({"trailing", "trailingstop"})
"""An indicator that trails the price is about the trend; one who trades moves a stop that way."""


@dataclass
class _Fala:
    """The talk about one theme: weight, distinct words that name it, where it is loudest."""

    posicao: int
    peso: int = 0
    distintas: int = 0


def anotar_temas(
    coletor: Coletor,
    conhecido: Lexico,
    vezes: Mapping[str, int],
    nomes: Mapping[str, str],
    palavras_do_programa: int,
) -> frozenset[str]:
    """Return the themes spoken of; note them by share (`fala:`, `bem:`, `forte:`, `domina:`).

    The share of an idea is its part of all ideas; that of a trade, of the whole talk.
    """
    falas = _somar(coletor, conhecido, vezes, nomes)
    total = sum(fala.peso for fala in falas.values())
    ideias = sum(fala.peso for tema, fala in falas.items() if tema in conhecido.ideias)
    minimo = max(_MINIMO, palavras_do_programa * _DENSIDADE)
    for tema, fala in falas.items():
        coletor.anotar(f"fala:{tema}", fala.posicao)
        if fala.distintas >= _VARIAS:
            coletor.anotar(f"varia:{tema}", fala.posicao)
        if fala.distintas and fala.peso >= minimo:
            eh_ideia = tema in conhecido.ideias
            _anotar_parcela(coletor, tema, fala, ideias if eh_ideia else total)
            if not eh_ideia and 2 * fala.peso >= total and _e_peca(coletor):
                coletor.anotar(f"so_oficio:{tema}", fala.posicao)
    if _mistura(conhecido, falas, max(minimo, _IDEIA_DA_MISTURA, 0.1 * ideias)):
        coletor.anotar("mistura:ideias", 0)
    return frozenset(falas)


def e_ideia(palavra: str, vistas: Vistas) -> bool:
    """Tell whether a word speaks of an idea here, and not of how a position is managed."""
    return palavra not in _DE_ADMINISTRAR or vistas.palavras.isdisjoint(_ENVIAM)


def _somar(
    coletor: Coletor, conhecido: Lexico, vezes: Mapping[str, int], nomes: Mapping[str, str]
) -> dict[str, _Fala]:
    """Add up the talk by theme; the rule's own word that stands for a theme is its loudest one."""
    falas: dict[str, _Fala] = {}
    ditas = (palavra for palavra in vezes if e_ideia(palavra, coletor.vistas))
    for palavra in sorted(ditas, key=lambda p: (-vezes[p], p)):
        for fato, tema, peso in conhecido.temas.get(palavra, ()):
            fala = falas.get(tema)
            if fala is None:
                fala = falas[tema] = _Fala(coletor.vistas.achar_palavra(nomes[palavra]))
                coletor.anotar(fato, fala.posicao)
            fala.peso += peso * vezes[palavra]
            fala.distintas += peso == PESO_DE_TEMA
    return falas


def _anotar_parcela(coletor: Coletor, tema: str, fala: _Fala, total: int) -> None:
    for parcela, especie in _PARCELAS:
        if fala.peso >= parcela * total:
            coletor.anotar(f"{especie}:{tema}", fala.posicao)


def _mistura(conhecido: Lexico, falas: Mapping[str, _Fala], minimo: float) -> bool:
    """Tell whether a program speaks at length of several ideas."""
    fortes = [t for t, f in falas.items() if f.distintas and f.peso >= minimo]
    return len(conhecido.ideias.intersection(fortes)) >= _VARIAS


def _e_peca(coletor: Coletor) -> bool:
    """Tell whether an MQL program is no indicator: a script, or a part of another program."""
    return coletor.vistas.gramatica == "mql" and _JANELAS.isdisjoint(coletor.vistas.palavras)
