"""Plans over small trees made by a test, and one call to carry them out or take them back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.caminhos import de_texto, para_texto, relativo_em_texto
from componentes.base.plano import Plano
from componentes.organizacao.aplicacao import Aplicacao, iniciar
from componentes.organizacao.desfazimento import Desfazimento
from componentes.organizacao.diario import Diario, aberto
from componentes.organizacao.existentes import arquivos_em
from componentes.organizacao.modelo import Balanco, Item, Opcoes, Organizacao
from componentes.organizacao.plano import planejar

_MODELO = Item(
    caminho="",
    local="",
    sha256="",
    tamanho=1,
    mtime_ns=1,
    nome="x.mq4",
    raiz="MQL4_Source",
    pasta="EAs",
    motivo="EA",
)
OPCOES = Opcoes(execucao="r", raiz="/b", destino="/d", quarentena="/q")


def item(caminho: str, nome: str = "", **mudancas: Any) -> Item:
    """Return a program at a path whose content no other has."""
    sha256 = hashlib.sha256(caminho.encode("utf-8", "surrogatepass")).hexdigest()
    valores = {
        "caminho": caminho,
        "local": f"/b/{caminho}",
        "sha256": sha256,
        "nome": nome or caminho.rpartition("/")[2],
    }
    return msgspec.structs.replace(_MODELO, **(valores | mudancas))


@dataclass
class Bancada:
    """A library, a tree beside it, and the journal of both."""

    pasta: Path

    @property
    def biblioteca(self) -> Path:
        """Where the files are."""
        return self.pasta / "b"

    @property
    def arvore(self) -> Path:
        """Where they go."""
        return self.pasta / "arvore"

    @property
    def quarentena(self) -> Path:
        """Where their copies go."""
        return self.pasta / "quarentena"

    def planejar(self, *, mover: bool = False, quarentenar: bool = False) -> Plano:
        """Return a plan: every content to the folder of its own, under its own name."""
        itens, donos = [], dict[str, str]()
        for arquivo in sorted(self.biblioteca.rglob("*")):
            if not arquivo.is_file() or arquivo.is_symlink():
                continue
            caminho, estado = relativo_em_texto(arquivo, self.biblioteca), arquivo.stat()
            sha256 = hashlib.sha256(arquivo.read_bytes()).hexdigest()
            dono = donos.setdefault(sha256, caminho)
            itens.append(
                item(
                    caminho,
                    local=para_texto(arquivo.as_posix()),
                    sha256=sha256,
                    tamanho=estado.st_size,
                    mtime_ns=estado.st_mtime_ns,
                    copia_de="" if dono == caminho else dono,
                )
            )
        opcoes = Opcoes(
            execucao="r",
            raiz=para_texto(self.biblioteca.as_posix()),
            destino=para_texto(self.arvore.as_posix()),
            quarentena=para_texto(self.quarentena.as_posix()),
            mover=mover,
            quarentenar=quarentenar,
            na_arvore=arquivos_em(self.arvore, {i.tamanho for i in itens}),
            na_quarentena=tuple(arquivos_em(self.quarentena, ())),
        )
        return planejar(itens, opcoes)

    @contextmanager
    def diario(self) -> Iterator[Diario]:
        """Open the journal."""
        with aberto(self.pasta / "diario") as diario:
            yield diario

    def aplicar(
        self, plano: Plano | None = None, cancelado: Callable[[], bool] = lambda: False
    ) -> Balanco:
        """Carry out a plan, or go on with the one that was begun."""
        with self.diario() as diario:
            aberta = iniciar(diario, plano) if plano else diario.todas()[0]
            return Aplicacao(diario, aberta, cancelado, _calado).executar()

    def desfazer(self, passo: int = 0, cancelado: Callable[[], bool] = lambda: False) -> Balanco:
        """Take the newest application back, or one step of it."""
        with self.diario() as diario:
            volta = Desfazimento(diario, diario.todas()[0], cancelado, _calado)
            if not passo:
                return volta.tudo()
            gravado = diario.passo(diario.todas()[0].id, passo)
            assert gravado is not None
            return volta.um(gravado)

    def estado(self) -> Organizacao:
        """Return the newest application."""
        with self.diario() as diario:
            return diario.todas()[0]


def destino_de(plano: Plano, numero: int) -> Path:
    """Return where a step goes, on disk."""
    passo = plano.a_fazer()[numero - 1]
    raiz = plano.quarentena if passo.acao == "quarentena" else plano.destino
    return Path(de_texto(raiz)) / passo.destino


def _calado(_bytes: int, _arquivos: int) -> None:
    pass
