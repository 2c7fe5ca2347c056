"""One piece of analysis as it travels to a worker and back: plain values, cheap to pickle."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from componentes.base.quadro import Quadro
from componentes.base.sigilo import mascarar
from componentes.base.tipos import Analise, Falha
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.contexto import Contexto
from componentes.classificacao.ferramentas import Ferramentas, preparar_conjunto
from componentes.regras.carga import ConjuntoDeRegras

_codificar = msgspec.msgpack.Encoder().encode
_decodificar = msgspec.msgpack.Decoder(Analise).decode
_MOTIVO_MAXIMO = 300


@dataclass(frozen=True, slots=True)
class _DoProcesso:
    ferramentas: Ferramentas
    quadro: Quadro


_deste_processo: list[_DoProcesso] = []


@dataclass(frozen=True, slots=True)
class Tarefa:
    """A content to analyse in one context; `nome` is only for messages."""

    sha256: str
    contexto: Contexto
    dados: bytes
    nome: str


@dataclass(frozen=True, slots=True)
class Rotulos:
    """The labels of a content that are counted while a run goes on."""

    tipo: str = ""
    familias: tuple[str, ...] = ()
    riscos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resposta:
    """The encoded analysis of a content, or why there is none."""

    sha256: str
    contexto: str
    analise: bytes
    falha: Falha | None = None
    rotulos: Rotulos = Rotulos()


def executar(
    tarefas: list[Tarefa], ferramentas: Ferramentas, seguir: Callable[[int], bool]
) -> list[Resposta]:
    """Analyse contents one after another; a content that raises is a result, not a stop.

    `seguir` is told the place of each before it begins; when it says no, the rest has no answers.
    """
    respostas: list[Resposta] = []
    for posicao, tarefa in enumerate(tarefas):
        if not seguir(posicao):
            break
        respostas.append(_executar_uma(tarefa, ferramentas))
    return respostas


def iniciar_processo(quadro: Quadro, conjunto: ConjuntoDeRegras) -> None:
    """Prepare the run's rules once in a fresh worker process.

    They come with the call: read again from disk they might have been edited meanwhile.

    Ctrl-C reaches every process of a terminal; it is the parent that decides what happens then.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _deste_processo[:] = [_DoProcesso(preparar_conjunto(conjunto), quadro)]
    gc.freeze()  # none of this ever goes: looking through it for garbage is work for nothing


def executar_no_processo(tarefas: list[Tarefa], vaga: int | None) -> list[Resposta]:
    """Do `executar` in a worker process, and keep its place on the board, if any, up to date."""
    quadro, pid = _deste_processo[0].quadro, os.getpid()

    def seguir(posicao: int) -> bool:
        if vaga is not None:
            quadro.comecar(vaga, pid, posicao)
        return not quadro.parada_pedida

    respostas = executar(tarefas, ferramentas_do_processo(), seguir)
    if vaga is not None:
        quadro.limpar(vaga)
    return respostas


def ferramentas_do_processo() -> Ferramentas:
    """Return the rules that `iniciar_processo` prepared in this worker process."""
    return _deste_processo[0].ferramentas


def ler_analise(dados: bytes) -> Analise:
    """Decode what `Resposta.analise` holds; raises `msgspec.DecodeError` for damaged bytes."""
    return _decodificar(dados)


def _executar_uma(tarefa: Tarefa, ferramentas: Ferramentas) -> Resposta:
    chave = tarefa.contexto.chave
    try:
        leitura = ler_conteudo(tarefa.dados, ferramentas)
        analise = julgar_leitura(leitura, tarefa.contexto, ferramentas)
        rotulos = Rotulos(
            str(analise.tipo), tuple(map(str, analise.familias)), tuple(map(str, analise.riscos))
        )
        return Resposta(tarefa.sha256, chave, _codificar(analise), rotulos=rotulos)
    except Exception as erro:
        # The text of an error may quote the file.
        motivo = mascarar(str(erro))[:_MOTIVO_MAXIMO]
        falha = Falha("analise", f"erro interno ao analisar: {type(erro).__name__}: {motivo}")
        return Resposta(tarefa.sha256, chave, b"", falha)
