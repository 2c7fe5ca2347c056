"""What reaches a network: HTTP calls of the platform, sockets, FTP, Windows internet functions."""

from __future__ import annotations

import re

from componentes.fatos.dependencias import arquivo_citado
from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor

_FUNCOES = {
    "WebRequest": "http",
    "SocketCreate": "soquete",
    "SocketConnect": "soquete",
    "SocketTlsHandshake": "soquete",
    "SendFTP": "ftp",
    **dict.fromkeys(("FtpPutFileA", "FtpPutFileW", "FtpPutFile", "FtpGetFileA"), "ftp"),
    **dict.fromkeys(("FtpOpenFileA", "FtpOpenFileW", "FtpGetFileW", "FtpGetFile"), "ftp"),
    **dict.fromkeys(("InternetOpenA", "InternetOpenW", "InternetOpen"), "windows"),
    **dict.fromkeys(("InternetOpenUrlA", "InternetOpenUrlW", "InternetOpenUrl"), "windows"),
    **dict.fromkeys(("InternetConnectA", "InternetConnectW", "InternetReadFile"), "windows"),
    **dict.fromkeys(("HttpOpenRequestA", "HttpOpenRequestW", "HttpSendRequestA"), "windows"),
    **dict.fromkeys(("HttpSendRequestW", "WinHttpOpen", "WinHttpSendRequest"), "windows"),
    **dict.fromkeys(("URLDownloadToFileA", "URLDownloadToFileW", "URLDownloadToFile"), "windows"),
    **dict.fromkeys(("WSAStartup", "WSAStartupEx"), "soquete"),
}
_NOMES = frozenset(_FUNCOES)
_CABECALHO = re.compile(
    r"(?:.*/)?(?:wininet|winhttp|internetlib|telegram\w{0,20}|http\w{0,20}|mql\d?-?http|ftp"
    r"|socket\w{0,20}|socketlib|websocket\w{0,20}|requests)\.mqh|(?:.*/)?(?:zmq|websocket)/.*"
)
_COMANDO_DE_REDE = re.compile(r"invoke-webrequest|invoke-restmethod|curl(?:\.exe)? ", re.IGNORECASE)
_EXECUTAM = frozenset({"Shell", "ShellExecuteA", "ShellExecuteW", "WinExec", "PowerShell", "Exec"})
_VEZES = 40


def anotar_rede(coletor: Coletor, programa: Programa) -> None:
    """Note what code that runs sends or fetches, and headers that exist for it."""
    vistas = programa.vistas
    for nome in sorted(_NOMES & vistas.palavras):
        for posicao in vistas.achar_palavras(nome, _VEZES):
            if _e_chamada(programa, posicao, posicao + len(nome)):
                coletor.anotar(f"rede:{_FUNCOES[nome]}", posicao)
                break
    for diretiva in vistas.diretivas:
        if diretiva.nome == "include" and _CABECALHO.fullmatch(arquivo_citado(vistas, diretiva)):
            coletor.anotar("rede:cabecalho", diretiva.posicao)
    if not vistas.palavras.isdisjoint(_EXECUTAM):
        _anotar_comando(coletor, programa)


def _e_chamada(programa: Programa, posicao: int, fim: int) -> bool:
    """Tell a call in a function that runs from a declaration or a method of that name."""
    codigo = programa.vistas.codigo
    funcao = programa.em(posicao)
    if funcao is None or funcao not in programa.ativas or posicao < funcao.abre:
        return False
    return codigo[fim : fim + 9].lstrip().startswith("(") and codigo[posicao - 1] != "."


def _anotar_comando(coletor: Coletor, programa: Programa) -> None:
    """Note a command of the system's shell that fetches from a network."""
    for inicio, fim in programa.vistas.textos:
        achado = _COMANDO_DE_REDE.search(programa.vistas.original, inicio, min(fim, inicio + 500))
        if achado and programa.ativo(inicio):
            coletor.anotar("rede:comando", inicio)
            return
