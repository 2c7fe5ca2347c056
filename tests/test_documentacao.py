"""The documents say what the program has, and nothing they point at is missing."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import FieldInfo

from componentes import VERSAO
from componentes.base import erros
from componentes.base.config import Configuracao
from componentes.catalogo.tabelas import metadados
from componentes.orquestracao.central import OrquestradorCentral
from componentes.portas.argumentos import construir

RAIZ = Path(__file__).resolve().parents[1]
DOCS = RAIZ / "Development" / "docs"
README = (RAIZ / "README.md").read_text(encoding="utf-8")
ARQUITETURA = (DOCS / "arquitetura.md").read_text(encoding="utf-8")
RODAR = (
    "python -m pip install -r requirements.txt && python orquestrador_central.py classificar_tudo"
)
TESTAR = "python -m pip install -r requirements.txt -r requirements-dev.txt && python -m pytest"

_LIGACAO = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?\)")
_TITULO = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_BLOCO = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
# A path that only exists where this program was written.
_DA_MAQUINA = re.compile(r"(?<![\w.~)}\]/])/(?:work|root|tmp)(?:/|\b)")
_DE_TEXTO = {"", ".py", ".md", ".toml", ".txt", ".json", ".yaml", ".j2", ".js", ".css", ".svg"}

COMANDO = tuple[str, argparse.ArgumentParser]


def _comandos(analisador: argparse.ArgumentParser, antes: str = "") -> Iterator[COMANDO]:
    """Yield every command, aliases and actions included, as it is typed."""
    grupos = [a for a in analisador._actions if isinstance(a, argparse._SubParsersAction)]
    if not any(grupo.required for grupo in grupos) and antes:
        yield antes, analisador
    for grupo in grupos:
        for nome, filho in grupo.choices.items():
            yield from _comandos(filho, f"{antes} {nome}".strip())


COMANDOS = dict(_comandos(construir()))


def _secao(texto: str, titulo: str) -> str:
    """Return the part of a document under one second-level heading."""
    achado = re.search(rf"^## {titulo}\n(.*?)(?=^## |\Z)", texto, re.MULTILINE | re.DOTALL)
    assert achado, f"falta a seção {titulo}"
    return achado[1]


def _linhas_de_tabela(secao: str) -> list[str]:
    return [linha for linha in secao.splitlines() if linha.startswith("|")]


def _documentos() -> list[Path]:
    soltos = [RAIZ / "README.md", RAIZ / "CHANGELOG.md", RAIZ / "benchmarks" / "README.md"]
    return [*soltos, *sorted(DOCS.rglob("*.md"))]


def _arquivos_do_projeto() -> list[Path]:
    """Return what git tracks or would track; the tree as it is where there is no git."""
    comando = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        feito = subprocess.run(comando, cwd=RAIZ, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("sem git não se sabe o que faz parte do projeto")
    return [RAIZ / nome for nome in feito.stdout.decode().split("\0") if nome]


@pytest.mark.parametrize("comando", [RODAR, TESTAR])
def test_os_dois_comandos_estao_no_readme(comando: str) -> None:
    assert comando in README.splitlines()


@pytest.mark.parametrize("comando", COMANDOS)
def test_todo_comando_esta_no_readme(comando: str) -> None:
    assert re.search(rf"`{re.escape(comando)}[ `]", _secao(README, "Commands"))


def test_o_readme_nao_promete_outros_comandos() -> None:
    linhas = _linhas_de_tabela(_secao(README, "Commands"))
    celulas = [linha.split("|")[1] for linha in linhas[2:]]
    citados = [nome for celula in celulas for nome in re.findall(r"`([a-z][a-z_ ]*[a-z])", celula)]
    assert citados
    assert {nome for nome in citados if nome not in COMANDOS} == set()


def test_toda_opcao_esta_no_readme() -> None:
    opcoes = {
        opcao
        for analisador in (construir(), *COMANDOS.values())
        for acao in analisador._actions
        for opcao in acao.option_strings
        if opcao.startswith("--")
    }
    assert {opcao for opcao in opcoes if not re.search(rf"`{opcao}[ `]", README)} == set()


_COM_PAGINA = {"alertas"}


def _chaves(tipo: type[Struct], antes: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield every key with its field, those of a section under the section's name.

    A section that has a page with tests of its own is one key here.
    """
    for campo in msgspec.structs.fields(tipo):
        if isinstance(campo.default, Struct) and campo.name not in _COM_PAGINA:
            yield from _chaves(type(campo.default), f"{antes}{campo.name}.")
        else:
            yield f"{antes}{campo.name}", campo


