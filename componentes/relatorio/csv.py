"""One row per file for spreadsheets, in which no cell can become a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from componentes.base.tipos import SEPARADORES, Ficha
from componentes.relatorio.evidencias import certeza
from componentes.relatorio.numeros import achados, nota
from componentes.relatorio.textos import visivel

# A spreadsheet runs a cell that starts so, also behind blanks, a BOM, or as full-width signs:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(
    r"[\s\x01-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
)
# Excel splits by the separator of its own language, whatever quotes stand around a cell.
_DEPOIS_DE_SEPARADOR = re.compile(r"([,;]['\"\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")

# A terminal obeys these when somebody looks at the file with `cat`; line ends and tabs it bears.
_CONTROLE = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

Colunas = Mapping[str, Callable[[Ficha], str | int | None]]

# Hashes, numbers and closed labels are the program's own words and need no neutralising.
COMPLETA: Colunas = {
    "caminho": lambda f: neutralizar(f.caminho),
    "sha256": lambda f: f.sha256,
    "tamanho": lambda f: f.tamanho,
    "linhas": lambda f: f.linhas,
    "codificacao": lambda f: f.codificacao,
    "conteiner": lambda f: f.conteiner,
    "linguagem": lambda f: f.linguagem,
    "versao_linguagem": lambda f: neutralizar(f.versao_linguagem),
    "tipo": lambda f: f.tipo,
    "origem": lambda f: "|".join(f.origem),
    "familias": lambda f: "|".join(f.familias),
    "riscos": lambda f: "|".join(f.riscos),
    "confianca": lambda f: _pares(f.confianca),
    "graus": lambda f: _pares(f.graus),
    "mercados": lambda f: _lista(f.mercados),
    "timeframes": lambda f: _lista(f.timeframes),
    "propriedades": lambda f: _pares(f.propriedades),
    "entradas": lambda f: _lista([f"{e.nome}={e.padrao}" for e in f.entradas]),
    "dependencias": lambda f: _lista([d.nome for d in f.dependencias]),
    "dependencias_ausentes": lambda f: _lista(
        [d.nome for d in f.dependencias if not (d.resolvida or d.padrao)]
    ),
    "indicadores": lambda f: _lista(f.indicadores),
    "conformidade": lambda f: _pares(f.conformidade),
    "qualidade": lambda f: _pares(f.qualidade),
    "nome_sugerido": lambda f: neutralizar(f.nome_sugerido),
    "pasta_sugerida": lambda f: neutralizar(f.pasta_sugerida),
    "grupo": lambda f: f.grupo,
    "copia_de": lambda f: neutralizar(f.copia_de),
    "situacao": lambda f: f.situacao,
    "etapa": lambda f: neutralizar(f.falha.etapa) if f.falha else "",
    "motivo": lambda f: neutralizar(f.falha.motivo) if f.falha else "",
    "observacoes": lambda f: _lista(f.observacoes),
    "avisos": lambda f: _lista(f.avisos),
    "pacote": lambda f: neutralizar(f.pacote),
}
"""All that a record says in cells: for other programs."""

ENXUTA: Colunas = {
    "caminho": lambda f: _celula(f.caminho),
    "linguagem": lambda f: f.linguagem,
    "tipo": lambda f: f.tipo,
    "familias": lambda f: "|".join(f.familias),
    "riscos": lambda f: "|".join(f.riscos),
    "certeza": certeza,
    "qualidade": nota,
    "mercados": lambda f: _celula("|".join(f.mercados)),
    "timeframes": lambda f: _celula("|".join(f.timeframes)),
    "tamanho": lambda f: f.tamanho,
    "linhas": lambda f: f.linhas,
    "entradas": lambda f: len(f.entradas),
    "regras_encontradas": lambda f: achados(f, "encontrado"),
    "regras_nao_encontradas": lambda f: achados(f, "nao_encontrado"),
    "regras_nao_verificaveis": lambda f: achados(f, "nao_verificavel"),
    "copia_de": lambda f: _celula(f.copia_de),
    "grupo": lambda f: f.grupo,
    "situacao": lambda f: f.situacao,
    "motivo": lambda f: _celula(f.falha.motivo) if f.falha else "",
    "avisos": lambda f: _celula("|".join(f.avisos)),
    "pasta_sugerida": lambda f: _celula(f.pasta_sugerida),
    "nome_sugerido": lambda f: _celula(f.nome_sugerido),
    "sha256": lambda f: f.sha256,
}
"""What people look for in a spreadsheet: one short row for each file."""


class _Linha:
    """The file `csv.writer` wants: hands back each formatted row instead of storing it."""

    def write(self, texto: str) -> str:
        return texto


class LinhasCsv:
    """Turns records into CRLF-ended rows; lists are joined by `|`, which inside items is `\\|`."""

    def __init__(self, separador: str = SEPARADORES[0], colunas: Colunas = COMPLETA) -> None:
        self._escritor = csv.writer(_Linha(), delimiter=separador)
        self._colunas = colunas

    def cabecalho(self) -> str:
        """Return the row of names."""
        return str(self._escritor.writerow(self._colunas))

    def linha(self, ficha: Ficha) -> str:
        """Return the row of one record."""
        return str(self._escritor.writerow([ler(ficha) for ler in self._colunas.values()]))


def formatar_csv(
    fichas: Iterable[Ficha], separador: str = SEPARADORES[0], colunas: Colunas = COMPLETA
) -> Iterator[str]:
    """Yield the header and then one row per file.

    The caller encodes as UTF-8 and adds the BOM if wanted.
    """
    linhas = LinhasCsv(separador, colunas)
    yield linhas.cabecalho()
    yield from map(linhas.linha, fichas)


def formatar_tabela(
    linhas: Iterable[Sequence[str]], separador: str = SEPARADORES[0]
) -> Iterator[str]:
    """Yield CRLF-ended rows of cells that no spreadsheet runs."""
    escritor = csv.writer(_Linha(), delimiter=separador)
    for linha in linhas:
        yield escritor.writerow([neutralizar(celula) for celula in linha])


def neutralizar(texto: str) -> str:
    """Return `texto` without control signs, and quoted where a spreadsheet would run it."""
    if not texto.isprintable():
        texto = _CONTROLE.sub(lambda sinal: visivel(sinal[0]), texto.replace("\0", ""))
    if texto[:1].isalnum() or not texto:
        return texto
    return f"'{texto}" if _FORMULA.match(texto) else texto


def _celula(texto: str) -> str:
    """Return `texto` on one line, run by no spreadsheet, not even one that splits it."""
    texto = neutralizar(visivel(texto))
    if "," in texto or ";" in texto:
        texto = _DEPOIS_DE_SEPARADOR.sub(r"\1'", texto)
    return texto


def _lista(itens: Sequence[str]) -> str:
    if not itens:
        return ""
    return neutralizar("|".join([i.replace("|", r"\|") if "|" in i else i for i in itens]))


def _pares(valores: Mapping[str, Any]) -> str:
    return _lista([f"{chave}={valor}" for chave, valor in valores.items()]) if valores else ""
