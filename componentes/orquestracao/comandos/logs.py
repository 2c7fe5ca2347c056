"""The log of a run, line by line, also while it grows."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.erros import ErroUso
from componentes.base.registro import arquivo_da_execucao, partes_do_log
from componentes.base.tipos import NIVEIS
from componentes.catalogo.modelo import ABERTAS, Execucao
from componentes.orquestracao.comandos.execucoes import achar
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, natural, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes.cura import curar
from componentes.orquestracao.sessao import leitura

_ENTRE_OLHADAS = 0.25
_OLHADAS_DEPOIS_DO_FIM = 4


def log(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Return the log of a run as it stands, or with `seguir` once the run has ended."""
    return {"sucesso": True, "registros": list(linhas_do_log(equipe, parametros))}


def linhas_do_log(equipe: Equipe, parametros: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the records of a run's log from the level `nivel` up, the last `linhas` of them.

    With `seguir` those that come are yielded too, until the run has ended or somebody asked this
    process to stop. Raises `ErroUso` for a run that has no log.
    """
    conferir_nomes(parametros, frozenset({"nome", "nivel", "linhas", "seguir"}))
    nivel = texto(parametros, "nivel", "detalhe")
    if nivel not in NIVEIS:
        raise ErroUso(f"Nível desconhecido: '{nivel}'", o_que_fazer=f"use {', '.join(NIVEIS)}")
    execucao = _execucao(equipe, texto(parametros, "nome", ""))
    pasta = equipe.ambiente.pastas.logs_das_execucoes
    destino = arquivo_da_execucao(pasta, execucao.nome)
    partes = partes_do_log(destino)
    if not partes and execucao.estado not in ABERTAS:
        raise ErroUso(
            "Não há mais log desta execução",
            onde=destino,
            o_que_fazer="os logs das últimas 50 execuções são guardados; veja 'execucoes listar'",
        )
    ultimas = natural(parametros, "linhas", 0)
    leitor = _Crescente(destino)
    velhas = chain.from_iterable(parte.read_bytes().splitlines() for parte in partes[:-1])
    lidas = _do_nivel(chain(velhas, leitor.novas()), nivel)
    yield from deque(lidas, ultimas) if ultimas else lidas
    if booleano(parametros, "seguir", False):
        yield from _do_nivel(_seguir(equipe, execucao, leitor), nivel)


def _seguir(equipe: Equipe, execucao: Execucao, leitor: _Crescente) -> Iterator[bytes]:
    """Yield what comes; the last lines are written just after the run has its end state."""
    olhadas_depois = 0
    while True:
        if _execucao(equipe, str(execucao.id)).estado not in ABERTAS:
            olhadas_depois += 1
        novas = leitor.novas()
        yield from novas
        quieto = not novas and olhadas_depois > _OLHADAS_DEPOIS_DO_FIM
        if quieto or equipe.parada_pedida.wait(_ENTRE_OLHADAS):
            return


def _execucao(equipe: Equipe, nome: str) -> Execucao:
    with leitura(equipe.ambiente) as consulta:
        curar(equipe.ambiente, consulta)
        return achar(consulta, nome)


class _Crescente:
    """Reads whole lines from a file that grows, and that is begun anew when it has grown enough."""

    def __init__(self, caminho: Path) -> None:
        self._caminho = caminho
        self._lido = 0

    def novas(self) -> list[bytes]:
        """Return the lines written since the call before."""
        try:
            with self._caminho.open("rb") as arquivo:
                if arquivo.seek(0, 2) < self._lido:  # rotated: what we had not read is in `.1`
                    self._lido = 0
                arquivo.seek(self._lido)
                dados = arquivo.read()
        except OSError:
            return []
        inteiras = dados[: dados.rfind(b"\n") + 1]
        self._lido += len(inteiras)
        return inteiras.splitlines()


def _do_nivel(linhas: Iterable[bytes], nivel: str) -> Iterator[dict[str, Any]]:
    graus = list(NIVEIS.values())
    aceitos = graus[graus.index(NIVEIS[nivel]) :]
    for linha in linhas:
        try:
            registro = msgspec.json.decode(linha, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):  # cut by a full disk or a power failure
            continue
        if registro.get("level") in aceitos:
            yield registro
