"""A rule's own examples, run through the path that files take."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from itertools import takewhile

from componentes.classificacao.arquivo import ler_conteudo
from componentes.classificacao.exemplos import contexto_do_exemplo
from componentes.classificacao.ferramentas import Ferramentas
from componentes.regras.carga import ler_regras
from componentes.regras.modelo import Dimensao, Exemplo, Regra
from componentes.regras.motor import Local, Prontas, aprontar, julgar, pesar


def evidencias_vistas(regra: Regra, exemplo: Exemplo, ferramentas: Ferramentas) -> set[str]:
    """Return the ids of the rule's evidences that hold in an example, whatever the points."""
    fatos = ler_conteudo(exemplo.codigo.encode(), ferramentas).fatos
    ocorrencias = {**fatos.ocorrencias, **contexto_do_exemplo(exemplo, fatos).ocorrencias()}
    locais = {nome: (o.linha, o.trecho, o.entradas) for nome, o in ocorrencias.items()}
    locais = {**_rotulos_antes(regra, locais, ferramentas), **locais}
    rotulo = pesar(aprontar([regra])[0], locais)
    if rotulo is None:
        return set()
    return {evidencia.regra.removeprefix(f"{regra.id}.") for evidencia in rotulo.evidencias}


def _rotulos_antes(
    regra: Regra, locais: Mapping[str, Local], ferramentas: Ferramentas
) -> dict[str, Local]:
    """Return the labels that the rules asked before this one give: they are facts for it."""
    principais = {r.dimensao: r.valor for r in julgar(ferramentas.exclusivas, locais)}
    antes = Prontas(takewhile(lambda p: p.regra.id != regra.id, ferramentas.multiplas))
    linguagem = principais.get(Dimensao.LINGUAGEM, "")
    rotulos = julgar(antes, locais, linguagem, principais.get(Dimensao.TIPO, ""))
    return {rotulo.nome: rotulo.local for rotulo in rotulos}


def regras_escritas() -> tuple[Regra, ...]:
    """Return the bundled rules as they stand in their files, those with `cada` not unfolded."""
    arquivos = (resources.files("componentes.regras") / "dados").iterdir()
    return tuple(
        regra
        for arquivo in arquivos
        if arquivo.name.endswith(".yaml")
        for regra in ler_regras(arquivo.read_text(encoding="utf-8"), arquivo.name)
    )
