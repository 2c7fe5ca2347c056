"""A watch over the library of a base folder: its lock, its watcher, and what a look at it does."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.agente import Agente
from componentes.agentes.ronda import Ordens
from componentes.agentes.vigia import Vigia
from componentes.base.erros import (
    CODIGO_DE_FALHAS,
    CODIGO_DE_INTERRUPCAO,
    ErroOrquestrador,
    ErroTrava,
    em_uma_linha,
)
from componentes.base.registro import abrir_log, fechar_log
from componentes.base.tempo import agora
from componentes.base.tipos import falhas_em
from componentes.base.vigilancia import EstadoVigia, Rodada
from componentes.catalogo.escrita_duradoura import EscritorDuradouro
from componentes.catalogo.perguntas.pedidos import Pedido
from componentes.fontes.varredura import conferir_pasta, varrer
from componentes.fontes.vigilancia.observadores import Observacao
from componentes.orquestracao.ambiente import Ambiente
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.avisos import alertando
from componentes.orquestracao.residencia.atendimento import RESIDENTES, responder, retratos
from componentes.orquestracao.residencia.guarda import guarda_de
from componentes.orquestracao.residencia.sinal_de_vida import PARAR, SinalDeVida
from componentes.orquestracao.trava import VIGIA, Trava

Classificar = Callable[[tuple[Path, ...]], Mapping[str, Any]]
"""Classifies some of the configured folders and returns the answer of the command."""

NOME_DO_LOG = "vigia.log"

_PARA_A_GUARDA = 10.0
"""Seconds for a sending at hand to notice the end."""
_BOAS = frozenset({0, CODIGO_DE_FALHAS})


@contextlib.contextmanager
def vigia_de(equipe: Equipe, classificar: Classificar) -> Iterator[Vigia]:
    """Start the watcher of the team's library, and end it with the block.

    A request `parar`, left in any terminal, ends it too. Raises `ErroTrava` when another process
    watches from this base, `ErroUso` for a library folder that is no folder, `ErroDisco`.
    """
    ordens = ordens_de(equipe.ambiente, classificar, equipe.encerramento)
    with (
        _log(equipe.ambiente),
        vigia_a_postos(equipe, ordens, equipe.pedir_parada) as vigia,
        EscritorDuradouro(equipe.ambiente.pastas.catalogo) as escritor,
        alertando(equipe, escritor),
    ):
        guarda = guarda_de(equipe)
        equipe.iniciar_agente(guarda)
        equipe.iniciar_agente(vigia)
        try:
            yield vigia
        finally:
            guarda.parar()
            vigia.parar()
            while not vigia.aguardar(1.0):
                pass
            guarda.aguardar(_PARA_A_GUARDA)


@contextlib.contextmanager
def vigia_a_postos(
    equipe: Equipe, ordens: Ordens, interromper: Callable[[], None]
) -> Iterator[Vigia]:
    """Hold lock and row of a watcher, which is for the caller to start and to end.

    `interromper` asks a classification under way to end. Raises what `vigia_de` raises.
    """
    for pasta in ordens.pastas:
        if pasta.is_file():  # a folder that is missing may come back; this will not
            conferir_pasta(pasta)
    catalogo = equipe.ambiente.pastas.catalogo
    trava = Trava(catalogo, VIGIA)
    trava.tomar("vigiar")
    try:
        agentes: list[Agente] = [equipe.alertador]
        with SinalDeVida(catalogo, Vigia.nome, _obedecer(equipe, agentes)) as sinal:

            def bater(estado: EstadoVigia) -> None:
                vivos = [agente for agente in agentes if agente.vivo]
                sinal.bater(msgspec.to_builtins(estado) | {RESIDENTES: retratos(vivos)})

            vigia = Vigia(equipe.barramento, ordens, bater, interromper)
            agentes.append(vigia)
            yield vigia
    finally:
        trava.soltar()


@contextlib.contextmanager
def _log(ambiente: Ambiente) -> Iterator[None]:
    """Keep a log from one run to the next; the runs write their own besides."""
    nivel = ambiente.configuracao.nivel_log
    destino = abrir_log(ambiente.pastas.logs, nivel, NOME_DO_LOG)
    try:
        yield
    finally:
        fechar_log(destino)


def _obedecer(equipe: Equipe, agentes: Sequence[Agente]) -> Callable[[Pedido], str]:
    def obedecer(pedido: Pedido) -> str:
        if pedido.acao != PARAR:
            return responder(pedido, agentes)
        equipe.pedir_encerramento()
        return "encerrando"

    return obedecer


def ordens_de(ambiente: Ambiente, classificar: Classificar, fim: threading.Event) -> Ordens:
    """Return what a watcher of the configured folders is told; `fim` ends a look that walks."""
    ajustes = ambiente.configuracao.vigilancia
    return Ordens(
        pastas=ambiente.pastas_da_biblioteca(),
        excluir=ambiente.pastas.da_saida(),
        ajustes=ajustes,
        olhar=Olhada(ambiente, classificar, fim),
        observar=Observacao(ajustes.modo, ajustes.intervalo_sondagem),
    )


class Olhada:
    """Walks the folders, and classifies when they differ from what the last run was given.

    A walk that finds nothing new makes no run: rows of runs that did nothing would push out of the
    catalogue the details of those that did. Nor does one that `fim` cut short.
    """

    def __init__(self, ambiente: Ambiente, classificar: Classificar, fim: threading.Event) -> None:
        self._ambiente = ambiente
        self._classificar = classificar
        self._fim = fim
        self._vistas: dict[Path, frozenset[int]] = {}
        self._da_ultima: frozenset[Path] = frozenset()

    def __call__(self, pastas: tuple[Path, ...], motivo: str) -> Rodada:
        """Look at `pastas`; what goes wrong is in the answer."""
        inicio = time.monotonic()
        try:
            rodada = self._olhar(pastas, motivo)
        except ErroTrava as erro:
            rodada = Rodada(motivo, codigo=erro.codigo, erro=erro.o_que)
        except ErroOrquestrador as erro:
            rodada = Rodada(motivo, codigo=erro.codigo, erro=em_uma_linha(erro))
        return msgspec.structs.replace(
            rodada, quando=agora(), segundos=round(time.monotonic() - inicio, 1)
        )

    def _olhar(self, pastas: tuple[Path, ...], motivo: str) -> Rodada:
        vistas = {pasta: self._percorrer(pasta) for pasta in pastas}
        if self._fim.is_set():
            return Rodada(motivo, codigo=CODIGO_DE_INTERRUPCAO)
        mudancas = sum(
            _diferentes(self._vistas.get(pasta, frozenset()), vista)
            for pasta, vista in vistas.items()
        )
        if not mudancas and self._da_ultima.issuperset(pastas):
            return Rodada(motivo)
        trava = Trava(self._ambiente.pastas.catalogo)
        if trava.ocupada():
            raise trava.erro()
        resposta = self._classificar(pastas)
        if resposta["codigo"] in _BOAS:
            self._vistas |= vistas
            self._da_ultima = frozenset(pastas)
        return _rodada(motivo, mudancas, resposta)

    def _percorrer(self, pasta: Path) -> frozenset[int]:
        excluir = self._ambiente.pastas.da_saida()
        achados = varrer((pasta,), excluir=excluir, cancelado=self._fim.is_set)
        return frozenset(map(hash, achados))


def _diferentes(antes: frozenset[int], depois: frozenset[int]) -> int:
    """Return about how many entries came, went or changed; one that changed is on both sides."""
    return max(len(antes - depois), len(depois - antes))


def _rodada(motivo: str, mudancas: int, resposta: Mapping[str, Any]) -> Rodada:
    contagens = resposta.get("contagens", {})
    erros = "; ".join(f"{n}: {e}" for n, e in resposta.get("erros_dos_agentes", {}).items())
    return Rodada(
        motivo,
        codigo=resposta["codigo"],
        mudancas=mudancas,
        execucao=resposta.get("execucao", ""),
        arquivos=contagens.get("arquivos", 0),
        falhas=falhas_em(contagens.get("por_situacao", {})),
        relatorio=resposta.get("relatorio", ""),
        erro=resposta.get("erro", "") or erros,
    )
