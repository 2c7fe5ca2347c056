"""Bringing files back: each is proven by its hash before it gets its name."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path

from componentes.base.disco import PARA_TUDO, mesmo_arquivo
from componentes.base.erros import erro_de_disco
from componentes.base.nomes import chave_de_gemeos
from componentes.copia_seguranca.acervo import Acervo, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento, BackupCancelado
from componentes.copia_seguranca.conteudo_provado import ConteudoProvado
from componentes.copia_seguranca.destino import Destino, ja_esta, publicar
from componentes.copia_seguranca.lotes import em_lotes
from componentes.copia_seguranca.modelo import (
    Guardado,
    Manifesto,
    Ocorrencia,
    ResultadoRestauracao,
)
from componentes.copia_seguranca.nomes import NomeRecusado
from componentes.copia_seguranca.resgate import Resgate


class _Contas:
    """How the files of one batch ended."""

    def __init__(self) -> None:
        self.restaurados = 0
        self.iguais = 0
        self.ignorados: list[Ocorrencia] = []
        self.danificados: list[Ocorrencia] = []
        self.cancelada = False


class Restauracao:
    """Restores entries, each content read once for all its copies, and counts how each ended.

    A few threads share the work, unless files are to be overwritten: of two names that are one
    on this system the first has to win.
    """

    def __init__(
        self, acervo: Acervo, pasta: Path, andamento: Andamento, *, sobrescrever: bool
    ) -> None:
        self._acervo = acervo
        self._resgate = Resgate(acervo.pasta, andamento)
        self._um_resgate = threading.Lock()
        self._pasta = pasta
        self._destino = Destino(pasta)
        self._andamento = andamento
        self._sobrescrever = sobrescrever
        self._prontos: dict[str, list[Path]] = defaultdict(list)

    def executar(self, manifesto: Manifesto, padrao: str) -> ResultadoRestauracao:
        """Restore what matches `padrao`; raises `ErroDisco` when the disk is full."""
        copias = [list(grupo) for _, grupo in groupby(escolher(manifesto, padrao), _conteudo)]
        lotes = list(em_lotes(self._um_lote, copias, paralelo=not self._sobrescrever))
        cancelada = any(contas.cancelada for contas in lotes)
        if not cancelada:
            lotes.append(self._pastas(manifesto, padrao))
        return ResultadoRestauracao(
            id=manifesto.instantaneo.id,
            restaurados=sum(contas.restaurados for contas in lotes),
            iguais=sum(contas.iguais for contas in lotes),
            ignorados=tuple(chain.from_iterable(contas.ignorados for contas in lotes)),
            danificados=tuple(chain.from_iterable(contas.danificados for contas in lotes)),
            cancelada=cancelada,
        )

    def _um_lote(self, lote: Sequence[list[Guardado]]) -> _Contas:
        contas = _Contas()
        try:
            for copias in lote:
                conteudo = ConteudoProvado(self._acervo, self._andamento, copias[0])
                for entrada in copias:
                    self._andamento.parar_se_pedido()
                    self._tentar(entrada, conteudo, contas)
                    self._andamento.avancar(entrada.tamanho)
        except BackupCancelado:
            contas.cancelada = True
        return contas

    def _tentar(self, entrada: Guardado, conteudo: ConteudoProvado, contas: _Contas) -> None:
        try:
            with self._recusas(entrada.nome, contas):
                self._restaurar(entrada, conteudo, contas)
        except ConteudoDanificado as erro:
            contas.danificados.append(Ocorrencia(entrada.nome, str(erro)))

    def _restaurar(self, entrada: Guardado, conteudo: ConteudoProvado, contas: _Contas) -> None:
        final = self._destino.caminho(entrada.nome)
        if ja_esta(final, entrada, self._andamento):
            contas.iguais += 1
        else:
            self._recusar_gemeo(final)
            self._entregar(final, entrada, conteudo)
            contas.restaurados += 1
        if self._sobrescrever:  # otherwise no name is ever taken twice
            self._prontos[chave_de_gemeos(str(final))].append(final)

    def _entregar(self, final: Path, entrada: Guardado, conteudo: ConteudoProvado) -> None:
        """Publish the content; what no directory leads to any more is looked for byte by byte."""

        def receber(pedacos: Iterable[bytes]) -> None:
            publicar(final, pedacos, mtime_ns=entrada.mtime_ns, sobrescrever=self._sobrescrever)

        try:
            conteudo.entregar(receber)
        except ConteudoDanificado as erro:
            try:
                with self._um_resgate:  # one search serves all threads
                    receber(self._andamento.vigiar(self._resgate.ler(entrada.sha256)))
            except ConteudoDanificado:
                raise erro from None

    def _recusar_gemeo(self, final: Path) -> None:
        """Keep `A.mq4` from being overwritten by `a.mq4` where both are one name."""
        if not self._sobrescrever:
            return
        for pronto in self._prontos.get(chave_de_gemeos(str(final)), ()):
            if mesmo_arquivo(pronto, final):
                raise NomeRecusado(f"este sistema não o distingue de {pronto.name}, já restaurado")

    def _pastas(self, manifesto: Manifesto, padrao: str) -> _Contas:
        """Make the folders that no file brought along, then give all of them their times."""
        contas = _Contas()
        feitas: list[tuple[Path, int]] = []
        for pasta in manifesto.pastas:
            if _casa(pasta.nome, padrao):
                with self._recusas(pasta.nome, contas):
                    feitas.append((self._destino.pasta(pasta.nome), pasta.mtime_ns))
        for caminho, mtime_ns in feitas:
            with contextlib.suppress(OSError, OverflowError):  # a time no file system can hold
                os.utime(caminho, ns=(mtime_ns, mtime_ns))
        return contas

    @contextlib.contextmanager
    def _recusas(self, nome: str, contas: _Contas) -> Iterator[None]:
        """Note what the system refuses; what it would refuse the next one too ends the restore."""
        try:
            yield
        except FileExistsError:
            contas.ignorados.append(Ocorrencia(nome, "já existe outro arquivo com este nome"))
        except NomeRecusado as erro:
            contas.ignorados.append(Ocorrencia(nome, str(erro)))
        except OSError as erro:
            if erro.errno in PARA_TUDO:
                raise erro_de_disco(erro, "restaurar o backup", self._pasta) from erro
            motivo = f"o sistema recusou o arquivo ({erro.strerror})"
            contas.ignorados.append(Ocorrencia(nome, motivo))


def _conteudo(entrada: Guardado) -> tuple[str, str, str, int]:
    return entrada.pacote, entrada.membro, entrada.sha256, entrada.tamanho


def _casa(nome: str, padrao: str) -> bool:
    return not padrao or fnmatch.fnmatchcase(nome.casefold(), padrao.casefold())


def escolher(manifesto: Manifesto, padrao: str) -> list[Guardado]:
    """Return the entries whose name matches the glob `padrao` (`*` crosses folders; "" = all).

    They come in the order of the packs, so that each pack is opened once.
    """
    escolhidas = (entrada for entrada in manifesto.entradas if _casa(entrada.nome, padrao))
    return sorted(escolhidas, key=lambda e: (e.pacote, e.membro, e.nome))
