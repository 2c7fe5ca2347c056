"""How fast the report is written, and how fast its page is in a browser, against floors.

One command, `python benchmarks/relatorio.py --base DIR`; how to read it: benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corrida import MEGA, positivo
from benchmarks.escrita import SEM_XLSX, TUDO, Escrita, em_outro_processo, escrever, ler
from benchmarks.registros import Origem, classificar_exemplo
from componentes.base.erros import ErroCatalogo

_PALAVRA = "martingale"
_FORMAS = ("html", "json", "md", "csv", "xlsx")
# Of each figure of the page: its key, its words, its unit, and the key of its floor.
DA_PAGINA = (
    ("interativa", "página interativa", "ms", "piso interativa"),
    ("documento", "documento lido (DOMContentLoaded)", "ms", ""),
    ("tarefa", "tarefa mais longa ao abrir", "ms", ""),
    ("memória", "memória do script, aberta", "MB", ""),
    ("tecla", "tecla na busca, script", "ms", "piso tecla"),
    ("tecla, a pior", "tecla na busca, script, a pior", "ms", "piso tecla"),
    ("tecla, pintada", "tecla na busca, pintada", "ms", "piso tecla"),
    ("tecla, pintada, a pior", "tecla na busca, pintada, a pior", "ms", "piso tecla"),
    ("tecla com cópias", "tecla entre todos, script", "ms", "piso tecla"),
    ("tecla com cópias, a pior", "tecla entre todos, script, a pior", "ms", "piso tecla"),
    ("tecla com cópias, pintada", "tecla entre todos, pintada", "ms", "piso tecla"),
    ("tecla com cópias, pintada, a pior", "tecla entre todos, pintada, a pior", "ms", "piso tecla"),
    ("faceta", "faceta ligada", "ms", ""),
    ("cópias", "cópias mostradas", "ms", ""),
    ("ordem por tamanho", "ordem por tamanho, todos", "ms", ""),
    ("ordem por nome", "ordem por nome, todos", "ms", ""),
    ("rolagem", "rolagem até o fim, pior quadro", "ms", ""),
    ("painel", "painel de uma linha", "ms", ""),
    ("painel outra vez", "painel da seguinte", "ms", ""),
)


@dataclass(frozen=True, slots=True)
class Medida:
    """One thing measured, in `unidade` (s, ms, MB); `piso` is the least it could be, 0: none."""

    nome: str
    unidade: str
    valor: float
    piso: float = 0.0


@dataclass(frozen=True, slots=True)
class Resultado:
    """A whole measurement; `sem_pagina` says why the page was not opened."""

    registros: int
    processadores: int
    repeticoes: int
    medidas: tuple[Medida, ...]
    sem_pagina: str = ""


def medir(origem: Origem, palavra: str, repeticoes: int) -> Resultado:
    """Write the report into a temporary folder and open its page there."""
    with tempfile.TemporaryDirectory(prefix="orquestrador-relatorio-") as nome:
        pasta = Path(nome)
        leitura = em_outro_processo(ler, origem)
        tudo = em_outro_processo(escrever, origem, pasta / "tudo", TUDO)
        enxuto = em_outro_processo(escrever, origem, pasta / "sem_xlsx", SEM_XLSX)
        medidas = [
            *_escrita("ler todas as fichas", leitura, leitura),
            *_escrita("escrever o relatório", tudo, leitura),
            *_escrita("escrever sem XLSX", enxuto, leitura),
            *_tamanhos(tudo.pasta),
        ]
        sem_pagina = _falta_para_abrir()
        if not sem_pagina:
            medidas += _da_pagina(tudo.pasta / "relatorio.html", palavra, repeticoes)
    processadores = os.cpu_count() or 1
    return Resultado(leitura.registros, processadores, repeticoes, tuple(medidas), sem_pagina)


def da_pagina(amostras: Mapping[str, Sequence[float]]) -> Iterator[Medida]:
    """Yield the median of each figure of the page."""
    medianas = {nome: statistics.median(valores) for nome, valores in amostras.items()}
    for chave, nome, unidade, piso in DA_PAGINA:
        yield Medida(nome, unidade, medianas[chave], medianas.get(piso, 0.0))


def tabela(resultado: Resultado) -> str:
    """Return the measurement as plain text."""
    onde = f"{resultado.registros} registros, {resultado.processadores} processadores"
    linhas = [
        f"{onde}, página: mediana de {resultado.repeticoes}",
        f"{'medida':<36}{'valor':>10}{'':3}{'piso':>10}{'x piso':>9}",
    ]
    for medida in resultado.medidas:
        casas = 1 if medida.unidade == "ms" else 3
        piso = f"{medida.piso:.{casas}f}" if medida.piso else "-"
        razao = f"{medida.valor / medida.piso:.1f}" if medida.piso else "-"
        linhas.append(
            f"{medida.nome:<36}{medida.valor:>10.{casas}f} {medida.unidade:<2}{piso:>10}{razao:>9}"
        )
    return "\n".join([*linhas, *filter(None, [resultado.sem_pagina])])


def em_json(resultado: Resultado) -> str:
    """Return the measurement, ratios included, as one JSON object."""
    medidas = [
        asdict(medida) | {"x_piso": medida.valor / medida.piso if medida.piso else None}
        for medida in resultado.medidas
    ]
    return json.dumps(asdict(resultado) | {"medidas": medidas}, ensure_ascii=False, indent=2)


def principal(argumentos: Sequence[str] | None = None) -> None:
    """Measure and print."""
    opcoes = _analisar(argumentos)
    formatar: Callable[[Resultado], str] = em_json if opcoes.json else tabela
    with tempfile.TemporaryDirectory(prefix="orquestrador-base-") as exemplo:
        if opcoes.base is None:
            classificar_exemplo(Path(exemplo))
        origem = Origem(opcoes.base or Path(exemplo), opcoes.multiplicar * 1000)
        try:
            print(formatar(medir(origem, opcoes.palavra, opcoes.repeticoes)))
        except ErroCatalogo as erro:
            sys.exit(str(erro))


def _escrita(nome: str, escrita: Escrita, piso: Escrita) -> Iterator[Medida]:
    yield Medida(nome, "s", escrita.parede, piso.parede)
    yield Medida(f"{nome}, cpu", "s", escrita.cpu, piso.cpu)
    yield Medida(f"{nome}, pico", "MB", escrita.memoria, piso.memoria)


def _tamanhos(pasta: Path) -> Iterator[Medida]:
    for forma in _FORMAS:
        arquivo = pasta / f"relatorio.{forma}"
        yield Medida(arquivo.name, "MB", arquivo.stat().st_size / MEGA)


def _da_pagina(pagina: Path, palavra: str, repeticoes: int) -> Iterator[Medida]:
    from benchmarks.navegacao import medir_pagina  # noqa: PLC0415 (needs Playwright)

    return da_pagina(medir_pagina(pagina, palavra, repeticoes))


def _falta_para_abrir() -> str:
    """Say why the page cannot be opened here; "" where it can."""
    try:
        from tests.apoio.navegador import achar_navegador  # noqa: PLC0415 (needs Playwright)
    except ModuleNotFoundError as erro:
        return f"A página não foi aberta: falta o pacote {erro.name} de requirements-dev.txt."
    if achar_navegador() is None:
        return "A página não foi aberta: nenhum Chromium, Chrome ou Edge instalado."
    return ""


def _analisar(argumentos: Sequence[str] | None) -> argparse.Namespace:
    analisador = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    analisador.add_argument("--base", type=Path, help="pasta com um catálogo; sem ela, o exemplo")
    analisador.add_argument("--multiplicar", type=positivo, default=0, metavar="MIL")
    analisador.add_argument("--palavra", default=_PALAVRA, help="o que se digita na busca")
    analisador.add_argument("--repeticoes", type=positivo, default=5)
    analisador.add_argument("--json", action="store_true")
    return analisador.parse_args(argumentos)


if __name__ == "__main__":
    principal()
