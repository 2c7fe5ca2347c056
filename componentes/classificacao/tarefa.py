"""One piece of analysis as it travels to a worker and back: plain values, cheap to pickle."""

from __future__ import annotations

import gc
import signal
from dataclasses import dataclass

import msgspec

from componentes.base.sigilo import mascarar
from componentes.base.tipos import Analise, Falha
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.contexto import Contexto
from componentes.classificacao.ferramentas import Ferramentas, preparar_conjunto
from componentes.regras.carga import ConjuntoDeRegras

_codificar = msgspec.msgpack.Encoder().encode
_decodificar = msgspec.msgpack.Decoder(Analise).decode
_MOTIVO_MAXIMO = 300
_do_processo: dict[str, Ferramentas] = {}


@dataclass(frozen=True, slots=True)
class Tarefa:
    """A content to analyse in one context; `nome` is only for messages."""

    sha256: str
    contexto: Contexto
    dados: bytes
    nome: str


@dataclass(frozen=True, slots=True)
class Resposta:
    """The encoded analysis of a content, or why there is none."""

    sha256: str
    contexto: str
    analise: bytes
    falha: Falha | None = None


def executar(tarefas: list[Tarefa], ferramentas: Ferramentas) -> list[Resposta]:
    """Analyse contents one after another; a content that raises is a result, not a stop."""
    return [_executar_uma(tarefa, ferramentas) for tarefa in tarefas]


def iniciar_processo(conjunto: ConjuntoDeRegras) -> None:
    """Prepare the run's rules once in a fresh worker process.

    They come with the call: read again from disk they might have been edited meanwhile.

    Ctrl-C reaches every process of a terminal; it is the parent that decides what happens then.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _do_processo["ferramentas"] = preparar_conjunto(conjunto)
    gc.freeze()  # none of this ever goes: looking through it for garbage is work for nothing


def executar_no_processo(tarefas: list[Tarefa]) -> list[Resposta]:
    """Do `executar` in a worker process with the rules loaded by `iniciar_processo`."""
    return executar(tarefas, ferramentas_do_processo())


def ferramentas_do_processo() -> Ferramentas:
    """Return the rules that `iniciar_processo` prepared in this worker process."""
    return _do_processo["ferramentas"]


def ler_analise(dados: bytes) -> Analise:
    """Decode what `Resposta.analise` holds; raises `msgspec.DecodeError` for damaged bytes."""
    return _decodificar(dados)


def _executar_uma(tarefa: Tarefa, ferramentas: Ferramentas) -> Resposta:
    chave = tarefa.contexto.chave
    try:
        leitura = ler_conteudo(tarefa.dados, ferramentas)
        analise = julgar_leitura(leitura, tarefa.contexto, ferramentas)
        return Resposta(tarefa.sha256, chave, _codificar(analise))
    except Exception as erro:
        # The text of an error may quote the file.
        motivo = mascarar(str(erro))[:_MOTIVO_MAXIMO]
        falha = Falha("analise", f"erro interno ao analisar: {type(erro).__name__}: {motivo}")
        return Resposta(tarefa.sha256, chave, b"", falha)
