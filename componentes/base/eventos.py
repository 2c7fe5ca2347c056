"""Frozen events: agents publish them on the bus, whoever cares subscribes."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from componentes.base.metricas import Metricas
from componentes.base.vigilancia import EstadoVigia, Rodada


class Evento(Struct, frozen=True, tag_field="evento", tag=True):
    """Root of all events; concrete ones name what happened in the past tense."""


class AgenteIniciado(Evento, frozen=True):
    """The thread of `agente` is running."""

    agente: str


class AgenteTerminado(Evento, frozen=True):
    """The thread of `agente` has ended; `erro` is empty when it ended well."""

    agente: str
    erro: str = ""


class AgenteReiniciado(Evento, frozen=True):
    """The work of `agente` begins again after `espera` seconds.

    It failed because of `erro`; "" where it was only asked to begin again.
    """

    agente: str
    tentativa: int
    espera: float
    erro: str


class AgenteRecuperado(Evento, frozen=True):
    """The work of `agente` had failed and goes well again."""

    agente: str


class AgenteCalado(Evento, frozen=True):
    """`agente` runs and has given no sign for `segundos`."""

    agente: str
    segundos: float


class AgenteRespondeu(Evento, frozen=True):
    """`agente`, that had fallen silent, has given a sign, or has ended."""

    agente: str


class DisjuntorMudou(Evento, frozen=True):
    """The circuit breaker of `agente` is now `aberto`, `meio_aberto` or `fechado`."""

    agente: str
    estado: str
    motivo: str = ""


class ExecucaoIniciada(Evento, frozen=True):
    """A run has its row and its process; `retomada` tells one that goes on."""

    id: int
    execucao: str
    comando: str
    retomada: bool = False


class ExecucaoTerminada(Evento, frozen=True):
    """A run has its end state."""

    id: int
    execucao: str
    comando: str
    estado: str
    erro: str = ""
    arquivos: int = 0
    falhas: int = 0


class ExecucaoInterrompida(Evento, frozen=True):
    """An earlier run was cut off: its process is gone, and gave its last sign at `batida_em`."""

    id: int
    execucao: str
    comando: str
    batida_em: str


class InventarioPronto(Evento, frozen=True):
    """The walk is over: what there is, before anything is analysed."""

    arquivos: int
    bytes_total: int
    unicos_estimados: int
    """Different sizes and extensions: close to the number of contents before any is hashed."""
    em_cache: int
    novos: int
    removidos: int
    nao_lidos: int


class ProgressoLote(Evento, frozen=True):
    """A group of files has its results, counted since the event before."""

    classificados: int = 0
    copias: int = 0
    em_cache: int = 0
    falhas: int = 0
    bytes_feitos: int = 0
    membros: int = 0
    """Members of archives that have their results; everything else counts files."""
    atual: str = ""
    lote: int = 0
    """Row of the batch in the catalogue, 0 for what belongs to none."""


class RotulosAchados(Evento, frozen=True):
    """Labels of contents just analysed, counted since the event before."""

    por_tipo: dict[str, int] = {}
    por_familia: dict[str, int] = {}
    por_risco: dict[str, int] = {}


class ArquivoFalhou(Evento, frozen=True):
    """One file ended without a full result."""

    caminho: str
    etapa: str
    motivo: str


class ArquivoPerigoso(Evento, frozen=True):
    """A content that is new to a library known before carries these risks."""

    caminho: str
    riscos: tuple[str, ...]


class ClassificacaoTerminada(Evento, frozen=True):
    """The catalogue holds the result of every file of the run."""

    execucao: str
    com_falhas: bool
    mudou: bool
    """False when nothing differs from the run before, so that no new report is due."""


class RelatorioGravado(Evento, frozen=True):
    """A report is on disk."""

    caminho: str
    parcial: bool


class BackupTerminado(Evento, frozen=True):
    """A backup ended: `id` of the snapshot, or why there is none."""

    id: str
    arquivos: int = 0
    bytes_novos: int = 0
    motivo: str = ""


class EnsaioTerminado(Evento, frozen=True):
    """Files of a new backup were restored for a trial; `impedido` says why it was not possible."""

    id: str
    arquivos: int
    problemas: tuple[str, ...] = ()
    impedido: str = ""


class BackupEnviado(Evento, frozen=True):
    """A sending to a second place has ended; `motivo` is empty when all is there.

    `horas` is how long it has been failing, without a complete sending in between.
    """

    destino: str
    situacao: str
    enviados: int = 0
    bytes: int = 0
    motivo: str = ""
    horas: float = 0.0


class IdadeDoBackup(Evento, frozen=True):
    """Somebody has looked how old the last good backup is, in hours; `limite` 0 is none."""

    base: str
    id: str
    horas: float
    limite: int


class DiscoMedido(Evento, frozen=True):
    """Bytes free on a disk that is not the one of the base folder; -1 while nobody can tell."""

    pasta: str
    livre: int


class ProgressoCopia(Evento, frozen=True):
    """A command that copies or moves files has come so far; totals are 0 while unknown."""

    arquivos: int
    bytes_feitos: int
    bytes_total: int = 0
    arquivos_total: int = 0


class PastaVigiadaMudou(Evento, frozen=True):
    """A watched folder is seen again (`VIGIANDO`), or no longer (`DEGRADADO`), and why."""

    caminho: str
    situacao: str
    motivo: str = ""


class MetricasMedidas(Evento, frozen=True):
    """The monitor has measured."""

    metricas: Metricas


class VigiaMudou(Evento, frozen=True):
    """The watcher has noticed, begun or ended something."""

    estado: EstadoVigia


class RodadaTerminada(Evento, frozen=True):
    """The watcher has looked at everything, and classified what had changed."""

    rodada: Rodada


class SituacaoLida(Evento, frozen=True):
    """Whoever watches a run has looked: what `status_sistema` would answer at this moment."""

    situacao: dict[str, Any]


class Passo(Evento, frozen=True):
    """A command of several steps begins the next one."""

    texto: str


class Aviso(Evento, frozen=True):
    """Something the user should read that stops nothing."""

    texto: str


class AgendaMudou(Evento, frozen=True):
    """Which entry of the agenda is due next, and when; both "" when none is."""

    proximo: str
    proxima_em: str


class AgendamentoIniciado(Evento, frozen=True):
    """An entry that was due at `prevista_em` begins its command."""

    agendamento: str
    comando: str
    prevista_em: str


class AgendamentoEsperando(Evento, frozen=True):
    """An entry that is due waits for another process."""

    agendamento: str
    motivo: str


class AgendamentoTerminado(Evento, frozen=True):
    """The command of an entry has ended, well or not."""

    agendamento: str
    comando: str
    estado: str
    codigo: int
    resumo: str


class AgendamentoPerdido(Evento, frozen=True):
    """An entry was due at `prevista_em` and will not be made up for."""

    agendamento: str
    prevista_em: str
    motivo: str


class ServicoIniciado(Evento, frozen=True):
    """The service is up, with these agents in residence."""

    pid: int
    residentes: tuple[str, ...]


class ConfiguracaoRecarregada(Evento, frozen=True):
    """The configuration changed on disk and is now in force."""

    arquivo: str


class AlertaEmitido(Evento, frozen=True):
    """A rule of alerts has something to say; `no_terminal` tells whether the terminal says it."""

    regra: str
    gravidade: str
    texto: str
    resolvido: bool = False
    no_terminal: bool = True
