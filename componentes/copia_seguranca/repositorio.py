"""The backup folder as its users see it: make, list, check, compare, restore, prune."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from componentes.base.erros import ErroBackup, ErroDisco
from componentes.base.tempo import agora
from componentes.copia_seguranca import conferencias, instantaneo, verificacao
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import (
    Andamento,
    AoProgredir,
    Cancelado,
    em_silencio,
    nunca,
)
from componentes.copia_seguranca.copia import Copia
from componentes.copia_seguranca.diferenca import Diferenca, comparar
from componentes.copia_seguranca.modelo import (
    NIVEL_PADRAO,
    ULTIMO,
    VERSAO_FORMATO,
    Instantaneo,
    ItemBackup,
    Manifesto,
    PastaGuardada,
    ResultadoPoda,
    ResultadoRestauracao,
)
from componentes.copia_seguranca.pacote import Pacote
from componentes.copia_seguranca.poda import Poda
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES, escrevendo
from componentes.copia_seguranca.restauracao import Restauracao
from componentes.copia_seguranca.retencao import Retencao


class Repositorio:
    """Backups under one folder; the format is explained in Development/docs/backup.md.

    Nothing that exists is ever changed, so readers need no lock and a crash harms no backup; only
    `podar` removes, and never what a backup that stays has nowhere else.
    """

    def __init__(self, pasta: Path, *, nivel: int = NIVEL_PADRAO) -> None:
        self._pasta = pasta
        self._nivel = nivel
        self._pacotes = pasta / PACOTES
        self._instantaneos = pasta / INSTANTANEOS

    def fazer(  # noqa: PLR0913  (all but one are options with a name)
        self,
        itens: Iterable[ItemBackup],
        *,
        pastas: Iterable[PastaGuardada] = (),
        catalogo: Path | None = None,
        herdar: bool = False,
        cancelado: Cancelado = nunca,
        ao_progredir: AoProgredir = em_silencio,
    ) -> Instantaneo | None:
        """Back up `itens`, `pastas` and the live `catalogo`; return None when nothing changed.

        With `herdar` the new backup holds besides all that the newest readable one holds.
        `ao_progredir` receives bytes and files done so far. Raises `BackupCancelado`, `ErroDisco`
        when the disk is full, `ErroBackup` when another backup runs or the proof fails.
        """
        andamento = Andamento(cancelado, ao_progredir)
        with escrevendo(self._pasta):
            novo = instantaneo.novo_instantaneo()
            with (
                Acervo(self._pacotes) as acervo,
                Pacote(self._zip(novo.id), andamento, self._nivel) as pacote,
            ):
                copia = Copia(acervo, pacote, andamento)
                if herdar:
                    self._herdar(copia)
                copia.incluir_todos(itens)
                copia.incluir_pastas(pastas)
                if self._nada_mudou(copia):
                    return None
                if catalogo is not None:
                    copia.incluir_catalogo(catalogo, self._pacotes)
            return self._concluir(novo, copia)

    def listar(self) -> list[Instantaneo]:
        """Return the backups, newest first; `dano` marks those that cannot be used."""
        return instantaneo.listar(self._instantaneos)

    def restaurar(  # noqa: PLR0913  (all but two are options with a name)
        self,
        qual: str,
        destino: Path,
        *,
        padrao: str = "",
        sobrescrever: bool = False,
        cancelado: Cancelado = nunca,
        ao_progredir: AoProgredir = em_silencio,
    ) -> ResultadoRestauracao:
        """Write the files of backup `qual` (id or "ultimo") into `destino`.

        `padrao` is a glob over the whole path, case ignored. Raises `ErroBackup`, `ErroDisco`.
        """
        manifesto = instantaneo.ler_manifesto(self._instantaneos, qual)
        andamento = Andamento(cancelado, ao_progredir)
        with Acervo(self._pacotes) as acervo:
            restauracao = Restauracao(acervo, destino, andamento, sobrescrever=sobrescrever)
            return restauracao.executar(manifesto, padrao)

    def verificar(
        self,
        qual: str = ULTIMO,
        *,
        ler_tudo: bool = False,
        cancelado: Cancelado = nunca,
        ao_progredir: AoProgredir = em_silencio,
    ) -> list[str]:
        """Return what is wrong with backup `qual`; `ler_tudo` proves every content by its hash.

        Raises `ErroBackup` for an unknown id, `BackupCancelado`.
        """
        qual = instantaneo.escolhido(self._instantaneos, qual)
        andamento = Andamento(cancelado, ao_progredir)
        achados = self._problemas(qual, andamento, ler_tudo=ler_tudo)
        especie = conferencias.TUDO if ler_tudo else conferencias.ESTRUTURA
        with contextlib.suppress(ErroDisco):  # on a full or locked disk the answer still holds
            conferencias.anotar_conferencia(self._pasta, qual, especie, agora(), achados)
        return achados

    def podar(
        self,
        retencao: Retencao,
        *,
        simular: bool = False,
        danificados: bool = False,
        cancelado: Cancelado = nunca,
        ao_progredir: AoProgredir = em_silencio,
    ) -> ResultadoPoda:
        """Remove the backups that `retencao` does not keep, and what only they needed.

        `simular` touches nothing; `danificados` lets damaged backups go too. Raises `ErroBackup`
        when another process writes here, `ErroDisco`.
        """
        poda = Poda(self._pasta, Andamento(cancelado, ao_progredir), simular=simular)
        with contextlib.nullcontext() if simular else escrevendo(self._pasta):
            return poda.executar(retencao, danificados=danificados)

    def diferenca(self, antes: str, depois: str) -> Diferenca:
        """Return what changed from one backup to another; raises `ErroBackup`."""
        return comparar(
            instantaneo.ler_manifesto(self._instantaneos, antes),
            instantaneo.ler_manifesto(self._instantaneos, depois),
        )

    def _problemas(self, qual: str, andamento: Andamento, *, ler_tudo: bool) -> list[str]:
        try:
            manifesto = instantaneo.ler_manifesto(self._instantaneos, qual)
        except instantaneo.InstantaneoIlegivel as erro:
            return [erro.o_que]
        antes = self._nomes_dos_pacotes()
        with Acervo(self._pacotes) as acervo:
            achados = verificacao.problemas(manifesto, acervo, andamento, ler_tudo=ler_tudo)
            if ler_tudo:
                achados += verificacao.defeitos(manifesto, acervo)
                achados += instantaneo.defeitos(self._instantaneos, qual)
        if achados and self._nomes_dos_pacotes() != antes:  # pruned meanwhile: look again
            return self._problemas(qual, andamento, ler_tudo=ler_tudo)
        return achados

    def _nomes_dos_pacotes(self) -> list[str]:
        return sorted(caminho.name for caminho in self._pacotes.glob("*.zip"))

    def _herdar(self, copia: Copia) -> None:
        """Begin with all that the newest readable backup holds, folders too."""
        for nome in instantaneo.ids(self._instantaneos):
            with contextlib.suppress(instantaneo.InstantaneoIlegivel):
                mais_novo = instantaneo.ler_manifesto(self._instantaneos, nome)
                copia.entradas += mais_novo.entradas
                copia.pastas += mais_novo.pastas
                return

    def _nada_mudou(self, copia: Copia) -> bool:
        try:
            anterior = instantaneo.ler_manifesto(self._instantaneos, ULTIMO)
        except ErroBackup:  # none yet, or damaged: either way a new one is due
            return False
        return copia.igual_a(anterior)

    def _concluir(self, novo: Instantaneo, copia: Copia) -> Instantaneo:
        """Write the snapshot; its pack is on disk and proven by now."""
        pacote = self._zip(novo.id)
        pronto = msgspec.structs.replace(
            novo,
            arquivos=len(copia.entradas),
            bytes_total=sum(entrada.tamanho for entrada in copia.entradas),
            bytes_proprios=pacote.stat().st_size if pacote.exists() else 0,
            avisos=tuple(copia.avisos),
        )
        entradas = tuple(sorted(copia.entradas, key=lambda entrada: entrada.nome))
        pastas = tuple(sorted(set(copia.pastas), key=lambda pasta: pasta.nome))
        gravar = Manifesto(VERSAO_FORMATO, pronto, entradas, pastas)
        instantaneo.gravar_manifesto(self._instantaneos, gravar)
        return pronto

    def _zip(self, nome: str) -> Path:
        return self._pacotes / f"{nome}.zip"
