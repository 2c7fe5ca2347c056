"""What follows a backup: its rehearsal, its way to second places, and a look at age and room."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from componentes.agentes.familia import disco_livre
from componentes.base.erros import ErroOrquestrador, em_uma_linha
from componentes.base.eventos import (
    BackupEnviado,
    DiscoMedido,
    EnsaioTerminado,
    Evento,
    IdadeDoBackup,
)
from componentes.base.secoes_backup import AjustesDoBackup
from componentes.base.tempo import agora
from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.andamento import Andamento, AoProgredir, Cancelado
from componentes.copia_seguranca.caderneta import horas_em_falta, ler_caderneta
from componentes.copia_seguranca.conferencias import (
    ATUAL,
    ENSAIO,
    a_ultima,
    anotar_conferencia,
    conferencias_de,
)
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.ensaio import Ensaio, ensaiar
from componentes.copia_seguranca.envio import INCOMPLETO, OCUPADO, ResultadoEnvio, enviar
from componentes.copia_seguranca.idade import ultimo_bom
from componentes.copia_seguranca.modelo import Instantaneo
from componentes.copia_seguranca.preparo import INSTANTANEOS

registro = logging.getLogger("orquestrador.backup")
_PARA_LARGAR = 5.0
"""Seconds a sending has to notice that it shall stop."""


@dataclass(frozen=True, slots=True)
class Protecao:
    """Where backups are, how they are looked after, and the second places they go to."""

    backups: Path
    base: str
    ajustes: AjustesDoBackup
    lugares: tuple[Lugar, ...] = ()


def a_ensaiar(protecao: Protecao, feito: Instantaneo | None) -> str:
    """Return the id of the backup to rehearse, "" for none.

    It is the one just made. Where nothing had changed that is noted, for the age of the newest;
    if its rehearsal had failed it gets another one, for the cause may be gone.
    """
    if feito is not None:
        return feito.id
    ultimo = next(iter(instantaneo.ids(protecao.backups / INSTANTANEOS)), "")
    if ultimo:
        _anotar(protecao, ultimo, ATUAL, ())
    ensaiado = a_ultima(conferencias_de(protecao.backups, ultimo), ENSAIO)
    return ultimo if ensaiado and ensaiado.problemas else ""


def ensaiar_backup(protecao: Protecao, qual: str, cancelado: Cancelado) -> Ensaio:
    """Rehearse a backup as often as configured, and note how it went, for lists and its age.

    What keeps it from happening is in the answer. Raises `BackupCancelado`, `ErroBackup` for a
    backup that cannot be read.
    """
    ensaio = ensaiar(protecao.backups, qual, protecao.ajustes.ensaio, cancelado)
    if ensaio.arquivos:
        _anotar(protecao, ensaio.id, ENSAIO, ensaio.problemas)
    return ensaio


def _anotar(protecao: Protecao, qual: str, especie: str, problemas: tuple[str, ...]) -> None:
    """The one place where findings are kept; the backup is none the worse without them."""
    try:
        anotar_conferencia(protecao.backups, qual, especie, agora(), problemas)
    except ErroOrquestrador as erro:
        registro.warning("o que se achou do backup não pôde ser anotado: %s", em_uma_linha(erro))


def evento_do_ensaio(ensaio: Ensaio) -> EnsaioTerminado:
    """Return a rehearsal as the others hear of it."""
    return EnsaioTerminado(ensaio.id, ensaio.arquivos, ensaio.problemas, ensaio.impedido)


def enviar_a(
    protecao: Protecao,
    lugar: Lugar,
    cancelado: Cancelado,
    ao_progredir: AoProgredir,
    *,
    recomecar: bool = False,
) -> ResultadoEnvio:
    """Bring one second place up to date; whatever goes wrong is in the answer, without secrets."""
    andamento = Andamento(cancelado, ao_progredir)
    try:
        return enviar(protecao.backups, lugar, andamento, recomecar=recomecar)
    except ErroOrquestrador as erro:
        motivo = erro.o_que + (f" ({erro.o_que_fazer})" if erro.o_que_fazer else "")
    except Exception as erro:
        motivo = f"{type(erro).__name__}: {em_uma_linha(erro)}"
    return _falhou(protecao, lugar, motivo)


def remeter(
    protecao: Protecao,
    lugar: Lugar,
    esperar: Callable[[threading.Event], bool],
    ao_progredir: AoProgredir,
) -> ResultadoEnvio:
    """Send in a thread of its own, for nothing else can leave a server that hangs.

    `esperar` waits for an event and says whether it came; where it did not, the sending is called
    off, and left behind if it does not hear of it.
    """
    desistir, terminou = threading.Event(), threading.Event()
    feitos: list[ResultadoEnvio] = []

    def progredir(feito: int, arquivos: int) -> None:
        if not desistir.is_set():
            ao_progredir(feito, arquivos)

    def enviar() -> None:
        feitos.append(enviar_a(protecao, lugar, desistir.is_set, progredir))
        terminou.set()

    threading.Thread(target=enviar, name=f"remessa-{lugar.nome}", daemon=True).start()
    if not esperar(terminou):
        desistir.set()
        terminou.wait(_PARA_LARGAR)
    return feitos[0] if feitos else _falhou(protecao, lugar, "sem resposta, fica para depois")


def _falhou(protecao: Protecao, lugar: Lugar, motivo: str) -> ResultadoEnvio:
    """Return the answer of a sending that could not give one itself."""
    horas = horas_em_falta(ler_caderneta(protecao.backups, lugar))
    dito = lugar.esconder(motivo)
    registro.warning("envio a %s: %s", lugar.nome, dito)
    return ResultadoEnvio(lugar.nome, INCOMPLETO, motivo=dito, horas=horas)


def evento_do_envio(feito: ResultadoEnvio) -> BackupEnviado | None:
    """Return a sending as the others hear of it; None where somebody else is at it."""
    if feito.situacao == OCUPADO:
        return None
    motivo = "; ".join((feito.motivo, *feito.problemas[:3])) if feito.motivo else ""
    return BackupEnviado(
        feito.destino, feito.situacao, feito.enviados, feito.bytes, motivo, feito.horas
    )


def medir(protecao: Protecao) -> Iterator[Evento]:
    """Yield how old the last good backup is, and the room on disks that nobody else measures.

    Without any backup there is nothing that could be old.
    """
    try:
        ultimo = ultimo_bom(protecao.backups)
    except (ErroOrquestrador, OSError) as erro:
        registro.warning("a idade do último backup não pôde ser lida: %s", em_uma_linha(erro))
        ultimo = None
    if ultimo is not None:
        limite = protecao.ajustes.idade_maxima
        yield IdadeDoBackup(protecao.base, ultimo.id, round(ultimo.horas, 2), limite)
    vistos = {_disco(Path(protecao.base))}
    for pasta in (protecao.backups, *(lugar.pasta for lugar in protecao.lugares if lugar.pasta)):
        disco = _disco(pasta)
        if disco and disco not in vistos:
            vistos.add(disco)
            yield DiscoMedido(str(pasta), disco_livre(pasta))


def _disco(pasta: Path) -> int:
    """Return which disk a folder is on, 0 for a folder that is not there."""
    try:
        return pasta.stat().st_dev
    except OSError:
        return 0
