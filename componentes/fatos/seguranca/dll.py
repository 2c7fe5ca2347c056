"""Foreign code that a program calls: Windows and vendor DLLs, compiled MQL libraries."""

from __future__ import annotations

import re

from componentes.fatos.dependencias import arquivo_citado
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

# Headers that do nothing but import: MetaTrader's own, and wrappers many libraries share.
_CABECALHO = re.compile(
    r"(?:.*/)?(?:win(?:user|user32|32|32api|api|inet|dows|http|socks?)|shell|shell32|kernel32"
    r"|user32|gdi32|advapi32|win32api|wininet|urlmon|ws2_32|mt4expander|expander"
    r"|mt4iquickchannel|sqlite3?|mysql|mqlmysql|libmysql|zmq|mql4zmq|mqh?_?dll|.{0,40}dll)\.mqh"
    r"|(?:.*/)?(?:winapi|zmq|win32)/.*"
)
_DE_TELA = frozenset({"user32", "gdi32", "comctl32", "winmm"})
_DO_SISTEMA = frozenset(
    [
        "kernel32",
        "shell32",
        "wininet",
        "urlmon",
        "advapi32",
        "ntdll",
        "ws2_32",
        "wsock32",
        "winhttp",
        "msvcrt",
        "ole32",
        "oleaut32",
        "psapi",
        "version",
        "shlwapi",
        "crypt32",
        "iphlpapi",
        "netapi32",
        "secur32",
    ]
)
_DE_REDE = re.compile(r"telegram|zmq|socket|wininet|winhttp|urlmon|ws2_32|curl|discord|nats")
_FUNCAO = re.compile(r"([^\W\d]\w*)\s{0,9}\(")
_DECLARACOES = 8000


def anotar_dll(coletor: Coletor, programa: Programa) -> None:
    """Note the first import of each sort, and the first imported function that runs."""
    importes = [d for d in programa.vistas.diretivas if d.nome in ("import", "include")]
    for indice, diretiva in enumerate(importes):
        nome = arquivo_citado(programa.vistas, diretiva)
        if not nome:
            continue
        sorte = _sorte(diretiva.nome, nome)
        if sorte:
            coletor.anotar(f"dll:{sorte}", diretiva.posicao)
        if diretiva.nome == "import" and sorte not in ("", "mql"):
            fim = importes[indice + 1].posicao if indice + 1 < len(importes) else diretiva.fim
            chamada = _chamada(programa, diretiva.fim, fim)
            if chamada >= 0:
                coletor.anotar("dll:chamada", chamada)
                if _DE_REDE.search(nome):
                    coletor.anotar("rede:dll", chamada)


def _sorte(diretiva: str, nome: str) -> str:
    """Return `tela`, `sistema`, `externa`, `cabecalho`, `mql`, or "" for no foreign code."""
    if diretiva == "include":
        return "cabecalho" if _CABECALHO.fullmatch(nome) else ""
    base, _, extensao = nome.rpartition("/")[2].rpartition(".")
    if extensao in ("ex4", "ex5"):
        return "mql"
    if extensao != "dll" and base:
        return ""
    base = base or extensao
    return "tela" if base in _DE_TELA else "sistema" if base in _DO_SISTEMA else "externa"


def _chamada(programa: Programa, inicio: int, fim: int) -> int:
    """Return where an imported function is declared that running code names, or -1."""
    fim = min(fim, inicio + _DECLARACOES)
    for achado in _FUNCAO.finditer(programa.vistas.codigo, inicio, fim):
        if achado[1] in programa.palavras_ativas:
            return achado.start(1)
    return -1
