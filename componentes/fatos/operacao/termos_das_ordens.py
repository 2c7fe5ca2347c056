"""How much each order of a program is for and where its stop lies, as its author wrote it."""

from __future__ import annotations

from collections.abc import Iterable

from componentes.fatos.dependencias import dependencias
from componentes.fatos.entradas import entradas_mql
from componentes.fatos.estrutura import blocos
from componentes.fatos.funcoes import Programa, ler_funcoes
from componentes.fatos.modelo import Coletor
from componentes.fatos.operacao.ordens import ordens
from componentes.fatos.rastreio.trecho import Trecho
from componentes.fatos.rastreio.valores import Origens
from componentes.lexico.vistas import Vistas


def termos_das_ordens(vistas: Vistas) -> tuple[dict[str, None], dict[str, None]]:
    """Return the volumes and the stops of all orders, each expression once, blanks apart."""
    if vistas.gramatica != "mql":
        return {}, {}
    funcoes, ativas = ler_funcoes(vistas, blocos(vistas.codigo))
    dependentes = dependencias(Coletor(vistas, frozenset()))
    programa = Programa(vistas, entradas_mql(vistas), dependentes, {}, funcoes, ativas)
    achadas = ordens(Origens(programa))
    volumes = (ordem.volume for ordem in achadas if ordem.volume)
    stops = (stop for ordem in achadas for stop in ordem.stop)
    return _escritos(vistas, volumes), _escritos(vistas, stops)


def _escritos(vistas: Vistas, trechos: Iterable[Trecho]) -> dict[str, None]:
    return dict.fromkeys("".join(vistas.original[t.inicio : t.fim].split()) for t in trechos)
