"""Making one backup: each file finds its content in a pack or puts it there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from componentes.base.nomes import portatil
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.catalogo_vivo import copia_do_catalogo
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
)
from componentes.copia_seguranca.pacote import Pacote


class Copia:
    """Collects the entries of one snapshot and writes the contents nobody holds yet."""

    def __init__(self, acervo: Acervo, pacote: Pacote, andamento: Andamento) -> None:
        self._pacote = pacote
        self._andamento = andamento
        self._onde = {sha256: locais[0] for sha256, locais in acervo.locais.items()}
        self.entradas: list[Guardado] = []
        self.avisos: list[Ocorrencia] = []

    def incluir_todos(self, itens: Iterable[ItemBackup]) -> None:
        """Keep each item; one that cannot be read becomes a warning."""
        for item in itens:
            self._andamento.parar_se_pedido()
            self._incluir(item)
            self._andamento.avancar(item.tamanho)

    def incluir_catalogo(self, catalogo: Path, pasta: Path) -> None:
        """Keep the live database `catalogo`; its checked copy lies in `pasta` for a moment."""
        try:
            with copia_do_catalogo(catalogo, pasta) as provisorio:
                estado = estado_atual(provisorio)
                item = ItemBackup(provisorio, NOME_CATALOGO, estado.tamanho, estado.mtime_ns)
                self.entradas.append(self._guardar(item))
        except LeituraFalhou as erro:
            self.avisos.append(Ocorrencia(NOME_CATALOGO, str(erro)))

    def igual_a(self, anterior: Manifesto) -> bool:
        """Whether nothing changed; the catalogue does not count, its bytes change in every run."""
        return self._pacote.vazio and _essencia(self.entradas) == _essencia(anterior.entradas)

    def _incluir(self, item: ItemBackup) -> None:
        try:
            self.entradas.append(self._guardar(item))
        except LeituraFalhou as erro:
            self.avisos.append(Ocorrencia(item.nome, str(erro)))

    def _guardar(self, item: ItemBackup) -> Guardado:
        estado = estado_atual(item.origem)
        sha256 = _sha256_conhecido(item, estado) or self._sha256_lido(item, estado)
        if sha256 not in self._onde:
            sha256, local = self._pacote.guardar(item.origem, portatil(item.nome), estado)
            self._onde.setdefault(sha256, local)
        return _entrada(item.nome, estado, sha256, self._onde[sha256])

    def _sha256_lido(self, item: ItemBackup, estado: Estado) -> str:
        return sha256_de(self._andamento.vigiar(ler_pedacos(item.origem, estado.tamanho)))


def _sha256_conhecido(item: ItemBackup, estado: Estado) -> str:
    inalterado = (item.tamanho, item.mtime_ns) == (estado.tamanho, estado.mtime_ns)
    return item.sha256 if inalterado else ""


def _entrada(nome: str, estado: Estado, sha256: str, local: Local) -> Guardado:
    seguro = portatil(nome)
    return Guardado(
        nome=nome,
        tamanho=local.tamanho,
        mtime_ns=estado.mtime_ns,
        sha256=sha256,
        pacote=local.pacote,
        membro=local.membro,
        portatil=seguro if seguro != nome else "",
    )


def _essencia(entradas: Iterable[Guardado]) -> set[tuple[str, int, str]]:
    return {(e.nome, e.tamanho, e.sha256) for e in entradas if e.nome != NOME_CATALOGO}
