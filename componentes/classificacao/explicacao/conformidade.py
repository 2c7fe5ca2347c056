"""What each table of rules (firm, server, house) says of a program, with words and sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from componentes.base.tipos import Analise, Evidencia
from componentes.classificacao.explicacao.rotulos import simples
from componentes.regras.constatacao import PREFIXO
from componentes.regras.mesas import Mesa, RegraDeMesa


def conformidade_explicada(analise: Analise, mesas: Iterable[Mesa]) -> list[dict[str, Any]]:
    """Return one object for each rule judged, in the order of the analysis."""
    conhecidas = {f"{m.mesa}.{r.id}": (m, r) for m in mesas for r in m.regras}
    provas: dict[str, list[Evidencia]] = {}
    for evidencia in analise.evidencias:
        if evidencia.rotulo.startswith(PREFIXO):
            provas.setdefault(evidencia.rotulo.removeprefix(PREFIXO), []).append(evidencia)
    return [
        {
            **_partes(chave, *conhecidas.get(chave, (None, None))),
            "achado": achado,
            "evidencias": [simples(e) for e in provas.get(chave, ())],
        }
        for chave, achado in analise.conformidade.items()
    ]


def _partes(chave: str, mesa: Mesa | None, regra: RegraDeMesa | None) -> dict[str, Any]:
    """Return the words of a rule; of one whose table is gone, its key read with blanks."""
    da_mesa, _, da_regra = chave.partition(".")
    return {
        "mesa": da_mesa,
        "nome_da_mesa": mesa.nome if mesa else da_mesa.replace("_", " "),
        "regra": da_regra,
        "texto": regra.texto if regra else da_regra.replace("_", " "),
        "sentido": str(regra.sentido) if regra else "",
        "nota": (regra.sem_prova or regra.nota) if regra else "",
        "vale_para": list(regra.vale_para) if regra else [],
        "fonte": regra.fonte if regra else "",
        "conferido_em": regra.conferido_em if regra else "",
    }
