"""The values of alerts: what happened, what a rule says of it, and what is sent."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from msgspec import Struct

from componentes.base.eventos import Evento
from componentes.base.secoes_alertas import GRAVIDADES, Gravidade

TITULOS = {
    "taxa_de_erro": "muitos arquivos com falha",
    "disco_livre": "pouco espaço em disco",
    "memoria": "muita memória em uso",
    "agente_falhou": "um agente falhou",
    "arquivo_perigoso": "arquivo perigoso novo",
    "execucao_concluida": "execução concluída",
    "execucao_com_falhas": "execução concluída com falhas",
    "execucao_falhou": "a execução falhou",
    "execucao_interrompida": "a execução foi interrompida",
    "vigia_degradado": "uma pasta vigiada não pode ser vista",
    "backup_velho": "o último backup bom é velho",
    "ensaio_falhou": "o ensaio de restauração falhou",
    "destino_parado": "um segundo lugar não recebe os backups",
}


class Contexto(Struct, frozen=True):
    """What the rules know beside the event at hand."""

    base: str = ""
    """The base folder, which is what the disk is named by."""
    comando: str = ""
    """Of the run that goes on."""
    por_risco: dict[str, int] = {}
    """Contents of that run by risk, as far as they were analysed in it."""


class Ocorrencia(Struct, frozen=True):
    """An event with what was known when it came."""

    evento: Evento
    contexto: Contexto


class ArquivosPerigosos(Evento, frozen=True):
    """New contents with the same risk, however many: how many, and the first of them."""

    risco: str
    arquivos: int
    exemplos: tuple[str, ...]


class Natureza(StrEnum):
    """What a signal says of its alert."""

    DISPARA = "dispara"
    """It holds, from now on or still."""
    RESOLVE = "resolve"
    """It no longer holds."""
    FATO = "fato"
    """It happened; there is nothing to resolve."""


class Sinal(Struct, frozen=True):
    """What a rule makes of an event."""

    regra: str
    alvo: str
    natureza: Natureza
    mensagem: str = ""
    """One line in Portuguese, without the title."""
    conta: int = 1
    """How many times this is; 0 where it only says that things are as they were."""


class Mensagem(Struct, frozen=True):
    """What goes to a destination; `impressoes` are the alerts it speaks of."""

    titulo: str
    texto: str
    gravidade: Gravidade
    impressoes: tuple[str, ...] = ()
    resolvido: bool = False


def impressao(regra: str, alvo: str) -> str:
    """Return the fingerprint: the same rule about the same target is the same alert."""
    return hashlib.sha256(f"{regra}\0{alvo}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def peso(gravidade: Gravidade) -> int:
    """Return 0 for the lowest gravity, more for each higher one."""
    return GRAVIDADES.index(gravidade)
