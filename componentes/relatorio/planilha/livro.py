"""The report as a workbook for Excel, LibreOffice and others, written while the records pass."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from componentes.base.tipos import Ficha, ResumoExecucao
from componentes.relatorio.evidencias import certeza
from componentes.relatorio.pendencias import PENDENCIAS, motivos_de
from componentes.relatorio.planilha import linhas
from componentes.relatorio.planilha.conformidade import QuadroDeConformidade
from componentes.relatorio.planilha.copias import Copias
from componentes.relatorio.planilha.folha import LIMITE_DE_LINHAS, Coluna, Folha
from componentes.relatorio.planilha.folha_de_resumo import RESUMO, linhas_do_resumo
from componentes.relatorio.resumo import Resumo

_CONFORMIDADE = "Conformidade"
_FOLHAS: Mapping[str, tuple[Coluna, ...]] = {
    "Resumo": RESUMO,
    "Arquivos": linhas.ARQUIVOS,
    "Riscos": linhas.RISCOS,
    "Duplicatas": linhas.DUPLICATAS,
    "Precisa de você": linhas.PENDENCIAS,
    _CONFORMIDADE: (),
    "Entradas": linhas.ENTRADAS,
    "Falhas": linhas.FALHAS,
}
_SEM_DATA = datetime(1980, 1, 1, tzinfo=UTC)


class LivroXlsx:
    """Takes records one by one, sorted as they come, and becomes a file with `concluir`.

    Rows wait in temporary files, not in memory; the block that holds the book lets go of them.
    The same records and summary give the same bytes. Raises `OSError` where a disk does.
    """

    def __init__(self, arquivo: BinaryIO, limite: int = LIMITE_DE_LINHAS) -> None:
        self._arquivo = arquivo
        self._provisorios = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        # Not `arquivo`: a ZIP that fails half-way writes its end once more when it is forgotten.
        self._inteiro = Path(self._provisorios.name, "livro.xlsx")
        self._livro = xlsxwriter.Workbook(
            str(self._inteiro),
            {
                "constant_memory": True,
                "tmpdir": self._provisorios.name,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._livro.use_zip64()
        self._folhas: dict[str, Folha] = {}
        for nome, colunas in _FOLHAS.items():
            self._folhas[nome] = self._livro.add_worksheet(nome, Folha)
            if nome != _CONFORMIDADE:  # its columns are known at the end
                self._folhas[nome].preparar(self._livro, colunas, limite)
        self._limite = limite
        self._conformidade = QuadroDeConformidade()
        self._copias = Copias()
        self._pendencias: dict[str, list[linhas.Linha]] = {motivo: [] for motivo in PENDENCIAS}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        tipo: type[BaseException] | None,
        erro: BaseException | None,
        rastro: TracebackType | None,
    ) -> None:
        for folha in self._folhas.values():
            folha.fechar()
        self._provisorios.cleanup()

    def incluir(self, ficha: Ficha) -> None:
        """Write the rows of one record; what is of its content, only with the first copy."""
        self._folhas["Arquivos"].acrescentar(linhas.arquivo(ficha))
        if ficha.falha:
            self._folhas["Falhas"].acrescentar(linhas.falha(ficha, ficha.falha))
        if self._copias.incluir(ficha):
            self._incluir_conteudo(ficha)

    def concluir(self, resumo: Resumo) -> None:
        """Write what needed all records, and the file itself."""
        for linha in self._copias.linhas():
            self._folhas["Duplicatas"].acrescentar(linha)
        for achadas in self._pendencias.values():
            for linha in achadas:
                self._folhas["Precisa de você"].acrescentar(linha)
        quadro = self._folhas[_CONFORMIDADE]
        quadro.preparar(self._livro, self._conformidade.colunas(), self._limite)
        for programa in self._conformidade.linhas():
            quadro.acrescentar(programa)
        self._resumir(resumo)
        for folha in self._folhas.values():
            folha.concluir()
        self._livro.set_properties(
            {"title": "Relatório da biblioteca", "created": _criado_em(resumo.execucao)}
        )
        self._gravar()

    def _incluir_conteudo(self, ficha: Ficha) -> None:
        for nome, montar in (("Riscos", linhas.riscos), ("Entradas", linhas.entradas)):
            for linha in montar(ficha):
                self._folhas[nome].acrescentar(linha)
        self._conformidade.incluir(ficha)
        for motivo in motivos_de(ficha, certeza(ficha)):
            self._pendencias[motivo].append(linhas.pendencia(motivo, ficha))

    def _resumir(self, resumo: Resumo) -> None:
        folha = self._folhas["Resumo"]
        for linha in linhas_do_resumo(resumo):
            folha.acrescentar(linha)
        for cortada in [f for f in self._folhas.values() if f.cortadas]:
            folha.acrescentar(("Folha incompleta", cortada.get_name(), cortada.aviso()))

    def _gravar(self) -> None:
        try:
            self._livro.close()
        except FileCreateError as erro:  # the disk's own error is inside
            causa = erro.args[0]
            raise causa from None
        with self._inteiro.open("rb") as pronto:
            shutil.copyfileobj(pronto, self._arquivo)


def _criado_em(execucao: ResumoExecucao) -> datetime:
    momento = execucao.terminada_em or execucao.iniciada_em
    return datetime.fromisoformat(momento) if momento else _SEM_DATA
