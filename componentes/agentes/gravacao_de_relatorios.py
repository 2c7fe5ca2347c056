"""Writes the report of one run to disk, from one reading of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.circunstancias import reunir
from componentes.agentes.formas_em_fluxo import FormasEmFluxo
from componentes.agentes.resumo_da_execucao import resumo
from componentes.base.gravacao import gravar_inteiro
from componentes.base.secoes_relatorios import AjustesDosRelatorios
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import abrir_leitura
from componentes.catalogo.modelo import Execucao
from componentes.classificacao.arvore import Arvore
from componentes.classificacao.ficha import fichas_com_registro
from componentes.classificacao.semelhanca.colecao import Colecao
from componentes.regras.mesas import Mesa
from componentes.relatorio.dados import Apuracao, DadosRelatorio
from componentes.relatorio.html import formatar_html
from componentes.relatorio.json import formatar_json
from componentes.relatorio.markdown import formatar_markdown

ULTIMO = "ultimo.html"
ULTIMO_JSON = "ultimo.json"
_EXECUCOES_A_OLHAR = 100
_USUAIS = AjustesDosRelatorios()


class RelatorioCancelado(Exception):
    """A report is no longer wanted; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Encomenda:
    """Where a report goes and how its user wants it."""

    pasta: Path
    esquema: Arvore | None = None
    """Of the suggested names and folders; None for the program's own."""
    mesas: tuple[Mesa, ...] = ()
    """The tables of rules whose words the report shows."""
    ajustes: AjustesDosRelatorios = _USUAIS


def gravar_relatorio(
    consulta: Consulta,
    execucao: Execucao,
    encomenda: Encomenda,
    *,
    parcial: bool = False,
    cancelado: Callable[[], bool] = lambda: False,
) -> Path:
    """Write a run's report in all forms below the folder of reports; return the page's path.

    `ultimo.html` becomes a copy of it. Raises `ErroDisco`, and `RelatorioCancelado` between two
    records once `cancelado`; an older report stays whole then.
    """
    destino = encomenda.pasta / execucao.nome
    apuracao = Apuracao()
    colecao = None if parcial else Colecao(execucao.raiz, consulta.decisoes())
    with FormasEmFluxo(destino, encomenda.ajustes, parcial=parcial) as formas:
        for ficha, registro in fichas_com_registro(consulta, execucao, encomenda.esquema):
            if cancelado():
                raise RelatorioCancelado
            apuracao.incluir(ficha, registro.mtime_ns)
            formas.incluir(ficha)
            if colecao is not None:
                colecao.incluir(registro)
        circunstancias = reunir(consulta, execucao, encomenda.mesas, colecao)
        dados = apuracao.concluir(resumo(execucao), parcial, circunstancias)
        formas.concluir(dados.resumo)
    _gravar_textos(destino, encomenda, dados)
    return destino / "relatorio.html"


def _gravar_textos(destino: Path, encomenda: Encomenda, dados: DadosRelatorio) -> None:
    """Write the forms that are made of the figures; what is last is written last."""
    html, json = formatar_html(dados).encode(), formatar_json(dados)
    gravar_inteiro(destino / "relatorio.json", json)
    if "markdown" in encomenda.ajustes.formatos:
        gravar_inteiro(destino / "relatorio.md", formatar_markdown(dados.resumo).encode())
    gravar_inteiro(destino / "relatorio.html", html)
    gravar_inteiro(encomenda.pasta / ULTIMO, html)
    gravar_inteiro(encomenda.pasta / ULTIMO_JSON, json)


def relatar_no_processo(catalogo: Path, execucao: Execucao, encomenda: Encomenda) -> Path:
    """Do `gravar_relatorio` in another process, with a reader of its own."""
    motor = abrir_leitura(catalogo)
    try:
        return gravar_relatorio(Consulta(motor), execucao, encomenda)
    finally:
        motor.dispose()


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
