"""What a run looks like at one moment, as every view and the catalogue show it."""

from __future__ import annotations

from msgspec import Struct


class Metricas(Struct, frozen=True):
    """The fixed names of the product; sizes in bytes unless the name says otherwise."""

    threads_ativas: int = 0
    files_processed: int = 0
    success_rate: float = 100.0
    """Percent of the processed files that have a full result."""
    memory_usage: float = 0.0
    """MB (2**20) of the whole process family."""
    cpu_usage: float = 0.0
    """Percent of one processor, the whole process family together; 200 means two busy ones."""
    total: int = 0
    bytes_total: int = 0
    bytes_feitos: int = 0
    classificados: int = 0
    copias: int = 0
    em_cache: int = 0
    falhas: int = 0
    membros: int = 0
    """Members of archives; everything else counts files."""
    segundos: float = 0.0
    arquivos_por_segundo: float = 0.0
    bytes_por_segundo: float = 0.0
    restante_segundos: float | None = None
    """Estimate by bytes; None while there is nothing to estimate from."""
    atual: str = ""
    arquivos_por_segundo_agora: float = 0.0
    """Over the last few seconds, where `arquivos_por_segundo` is the average of the run."""
    bytes_por_segundo_agora: float = 0.0
    lidos_por_segundo: float = 0.0
    """Bytes the process family read from disk in a second; 0 where the system does not tell."""
    gravados_por_segundo: float = 0.0
    disco_livre: int = -1
    """Bytes free on the disk of the base folder, -1 while unknown: 0 is a full disk."""
    por_tipo: dict[str, int] = {}
    """Contents analysed in this run by label; what the cache gave is not among them."""
    por_familia: dict[str, int] = {}
    por_risco: dict[str, int] = {}


class EstadoTrabalhador(Struct, frozen=True):
    """What one analysis worker has in hand at this moment."""

    nome: str
    arquivo: str = ""
    """Path of the file, "" while it waits for work."""
    segundos: float = 0.0
    """How long it has had it."""
