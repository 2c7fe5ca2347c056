"""The command line: every command reachable, every word of help in Portuguese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from componentes.base.erros import ErroUso
from componentes.orquestracao.despacho import COMANDOS
from componentes.portas.apresentacao.respostas import _APRESENTADORES
from componentes.portas.argumentos import analisar, construir

INGLES = re.compile(
    r"usage|options|positional|arguments?\b|show|exit|required|invalid|choose|error|version\b"
    r"|expected|unrecognized",
    re.IGNORECASE,
)
OPCAO = re.compile(r"--[a-z-]+")


def _analisadores(
    analisador: argparse.ArgumentParser, nome: str = ""
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield nome, analisador
    for acao in analisador._actions:
        if isinstance(acao, argparse._SubParsersAction):
            for filho, dele in acao.choices.items():
                yield from _analisadores(dele, f"{nome}_{filho}".lstrip("_"))


def _acoes(analisador: argparse.ArgumentParser) -> argparse._SubParsersAction[Any] | None:
    acoes = [a for a in analisador._actions if isinstance(a, argparse._SubParsersAction)]
    return acoes[0] if acoes else None


TODOS = dict(_analisadores(construir()))
_EXIGEM_ACAO = {n for n, a in TODOS.items() if (acoes := _acoes(a)) and acoes.required}
FOLHAS = sorted(TODOS.keys() - _EXIGEM_ACAO)
_COMANDOS = getattr(_acoes(construir()), "choices", {})


def test_todo_comando_tem_quem_faca_e_quem_mostre() -> None:
    assert set(FOLHAS) == set(COMANDOS) == set(_APRESENTADORES)


@pytest.mark.parametrize("comando", [["explicar", "a.mq4"], ["organizar", "plano"]])
def test_html_sem_lugar_e_um_texto_vazio(comando: list[str]) -> None:
    assert analisar(comando).html is None
    assert analisar([*comando, "--html"]).html == ""
    assert analisar([*comando, "--html", "p.html"]).html == "p.html"


@pytest.mark.parametrize("nome", sorted(TODOS))
def test_ajuda_em_portugues(nome: str) -> None:
    ajuda = TODOS[nome].format_help()
    assert ajuda.startswith("uso: orquestrador_central.py")
    assert not INGLES.findall(OPCAO.sub("", ajuda).replace("(status)", ""))


@pytest.mark.parametrize("nome", sorted(TODOS))
def test_toda_opcao_e_comando_tem_explicacao(nome: str) -> None:
    sem = {"diretorio", "arquivo", "id", "formato"}  # their name says it
    for acao in TODOS[nome]._actions:
        if acao.dest not in sem and not isinstance(acao, argparse._SubParsersAction):
            assert acao.help or acao.choices or acao.required, acao


@pytest.mark.parametrize(
    ("linha", "palavras"),
    [
        ("", "falta informar: COMANDO"),
        ("nada", "'nada' não existe"),
        ("classificar_tudo --nivel meio", "'meio' não existe"),
        ("classificar_tudo --inexistente", "argumentos desconhecidos: --inexistente"),
        ("classificar_tudo --base", "--base: falta o valor"),
        ("classificar_diretorio", "falta informar: DIR"),
        ("backups", "falta informar: AÇÃO"),
        ("backups restaurar", "falta informar: ID, --destino"),
        ("config mudar", "'mudar' não existe"),
        ("exportar --formato xml", "'xml' não existe"),
        ("--js status", "argumentos desconhecidos: --js"),
        ("status --simp", "argumentos desconhecidos: --simp"),
    ],
)
def test_erros_em_portugues(linha: str, palavras: str) -> None:
    with pytest.raises(ErroUso) as erro:
        analisar(linha.split())
    assert palavras in erro.value.o_que
    assert not INGLES.findall(OPCAO.sub("", erro.value.o_que))
    assert "--help" in erro.value.o_que_fazer


@pytest.mark.parametrize("comando", [nome for nome in FOLHAS if nome != "backups_restaurar"])
def test_opcoes_globais_antes_e_depois(comando: str) -> None:
    valores = ["--config", "c.json", "--biblioteca", "bib", "--base", "pasta"]
    globais = [*valores, "--json", "--simples", "--quieto"]
    grupo, _, acao = comando.partition("_")
    partes = [grupo, acao] if comando not in _COMANDOS else [comando]
    if comando == "classificar_diretorio":
        partes.append("d")
    if comando == "explicar":
        partes.append("a.mq4")
    if comando == "backups_diferenca":
        partes.append("ultimo")
    if comando == "agenda_executar":
        partes.append("noite")
    if comando == "alertas_silenciar":
        partes.append("2f63f98c")
    if comando == "agentes_reiniciar":
        partes.append("monitor")
    antes, depois = analisar([*globais, *partes]), analisar([*partes, *globais])
    assert antes == depois
    assert (antes.config, antes.biblioteca, antes.base) == (
        Path("c.json"),
        Path("bib"),
        Path("pasta"),
    )
    assert antes.json
    assert antes.simples
    assert antes.quieto
    sem = analisar(partes)
    assert (sem.config, sem.biblioteca, sem.base) == (None, None, None)
    assert {sem.json, sem.simples, sem.quieto} == {False}


def test_o_que_vem_depois_vale_mais() -> None:
    assert analisar(["--base", "um", "status", "--base", "dois"]).base == Path("dois")
