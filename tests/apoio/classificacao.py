"""A library in a temporary folder with its own catalogue, and one call for a whole run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.eventos import Evento, InventarioPronto, ProgressoLote
from componentes.base.tipos import Ficha
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir, abrir_leitura
from componentes.catalogo.modelo import NovaExecucao
from componentes.classificacao.analisadores import processos_de_analise
from componentes.classificacao.ferramentas import Ferramentas, preparar
from componentes.classificacao.ficha import fichas
from componentes.classificacao.lote import Balanco, Classificacao, Pedido

FERRAMENTAS = preparar()


@dataclass
class Acervo:
    """Files below `pasta`, and the runs made over them."""

    pasta: Path
    escritor: Escritor
    consulta: Consulta
    ferramentas: Ferramentas = FERRAMENTAS
    eventos: list[Evento] = field(default_factory=list)
    execucao_id: int = 0

    def escrever(self, nome: str, conteudo: str | bytes) -> Path:
        """Create or replace one file of the library."""
        caminho = self.pasta / nome
        caminho.parent.mkdir(parents=True, exist_ok=True)
        caminho.write_bytes(conteudo.encode() if isinstance(conteudo, str) else conteudo)
        return caminho

    def classificar(
        self,
        cancelado: Callable[[], bool] = lambda: False,
        *,
        max_threads: int = 2,
        processos: int = 0,
    ) -> Balanco:
        """Make one run over the whole library, in threads unless `processos` asks for workers."""
        raiz = self.pasta.as_posix()
        nova = NovaExecucao(
            comando="teste",
            raizes=(raiz,),
            raiz=raiz,
            versao="1",
            regras=self.ferramentas.conjunto.digest,
            chave=self.ferramentas.chave,
        )
        self.execucao_id = self.escritor.executar(lambda c: operacoes.criar_execucao(c, nova))
        valores: dict[str, Any] = {
            "execucao_id": self.execucao_id,
            "pastas": (self.pasta,),
            "raiz": raiz,
            "excluir": frozenset(),
            "max_threads": max_threads,
            "processos": processos_de_analise(processos, self.ferramentas) if processos else None,
        }
        self.eventos.clear()
        pedido = Pedido(**valores)
        classificacao = Classificacao(
            pedido,
            self.ferramentas,
            (self.escritor, self.consulta),
            self.eventos.append,
            cancelado,
        )
        try:
            return classificacao.executar()
        finally:
            if pedido.processos:
                pedido.processos.fechar()

    def fichas(self) -> dict[str, Ficha]:
        """Return the records of the newest run by relative path."""
        execucao = self.consulta.execucao(self.execucao_id)
        if execucao is None:
            raise LookupError(self.execucao_id)
        return {ficha.caminho: ficha for ficha in fichas(self.consulta, execucao)}

    def exportar(self) -> bytes:
        """Return the records of the newest run as an export has them."""
        return b"\n".join(msgspec.json.encode(ficha) for ficha in self.fichas().values())

    def progresso(self) -> tuple[int, int]:
        """Return how many files the newest run announced, and how many it said it was through."""
        inventario = sum(e.arquivos for e in self.eventos if isinstance(e, InventarioPronto))
        feitos = sum(
            e.classificados + e.copias + e.em_cache + e.falhas
            for e in self.eventos
            if isinstance(e, ProgressoLote)
        )
        return inventario, feitos


@contextmanager
def acervo_em(pasta: Path) -> Iterator[Acervo]:
    """Yield an empty library below `pasta`, its catalogue beside it."""
    biblioteca, base = pasta / "biblioteca", pasta / "catalogo"
    biblioteca.mkdir(parents=True)
    base.mkdir()
    motor, leitura = abrir(base), abrir_leitura(base)
    with Escritor(motor) as escritor:
        yield Acervo(biblioteca, escritor, Consulta(leitura))
    leitura.dispose()
    motor.dispose()
