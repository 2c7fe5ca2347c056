"""The catalogue on disk: where it lies, and the two ways to open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from componentes.base.erros import ErroCatalogo, erro_de_disco
from componentes.base.gravacao import garantir_pasta
from componentes.catalogo.dialeto import criar_motor
from componentes.catalogo.migracoes import exigir_atual, migrar
from componentes.catalogo.rede import recusar_rede

NOME_DO_ARQUIVO = "catalogo.sqlite"


def abrir(pasta: Path) -> Engine:
    """Open the catalogue of `pasta` for writing; creates and migrates it where needed.

    Raises `ErroDisco` when the folder cannot be written or is on the network, `ErroCatalogo` when
    the file is damaged or of a newer version, `ErroTrava` when another process keeps it busy.
    """
    recusar_rede(garantir_pasta(pasta))
    return _preparado(criar_motor(pasta / NOME_DO_ARQUIVO), migrar)


def abrir_leitura(pasta: Path) -> Engine:
    """Open the catalogue of `pasta` without the right to change it.

    Raises `ErroCatalogo` when there is none yet, or it is damaged or of another version, and
    `ErroDisco` when it cannot be read.
    """
    arquivo = pasta / NOME_DO_ARQUIVO
    if not ha_catalogo(pasta):
        raise ErroCatalogo(
            "Ainda não há catálogo",
            onde=arquivo,
            o_que_fazer="execute classificar_tudo primeiro, ou indique a pasta certa com --base",
        )
    recusar_rede(pasta)
    return _preparado(criar_motor(arquivo, somente_leitura=True), exigir_atual)


def ha_catalogo(pasta: Path) -> bool:
    """Tell whether `pasta` holds a catalogue; raises `ErroDisco` when that cannot be seen."""
    arquivo = pasta / NOME_DO_ARQUIVO
    try:
        return arquivo.exists()
    except OSError as erro:
        raise erro_de_disco(erro, "procurar o catálogo", arquivo) from erro


def _preparado(motor: Engine, preparar: Callable[[Engine], None]) -> Engine:
    """Return `motor` once `preparar` is through with it, and close it when that fails."""
    try:
        preparar(motor)
    except BaseException:
        motor.dispose()
        raise
    return motor


def identidade(pasta: Path) -> tuple[int, int] | None:
    """Return what tells the catalogue's file from another of the same name; None without one."""
    try:
        estado = (pasta / NOME_DO_ARQUIVO).stat()
    except OSError:
        return None
    return estado.st_dev, estado.st_ino
