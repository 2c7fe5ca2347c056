"""The run a report is made of: of a base folder, of the sample library, or multiplied."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from msgspec.structs import replace

from benchmarks.corrida import RAIZ, corrida
from componentes.base.caminhos import relativo
from componentes.base.pastas import Pastas
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import abrir_leitura
from componentes.catalogo.modelo import CONCLUIDAS, Execucao, RegistroArquivo

_UM_NOVO_A_CADA = 4


@dataclass(frozen=True, slots=True)
class Origem:
    """Where the records are: the last finished run of `base`, as many as `arquivos` (0: all)."""

    base: Path
    arquivos: int = 0


class ConsultaMultiplicada(Consulta):
    """Tells of a run as if it had exactly `arquivos` records: its own again in new folders.

    Every fourth repeated record is a new content, so that contents grow as copies do. The
    catalogue is only read.
    """

    def __init__(self, origem: Consulta, execucao: Execucao, arquivos: int) -> None:
        super().__init__(origem._motor)  # noqa: SLF001 (a second view on the same engine)
        self._raiz = execucao.raiz
        self._arquivos = arquivos

    def registros(self, execucao_id: int) -> Iterator[RegistroArquivo]:
        """Yield the run's own records, then repeated ones."""
        return islice(self._sem_fim(execucao_id), self._arquivos)

    def grupos(self, execucao_id: int) -> dict[str, tuple[str, ...]]:
        """Return, by sha256, the sorted paths of every content at more than one."""
        caminhos: dict[str, list[str]] = defaultdict(list)
        for registro in self.registros(execucao_id):
            if registro.sha256:
                caminhos[registro.sha256].append(registro.caminho)
        return {sha: tuple(sorted(todos)) for sha, todos in caminhos.items() if len(todos) > 1}

    def _sem_fim(self, execucao_id: int) -> Iterator[RegistroArquivo]:
        proprios = list(super().registros(execucao_id))
        yield from proprios
        # A run without records has nothing to repeat.
        for volta in count(1) if proprios else ():
            for numero, registro in enumerate(proprios):
                yield self._repetido(registro, volta, novo=numero % _UM_NOVO_A_CADA == 0)

    def _repetido(self, registro: RegistroArquivo, volta: int, *, novo: bool) -> RegistroArquivo:
        sha256 = registro.sha256
        if novo and sha256:
            sha256 = hashlib.sha256(f"{volta} {registro.caminho}".encode()).hexdigest()
        return replace(
            registro,
            caminho=self._em_outra_pasta(registro.caminho, volta),
            pacote=registro.pacote and self._em_outra_pasta(registro.pacote, volta),
            sha256=sha256,
        )

    def _em_outra_pasta(self, caminho: str, volta: int) -> str:
        return f"{self._raiz.rstrip('/')}/volta {volta:03}/{relativo(caminho, self._raiz)}"


def classificar_exemplo(base: Path) -> None:
    """Classify the bundled sample library in an empty base folder."""
    biblioteca = str(RAIZ / "CODIGO_FONTE_LIBRARY")
    opcoes = ["--biblioteca", biblioteca, "--base", str(base), "--nivel", "rapido", "--quieto"]
    corrida("classificação do exemplo", ["classificar_tudo", *opcoes])


@contextlib.contextmanager
def aberta(origem: Origem) -> Iterator[tuple[Consulta, Execucao]]:
    """Yield what to ask and the run; raises `ErroCatalogo` without a catalogue."""
    motor = abrir_leitura(Pastas(origem.base).catalogo)
    try:
        consulta = Consulta(motor)
        execucao = consulta.ultima_execucao(CONCLUIDAS)
        if execucao is None:
            raise SystemExit(f"nenhuma execução chegou ao fim em {origem.base}")
        if origem.arquivos:
            consulta = ConsultaMultiplicada(consulta, execucao, origem.arquivos)
        yield consulta, execucao
    finally:
        motor.dispose()
