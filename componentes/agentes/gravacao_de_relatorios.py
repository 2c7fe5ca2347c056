"""Writes the report of one run to disk, from one reading of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.gravacao import gravando, gravar_inteiro
from componentes.base.tipos import Ficha, ResumoExecucao
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import abrir_leitura
from componentes.catalogo.modelo import Execucao
from componentes.classificacao.arvore import Arvore
from componentes.classificacao.ficha import fichas
from componentes.relatorio.csv import formatar_csv
from componentes.relatorio.dados import Apuracao
from componentes.relatorio.html import formatar_html
from componentes.relatorio.json import formatar_json

ULTIMO = "ultimo.html"
ULTIMO_JSON = "ultimo.json"
_EXECUCOES_A_OLHAR = 100
_BOM = b"\xef\xbb\xbf"  # Excel takes a CSV without it for the system's code page


class RelatorioCancelado(Exception):
    """A report is no longer wanted; nothing of it is left."""


def gravar_relatorio(  # noqa: PLR0913 each is one thing, and most callers give three
    consulta: Consulta,
    execucao: Execucao,
    pasta: Path,
    esquema: Arvore | None = None,
    *,
    parcial: bool = False,
    cancelado: Callable[[], bool] = lambda: False,
) -> Path:
    """Write HTML, JSON and CSV of a run below `pasta` and return the HTML's path.

    `ultimo.html` becomes a copy of it. Raises `ErroDisco`, and `RelatorioCancelado` between two
    records once `cancelado`; an older report stays whole then.
    """
    destino = pasta / execucao.nome
    apuracao = Apuracao()
    with gravando(destino / "relatorio.csv") as arquivo:
        arquivo.write(_BOM)
        origem = _enquanto_querido(fichas(consulta, execucao, esquema), cancelado)
        for linha in formatar_csv(_apurar(origem, apuracao)):
            arquivo.write(linha.encode())
    dados = apuracao.concluir(resumo(execucao), parcial)
    html = formatar_html(dados).encode()
    json = formatar_json(dados)
    gravar_inteiro(destino / "relatorio.json", json)
    gravar_inteiro(destino / "relatorio.html", html)
    gravar_inteiro(pasta / ULTIMO, html)
    gravar_inteiro(pasta / ULTIMO_JSON, json)
    return destino / "relatorio.html"


def relatar_no_processo(
    catalogo: Path, execucao: Execucao, pasta: Path, esquema: Arvore | None = None
) -> Path:
    """Do `gravar_relatorio` in another process, with a reader of its own."""
    motor = abrir_leitura(catalogo)
    try:
        return gravar_relatorio(Consulta(motor), execucao, pasta, esquema)
    finally:
        motor.dispose()


def resumo(execucao: Execucao) -> ResumoExecucao:
    """Return what reports and lists say of a run."""
    return ResumoExecucao(
        id=execucao.id,
        nome=execucao.nome,
        comando=execucao.comando,
        estado=execucao.estado,
        iniciada_em=execucao.iniciada_em,
        terminada_em=execucao.terminada_em,
        raiz=execucao.raiz,
        versao=execucao.versao,
        regras=execucao.regras,
        pastas=execucao.raizes,
    )


def ler_ultimo(pasta: Path) -> dict[str, Any]:
    """Return the summary of the last report as plain values; {} where there is none to read."""
    try:
        dados = msgspec.json.decode((pasta / ULTIMO_JSON).read_bytes())
    except (OSError, msgspec.DecodeError):
        return {}
    return dados if isinstance(dados, dict) else {}


def continua_valendo(pasta: Path, execucao: Execucao, consulta: Consulta) -> bool:
    """Tell whether the last report is one of the same folders, rules and program.

    Nothing may have changed since then: a run in between can have gone without a report.
    """
    ultimo = ler_ultimo(pasta)
    if ultimo.get("parcial", True) or not (pasta / ULTIMO).exists():
        return False
    atual = msgspec.json.decode(msgspec.json.encode(resumo(execucao)))
    relatada = ultimo.get("execucao", {})
    iguais = all(relatada.get(c) == atual[c] for c in ("pastas", "raiz", "regras", "versao"))
    return iguais and not _mudou_desde(relatada.get("id"), execucao, consulta)


def _mudou_desde(id_relatado: Any, execucao: Execucao, consulta: Consulta) -> bool:
    """Tell whether some run after the reported one, cut off or gone from the list, may differ."""
    if not isinstance(id_relatado, int) or execucao.id - id_relatado > _EXECUCOES_A_OLHAR:
        return True
    recentes = consulta.execucoes(_EXECUCOES_A_OLHAR)
    entre = [e for e in recentes if id_relatado < e.id < execucao.id]
    todas = len(entre) == max(0, execucao.id - id_relatado - 1)
    return not todas or any(e.totais.get("mudou", True) for e in entre)


def _enquanto_querido(origem: Iterable[Ficha], cancelado: Callable[[], bool]) -> Iterator[Ficha]:
    for ficha in origem:
        if cancelado():
            raise RelatorioCancelado
        yield ficha


def _apurar(origem: Iterable[Ficha], apuracao: Apuracao) -> Iterator[Ficha]:
    """Count each record on its way to the CSV: one pass serves both."""
    for ficha in origem:
        apuracao.incluir(ficha)
        yield ficha
