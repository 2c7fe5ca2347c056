"""What a place in MQL code stands for when that is written down: a date, a number, a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from componentes.fatos.funcoes import Programa

_NOME = re.compile(r"[^\W\d]\w{0,60}")
_RECEBE = re.compile(r"\s{0,9}(?:\[\w{0,9}\]\s{0,9})?=(?!=)[\s{(]{0,20}(?:\(\w{1,20}\)\s?)?")
_LITERAL = re.compile(r"-?\d|\"|D'|Str(?:ing)?ToTime\b")
_NUMERO = re.compile(r"\d{3,}(?![\w.])")
_TEXTO = re.compile(r"\"[^\"\n]{4,300}\"")
_VAZIO = re.compile(r"\"[\s0_*=-]*\"")
_DATA = re.compile(
    r"D'[^'\n]{0,20}[2-9]\d{3}|2[01]\d\d(?![\w.])"
    r"|\"[^\"\n]{0,12}[2-9]\d{3}[.\-/]\d|\"\s?\d{1,2}[.\-/]\d{1,2}[.\-/]\d{2}"
)
_CONVERTE = re.compile(r"Str(?:ing)?ToTime\s{0,9}\(\s{0,9}")
_DEFINE = re.compile(r"#\s{0,9}define\s{1,20}\Z")
_VEZES = 30
_NIVEIS = 3


@dataclass(frozen=True)
class Constantes:
    """Reads literals, and names of one program through to the first literal they are given."""

    programa: Programa
    _lidos: dict[str, int] = field(default_factory=dict)

    def data(self, posicao: int) -> tuple[str, ...] | None:
        """Return the names that lead from an offset to a date with its year, None without one."""
        original = self.programa.vistas.original
        nomes: list[str] = []
        while len(nomes) < _NIVEIS and posicao >= 0:
            converte = _CONVERTE.match(original, posicao)
            posicao = converte.end() if converte else posicao
            if _DATA.match(original, posicao):
                return tuple(nomes)
            nome = _NOME.match(original, posicao)
            if not nome:
                return None
            nomes.append(nome[0])
            posicao = self.valor(nome[0])
        return None

    def e_identidade(self, posicao: int) -> bool:
        """Tell whether a number of three digits or a text of four letters stands there."""
        original = self.programa.vistas.original
        nome = _NOME.match(original, posicao)
        inicio = self.valor(nome[0]) if nome else posicao
        if inicio < 0:
            return False
        if _NUMERO.match(original, inicio):
            return True
        return bool(_TEXTO.match(original, inicio)) and not _VAZIO.match(original, inicio)

    def nome_em(self, posicao: int) -> str:
        """Return the name at an offset, or ""."""
        nome = _NOME.match(self.programa.vistas.codigo, posicao)
        return nome[0] if nome else ""

    def valor(self, nome: str) -> int:
        """Return the offset of the first literal given to a name, -1 without one."""
        if nome not in self._lidos:
            self._lidos[nome] = self._procurar(nome)
        return self._lidos[nome]

    def _procurar(self, nome: str) -> int:
        codigo = self.programa.vistas.codigo
        for posicao in self.programa.vistas.achar_palavras(nome, _VEZES):
            fim = posicao + len(nome)
            recebe = _RECEBE.match(codigo, fim)
            if recebe:
                valor = recebe.end()
            elif _DEFINE.search(codigo[max(0, posicao - 30) : posicao]):
                valor = fim + len(codigo[fim : fim + 60]) - len(codigo[fim : fim + 60].lstrip())
            else:
                continue
            if _LITERAL.match(codigo, valor):
                return valor
        return -1
