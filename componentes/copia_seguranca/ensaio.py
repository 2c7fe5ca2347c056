"""A rehearsal: some files of a backup are really restored, and compared with what went in."""

from __future__ import annotations

import contextlib
import random
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from componentes.base.erros import ErroDisco
from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import Andamento, BackupCancelado, Cancelado, em_silencio
from componentes.copia_seguranca.conteudo import (
    LeituraFalhou,
    estado_atual,
    ler_pedacos,
    sha256_de,
)
from componentes.copia_seguranca.destino import Destino
from componentes.copia_seguranca.modelo import NOME_CATALOGO, Guardado, Manifesto
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES
from componentes.copia_seguranca.restauracao import Restauracao

_MAIOR = 256 << 20
"""Larger files are not drawn: a rehearsal runs after every backup and must stay short."""
_FOLGA_DO_RELOGIO_NS = 2_000_000_000
"""FAT keeps times to two seconds, NTFS to 100 ns."""
_ANOS_QUE_TODOS_GUARDAM = range(315_532_800, 4_102_444_800)
"""Seconds from 1980 to 2099: other times do not survive every file system."""


class Ensaio(Struct, frozen=True):
    """How a rehearsal went; `problemas` are sentences, `impedido` says why there was none."""

    id: str
    arquivos: int = 0
    problemas: tuple[str, ...] = ()
    impedido: str = ""


def ensaiar(backups: Path, qual: str, quantos: int, cancelado: Cancelado) -> Ensaio:
    """Restore `quantos` files of backup `qual` and compare hash and time of each.

    The choice depends on the id alone, so that it can be repeated; the catalogue and a file of the
    newest pack are always among them. Raises `ErroBackup` for a backup that cannot be read,
    `BackupCancelado`.
    """
    manifesto = instantaneo.ler_manifesto(backups / INSTANTANEOS, qual)
    sorteados = sortear(manifesto, quantos)
    nome = manifesto.instantaneo.id
    try:
        with tempfile.TemporaryDirectory(
            prefix="orquestrador-ensaio-", ignore_cleanup_errors=True
        ) as provisoria:
            pasta = Path(provisoria)
            problemas = _restaurar(
                backups, replace(manifesto, entradas=sorteados), pasta, cancelado
            )
    except (ErroDisco, OSError) as erro:  # of the temporary folder: it says nothing of the backup
        motivo = erro.o_que if isinstance(erro, ErroDisco) else str(erro.strerror or erro)
        return Ensaio(nome, impedido=motivo)
    return Ensaio(nome, len(sorteados), tuple(problemas))


def sortear(manifesto: Manifesto, quantos: int) -> tuple[Guardado, ...]:
    """Return the entries to rehearse with, chosen by the id of the snapshot."""
    if not quantos:
        return ()
    acaso = random.Random(manifesto.instantaneo.id)  # noqa: S311  not a secret: to be repeated
    cabem = [e for e in manifesto.entradas if e.tamanho <= _MAIOR and e.nome != NOME_CATALOGO]
    certos = [e for e in manifesto.entradas if e.nome == NOME_CATALOGO]
    do_mais_novo = _do_pacote_mais_novo(cabem)
    if do_mais_novo:
        certos.append(acaso.choice(do_mais_novo))
    resto = [e for e in cabem if e not in certos]
    outros = acaso.sample(resto, min(len(resto), max(0, quantos - len(certos))))
    return tuple(certos + outros)


def _do_pacote_mais_novo(entradas: Sequence[Guardado]) -> list[Guardado]:
    ultimo = max((e.pacote for e in entradas), default="")
    return [e for e in entradas if e.pacote == ultimo]


def _restaurar(
    backups: Path, manifesto: Manifesto, pasta: Path, cancelado: Cancelado
) -> Iterable[str]:
    andamento = Andamento(cancelado, em_silencio)
    with Acervo(backups / PACOTES) as acervo:
        restauracao = Restauracao(acervo, pasta, andamento, sobrescrever=False)
        resultado = restauracao.executar(manifesto, "")
    if resultado.cancelada:
        raise BackupCancelado("Operação cancelada")
    fora = {ocorrencia.nome for ocorrencia in (*resultado.ignorados, *resultado.danificados)}
    problemas = [f"{o.nome}: {o.motivo}" for o in resultado.danificados]
    destino = Destino(pasta)
    for entrada in manifesto.entradas:
        # What this system cannot name (a path too long for it) says nothing of the backup.
        if entrada.nome not in fora:
            motivo = _diferenca(destino.caminho(entrada.nome), entrada)
            problemas += [f"{entrada.nome}: {motivo}"] if motivo else []
    return problemas


def _diferenca(restaurado: Path, entrada: Guardado) -> str:
    """Return how a restored file differs from what went into the backup, "" where it does not."""
    try:
        estado = estado_atual(restaurado)
        sha256 = sha256_de(ler_pedacos(restaurado, estado.tamanho))
    except LeituraFalhou as erro:
        return f"restaurado, não se deixa ler ({erro})"
    if (estado.tamanho, sha256) != (entrada.tamanho, entrada.sha256):
        return "restaurado, tem outro conteúdo"
    comparavel = entrada.mtime_ns // 1_000_000_000 in _ANOS_QUE_TODOS_GUARDAM
    if comparavel and abs(estado.mtime_ns - entrada.mtime_ns) >= _FOLGA_DO_RELOGIO_NS:
        return "restaurado, tem outra data"
    return _dano_do_catalogo(restaurado) if entrada.nome == NOME_CATALOGO else ""


def _dano_do_catalogo(restaurado: Path) -> str:
    try:
        uri = f"{restaurado.resolve().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as banco:
            (resposta,) = banco.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as erro:
        return f"o catálogo restaurado não abre ({erro})"
    return "" if resposta == "ok" else f"o catálogo restaurado está danificado ({resposta})"