@pytest.mark.parametrize(("chave", "campo"), list(_chaves(Configuracao)))
def test_toda_chave_esta_no_readme_com_seu_padrao(chave: str, campo: FieldInfo) -> None:
    linhas = _linhas_de_tabela(_secao(README, "Configuration"))
    (linha,) = (linha for linha in linhas if linha.startswith(f"| `{chave}` |"))
    padrao = [campo.default] if not isinstance(campo.default, tuple) else campo.default
    if isinstance(campo.default, msgspec.Struct):  # a section has a page of its own
        padrao = []
    for valor in padrao:
        texto = json.dumps(valor) if isinstance(valor, bool) else str(valor)
        assert f"`{texto}`" in linha
    for limite in _limites(campo):
        assert re.search(rf"\b{limite}\b", linha)


def _limites(campo: FieldInfo) -> list[float]:
    metas = getattr(campo.type, "__metadata__", ())
    limites = [limite for meta in metas for limite in (meta.ge, meta.le) if limite is not None]
    assert limites or not isinstance(campo.default, int | float) or isinstance(campo.default, bool)
    return limites


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base folder whose configuration names the sample library."""
    pasta = tmp_path_factory.mktemp("base")
    configuracao = pasta / "Development" / "config" / "orquestrador.json"
    configuracao.parent.mkdir(parents=True)
    diretorios = [str(RAIZ / diretorio) for diretorio in Configuracao().diretorios]
    configuracao.write_text(json.dumps({"diretorios": diretorios}), encoding="utf-8")
    return pasta


def _passeio() -> list[tuple[str, list[str]]]:
    """Return the commands of the README's tour, in order, each with the lines it promises."""
    passos: list[tuple[str, list[str]]] = []
    for bloco in _BLOCO.findall(_secao(README, "Five-minute tour")):
        for linha in bloco.splitlines()[1:-1]:
            if linha.startswith("$ "):
                passos.append((linha.removeprefix("$ "), []))
            elif "…" not in linha:
                passos[-1][1].append(linha)
    return passos


def _sem_duracao(linha: str) -> str:
    """Return a line without how long it took and which base was meant, its blanks plain."""
    linha = re.sub(r" --base \S+", "", " ".join(linha.split()))
    return re.sub(r" em \d+,\d s ", " em N s ", linha)


