"""How a CSV is asked for: what separates its cells, and the mark that Excel looks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from componentes.base.erros import ErroUso
from componentes.base.tipos import SEPARADORES
from componentes.orquestracao.comandos.parametros import booleano, texto

PARAMETROS_DE_CSV = frozenset({"separador", "bom"})


class FormaDoCsv(Struct, frozen=True):
    """What a caller chose of a CSV."""

    separador: str = SEPARADORES[0]
    bom: bool = False

    def codificar(self, linhas: Iterable[str]) -> Iterator[bytes]:
        """Yield each line as UTF-8; the mark is part of the first one."""
        marca = "\ufeff" if self.bom else ""
        for linha in linhas:
            yield (marca + linha).encode()
            marca = ""


def ler_forma(parametros: Mapping[str, Any]) -> FormaDoCsv:
    """Return the form asked for; raises `ErroUso`, also where no CSV was asked for."""
    pedidos = sorted(n for n in PARAMETROS_DE_CSV if parametros.get(n) is not None)
    if pedidos and parametros.get("formato") != "csv":
        raise ErroUso(
            f"O parâmetro '{pedidos[0]}' só vale para CSV",
            o_que_fazer="use também o formato csv, ou tire o parâmetro",
        )
    separador = texto(parametros, "separador", SEPARADORES[0])
    if separador not in SEPARADORES:
        raise ErroUso(
            f"Separador desconhecido: '{separador}'", o_que_fazer="use vírgula ou ponto e vírgula"
        )
    return FormaDoCsv(separador, booleano(parametros, "bom", padrao=False))
