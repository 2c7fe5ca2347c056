"""Whether a value in a Pine script is ever used, followed by name through lines and functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from componentes.lexico.vistas import Vistas

_FUNCAO = re.compile(r"(?:export[ \t]+|method[ \t]+)*([^\W\d]\w*)[ \t]*\(([^()\n]*)\)[ \t]*=>")
_ATRIBUICAO = re.compile(
    r"[ \t]*(?:(?:var|varip|float|int|bool|color|string|series)[ \t]+){0,3}"
    r"(?:([^\W\d]\w*)|\[([^\]\n]*)\])[ \t]*:?=(?![=>])"
)
_NOME = re.compile(r"[^\W\d]\w*")
_DESENHA = re.compile(r"\b(?:plot\w*|label|line|box|table|linefill|fill|array|alert\w*|strategy)\b")
_LINHAS_ACIMA = 400
_ELOS_SEGUIDOS = 40
_MENCOES_OLHADAS = 60


@dataclass(frozen=True)
class Simbolo:
    """The names that a statement gives its value to, or the function it stands in."""

    nomes: tuple[str, ...]
    parametros: tuple[str, ...] = ()


def simbolo_em(codigo: str, posicao: int) -> Simbolo | None:
    """Return what takes the value at an offset, None where it is drawn or tested on the spot."""
    inicio = codigo.rfind("\n", 0, posicao) + 1
    topo = _linha_sem_recuo(codigo, inicio)
    funcao = _FUNCAO.match(codigo, topo)
    if funcao:
        parametros = tuple(p.split("=")[0].split()[-1] for p in funcao[2].split(",") if p.strip())
        return Simbolo((funcao[1],), parametros)
    alvo = _ATRIBUICAO.match(codigo, inicio) or _ATRIBUICAO.match(codigo, topo)
    if alvo is None or _DESENHA.search(codigo, alvo.end(), max(posicao, alvo.end())):
        return None
    return Simbolo(tuple(_NOME.findall(alvo[1] or alvo[2])))


def _linha_sem_recuo(codigo: str, inicio: int) -> int:
    """Return where the nearest line at or above one starts that is not indented."""
    for _ in range(_LINHAS_ACIMA):
        if inicio <= 0 or codigo[inicio : inicio + 1] not in ("", " ", "\t", "\n", ")"):
            break
        inicio = codigo.rfind("\n", 0, inicio - 1) + 1
    return inicio


def e_usado(vistas: Vistas, simbolo: Simbolo, seguro: re.Pattern[str] | None) -> bool:
    """Tell whether a symbol's value reaches a statement that does more than name it again.

    Calls of a wrapper function whose line matches `seguro` do not count.
    """
    fila = list(simbolo.nomes)
    vistos = set(fila)
    for _ in range(_ELOS_SEGUIDOS):
        if not fila:
            return False
        for posicao in _mencoes(vistas, fila.pop(), seguro):
            proximo = simbolo_em(vistas.codigo, posicao)
            if proximo is None:
                return True
            fila.extend(nome for nome in proximo.nomes if nome not in vistos)
            vistos.update(proximo.nomes)
        seguro = None
    return True


def _mencoes(vistas: Vistas, nome: str, seguro: re.Pattern[str] | None) -> Iterator[int]:
    """Yield where a name is read: not given a value, defined, or another's member."""
    codigo = vistas.codigo
    for posicao in vistas.achar_palavras(nome, _MENCOES_OLHADAS):
        fim = posicao + len(nome)
        if codigo[posicao - 1 : posicao] == "." and codigo[fim : fim + 1] != "(":
            continue
        inicio = codigo.rfind("\n", 0, posicao) + 1
        alvo = _ATRIBUICAO.match(codigo, inicio) or _FUNCAO.match(codigo, inicio)
        if alvo and fim < alvo.end():
            continue
        fim_da_linha = codigo.find("\n", fim)
        resto = codigo[fim : fim_da_linha if fim_da_linha >= 0 else None]
        if seguro is None or not seguro.search(resto):
            yield posicao
