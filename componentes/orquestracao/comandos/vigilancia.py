"""Keep watching the library, and classify what arrives."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.erros import CODIGO_DE_INTERRUPCAO, ErroOrquestrador
from componentes.base.eventos import Evento, RodadaTerminada
from componentes.base.vigilancia import Rodada
from componentes.orquestracao.comandos.classificacao import DA_EXECUCAO, classificar_tudo
from componentes.orquestracao.comandos.parametros import conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.residencia.vigilancia import NOME_DO_LOG, Classificar, vigia_de
from componentes.orquestracao.residencia.zelo import Zelo

_PULSO = 0.5


def vigiar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Watch until asked to stop: by a signal, or by `parar_sistema` in any terminal."""
    conferir_nomes(parametros, DA_EXECUCAO)
    conta, zelo = _Conta(), Zelo(equipe.ambiente)
    cancelar = equipe.barramento.assinar(conta)
    try:
        with vigia_de(equipe, classificador(equipe, parametros)) as vigia:
            while not vigia.aguardar(_PULSO):
                with contextlib.suppress(ErroOrquestrador):  # the sign of life says so in the log
                    zelo.cuidar()
                if equipe.encerramento.is_set():
                    vigia.parar()
    finally:
        cancelar()
        equipe.encerramento.clear()
        equipe.parada_pedida.clear()  # the watcher may have asked for it once too often
    if vigia.erro is not None:
        raise ErroOrquestrador(
            f"A vigilância falhou: {type(vigia.erro).__name__}: {vigia.erro}",
            onde=equipe.ambiente.pastas.logs / NOME_DO_LOG,
            o_que_fazer="veja o log; o mesmo comando recomeça",
        ) from vigia.erro
    return {
        "sucesso": True,
        "codigo": CODIGO_DE_INTERRUPCAO,
        "varreduras": conta.varreduras,
        "execucoes": conta.execucoes,
        "ultima": msgspec.to_builtins(conta.ultima),
    }


class _Conta:
    """Counts the looks of a watch, and the runs they led to."""

    def __init__(self) -> None:
        self.varreduras = 0
        self.execucoes = 0
        self.ultima: Rodada | None = None

    def __call__(self, evento: Evento) -> None:
        if isinstance(evento, RodadaTerminada):
            self.varreduras += 1
            self.execucoes += bool(evento.rodada.execucao)
            self.ultima = evento.rodada


def classificador(equipe: Equipe, parametros: Mapping[str, Any]) -> Classificar:
    """Return what classifies, with these parameters, the folders that are there."""

    def classificar(pastas: tuple[Path, ...]) -> Mapping[str, Any]:
        pedido = {**parametros, "pastas": [str(pasta) for pasta in pastas]}
        try:
            return {"codigo": 0, **classificar_tudo(equipe, pedido)}
        finally:
            equipe.parada_pedida.clear()

    return classificar
