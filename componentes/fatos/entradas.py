"""The inputs of a program as the platform shows them: name, type, default and label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from componentes.base.sigilo import mascarar, mascarar_valor
from componentes.base.tipos import Entrada
from componentes.fatos.chamadas import argumentos_pine
from componentes.lexico.vistas import Vistas

_MQL = re.compile(
    r"[ \t]+(?:static[ \t]+|const[ \t]+)?"
    r"([^\W\d][\w:]*)[ \t]+([^\W\d]\w*)[ \t]*(?:\[[^\]\n]{0,200}\])?[ \t]*([=;,])"
)
_PINE = re.compile(
    r"^[ \t]*(?:\w+[ \t]+){0,2}([^\W\d]\w*)[ \t]*=[ \t]*input(?:\.(\w+))?\(", re.MULTILINE
)
_SINAL = re.compile(r"[()\[\]{},;]")
_OUTRO_NOME = re.compile(r"\s*([^\W\d]\w*)[ \t]*(?:\[[^\]\n]{0,200}\])?\s*([=;,])")
_DECLARADORES = frozenset({"input", "sinput", "extern"})
_TEXTO_MAXIMO = 200
_ROTULO_MASCARADO = 800
_VALOR_MAXIMO = 2000
_NIVEL_MAXIMO = 24
_NOMES_POR_DECLARACAO = 64
_ENTRADAS_MAXIMAS = 1000


def entradas_mql(vistas: Vistas) -> tuple[Entrada, ...]:
    """Return the inputs declared by `input`, `sinput` and the older `extern`."""
    achados = [
        achado
        for palavra in _DECLARADORES & vistas.palavras
        for posicao in _ocorrencias(vistas.codigo, palavra)
        if (achado := _MQL.match(vistas.codigo, posicao + len(palavra)))
    ]
    achados.sort(key=lambda achado: achado.start())
    entradas = (entrada for achado in achados for entrada in _ler_mql(vistas, achado))
    return tuple(islice(entradas, _ENTRADAS_MAXIMAS))


def entradas_pine(vistas: Vistas) -> tuple[Entrada, ...]:
    """Return the inputs declared by `input(...)` and `input.type(...)`."""
    if "input" not in vistas.palavras:
        return ()
    achados = (_PINE.match(vistas.codigo, inicio) for inicio in _linhas_com(vistas.codigo, "input"))
    entradas = (_ler_pine(vistas, achado) for achado in achados if achado)
    return tuple(islice(entradas, _ENTRADAS_MAXIMAS))


def _linhas_com(codigo: str, palavra: str) -> Iterator[int]:
    """Yield the start of each line that holds a word, once."""
    posicao = codigo.find(palavra)
    while posicao >= 0:
        yield codigo.rfind("\n", 0, posicao) + 1
        fim = codigo.find("\n", posicao)
        posicao = codigo.find(palavra, fim) if fim >= 0 else -1


def _ocorrencias(codigo: str, palavra: str) -> Iterator[int]:
    """Yield where a keyword starts a declaration; plain searching beats a pattern tenfold."""
    posicao = codigo.find(palavra)
    while posicao >= 0:
        if posicao == 0 or codigo[posicao - 1] in "\n\t ;{}=":
            yield posicao
        posicao = codigo.find(palavra, posicao + len(palavra))


def _ler_mql(vistas: Vistas, achado: re.Match[str]) -> Iterator[Entrada]:
    """Yield each name of one declaration: `extern int a = 1, b = 2;` declares two inputs."""
    tipo, nome, sinal = achado.groups()
    posicao, depois = achado.start(2), achado.end()
    for _ in range(_NOMES_POR_DECLARACAO):
        fim = _fim_do_valor(vistas.codigo, depois) if sinal == "=" else depois - 1
        valor = vistas.original[depois:fim].strip() if sinal == "=" else ""
        yield Entrada(
            nome=nome[:_TEXTO_MAXIMO],
            tipo=tipo[:_TEXTO_MAXIMO],
            padrao=mascarar_valor(nome, valor)[:_TEXTO_MAXIMO],
            comentario=mascarar(_comentario_na_linha(vistas, fim))[:_TEXTO_MAXIMO],
            linha=vistas.linha(posicao),
        )
        seguinte = _OUTRO_NOME.match(vistas.codigo, fim + 1)
        if vistas.codigo[fim : fim + 1] != "," or seguinte is None:
            return
        nome, sinal = seguinte.groups()
        posicao, depois = seguinte.start(1), seguinte.end()


def _fim_do_valor(codigo: str, inicio: int) -> int:
    """Return where a default ends: the `;`, or the comma before the next declared name."""
    nivel = 0
    for achado in _SINAL.finditer(codigo, inicio, inicio + _VALOR_MAXIMO):
        sinal = achado[0]
        if sinal in "([{":
            nivel += 1
            if nivel > _NIVEL_MAXIMO:
                break
        elif sinal in ")]}":
            nivel -= 1
        elif sinal == ";" or (sinal == "," and nivel == 0):
            return achado.start()
    return inicio


def _comentario_na_linha(vistas: Vistas, posicao: int) -> str:
    """Return the comment after a declaration on its own line: the label MetaTrader shows."""
    proximo = bisect_left(vistas.comentarios, (posicao, 0))
    if proximo == len(vistas.comentarios):
        return ""
    inicio, fim = vistas.comentarios[proximo]
    if vistas.linha(inicio) != vistas.linha(posicao) or not vistas.original.startswith(
        "//", inicio
    ):
        return ""
    return vistas.original[inicio + 2 : min(fim, inicio + _ROTULO_MASCARADO)].strip()


def _ler_pine(vistas: Vistas, achado: re.Match[str]) -> Entrada:
    posicionais, nomeados = argumentos_pine(vistas, achado.end() - 1)
    padrao = nomeados.get("defval", posicionais[0] if posicionais else "")
    titulo = nomeados.get("title", posicionais[1] if len(posicionais) > 1 else "")
    return Entrada(
        nome=achado[1][:_TEXTO_MAXIMO],
        tipo=(achado[2] or nomeados.get("type", ""))[:_TEXTO_MAXIMO],
        padrao=mascarar_valor(achado[1], padrao)[:_TEXTO_MAXIMO],
        comentario=mascarar(titulo.strip("\"'"))[:_TEXTO_MAXIMO],
        linha=vistas.linha(achado.start(1)),
    )
