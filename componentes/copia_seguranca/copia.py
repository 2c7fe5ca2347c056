"""Making one backup: each file finds its content in a pack or puts it there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import msgspec

from componentes.base.nomes import portatil
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.catalogo_vivo import copia_do_catalogo
from componentes.copia_seguranca.compressao import EM_MEMORIA, Preparado
from componentes.copia_seguranca.conteudo import (
    Estado,
    LeituraFalhou,
    estado_atual,
    ler_pedacos,
    sha256_de,
)
from componentes.copia_seguranca.modelo import (
    NOME_CATALOGO,
    Guardado,
    ItemBackup,
    Local,
    Manifesto,
    Ocorrencia,
    PastaGuardada,
)
from componentes.copia_seguranca.pacote import Pacote

_ADIANTADOS = 64
_NIVEL_DO_CATALOGO = 3
"""It is new in every backup: half the time of level 6 for a seventh more bytes."""
_BYTES_ADIANTADOS = 4 * EM_MEMORIA


class _NaFila(NamedTuple):
    """An item whose turn has not come: what is known of it, what is being prepared."""

    item: ItemBackup
    estado: Estado
    sha256: str
    preparo: Future[Preparado | None] | None


class Copia:
    """Collects the entries of one snapshot and writes the contents nobody holds yet.

    Contents are read ahead and compressed beside one another, a bounded number at a time; they
    are written in the order of the items.
    """

    def __init__(self, acervo: Acervo, pacote: Pacote, andamento: Andamento) -> None:
        self._pacote = pacote
        self._andamento = andamento
        self._onde = {sha256: locais[0] for sha256, locais in acervo.locais.items()}
        self._fila: deque[_NaFila] = deque()
        self._adiantados: set[str] = set()
        self._bytes_adiantados = 0
        self.entradas: list[Guardado] = []
        self.pastas: list[PastaGuardada] = []
        self.avisos: list[Ocorrencia] = []

    def incluir_todos(self, itens: Iterable[ItemBackup]) -> None:
        """Keep each item; one that cannot be read becomes a warning."""
        for item in itens:
            self._andamento.parar_se_pedido()
            self._fila.append(self._adiantar(item))
            self._atender(ate=_ADIANTADOS)
        self._atender(ate=0)

    def incluir_pastas(self, pastas: Iterable[PastaGuardada]) -> None:
        """Keep the names and times of folders, so that empty ones come back too."""
        for pasta in pastas:
            self._andamento.parar_se_pedido()
            segura = _portatil(pasta.nome)
            self.pastas.append(msgspec.structs.replace(pasta, portatil=segura))

    def incluir_catalogo(self, catalogo: Path, pasta: Path) -> None:
        """Keep the live database `catalogo`; its checked copy lies in `pasta` for a moment."""
        try:
            with copia_do_catalogo(catalogo, pasta) as provisorio:
                estado = estado_atual(provisorio)
                item = ItemBackup(provisorio, NOME_CATALOGO, estado.tamanho, estado.mtime_ns)
                self.entradas.append(self._guardar(item, estado, "", _NIVEL_DO_CATALOGO))
        except LeituraFalhou as erro:
            self.avisos.append(Ocorrencia(NOME_CATALOGO, str(erro)))

    def igual_a(self, anterior: Manifesto) -> bool:
        """Whether nothing changed; the catalogue does not count, its bytes change in every run."""
        mesmas = {p.nome for p in self.pastas} == {p.nome for p in anterior.pastas}
        iguais = mesmas and _essencia(self.entradas) == _essencia(anterior.entradas)
        return self._pacote.vazio and iguais

    def _adiantar(self, item: ItemBackup) -> _NaFila:
        try:
            estado = estado_atual(item.origem)
        except LeituraFalhou as erro:
            return _NaFila(item, Estado(0, 0), "", _falhou(erro))
        sha256 = _sha256_conhecido(item, estado)
        conhecido = sha256 in self._onde or sha256 in self._adiantados
        if conhecido or estado.tamanho > EM_MEMORIA:
            return _NaFila(item, estado, sha256, None)
        self._bytes_adiantados += estado.tamanho
        self._adiantados |= {sha256} - {""}
        preparo = self._pacote.adiantar(item.origem, estado, self._onde.__contains__)
        return _NaFila(item, estado, sha256, preparo)

    def _atender(self, ate: int) -> None:
        """Settle the oldest items until no more than `ate` wait, and no more bytes than fit."""
        while len(self._fila) > ate or self._bytes_adiantados > _BYTES_ADIANTADOS:
            vez = self._fila.popleft()
            try:
                self.entradas.append(self._resolver(vez))
            except LeituraFalhou as erro:
                self.avisos.append(Ocorrencia(vez.item.nome, str(erro)))
            self._andamento.avancar(vez.item.tamanho)

    def _resolver(self, vez: _NaFila) -> Guardado:
        item, estado, sha256, preparo = vez
        if preparo is None:
            return self._guardar(item, estado, sha256)
        self._bytes_adiantados -= estado.tamanho
        self._adiantados.discard(sha256)
        pronto = preparo.result()
        if pronto is None:
            return self._guardar(item, estado, sha256)
        if pronto.sha256 not in self._onde:
            local = self._pacote.guardar_preparado(pronto, portatil(item.nome), estado)
            self._onde[pronto.sha256] = local
        return _entrada(item.nome, estado, pronto.sha256, self._onde[pronto.sha256])

    def _guardar(
        self, item: ItemBackup, estado: Estado, sha256: str, ate_nivel: int = 9
    ) -> Guardado:
        """Keep what is too large for memory, or known; read in this thread."""
        sha256 = sha256 or self._sha256_lido(item, estado)
        if sha256 not in self._onde:
            nome = portatil(item.nome)
            sha256, local = self._pacote.guardar(item.origem, nome, estado, ate_nivel)
            self._onde.setdefault(sha256, local)
        return _entrada(item.nome, estado, sha256, self._onde[sha256])

    def _sha256_lido(self, item: ItemBackup, estado: Estado) -> str:
        return sha256_de(self._andamento.vigiar(ler_pedacos(item.origem, estado.tamanho)))


def _falhou(erro: LeituraFalhou) -> Future[Preparado | None]:
    futuro: Future[Preparado | None] = Future()
    futuro.set_exception(erro)
    return futuro


def _sha256_conhecido(item: ItemBackup, estado: Estado) -> str:
    inalterado = (item.tamanho, item.mtime_ns) == (estado.tamanho, estado.mtime_ns)
    return item.sha256 if inalterado else ""


def _entrada(nome: str, estado: Estado, sha256: str, local: Local) -> Guardado:
    return Guardado(
        nome=nome,
        tamanho=local.tamanho,
        mtime_ns=estado.mtime_ns,
        sha256=sha256,
        pacote=local.pacote,
        membro=local.membro,
        portatil=_portatil(nome),
    )


def _portatil(nome: str) -> str:
    seguro = portatil(nome)
    return seguro if seguro != nome else ""


def _essencia(entradas: Iterable[Guardado]) -> set[tuple[str, int, str]]:
    return {(e.nome, e.tamanho, e.sha256) for e in entradas if e.nome != NOME_CATALOGO}
