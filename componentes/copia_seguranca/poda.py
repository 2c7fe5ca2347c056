"""Old backups go, then what only they needed; at every moment each backup that stays is whole.

The order: snapshots first and their folder synced, then packs that nobody needs, last the packs
that are mostly waste, each copied and proven before the old one goes (Development/docs/backup.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from componentes.copia_seguranca import conferencias, instantaneo
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import Andamento, BackupCancelado
from componentes.copia_seguranca.exame import Examinado, examinar
from componentes.copia_seguranca.modelo import ResultadoPoda
from componentes.copia_seguranca.plano_de_poda import Plano, planejar
from componentes.copia_seguranca.poda_de_pacotes import PodaDePacotes
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES
from componentes.copia_seguranca.remocao import Remocao
from componentes.copia_seguranca.retencao import Retencao
from componentes.copia_seguranca.uso import Usos, usos


class Poda:
    """One pruning of a backup folder; whoever runs it for real holds the lock."""

    def __init__(self, pasta: Path, andamento: Andamento, *, simular: bool) -> None:
        self._pasta = pasta
        self._instantaneos = pasta / INSTANTANEOS
        self._andamento = andamento
        self._remocao = Remocao(andamento, simular=simular)
        self._pacotes = PodaDePacotes(pasta / PACOTES, self._remocao, andamento)
        self._plano = Plano()
        self._removidos: list[str] = []

    def executar(self, retencao: Retencao, *, danificados: bool) -> ResultadoPoda:
        """Prune; `danificados` lets damaged backups go too. Raises `ErroDisco`."""
        try:
            self._podar(retencao, danificados=danificados)
        except BackupCancelado:
            return self._resultado(cancelada=True)
        return self._resultado(cancelada=False)

    def _podar(self, retencao: Retencao, *, danificados: bool) -> None:
        with Acervo(self._pasta / PACOTES) as acervo:
            examinados = examinar(self._pasta, acervo, self._andamento)
            self._plano = planejar(examinados, retencao, danificados=danificados)
            if not self._plano.ha_bons:
                if examinados:
                    self._remocao.avisar("backups", "nenhum está inteiro: nada foi removido")
                return
            self._remover_instantaneos(self._plano.saem)
            em_uso = self._em_uso(examinados, acervo)
            membros = Counter(onde.pacote for locais in acervo.locais.values() for onde in locais)
            for nome in acervo.danificados:
                self._remocao.avisar(f"{nome}.zip", "não se consegue ler, fica como está")
        if em_uso is not None:
            self._pacotes.executar(membros, em_uso)

    def _remover_instantaneos(self, saem: Sequence[str]) -> None:
        for qual in saem:
            if self._remocao.remover(self._instantaneos / f"{qual}.zip"):
                self._removidos.append(qual)
        if self._removidos:
            self._remocao.sincronizar(self._instantaneos)
        if self._removidos and not self._remocao.simular:
            conferencias.esquecer(self._pasta, instantaneo.ids(self._instantaneos))

    def _em_uso(self, examinados: Sequence[Examinado], acervo: Acervo) -> Usos | None:
        """Return what the backups that are still there need; None when not all can tell."""
        necessarios: dict[str, int] = {}
        conhecidos: set[str] = set()
        for examinado in examinados:
            conhecidos |= (examinado.conteudos or {}).keys()
            if examinado.id in self._removidos:
                continue
            if examinado.conteudos is None:
                motivo = f"{examinado.dano}; sem saber de que ele precisa, nenhum pacote sai"
                self._remocao.avisar(f"{examinado.id}.zip", motivo)
                return None
            necessarios |= examinado.conteudos
        return usos(necessarios, conhecidos, acervo, self._andamento)

    def _resultado(self, *, cancelada: bool) -> ResultadoPoda:
        return ResultadoPoda(
            simulada=self._remocao.simular,
            mantidos=self._plano.ficam,
            removidos=tuple(self._removidos),
            pacotes_removidos=tuple(self._pacotes.removidos),
            pacotes_reescritos=tuple(self._pacotes.reescritos),
            bytes_liberados=self._remocao.liberados,
            danificados=self._plano.danificados,
            avisos=tuple(self._remocao.avisos),
            cancelada=cancelada,
        )
