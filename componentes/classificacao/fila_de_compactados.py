"""The archives that wait to be opened: one is open at a time, and each content only once."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection

from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.lote_vivo import Aberto, Abertura


class FilaDeCompactados:
    """Hands out archives in order of arrival; a copy of one at work waits until it is known.

    One open archive bounds memory: what is nested in it is held whole while it is read.
    """

    def __init__(self, abertos: dict[str, Aberto], ocupados: Collection[str]) -> None:
        self.ocupados = ocupados
        self._abertos = abertos
        self._fila: deque[Abertura] = deque()
        self._atual: Abertura | None = None
        self._em_obra: set[str] = set()
        self._a_espera: dict[str, list[Abertura]] = defaultdict(list)

    def incluir(self, abertura: Abertura) -> None:
        """Queue an archive."""
        self._fila.append(abertura)

    def proxima(self) -> Abertura | None:
        """Return the archive to read on, None while there is nothing to do."""
        if self._atual and not self._atual.esgotada:
            return self._atual
        self._atual = None
        while self._fila and self._atual is None:
            candidata = self._fila.popleft()
            if candidata.sha256 in self._em_obra:
                self._a_espera[candidata.sha256].append(candidata)
            else:
                self._em_obra.add(candidata.sha256)
                self._atual = candidata
        return self._atual

    def como_copia(self, abertura: Abertura) -> tuple[Aberto, list[EstadoArquivo]] | None:
        """Return what is known of an archive's content and the rows it gives at this path."""
        aberto = self._abertos.get(abertura.sha256)
        if aberto is None or abertura.nomes_em(self.ocupados):
            return None
        return aberto, aberto.em(abertura.item)

    def terminar(self, abertura: Abertura, linha: EstadoArquivo) -> None:
        """Remember an archive that is through, and let its copies go on."""
        abertura.fechar()
        abertura.esgotada = True
        aberto = abertura.aberto(linha)
        if aberto:
            self._abertos.setdefault(abertura.sha256, aberto)
        self._em_obra.discard(abertura.sha256)
        self._fila.extendleft(reversed(self._a_espera.pop(abertura.sha256, [])))

    def fechar(self) -> None:
        """Let go of what a cut-off run had open."""
        if self._atual:
            self._atual.fechar()
