"""Every snapshot as pruning sees it: when it was made, what it needs, and whether it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.conferencias import acharam_dano, conferencias_de
from componentes.copia_seguranca.modelo import Cabecalho
from componentes.copia_seguranca.preparo import INSTANTANEOS

_PRIMEIRO_ANO = 1980
"""No clock of a backup shows less; a date before it is damage or forgery."""


class Examinado(Struct, frozen=True):
    """One file of `instantaneos/`; `dano` says what is wrong with it, empty when nothing is."""

    id: str
    quando: datetime | None = None
    conteudos: Mapping[str, int] | None = None
    """Size in bytes of each content it needs, by hash; None where nobody can tell."""
    dano: str = ""
    bytes_maus: bool = False
    """Whether its own bytes have changed, so that no version of the program will ever read it."""


class _Conteudo(Struct, frozen=True):
    sha256: str
    tamanho: int


class _Essencia(Cabecalho, frozen=True):
    """The manifest without names: all that pruning needs, and many fit in memory."""

    entradas: tuple[_Conteudo, ...]


def examinar(pasta: Path, acervo: Acervo, andamento: Andamento) -> list[Examinado]:
    """Return all snapshots of a backup folder, newest first, and files there that are none."""
    nomes = [c.stem for c in (pasta / INSTANTANEOS).glob("*.zip") if not c.name.startswith(".")]
    examinados = []
    for nome in sorted(nomes, reverse=True):
        andamento.parar_se_pedido()
        examinados.append(_examinar(pasta, nome, acervo))
    return examinados


def _examinar(pasta: Path, nome: str, acervo: Acervo) -> Examinado:
    if not instantaneo.e_id(nome):
        return Examinado(nome, dano="o nome não é de um backup")
    try:
        essencia = instantaneo.ler(pasta / INSTANTANEOS, nome, _Essencia)
        quando = datetime.fromisoformat(essencia.instantaneo.criado_em).astimezone(UTC)
    except instantaneo.InstantaneoIlegivel as erro:
        return Examinado(nome, dano=erro.o_que, bytes_maus=_bytes_maus(erro))
    except (ValueError, OverflowError):
        return Examinado(nome, dano="a data em que foi feito não se entende")
    conteudos = {entrada.sha256: entrada.tamanho for entrada in essencia.entradas}
    return Examinado(nome, quando, conteudos, _dano(pasta, nome, quando, conteudos, acervo))


def _dano(
    pasta: Path, nome: str, quando: datetime, conteudos: Mapping[str, int], acervo: Acervo
) -> str:
    if quando.year < _PRIMEIRO_ANO:
        return f"a data em que foi feito é impossível ({quando.year})"
    if faltam := len(conteudos.keys() - acervo.locais.keys()):
        return f"conteúdos que nenhum pacote legível tem: {faltam}"
    if acharam_dano(conferencias_de(pasta, nome)):
        return "a última conferência achou danos; para saber se ainda há: verificar --ler-tudo"
    return ""


def _bytes_maus(erro: instantaneo.InstantaneoIlegivel) -> bool:
    """Tell damage from what may pass: a drive that fails to read, a newer version's format."""
    estranho = isinstance(erro, instantaneo.ManifestoEstranho)
    return not estranho and not isinstance(erro.__cause__, OSError)
