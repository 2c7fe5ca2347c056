"""Old backups go, then what only they needed; at every moment each backup that stays is whole.

The order: snapshots first and their folder synced, then packs that nobody needs, last the packs
that are mostly waste, each copied and proven before the old one goes (Development/docs/backup.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from componentes.base.disco import PARA_TUDO
from componentes.base.erros import ErroBackup, erro_de_disco
from componentes.base.gravacao import sincronizar_pasta
from componentes.base.tempo import agora
from componentes.copia_seguranca import conferencias, instantaneo
from componentes.copia_seguranca.acervo import ERROS_DE_ZIP, Acervo, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento, BackupCancelado
from componentes.copia_seguranca.exame import Examinado, examinar
from componentes.copia_seguranca.modelo import Ocorrencia, ResultadoPoda
from componentes.copia_seguranca.plano_de_poda import Plano, planejar
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES
from componentes.copia_seguranca.reescrita import reescrever, tamanho_reescrito
from componentes.copia_seguranca.retencao import Retencao
from componentes.copia_seguranca.uso import Usos, usos

_NENHUM: frozenset[str] = frozenset()


class Poda:
    """One pruning of a backup folder; whoever runs it for real holds the lock."""

    def __init__(self, pasta: Path, andamento: Andamento, *, simular: bool) -> None:
        self._pasta = pasta
        self._pacotes = pasta / PACOTES
        self._instantaneos = pasta / INSTANTANEOS
        self._andamento = andamento
        self._simular = simular
        self._plano = Plano()
        self._removidos: list[str] = []
        self._pacotes_removidos: list[str] = []
        self._reescritos: list[str] = []
        self._liberados = 0
        self._avisos: list[Ocorrencia] = []

    def executar(self, retencao: Retencao, *, danificados: bool) -> ResultadoPoda:
        """Prune; `danificados` lets damaged backups go too. Raises `ErroDisco`."""
        try:
            self._podar(retencao, danificados=danificados)
        except BackupCancelado:
            return self._resultado(cancelada=True)
        return self._resultado(cancelada=False)

    def _podar(self, retencao: Retencao, *, danificados: bool) -> None:
        with Acervo(self._pacotes) as acervo:
            examinados = examinar(self._pasta, acervo, self._andamento)
            self._plano = planejar(examinados, retencao, danificados=danificados)
            if not self._plano.ha_bons:
                if examinados:
                    self._avisar("backups", "nenhum está inteiro: nada foi removido")
                return
            self._remover_instantaneos(self._plano.saem)
            em_uso = self._em_uso(examinados, acervo)
            membros = Counter(onde.pacote for locais in acervo.locais.values() for onde in locais)
            for nome in acervo.danificados:
                self._avisar(f"{nome}.zip", "não se consegue ler, por isso fica como está")
        if em_uso is not None:
            self._podar_pacotes(membros, em_uso)

    def _remover_instantaneos(self, saem: Sequence[str]) -> None:
        for qual in saem:
            self._andamento.parar_se_pedido()
            if self._remover(self._instantaneos / f"{qual}.zip"):
                self._removidos.append(qual)
        if self._removidos and not self._simular:
            self._sincronizar(self._instantaneos)
            conferencias.esquecer(self._pasta, instantaneo.ids(self._instantaneos))

    def _em_uso(self, examinados: Sequence[Examinado], acervo: Acervo) -> Usos | None:
        """Return what the backups that are still there need; None when not all can tell."""
        necessarios: dict[str, int] = {}
        for examinado in examinados:
            if examinado.id in self._removidos:
                continue
            if examinado.conteudos is None:
                motivo = f"{examinado.dano}; sem saber de que ele precisa, nenhum pacote sai"
                self._avisar(f"{examinado.id}.zip", motivo)
                return None
            necessarios |= examinado.conteudos
        return usos(necessarios, acervo, self._andamento)

    def _podar_pacotes(self, membros: Mapping[str, int], em_uso: Usos) -> None:
        """Remove whole packs first: that needs no space, and makes some for those to rewrite."""
        parciais = [n for n in sorted(membros) if len(em_uso.get(n, _NENHUM)) < membros[n]]
        for nome in (n for n in parciais if n not in em_uso):
            if self._nosso(nome, membros[nome]) and self._remover(self._zip(nome)):
                self._pacotes_removidos.append(nome)
        if self._pacotes_removidos and not self._simular:
            self._sincronizar(self._pacotes)
        for nome in (n for n in parciais if n in em_uso):
            todos = self._nosso(nome, membros[nome])
            usados = [membro for membro in todos if membro.filename in em_uso[nome]]
            if _comprimido(usados) * 2 < _comprimido(todos):
                self._reescrever(nome, usados)

    def _nosso(self, nome: str, quantos: int) -> list[ZipInfo]:
        """Return all members of a pack; none when it is not this program's alone to change."""
        self._andamento.parar_se_pedido()
        try:
            with ZipFile(self._zip(nome)) as pacote:
                membros = pacote.infolist()
        except ERROS_DE_ZIP as erro:
            self._avisar(f"{nome}.zip", f"não se consegue ler, por isso fica como está ({erro})")
            return []
        if instantaneo.e_id(nome) and len(membros) == quantos:
            return membros
        self._avisar(f"{nome}.zip", "não é só deste programa, por isso fica como está")
        return []

    def _reescrever(self, nome: str, usados: Sequence[ZipInfo]) -> None:
        """Put the needed members into a pack of a new name, then remove the old one."""
        velho = self._zip(nome)
        tamanho = tamanho_reescrito(usados)
        if not self._simular:
            novo = self._livre()
            try:
                reescrever(velho, novo, {m.filename for m in usados}, self._andamento)
            except BackupCancelado:
                raise
            except (ErroBackup, ConteudoDanificado) as erro:
                motivo = erro.o_que if isinstance(erro, ErroBackup) else str(erro)
                self._avisar(velho.name, f"fica como está, não pôde ser reescrito: {motivo}")
                return
            tamanho = novo.stat().st_size
        self._liberados -= tamanho
        self._reescritos.append(nome)
        self._remover(velho)
        if not self._simular:
            self._sincronizar(self._pacotes)

    def _livre(self) -> Path:
        """Return a name no pack has: what is written takes the place of a namesake."""
        while (novo := self._zip(instantaneo.novo_id(agora()))).exists():
            pass
        return novo

    def _remover(self, caminho: Path) -> bool:
        """Remove one file and count its bytes; one that the system keeps becomes a warning."""
        try:
            tamanho = caminho.stat().st_size
            if not self._simular:
                caminho.unlink()
        except OSError as erro:
            if erro.errno in PARA_TUDO:
                raise erro_de_disco(erro, "podar os backups", caminho) from erro
            self._avisar(caminho.name, f"não pôde ser removido ({erro.strerror})")
            return False
        self._liberados += tamanho
        self._andamento.avancar(tamanho)
        return True

    def _sincronizar(self, pasta: Path) -> None:
        try:
            sincronizar_pasta(pasta)
        except OSError as erro:
            raise erro_de_disco(erro, "podar os backups", pasta) from erro

    def _avisar(self, nome: str, motivo: str) -> None:
        self._avisos.append(Ocorrencia(nome, motivo))

    def _zip(self, nome: str) -> Path:
        return self._pacotes / f"{nome}.zip"

    def _resultado(self, *, cancelada: bool) -> ResultadoPoda:
        return ResultadoPoda(
            simulada=self._simular,
            mantidos=self._plano.ficam,
            removidos=tuple(self._removidos),
            pacotes_removidos=tuple(self._pacotes_removidos),
            pacotes_reescritos=tuple(self._reescritos),
            bytes_liberados=self._liberados,
            danificados=self._plano.danificados,
            avisos=tuple(self._avisos),
            cancelada=cancelada,
        )


def _comprimido(membros: Sequence[ZipInfo]) -> int:
    return sum(membro.compress_size for membro in membros)
