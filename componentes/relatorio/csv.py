"""One row per file for spreadsheets, in which no cell can become a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from componentes.base.tipos import Ficha

# A spreadsheet runs a cell that starts so, also behind blanks, a BOM, or as full-width signs:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(
    r"[\s\x01-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
)

_COLUNAS: Mapping[str, Callable[[Ficha], Any]] = {
    "caminho": lambda f: f.caminho,
    "sha256": lambda f: f.sha256,
    "tamanho": lambda f: f.tamanho,
    "linhas": lambda f: f.linhas,
    "codificacao": lambda f: f.codificacao,
    "conteiner": lambda f: f.conteiner,
    "linguagem": lambda f: f.linguagem,
    "versao_linguagem": lambda f: f.versao_linguagem,
    "tipo": lambda f: f.tipo,
    "familias": lambda f: f.familias,
    "riscos": lambda f: f.riscos,
    "confianca": lambda f: f.confianca,
    "mercados": lambda f: f.mercados,
    "timeframes": lambda f: f.timeframes,
    "propriedades": lambda f: f.propriedades,
    "entradas": lambda f: [f"{e.nome}={e.padrao}" for e in f.entradas],
    "dependencias": lambda f: [d.nome for d in f.dependencias],
    "dependencias_ausentes": lambda f: [
        d.nome for d in f.dependencias if not (d.resolvida or d.padrao)
    ],
    "indicadores": lambda f: f.indicadores,
    "conformidade": lambda f: f.conformidade,
    "qualidade": lambda f: f.qualidade,
    "nome_sugerido": lambda f: f.nome_sugerido,
    "pasta_sugerida": lambda f: f.pasta_sugerida,
    "grupo": lambda f: f.grupo,
    "copia_de": lambda f: f.copia_de,
    "situacao": lambda f: f.situacao,
    "etapa": lambda f: f.falha.etapa if f.falha else "",
    "motivo": lambda f: f.falha.motivo if f.falha else "",
    "observacoes": lambda f: f.observacoes,
}


class _Linha:
    """The file `csv.writer` wants: hands back each formatted row instead of storing it."""

    def write(self, texto: str) -> str:
        return texto


def formatar_csv(fichas: Iterable[Ficha]) -> Iterator[str]:
    """Yield the header and then one CRLF-ended row per file; lists are joined by `|`.

    A `|` inside a list item becomes `\\|`. The caller encodes as UTF-8 and adds the BOM if wanted.
    """
    escritor = csv.writer(_Linha())
    yield escritor.writerow(_COLUNAS)
    for ficha in fichas:
        yield escritor.writerow([_celula(ler(ficha)) for ler in _COLUNAS.values()])


def neutralizar(texto: str) -> str:
    """Return `texto` without NUL and, where a spreadsheet would run it, behind an apostrophe."""
    if "\0" in texto:
        texto = texto.replace("\0", "")
    if texto[:1].isalnum():
        return texto
    return f"'{texto}" if _FORMULA.match(texto) else texto


def _celula(valor: Any) -> str | int:
    if isinstance(valor, int):
        return valor
    if isinstance(valor, str):
        return neutralizar(valor) if valor else ""
    if not valor:
        return ""
    if isinstance(valor, dict):
        valor = [f"{chave}={item}" for chave, item in valor.items()]
    return neutralizar("|".join(item.replace("|", r"\|") for item in valor))