def test_o_passeio_do_readme_mostra_o_que_promete(base: Path) -> None:
    ambiente = {n: v for n, v in os.environ.items() if n != "COLUMNS"}
    for comando, promessas in _passeio():
        python, programa, *argumentos = shlex.split(comando)
        assert (python, programa) == ("python", "orquestrador_central.py")
        feito = subprocess.run(
            [sys.executable, str(RAIZ / programa), *argumentos, "--base", str(base)],
            cwd=base,
            env=ambiente,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        assert feito.returncode == 0, feito.stdout
        mostradas = {_sem_duracao(linha) for linha in feito.stdout.splitlines()}
        assert {p for p in promessas if _sem_duracao(p) not in mostradas} == set(), comando


def test_o_exemplo_de_uso_como_biblioteca_funciona(tmp_path: Path) -> None:
    (exemplo,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    programa = tmp_path / "exemplo.py"
    programa.write_text(exemplo, encoding="utf-8")
    shutil.copytree(RAIZ / "CODIGO_FONTE_LIBRARY" / "TradingView_Scripts", tmp_path / "biblioteca")
    feito = subprocess.run(
        [sys.executable, str(programa)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(RAIZ)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    arquivos = sum(arquivo.is_file() for arquivo in (tmp_path / "biblioteca").rglob("*"))
    assert feito.stdout.split() == ["True", str(arquivos), "parado"], feito.stderr


def test_todo_codigo_de_saida_esta_no_readme() -> None:
    usados = {
        classe.codigo
        for classe in vars(erros).values()
        if isinstance(classe, type) and issubclass(classe, erros.ErroOrquestrador)
    }
    linhas = _linhas_de_tabela(_secao(README, "Exit codes"))
    documentados = {int(linha.split("|")[1]) for linha in linhas[2:]}
    assert documentados == usados | {0, 3, 130}


@pytest.mark.parametrize("tabela", metadados.tables)
def test_toda_tabela_esta_na_arquitetura(tabela: str) -> None:
    assert f"| `{tabela}` |" in _secao(ARQUITETURA, "The catalogue")


def test_todo_agente_esta_na_arquitetura() -> None:
    for nome, agente in OrquestradorCentral().componentes.items():
        assert f"| `{nome}` | `{type(agente).__name__}` |" in ARQUITETURA


def test_todo_comodo_esta_na_arquitetura() -> None:
    comodos = [p.parent.name for p in (RAIZ / "componentes").glob("*/__init__.py")]
    secao = _secao(ARQUITETURA, "Floors and rooms")
    assert {nome for nome in comodos if f"`{nome}/`" not in secao} == set()


def test_arquivos_citados_na_arquitetura_existem() -> None:
    citados = set(re.findall(r"`([a-z_]+/[a-z_/]+\.(?:py|yaml|j2))`", ARQUITETURA))
    assert citados
    lugares = (RAIZ / "componentes", RAIZ)
    assert {n for n in citados if not any((lugar / n).exists() for lugar in lugares)} == set()


@pytest.mark.parametrize("documento", _documentos(), ids=lambda d: d.relative_to(RAIZ).as_posix())
def test_toda_ligacao_leva_a_algum_lugar(documento: Path) -> None:
    texto = _BLOCO.sub("", documento.read_text(encoding="utf-8"))
    quebradas = [
        alvo
        for alvo in _LIGACAO.findall(texto)
        if not re.match(r"[a-z]+:", alvo) and not _existe(documento, alvo)
    ]
    assert quebradas == []


def _existe(documento: Path, alvo: str) -> bool:
    nome, _, ancora = alvo.partition("#")
    arquivo = (documento.parent / nome) if nome else documento
    if not ancora:
        return arquivo.exists()
    return arquivo.is_file() and ancora in _ancoras(arquivo.read_text(encoding="utf-8"))


def _ancoras(texto: str) -> set[str]:
    """Return the anchors GitHub makes of headings."""
    titulos = _TITULO.findall(_BLOCO.sub("", texto))
    return {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titulos}


def test_as_imagens_existem_e_sao_leves() -> None:
    imagens = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert {Path(imagem).suffix for imagem in imagens} == {".svg", ".png"}
    for imagem in imagens:
        assert 0 < (RAIZ / imagem).stat().st_size < 300_000


def test_as_imagens_nao_buscam_nada_na_rede() -> None:
    for imagem in (DOCS / "imagens").glob("*.svg"):
        assert not re.search(r"(?:href|src)=|url\(\s*['\"]?http", imagem.read_text("utf-8"))


def test_as_decisoes_sao_numeradas_e_completas() -> None:
    decisoes = sorted((DOCS / "decisoes").glob("*.md"))
    numeros = [int(decisao.name[:3]) for decisao in decisoes]
    assert numeros == list(range(1, len(decisoes) + 1))
    for decisao in decisoes:
        texto = decisao.read_text(encoding="utf-8")
        for parte in ("Context", "Decision", "Consequences"):
            assert f"**{parte}.**" in texto, decisao.name


def test_a_versao_esta_no_registro_de_mudancas() -> None:
    registro = (RAIZ / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(VERSAO)}\] - \d{{4}}-\d\d-\d\d$", registro, re.MULTILINE)


def test_nenhum_caminho_de_maquina() -> None:
    achados = []
    for arquivo in _arquivos_do_projeto():
        relativo = arquivo.relative_to(RAIZ)
        if relativo.parts[0] == "CODIGO_FONTE_LIBRARY":
            continue
        if arquivo.suffix in _DE_TEXTO and arquivo.is_file() and arquivo != Path(__file__):
            linhas = arquivo.read_text(encoding="utf-8", errors="replace").splitlines()
            achados += [
                f"{relativo}:{n}: {linha.strip()[:100]}"
                for n, linha in enumerate(linhas, start=1)
                if _DA_MAQUINA.search(linha)
            ]
    assert achados == []
