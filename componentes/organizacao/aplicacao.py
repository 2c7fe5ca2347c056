"""Carrying out a plan, batch by batch: noted, done, proven, noted, and only then let go of."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from componentes.base.caminhos import de_texto, para_texto
from componentes.base.disco import PARA_TUDO
from componentes.base.erros import erro_de_disco
from componentes.base.plano import Acao, Plano
from componentes.organizacao import atos
from componentes.organizacao.diario import Diario
from componentes.organizacao.modelo import (
    A_APLICAR,
    Balanco,
    EstadoOrganizacao,
    EstadoPasso,
    Mudanca,
    Organizacao,
    PassoGravado,
)
from componentes.organizacao.pastas import Arvore, sincronizar

_LOTE = 64
"""Steps between two syncs of the journal."""
_BYTES_DO_LOTE = 32 << 20
_RELOGIO_GROSSO_NS = 2_000_000_000
"""FAT keeps times to two seconds."""

Progresso = Callable[[int, int], None]
"""Called with bytes and files that are through."""


def iniciar(diario: Diario, plano: Plano) -> Organizacao:
    """Enter a plan into the journal, with the times of folders that moving would change."""
    raizes = {Acao.QUARENTENA: plano.quarentena}
    destinos = {
        passo.numero: f"{raizes.get(passo.acao, plano.destino)}/{para_texto(passo.destino)}"
        for passo in plano.a_fazer()
    }
    tempos = {}
    if plano.mover:
        pastas = {Path(de_texto(passo.local)).parent for passo in plano.a_fazer()}
        tempos = {para_texto(p.as_posix()): p.stat().st_mtime_ns for p in pastas if p.is_dir()}
    return diario.criar(plano, destinos, tempos)


class Aplicacao:
    """Brings every step of one application to its end; calling it again goes on where it was."""

    def __init__(
        self,
        diario: Diario,
        organizacao: Organizacao,
        cancelado: Callable[[], bool],
        ao_progredir: Progresso,
    ) -> None:
        self._diario = diario
        self._org = organizacao
        self._cancelado = cancelado
        self._ao_progredir = ao_progredir
        self._arvores = {
            acao: Arvore(Path(de_texto(raiz)))
            for acao, raiz in (
                (Acao.COPIAR, organizacao.destino),
                (Acao.MOVER, organizacao.destino),
                (Acao.QUARENTENA, organizacao.quarentena),
            )
        }
        self._arquivos = self._bytes = 0

    def executar(self) -> Balanco:
        """Do what is left to do; raises `ErroDisco` when the disk is full or broken.

        Whatever ends it early, the journal knows what was done, and the next call goes on.
        """
        for lote in lotes(self._diario.passos(self._org.id, A_APLICAR)):
            if self._cancelado():
                break
            try:
                self._lote(lote)
            except OSError as erro:
                raise erro_de_disco(erro, "organizar a biblioteca", self._org.destino) from erro
        _, faltam = self._diario.soma(self._org.id, A_APLICAR)
        if not faltam:
            self._diario.mudar_estado(self._org.id, EstadoOrganizacao.APLICADA)
        tamanho, feitos = self._diario.soma(self._org.id, (EstadoPasso.FEITO,))
        return Balanco(feitos, tamanho, self._diario.com_nota(self._org.id), bool(faltam))

    def _lote(self, lote: Sequence[PassoGravado]) -> None:
        comecam = self._comecar([p for p in lote if p.estado is not EstadoPasso.VERIFICADO])
        verificados = [p for p in lote if p.estado is EstadoPasso.VERIFICADO]
        achados: list[Mudanca] = []
        for numero, passo in enumerate(comecam):
            if self._cancelado():  # those not yet begun wait for the next call
                achados += [Mudanca(p.numero, EstadoPasso.PENDENTE) for p in comecam[numero:]]
                break
            mudanca = self._trazer(passo)
            achados.append(mudanca)
            if mudanca.estado is EstadoPasso.VERIFICADO:
                verificados.append(passo)
            self._avancar(passo)
        sincronizar({Path(de_texto(passo.destino)).parent for passo in verificados})
        self._diario.marcar(self._org.id, achados)
        self._diario.marcar(self._org.id, [self._soltar(passo) for passo in verificados])

    def _comecar(self, passos: Sequence[PassoGravado]) -> list[PassoGravado]:
        """Note that these are about to be done; those whose destination is taken are not."""
        mudancas, comecam = [], []
        for passo in passos:
            tomado = passo.estado is EstadoPasso.PENDENTE and _existe(Path(de_texto(passo.destino)))
            estado = EstadoPasso.PULADO if tomado else EstadoPasso.INICIADO
            nota = "há outro arquivo no destino, que fica como está" if tomado else ""
            mudancas.append(Mudanca(passo.numero, estado, nota))
            if tomado:
                self._avancar(passo)
            else:
                comecam.append(passo)
        novas: dict[Path, None] = {}
        for passo in comecam:
            pasta = Path(de_texto(passo.destino)).parent
            novas |= dict.fromkeys(self._arvores[passo.acao].faltam(pasta))
        criadas = [para_texto(pasta.as_posix()) for pasta in novas]
        self._diario.marcar(self._org.id, mudancas, criadas)
        return comecam

    def _trazer(self, passo: PassoGravado) -> Mudanca:
        try:
            self._fazer(passo)
        except atos.Recusado as erro:
            return Mudanca(passo.numero, EstadoPasso.PULADO, str(erro))
        except OSError as erro:
            if erro.errno in PARA_TUDO:
                raise
            motivo = f"o sistema recusou o arquivo ({erro.strerror or erro})"
            return Mudanca(passo.numero, EstadoPasso.PULADO, motivo)
        return Mudanca(passo.numero, EstadoPasso.VERIFICADO)

    def _fazer(self, passo: PassoGravado) -> None:
        """Put the content of a step at its destination; what a killed process left is taken up."""
        origem, destino = Path(de_texto(passo.origem)), Path(de_texto(passo.destino))
        provisorio = provisorio_de(self._org, passo, destino)
        self._arvores[passo.acao].garantir(destino.parent)
        if passo.estado is EstadoPasso.INICIADO:
            if _deixado(passo, destino, provisorio):
                return
            atos.soltar(destino, origem)
        estado = atos.comum(origem)
        if estado is None:
            raise atos.Recusado("não está mais lá, ou deixou de ser um arquivo comum")
        if (estado.st_size, estado.st_mtime_ns) != (passo.tamanho, passo.mtime_ns):
            raise atos.Recusado(atos.MUDOU)
        if passo.acao is Acao.COPIAR or not atos.ligar(origem, destino):
            atos.copiar(origem, destino, provisorio, passo.sha256)
        elif atos.sha256_de(destino) != passo.sha256:
            atos.soltar(destino, origem)
            raise atos.Recusado(atos.MUDOU)

    def _soltar(self, passo: PassoGravado) -> Mudanca:
        """Let go of what a proven step no longer needs: a second name, or the source."""
        origem, destino = Path(de_texto(passo.origem)), Path(de_texto(passo.destino))
        nota = ""
        try:
            provisorio_de(self._org, passo, destino).unlink(missing_ok=True)
            if passo.acao is not Acao.COPIAR:
                nota = _retirar_origem(self._org, passo, origem)
        except OSError as erro:
            nota = f"a origem ficou: {erro.strerror or erro}"
        return Mudanca(passo.numero, EstadoPasso.FEITO, nota)

    def _avancar(self, passo: PassoGravado) -> None:
        self._arquivos += 1
        self._bytes += passo.tamanho
        self._ao_progredir(self._bytes, self._arquivos)


def provisorio_de(organizacao: Organizacao, passo: PassoGravado, perto_de: Path) -> Path:
    """Return the name that a file has while it is on its way: the next process finds it by it."""
    return _perto(organizacao, passo, perto_de, "tmp")


def posto_de_lado(organizacao: Organizacao, passo: PassoGravado, perto_de: Path) -> Path:
    """Return the name that a file has while it is looked at before it is taken away."""
    return _perto(organizacao, passo, perto_de, "fora")


def _perto(organizacao: Organizacao, passo: PassoGravado, perto_de: Path, fim: str) -> Path:
    return perto_de.with_name(
        f".organizar.{organizacao.digest[:12]}.{organizacao.id}.{passo.numero}.{fim}"
    )


def _retirar_origem(organizacao: Organizacao, passo: PassoGravado, origem: Path) -> str:
    """Remove the source of a move, if it is what was moved; return what is to be said."""
    de_lado = posto_de_lado(organizacao, passo, origem)
    if atos.retirar(origem, de_lado, lambda f: atos.contem(f, passo.tamanho, passo.sha256)):
        return ""
    return "a origem mudou enquanto era movida e ficou; o destino tem a versão classificada"


def _deixado(passo: PassoGravado, destino: Path, provisorio: Path) -> bool:
    """Whether a killed process had finished the destination; what it had only begun is removed."""
    estado = atos.comum(destino)
    if estado is None:
        return False
    if abs(estado.st_mtime_ns - passo.mtime_ns) <= _RELOGIO_GROSSO_NS and atos.contem(
        destino, passo.tamanho, passo.sha256
    ):
        return True
    atos.soltar_reserva(destino, provisorio)
    return False


def _existe(destino: Path) -> bool:
    try:
        destino.lstat()
    except OSError as erro:
        return erro.errno not in (errno.ENOENT, errno.ENOTDIR)
    return True


def lotes(passos: Iterator[PassoGravado]) -> Iterator[list[PassoGravado]]:
    """Yield steps in batches, bounded in number and roughly in bytes."""
    while primeiro := next(passos, None):
        lote, tamanho = [primeiro], primeiro.tamanho
        while tamanho < _BYTES_DO_LOTE and len(lote) < _LOTE:
            seguinte = list(islice(passos, 1))
            if not seguinte:
                break
            lote += seguinte
            tamanho += seguinte[0].tamanho
        yield lote
