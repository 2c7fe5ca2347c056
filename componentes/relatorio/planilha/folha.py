"""One sheet: a header that stays in sight, typed columns, rows written as they come."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from componentes.relatorio.planilha.celula import xml_de_celula
from componentes.relatorio.textos import quantos

LIMITE_DE_LINHAS = 1_048_576
"""Rows of a sheet in Excel, the header's too."""

Celula = str | int | None


class Coluna(Struct, frozen=True):
    """One column, its width in signs; those of numbers show thousands."""

    titulo: str
    largura: int
    numero: bool = False


class Folha(Worksheet):  # type: ignore[misc]
    """Writes rows downwards and keeps none; what does not fit is counted and said at the end.

    A row goes straight into the temporary file of XlsxWriter's `constant_memory`, in a third of the
    time that `write_string` takes, and no cell can be anything but a text or a number.
    """

    cortadas = 0

    def preparar(
        self, livro: Workbook, colunas: tuple[Coluna, ...], limite: int = LIMITE_DE_LINHAS
    ) -> None:
        """Write the header."""
        self._letras = [xl_col_to_name(indice) for indice in range(len(colunas))]
        self._limite = limite
        numero = livro.add_format({"num_format": "#,##0"})
        titulo = livro.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF2"})
        for indice, coluna in enumerate(colunas):
            self.set_column(indice, indice, coluna.largura, numero if coluna.numero else None)
        self.freeze_panes(1, 1)
        self._linhas = 0
        self._estilo = numero._get_xf_index()  # noqa: SLF001 no public name
        estilo_do_titulo = titulo._get_xf_index()  # noqa: SLF001 no public name
        self._escrever((coluna.titulo for coluna in colunas), f' s="{estilo_do_titulo}"')

    def acrescentar(self, celulas: Iterable[Celula]) -> None:
        """Write one row: numbers as numbers, texts as nothing but texts, empty cells not at all."""
        if self._linhas >= self._limite - 1:  # the last row is kept for the note
            self.cortadas += 1
        else:
            self._escrever(celulas)

    def concluir(self) -> None:
        """Let the columns be filtered, and say what was left out."""
        self.autofilter(0, 0, max(1, self._linhas - 1), len(self._letras) - 1)
        if self.cortadas:
            self._escrever([self.aviso()])
        self._check_dimensions(self._linhas - 1, len(self._letras) - 1)

    def aviso(self) -> str:
        """Return what does not fit and where all of it is."""
        linhas = quantos(self.cortadas, "linha não cabe", "linhas não cabem")
        return f"{linhas} em uma folha do Excel; todas saem de 'exportar --formato csv'"

    def fechar(self) -> None:
        """Let go of the temporary file."""
        self.row_data_fh.close()

    def _escrever(self, celulas: Iterable[Celula], estilo: str = "") -> None:
        self._linhas += 1
        numero = self._linhas
        partes = [f'<row r="{numero}">']
        for letra, celula in zip(self._letras, celulas, strict=False):
            if isinstance(celula, str):
                if celula:
                    partes.append(
                        f'<c r="{letra}{numero}"{estilo} t="inlineStr"><is><t xml:space="preserve">'
                        f"{xml_de_celula(celula)}</t></is></c>"
                    )
            elif celula is not None:
                partes.append(f'<c r="{letra}{numero}" s="{self._estilo}"><v>{celula:d}</v></c>')
        partes.append("</row>")
        self.row_data_fh.write("".join(partes))
