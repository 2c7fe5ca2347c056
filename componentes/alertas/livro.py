"""The book of alerts: their rows in memory, each change stored as far as the catalogue lets it.

A catalogue that fails must not keep the alert about that very failure from being sent: memory is
the truth of this process, and what cannot be stored is logged.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection

from componentes.alertas.estado import Decisao, decidir, lembrar
from componentes.alertas.modelo import Sinal, impressao
from componentes.alertas.regras import regra_de, regra_em_vigor
from componentes.base.erros import ErroOrquestrador
from componentes.base.secoes_alertas import Regras
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import SituacaoAlerta
from componentes.catalogo.perguntas.alertas import Alerta, alertas, silencio

registro = logging.getLogger("orquestrador.alertas")
T = TypeVar("T")
_LIDOS = 1000
Relogio = Callable[[], datetime]


class Livro:
    """Knows every alert, decides what a signal makes of it, and keeps it."""

    def __init__(self, regras: Regras, escritor: Escritor, relogio: Relogio) -> None:
        self._regras = regras
        self._escritor = escritor
        self._relogio = relogio
        self._linhas: dict[str, Alerta] = {}
        self._trava = threading.Lock()
        self._notas: dict[str, dict[str, str]] = {}
        """By fingerprint and destination, why the latest message did not arrive."""

    def carregar(self) -> None:
        """Read what earlier processes left."""
        nenhuma: list[Alerta] = []
        linhas = self._perguntar(partial(alertas, limite=_LIDOS), nenhuma)
        self._linhas = {linha.impressao: linha for linha in linhas}

    def ativos(self) -> frozenset[str]:
        """Return the fingerprints of what is raised now."""
        ativo = SituacaoAlerta.ATIVO
        return frozenset(i for i, linha in self._linhas.items() if linha.situacao is ativo)

    def registrar(self, sinal: Sinal) -> Decisao:
        """Return what becomes of a signal, and keep it."""
        regra, agora = regra_de(self._regras, sinal.regra), self._relogio()
        anterior = self._linhas.get(impressao(sinal.regra, sinal.alvo))
        decisao = decidir(sinal, anterior, regra, agora)
        if decisao.avisar and anterior is not None:
            anterior = self._com_silencio(anterior)
            decisao = decidir(sinal, anterior, regra, agora)
        return self._guardar(decisao)

    def lembretes(self) -> Iterator[Decisao]:
        """Yield what is raised, was kept silent, and is to be told now."""
        agora = self._relogio()
        for linha in list(self._linhas.values()):
            regra = regra_em_vigor(self._regras, linha.regra)
            if regra is not None and lembrar(linha, regra, agora).avisar:
                decisao = lembrar(self._com_silencio(linha), regra, agora)
                if decisao.avisar:
                    yield self._guardar(decisao)

    def anotar(self, destino: str, impressoes: tuple[str, ...], motivo: str) -> None:
        """Note in the rows what came of sending to a destination, from any thread."""
        notas = {}
        with self._trava:
            for impressao_ in impressoes:
                motivos = self._notas.setdefault(impressao_, {})
                motivos.pop(destino, None)
                if motivo:
                    motivos[destino] = motivo
                notas[impressao_] = "; ".join(f"{d}: {m}" for d, m in sorted(motivos.items()))
        self._enviar(partial(operacoes.anotar_envio, notas=notas))

    def _com_silencio(self, linha: Alerta) -> Alerta:
        """Return a row with what the user silenced meanwhile, from any terminal."""
        ate = self._perguntar(partial(silencio, impressao=linha.impressao), linha.silenciado_ate)
        linha = replace(linha, silenciado_ate=ate)
        self._linhas[linha.impressao] = linha
        return linha

    def _guardar(self, decisao: Decisao) -> Decisao:
        if decisao.alerta is not None:
            self._linhas[decisao.alerta.impressao] = decisao.alerta
            self._enviar(partial(operacoes.gravar_alerta, alerta=decisao.alerta))
        return decisao

    def _perguntar(self, pergunta: Callable[[Connection], T], padrao: T) -> T:
        try:
            return self._escritor.executar(pergunta)
        except (ErroOrquestrador, RuntimeError) as erro:
            registro.warning("os alertas não puderam ser lidos: %s", erro)
            return padrao

    def _enviar(self, operacao: Callable[[Connection], None]) -> None:
        try:
            self._escritor.enviar(operacao).add_done_callback(_ao_gravar)
        except RuntimeError as erro:  # the run is over and its catalogue closed
            registro.info("um alerta não pôde ser gravado: %s", erro)


def _ao_gravar(futuro: Future[None]) -> None:
    erro = futuro.exception()
    if erro is not None:
        registro.warning("um alerta não pôde ser gravado: %s", erro)
