"""The bundled sample library, file by file, against what people wrote down about it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from componentes.base.tipos import Familia, Ficha, Linguagem, Risco, Situacao, Tipo
from componentes.fontes.conteiner import forma_do_texto
from componentes.fontes.decodificacao import decodificar
from tests.apoio.classificacao import acervo_em

RAIZ = Path(__file__).parents[2]
BIBLIOTECA = RAIZ / "CODIGO_FONTE_LIBRARY"
LINHAS = (RAIZ / "tests/dados/biblioteca_esperada.jsonl").read_text(encoding="utf-8").splitlines()
ESPERADAS: list[dict[str, Any]] = [json.loads(linha) for linha in LINHAS]
# What the list calls by the name of the format is a form of text to the program.
FORMAS = {"set": "predefinicao", "html": "html"}
# Labels that are wrong or missing, over all files. These numbers only go down: who mends a rule
# lowers them, and who makes them grow has broken one.
ERROS_DE_RISCO = 4
ERROS_DE_FAMILIA = 45


@pytest.fixture(scope="module")
def fichas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Ficha]]:
    with acervo_em(tmp_path_factory.mktemp("exemplo")) as acervo:
        acervo.pasta = BIBLIOTECA
        acervo.classificar()
        yield acervo.fichas()


def test_cada_arquivo_tem_uma_expectativa(fichas: dict[str, Ficha]) -> None:
    vezes = Counter(esperada["caminho"] for esperada in ESPERADAS)
    assert sorted(vezes) == sorted(fichas)
    assert [caminho for caminho, quantas in vezes.items() if quantas > 1] == []


@pytest.mark.parametrize("esperada", ESPERADAS, ids=lambda esperada: esperada["caminho"])
def test_arquivo_da_biblioteca(fichas: dict[str, Ficha], esperada: dict[str, Any]) -> None:
    ficha = fichas[esperada["caminho"]]
    obtida = {
        "linguagem aceita": ficha.linguagem in esperada["linguagens_aceitas"],
        "tipo": ficha.tipo,
        "codificacao": ficha.codificacao,
        "conteiner": _conteiner(ficha, esperada["conteiner"]),
        "copia_de": ficha.copia_de or None,
        "situacao": ficha.situacao,
    }
    copiadas = ("tipo", "codificacao", "conteiner", "copia_de")
    assert obtida == {
        "linguagem aceita": True,
        **{chave: esperada[chave] for chave in copiadas},
        "situacao": esperada.get("situacao", Situacao.OK),
    }, f"linguagem={ficha.linguagem}; {esperada['nota']}"


@pytest.mark.parametrize(
    ("chave", "erros"), [("riscos", ERROS_DE_RISCO), ("familias", ERROS_DE_FAMILIA)]
)
def test_rotulos_como_um_leitor_os_daria(fichas: dict[str, Ficha], chave: str, erros: int) -> None:
    diferentes = {
        esperada["caminho"]: set(getattr(fichas[esperada["caminho"]], chave)) ^ set(esperada[chave])
        for esperada in ESPERADAS
    }
    assert sum(map(len, diferentes.values())) <= erros, {c: d for c, d in diferentes.items() if d}


def _conteiner(ficha: Ficha, esperado: str) -> str:
    """Return the container as the list names it: of a text, the form where one is expected."""
    if esperado not in FORMAS or ficha.conteiner != "texto":
        return ficha.conteiner
    if ficha.pacote:
        return ficha.propriedades.get("formato", "")
    dados = (BIBLIOTECA / ficha.caminho).read_bytes()
    forma = forma_do_texto(decodificar(dados).conteudo)
    return esperado if forma == FORMAS[esperado] else forma


@pytest.mark.parametrize(
    ("chave", "rotulos"),
    [("linguagem", Linguagem), ("tipo", Tipo), ("familias", Familia), ("riscos", Risco)],
)
def test_so_ha_rotulos_que_existem(
    chave: str, rotulos: type[Linguagem | Tipo | Familia | Risco]
) -> None:
    usados = {
        valor
        for esperada in ESPERADAS
        for valor in (esperada[chave] if isinstance(esperada[chave], list) else [esperada[chave]])
    }
    assert usados <= {str(rotulo) for rotulo in rotulos}


def test_a_linguagem_esperada_e_uma_das_aceitas() -> None:
    assert [e["caminho"] for e in ESPERADAS if e["linguagem"] not in e["linguagens_aceitas"]] == []
