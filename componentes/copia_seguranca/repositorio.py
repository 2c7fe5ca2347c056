"""The backup folder as its users see it: make, list, check, restore."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from componentes.base.erros import ErroBackup
from componentes.copia_seguranca import instantaneo, verificacao
from componentes.copia_seguranca.acervo import Acervo
from componentes.copia_seguranca.andamento import (
    Andamento,
    AoProgredir,
    Cancelado,
    em_silencio,
    nunca,
)
from componentes.copia_seguranca.copia import Copia
from componentes.copia_seguranca.modelo import (
    ULTIMO,
    VERSAO_FORMATO,
    Guardado,
    Instantaneo,
    ItemBackup,
    Manifesto,
    ResultadoRestauracao,
)
from componentes.copia_seguranca.pacote import Pacote
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES, escrevendo
from componentes.copia_seguranca.restauracao import Restauracao


class Repositorio:
    """Backups under one folder; the format is explained in Development/docs/backup.md.

    Nothing that exists is ever changed, so readers need no lock and a crash harms no backup.
    """

    def __init__(self, pasta: Path) -> None:
        self._pasta = pasta
        self._pacotes = pasta / PACOTES
        self._instantaneos = pasta / INSTANTANEOS

    def fazer(
        self,
        itens: Iterable[ItemBackup],
        *,
        catalogo: Path | None = None,
        herdar: bool = False,
        cancelado: Cancelado = nunca,
        ao_progredir: AoProgredir = em_silencio,
    ) -> Instantaneo | None:
        """Back up `itens` and the live `catalogo`; return None when nothing changed.

        With `herdar` the new backup holds besides all that the newest readable one holds.
        `ao_progredir` receives bytes and files done so far. Raises `BackupCancelado`, `ErroDisco`
        when the disk is full, `ErroBackup` when another backup runs or the proof fails.
        """
        andamento = Andamento(cancelado, ao_progredir)
        with escrevendo(self._pasta):
            novo = instantaneo.novo_instantaneo()
            with Acervo(self._pacotes) as acervo, Pacote(self._zip(novo.id), andamento) as pacote:
                copia = Copia(acervo, pacote, andamento)
                copia.entradas += self._herdadas() if herdar else ()
                copia.incluir_todos(itens)
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
        try:
            manifesto = instantaneo.ler_manifesto(self._instantaneos, qual)
        except instantaneo.InstantaneoIlegivel as erro:
            return [erro.o_que]
        with Acervo(self._pacotes) as acervo:
            andamento = Andamento(cancelado, ao_progredir)
            return verificacao.problemas(manifesto, acervo, andamento, ler_tudo=ler_tudo)

    def _herdadas(self) -> tuple[Guardado, ...]:
        for nome in instantaneo.ids(self._instantaneos):
            with contextlib.suppress(instantaneo.InstantaneoIlegivel):
                return instantaneo.ler_manifesto(self._instantaneos, nome).entradas
        return ()

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
        gravar = Manifesto(VERSAO_FORMATO, pronto, entradas)
        instantaneo.gravar_manifesto(self._instantaneos, gravar)
        return pronto

    def _zip(self, nome: str) -> Path:
        return self._pacotes / f"{nome}.zip"
