"""What an MQL program needs: includes, imported libraries, custom indicators by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from componentes.base.tipos import Dependencia
from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.modelo import Coletor
from componentes.lexico.vistas import Diretiva, Vistas

_NOME = re.compile(r"[<\"]([^<>\"\n]{1,1000})[>\"]")
# One literal: a name put together at run time ("a" + suffix) is not known here.
_LITERAL = re.compile(r'"[^"]{1,1000}"')
_ARQUIVO = re.compile(r"\s*[<\"]([^<>\"\n]{1,300})[>\"]")
_DEPENDENCIAS_MAXIMAS = 1000

# Folders and headers that MetaTrader itself ships; whatever else is missing is the user's to find.
_PASTAS_PADRAO = frozenset(
    [
        "arrays",
        "canvas",
        "chartobjects",
        "charts",
        "controls",
        "expert",
        "files",
        "fuzzy",
        "generic",
        "graphics",
        "indicators",
        "internal",
        "math",
        "object.mqh",
        "opencl",
        "strings",
        "tools",
        "trade",
        "winapi",
        "movingaverages.mqh",
        "stdlib.mqh",
        "stdliberr.mqh",
        "stderror.mqh",
        "stdlib.mq4",
        "stdlib.ex4",
        "winuser32.mqh",
        "winuser.mqh",
        "virtualkeys.mqh",
        "errordescription.mqh",
        "smoothalgorithms.mqh",
    ]
)
_DLLS_DO_SISTEMA = frozenset(
    [
        "user32.dll",
        "kernel32.dll",
        "shell32.dll",
        "wininet.dll",
        "urlmon.dll",
        "gdi32.dll",
        "advapi32.dll",
        "msvcrt.dll",
        "ntdll.dll",
        "ws2_32.dll",
        "winmm.dll",
        "ole32.dll",
    ]
)


def dependencias(coletor: Coletor) -> tuple[Dependencia, ...]:
    """Note and return what the code asks for, first mention of each, in the order of the file."""
    achadas: dict[tuple[str, str], Dependencia] = {}
    for dependencia in (*_diretivas(coletor), *_indicadores(coletor.vistas)):
        achadas.setdefault((dependencia.tipo, dependencia.nome.casefold()), dependencia)
    em_ordem = sorted(achadas.values(), key=lambda d: (d.linha, d.tipo, d.nome))
    return tuple(em_ordem[:_DEPENDENCIAS_MAXIMAS])


def _diretivas(coletor: Coletor) -> Iterator[Dependencia]:
    vistas = coletor.vistas
    for diretiva in vistas.diretivas:
        if diretiva.nome not in ("include", "import"):
            continue
        nome = _NOME.match(vistas.original, diretiva.inicio)
        if nome:
            caminho = nome[1].strip().replace("\\\\", "/").replace("\\", "/")
            linha = vistas.linha(diretiva.posicao)
            padrao = da_plataforma(diretiva.nome, caminho)
            pasta, barra, _ = caminho.casefold().partition("/")
            coletor.anotar(f"{diretiva.nome}:{caminho.casefold()}", diretiva.posicao)
            if barra:
                coletor.anotar(f"{diretiva.nome}_de:{pasta}", diretiva.posicao)
            yield Dependencia(diretiva.nome, caminho, linha, padrao=padrao)


def _indicadores(vistas: Vistas) -> Iterator[Dependencia]:
    if "iCustom" not in vistas.palavras:
        return
    for abre in chamadas(vistas.codigo, "iCustom"):
        trechos = argumentos(vistas.codigo, abre)
        if len(trechos) < 3:
            continue
        inicio, fim = trechos[2]
        nome = vistas.original[inicio:fim].strip()
        if _LITERAL.fullmatch(nome):
            caminho = nome[1:-1].replace("\\\\", "/").replace("\\", "/")
            yield Dependencia("icustom", caminho, vistas.linha(inicio))


def da_plataforma(tipo: str, caminho: str) -> bool:
    """Tell whether MetaTrader or Windows ships what is asked for."""
    nome = caminho.casefold()
    if tipo == "import":
        return nome in _DLLS_DO_SISTEMA or nome in _PASTAS_PADRAO
    return nome.split("/")[0] in _PASTAS_PADRAO


def arquivo_citado(vistas: Vistas, diretiva: Diretiva) -> str:
    """Return the path an `#include` or `#import` names, in small letters with `/`, or ""."""
    achado = _ARQUIVO.match(vistas.original, diretiva.inicio, diretiva.fim + 300)
    return achado[1].strip().replace("\\", "/").casefold() if achado else ""
