"""Carrying out a plan, batch by batch: noted, done, proven, noted, and only then let go of."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence
from functools import cached_property
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
from componentes.organizacao.trabalho import Trabalho, lotes, posto_de_lado, provisorio_de

_RELOGIO_GROSSO_NS = 2_000_000_000
"""FAT keeps times to two seconds."""


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


class Aplicacao(Trabalho):
    """Brings every step of one application to its end; calling it again goes on where it was."""

    @cached_property
    def _arvores(self) -> Mapping[Acao, Arvore]:
        """The trees that steps go to, by what they do."""
        arvore, quarentena = (
            Arvore(Path(de_texto(raiz))) for raiz in (self._org.destino, self._org.quarentena)
        )
        return {Acao.COPIAR: arvore, Acao.MOVER: arvore, Acao.QUARENTENA: quarentena}

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
            if self._cancelado():  # the others wait for the next call, as they were
                achados += [Mudanca(p.numero, p.estado) for p in comecam[numero:]]
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
