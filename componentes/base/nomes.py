"""File names that every system accepts, and names that stay apart on every system.

The rules of Windows are the strictest and are kept everywhere:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from pathlib import PurePosixPath

from componentes.base.caminhos import de_texto

_PROIBIDO = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\\]'
    r"|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # these turn the reading direction around
    r"|[\ud800-\udfff]"
)
_PONTA = re.compile(r"^\.{1,2}$|[. ]$")
_RESERVADO = re.compile(
    r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?= *(\.|$))", re.IGNORECASE
)
MAXIMO_BYTES = 255
"""Longest name: no system counts more units in it than UTF-8 has bytes."""
_MARCA = 8
"""Digits of the digest that keeps shortened names apart."""


def portatil(nome: str) -> str:
    """Return the path `nome` (in the form of `para_texto`) so that any system can write it.

    Ordinary names come back unchanged; in the others each refused sign becomes `%` and its bytes.
    """
    return "/".join(_parte_portatil(parte) for parte in de_texto(nome).split("/"))


def chave_de_gemeos(nome: str) -> str:
    """Return what is equal for all names that a system without case or accent forms confuses."""
    return unicodedata.normalize("NFC", nome).casefold()


def encurtar(parte: str, maximo: int = MAXIMO_BYTES) -> str:
    """Return a portable name cut to `maximo` bytes of UTF-8; a digest keeps long names apart."""
    if len(parte.encode()) <= maximo:
        return parte
    resumo = hashlib.sha256(parte.encode()).hexdigest()[:_MARCA]
    fim = PurePosixPath(parte).suffix[:16]
    sobra = max(0, maximo - _MARCA - 1 - len(fim.encode()))
    inicio = parte.encode()[: min(180, sobra)].decode("utf-8", "ignore")
    return f"{inicio}~{resumo}{fim}"


class NomesUnicos:
    """Hands out names that stay apart where case and accents are not told apart."""

    def __init__(self, separador: str = "~", usados: Iterable[str] = ()) -> None:
        self._separador = separador
        self._usados = {chave_de_gemeos(nome) for nome in usados}
        self._ultimos: dict[str, int] = {}
        """The highest number given to the twins of a name: they may be thousands."""

    def reservar(self, nome: str) -> str:
        """Return `nome`, or a numbered variant when its twin is already taken."""
        caminho = PurePosixPath(nome)
        comum = chave = chave_de_gemeos(nome)
        for numero in count(self._ultimos.get(comum, 1) + 1):
            if chave not in self._usados:
                break
            nome = str(
                caminho.with_name(f"{caminho.stem}{self._separador}{numero}{caminho.suffix}")
            )
            chave = chave_de_gemeos(nome)
            self._ultimos[comum] = numero
        self._usados.add(chave)
        return nome


@lru_cache(maxsize=8192)  # thousands of files share their folders, and each is asked for twice
def _parte_portatil(parte: str) -> str:
    segura = _PROIBIDO.sub(lambda m: _por_cento(m[0]), parte)
    segura = _RESERVADO.sub(lambda m: _por_cento(m[0][0]) + m[0][1:], segura)
    segura = _PONTA.sub(lambda m: "".join(map(_por_cento, m[0])), segura) or "%00"
    return encurtar(segura)


def _por_cento(sinal: str) -> str:
    codigo = ord(sinal)
    if 0xDC80 <= codigo <= 0xDCFF:  # one undecodable byte of a POSIX name: show that byte
        return f"%{codigo - 0xDC00:02X}"
    return "".join(f"%{byte:02X}" for byte in sinal.encode("utf-8", "surrogatepass"))
