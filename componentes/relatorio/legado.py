"""The old score of 0 to 7, kept as a view for those who know it; it promises nothing.

Its criteria are rules of the house (`regras/dados/mesas/regra_da_casa.yaml`), so every point has
the line that earned it. What could not be verified earns none.
"""

from __future__ import annotations

from msgspec import Struct

from componentes.base.tipos import Ficha
from componentes.regras.constatacao import PREFIXO
from componentes.regras.mesas import Achado

NAO_APLICAVEL = "nao_aplicavel"

_CRITERIOS = {
    "regra_da_casa.stop_loss": ("stop_loss", 2.0),
    "regra_da_casa.risco_por_ordem": ("gestao_de_risco", 2.0),
    "regra_da_casa.limite_de_perda": ("limite_de_perda", 1.5),
    "regra_da_casa.alvo": ("take_profit", 1.0),
    "regra_da_casa.horario": ("sessao", 0.5),
}
_PENALIDADE = ("grade_ou_martingale", -3.0)
_PENALIZADAS = ("regra_da_casa.grade", "regra_da_casa.martingale")
_NIVEIS = ((6.0, "FTMO_Ready"), (4.0, "Moderado"), (2.0, "Baixo"), (0.0, "Não_Adequado"))


class Ponto(Struct, frozen=True):
    """Points of one criterion and the line that earned or cost them."""

    criterio: str
    pontos: float
    linha: int
    trecho: str


class Legado(Struct, frozen=True):
    """The old view of one file; for what does not trade both are `nao_aplicavel`, never 0."""

    ftmo_score: float | str
    ftmo_nivel: str
    pontos: tuple[Ponto, ...] = ()


def pontuar(ficha: Ficha) -> Legado:
    """Return the old score of a record, 0 to 7, its level, and where each point comes from."""
    if not ficha.conformidade:
        return Legado(NAO_APLICAVEL, NAO_APLICAVEL)
    ganhos = [_ponto(ficha, regra, criterio) for regra, criterio in _CRITERIOS.items()]
    perdas = [_ponto(ficha, regra, _PENALIDADE) for regra in _PENALIZADAS]
    pontos = [ponto for ponto in ganhos if ponto]
    pontos += [ponto for ponto in perdas if ponto][:1]  # grid and martingale cost once
    nota = max(0.0, sum(ponto.pontos for ponto in pontos))
    return Legado(nota, _nivel(nota), tuple(pontos))


def faltam(ficha: Ficha) -> list[str]:
    """Return the criteria whose control is not in the code; not those nobody could verify."""
    return [
        nome
        for regra, (nome, _) in _CRITERIOS.items()
        if ficha.conformidade.get(regra) == Achado.NAO_ENCONTRADO
    ]


def _ponto(ficha: Ficha, regra: str, criterio: tuple[str, float]) -> Ponto | None:
    if ficha.conformidade.get(regra) != Achado.ENCONTRADO:
        return None
    nome, valor = criterio
    for evidencia in ficha.evidencias:
        if evidencia.rotulo == f"{PREFIXO}{regra}":
            return Ponto(nome, valor, evidencia.linha, evidencia.trecho)
    return None


def _nivel(nota: float) -> str:
    return next(nome for minimo, nome in _NIVEIS if nota >= minimo)
