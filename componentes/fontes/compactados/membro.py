"""What comes out of an archive: a path inside it, and the content or why there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

from componentes.base.tipos import Falha, Situacao
from componentes.fontes.compactados.entrada import (
    CompactadoFechado,
    CompactadoIlegivel,
    Entrada,
    FaltaFerramenta,
)
from componentes.fontes.compactados.limites import LimiteExcedido, Orcamento
from componentes.fontes.conteiner import Conteiner, identificar
from componentes.fontes.leitura import CABECA, LIMITE_DE_ANALISE, Lido

ETAPA = "compactado"
"""The stage at which what lies in an archive fails."""
ETAPA_FERRAMENTA = "ferramenta"
"""The same, where a program that this machine lacks would help."""
MOTIVOS = (CompactadoIlegivel, CompactadoFechado, FaltaFerramenta, LimiteExcedido, OSError)
"""All that reading an archive may raise."""


@dataclass(frozen=True, slots=True)
class Desfecho:
    """How reading an archive, or one member, ended."""

    situacao: Situacao = Situacao.OK
    falha: Falha | None = None


BEM = Desfecho()


@dataclass(frozen=True, slots=True)
class Membro:
    """One member; `caminho` is its path inside the outermost archive."""

    caminho: str
    lido: Lido | None
    desfecho: Desfecho = BEM


def desfecho_de(erro: Exception) -> Desfecho:
    """Return how an archive or a member ends at which this was raised."""
    if isinstance(erro, FaltaFerramenta):
        return Desfecho(Situacao.NAO_VERIFICAVEL, Falha(ETAPA_FERRAMENTA, str(erro)))
    if isinstance(erro, CompactadoFechado):
        return recusado(Situacao.NAO_VERIFICAVEL, str(erro))
    if isinstance(erro, LimiteExcedido):
        return recusado(Situacao.LIMITE_EXCEDIDO, str(erro))
    if isinstance(erro, OSError):
        return recusado(Situacao.ILEGIVEL, f"não pôde ser lido: {erro.strerror or erro}")
    return recusado(Situacao.ILEGIVEL, str(erro))


def recusado(situacao: Situacao, motivo: str) -> Desfecho:
    """Return the end of what could not, or must not, be read."""
    return Desfecho(situacao, Falha(ETAPA, motivo))


def ler_entrada(entrada: Entrada, orcamento: Orcamento) -> tuple[Lido, bytes]:
    """Return the content as of a file, and all bytes of what is to be opened as an archive.

    Beyond 10 MiB only the head is kept, but of a ZIP, which is read from its end. Raises one of
    `MOTIVOS`.
    """
    guardado, soma, tamanho = BytesIO(), hashlib.sha256(), 0
    for pedaco in entrada.ler():
        inteiro = guardado.tell() == tamanho
        tamanho += len(pedaco)
        orcamento.contar_bytes(len(pedaco), tamanho, entrada.comprimidos())
        soma.update(pedaco)
        if inteiro:
            guardado.write(pedaco)
            if tamanho > LIMITE_DE_ANALISE and not _e_zip(guardado):
                guardado.truncate(guardado.seek(CABECA))
    dados = guardado.getvalue()
    if tamanho <= LIMITE_DE_ANALISE:
        return Lido(dados, soma.hexdigest(), tamanho, inteiro=True), dados
    return Lido(dados[:CABECA], soma.hexdigest(), tamanho, inteiro=False), dados


def _e_zip(guardado: BytesIO) -> bool:
    with guardado.getbuffer() as dados:
        return identificar(bytes(dados[:8])) is Conteiner.ZIP
