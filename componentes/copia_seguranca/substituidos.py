"""Before a restore overwrites: what it would replace, and no backup holds, is backed up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from componentes.base.erros import ErroBackup
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conteudo import (
    LeituraFalhou,
    estado_atual,
    ler_pedacos,
    sha256_de,
)
from componentes.copia_seguranca.modelo import Guardado, ItemBackup, Manifesto
from componentes.copia_seguranca.nomes import NomeRecusado, partes_no_disco
from componentes.copia_seguranca.preparo import PACOTES
from componentes.copia_seguranca.restauracao import escolher

SUBSTITUIDOS = "substituidos"


def a_resgatar(
    backups: Path, manifesto: Manifesto, destino: Path, padrao: str, andamento: Andamento
) -> list[ItemBackup]:
    """Return the files below `destino` that a restore would replace and no pack here holds.

    Raises `ErroBackup` for one that cannot be read: it could not be brought back.
    """
    with Acervo(backups / PACOTES) as acervo:
        guardados = acervo.locais.keys()
        return [
            item
            for entrada in escolher(manifesto, padrao)
            for item in _no_lugar_de(entrada, destino, manifesto.instantaneo.id, andamento)
            if item.sha256 != entrada.sha256 and item.sha256 not in guardados
        ]


def _no_lugar_de(
    entrada: Guardado, destino: Path, qual: str, andamento: Andamento
) -> Iterator[ItemBackup]:
    andamento.parar_se_pedido()
    try:
        final = destino.joinpath(*partes_no_disco(entrada.nome))
        estado = estado_atual(final)
    except (NomeRecusado, LeituraFalhou):  # nothing there that could be replaced
        return
    if not final.resolve().is_relative_to(destino.resolve()):
        return  # behind a link that leads out, where a restore does not write either
    try:
        sha256 = sha256_de(andamento.vigiar(ler_pedacos(final, estado.tamanho)))
    except LeituraFalhou as erro:
        raise ErroBackup(
            f"Um arquivo que seria substituído não pôde ser guardado antes ({erro})",
            onde=final,
            o_que_fazer="restaure em outra pasta, ou use --sem-backup para perdê-lo",
        ) from erro
    nome = f"{SUBSTITUIDOS}/{qual}/{entrada.nome}"
    yield ItemBackup(final, nome, estado.tamanho, estado.mtime_ns, sha256)
