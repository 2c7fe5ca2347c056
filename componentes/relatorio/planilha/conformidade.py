"""The sheet of firms' rules: a row for each program, a column for each rule."""

from __future__ import annotations

from collections.abc import Iterator

from componentes.base.tipos import Ficha
from componentes.relatorio.contagem import Indice
from componentes.relatorio.planilha.folha import Celula, Coluna
from componentes.relatorio.planilha.linhas import a_manter
from componentes.relatorio.rotulos import nome_de

_PREFIXO = "conformidade:"


class QuadroDeConformidade:
    """Gathers what programs show, in numbers; which rules there are is known only at the end."""

    def __init__(self) -> None:
        self._regras: Indice[str] = Indice()
        self._achados: Indice[tuple[str, int]] = Indice()
        self._programas: list[tuple[str, list[tuple[int, int]]]] = []

    def incluir(self, ficha: Ficha) -> None:
        """Take one content; what does not trade gives no row."""
        if not ficha.conformidade:
            return
        linha_de = {
            evidencia.rotulo.removeprefix(_PREFIXO): evidencia.linha
            for evidencia in reversed(ficha.evidencias)
            if evidencia.rotulo.startswith(_PREFIXO)
        }
        pares = [
            (self._regras.numero(regra), self._achados.numero((achado, linha_de.get(regra, 0))))
            for regra, achado in ficha.conformidade.items()
        ]
        self._programas.append((a_manter(ficha), pares))

    def colunas(self) -> tuple[Coluna, ...]:
        """Return the column of the file and one for each rule, as `firm.rule`."""
        return (Coluna("Arquivo", 60), *(Coluna(regra, 22) for regra in self._regras.valores()))

    def linhas(self) -> Iterator[list[Celula]]:
        """Yield the row of each program: what was found, and the line where one shows it."""
        textos = [_texto(*achado) for achado in self._achados.valores()]
        for caminho, pares in self._programas:
            linha: list[Celula] = [None] * (1 + len(self._regras.valores()))
            linha[0] = caminho
            for regra, achado in pares:
                linha[regra + 1] = textos[achado]
            yield linha


def _texto(achado: str, linha: int) -> str:
    nome = nome_de("achado", achado).lower()
    return f"{nome}, linha {linha}" if linha else nome
