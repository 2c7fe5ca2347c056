"""The forms of a report that take records one by one: the lean CSV and the workbook."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from componentes.base.gravacao import gravando
from componentes.base.secoes_relatorios import AjustesDosRelatorios
from componentes.base.tipos import Ficha
from componentes.relatorio.csv import ENXUTA, LinhasCsv
from componentes.relatorio.planilha.livro import LivroXlsx
from componentes.relatorio.resumo import Resumo

_BOM = b"\xef\xbb\xbf"  # Excel takes a CSV without it for the system's code page


class FormasEmFluxo:
    """Writes into `pasta` what the settings ask for; files appear whole when the block ends well.

    A partial report has no workbook: it takes longest and would be replaced soon. Raises
    `ErroDisco` at the end of the block.
    """

    def __init__(self, pasta: Path, ajustes: AjustesDosRelatorios, *, parcial: bool) -> None:
        self._pasta = pasta
        self._com_csv = "csv" in ajustes.formatos
        self._com_livro = "xlsx" in ajustes.formatos and not parcial
        self._linhas = LinhasCsv(ajustes.separador_csv, ENXUTA)
        self._pilha = ExitStack()
        self._csv: BinaryIO | None = None
        self._livro: LivroXlsx | None = None

    def __enter__(self) -> Self:
        with ExitStack() as pilha:
            if self._com_csv:
                self._csv = pilha.enter_context(gravando(self._pasta / "relatorio.csv"))
                self._csv.write(_BOM + self._linhas.cabecalho().encode())
            if self._com_livro:
                arquivo = pilha.enter_context(gravando(self._pasta / "relatorio.xlsx"))
                self._livro = pilha.enter_context(LivroXlsx(arquivo))
            self._pilha = pilha.pop_all()
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        erro: BaseException | None,
        rastro: TracebackType | None,
    ) -> None:
        self._pilha.__exit__(tipo, erro, rastro)

    def incluir(self, ficha: Ficha) -> None:
        """Take one record."""
        if self._csv is not None:
            self._csv.write(self._linhas.linha(ficha).encode())
        if self._livro is not None:
            self._livro.incluir(ficha)

    def concluir(self, resumo: Resumo) -> None:
        """Take the figures, which only the end knows."""
        if self._livro is not None:
            self._livro.concluir(resumo)
