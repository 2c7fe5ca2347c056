"""The inputs of a program as the platform shows them: name, type, default and label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from componentes.base.sigilo import mascarar, mascarar_valor
from componentes.base.tipos import Entrada
from componentes.fatos.chamadas import argumentos
from componentes.lexico.vistas import Vistas

_MQL = re.compile(
    r"[ \t]+(?:static[ \t]+|const[ \t]+)?"
    r"([^\W\d][\w:]*)[ \t]+([^\W\d]\w*)[ \t]*(?:\[[^\]\n]*\])?[ \t]*([=;,])"
)
_PINE = re.compile(
    r"^[ \t]*(?:\w+[ \t]+){0,2}([^\W\d]\w*)[ \t]*=[ \t]*input(?:\.(\w+))?\(", re.MULTILINE
)
_DECLARADORES = frozenset({"input", "sinput", "extern"})
_NOMEADO = re.compile(r"\s*(\w+)\s*=(?!=)\s*")
_TEXTO_MAXIMO = 200


def entradas_mql(vistas: Vistas) -> tuple[Entrada, ...]:
    """Return the inputs declared by `input`, `sinput` and the older `extern`."""
    achados = [
        achado
        for palavra in _DECLARADORES & vistas.palavras
        for posicao in _ocorrencias(vistas.codigo, palavra)
        if (achado := _MQL.match(vistas.codigo, posicao + len(palavra)))
    ]
    return tuple(_ler_mql(vistas, a) for a in sorted(achados, key=lambda a: a.start()))


def entradas_pine(vistas: Vistas) -> tuple[Entrada, ...]:
    """Return the inputs declared by `input(...)` and `input.type(...)`."""
    if "input" not in vistas.palavras:
        return ()
    codigo = vistas.codigo
    linhas = {codigo.rfind("\n", 0, posicao) + 1: None for posicao in _ocorrencias(codigo, "input")}
    achados = (_PINE.match(codigo, inicio) for inicio in linhas)
    return tuple(_ler_pine(vistas, achado) for achado in achados if achado)


def _ocorrencias(codigo: str, palavra: str) -> Iterator[int]:
    """Yield where a keyword starts a declaration; plain searching beats a pattern tenfold."""
    posicao = codigo.find(palavra)
    while posicao >= 0:
        if posicao == 0 or codigo[posicao - 1] in "\n\t ;{}=":
            yield posicao
        posicao = codigo.find(palavra, posicao + len(palavra))


def _ler_mql(vistas: Vistas, achado: re.Match[str]) -> Entrada:
    tipo, nome, sinal = achado.groups()
    fim = _fim_do_valor(vistas.codigo, achado.end()) if sinal == "=" else achado.start(3)
    valor = vistas.original[achado.end() : fim].strip() if sinal == "=" else ""
    rotulo = _comentario_na_linha(vistas, fim)
    return Entrada(
        nome=nome,
        tipo=tipo,
        padrao=mascarar_valor(nome, valor[:_TEXTO_MAXIMO]),
        comentario=mascarar(rotulo[:_TEXTO_MAXIMO]),
        linha=vistas.linha(achado.start(2)),
    )


def _fim_do_valor(codigo: str, inicio: int) -> int:
    """Return where a default ends: the `;`, or the comma before the next declared name."""
    nivel = 0
    for posicao in range(inicio, min(inicio + 2000, len(codigo))):
        sinal = codigo[posicao]
        if sinal in "([{":
            nivel += 1
        elif sinal in ")]}":
            nivel -= 1
        elif sinal == ";" or (sinal == "," and nivel == 0):
            return posicao
    return inicio


def _comentario_na_linha(vistas: Vistas, posicao: int) -> str:
    """Return the comment after a declaration on its own line: the label MetaTrader shows."""
    fim = vistas.original.find("\n", posicao)
    resto = vistas.original[posicao : fim if fim >= 0 else None]
    inicio = resto.find("//")
    if inicio < 0 or vistas.codigo[posicao + inicio] == "/":
        return ""
    return resto[inicio + 2 :].strip()


def _ler_pine(vistas: Vistas, achado: re.Match[str]) -> Entrada:
    posicionais, nomeados = _argumentos_pine(vistas, achado.end() - 1)
    padrao = nomeados.get("defval", posicionais[0] if posicionais else "")
    titulo = nomeados.get("title", posicionais[1] if len(posicionais) > 1 else "")
    return Entrada(
        nome=achado[1],
        tipo=achado[2] or nomeados.get("type", ""),
        padrao=mascarar_valor(achado[1], padrao[:_TEXTO_MAXIMO]),
        comentario=mascarar(titulo.strip("\"'")[:_TEXTO_MAXIMO]),
        linha=vistas.linha(achado.start(1)),
    )


def _argumentos_pine(vistas: Vistas, abre: int) -> tuple[list[str], dict[str, str]]:
    posicionais: list[str] = []
    nomeados: dict[str, str] = {}
    for inicio, fim in argumentos(vistas.codigo, abre):
        nome = _NOMEADO.match(vistas.codigo, inicio, fim)
        if nome:
            nomeados[nome[1]] = vistas.original[nome.end() : fim].strip()
        else:
            posicionais.append(vistas.original[inicio:fim].strip())
    return posicionais, nomeados
