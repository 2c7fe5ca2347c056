"""File names that every system accepts: what a pack uses, and what a restore may write.

The rules of Windows are the strictest and are kept everywhere:
https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from functools import lru_cache
from itertools import count
from pathlib import PurePosixPath

from componentes.base.caminhos import de_texto, para_texto

_PROIBIDO = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\\]'
    r"|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # these turn the reading direction around
    r"|[\ud800-\udfff]"
)
_PONTA = re.compile(r"^\.{1,2}$|[. ]$")
_RESERVADO = re.compile(
    r"^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?= *(\.|$))", re.IGNORECASE
)
_MAXIMO_BYTES = 255


class NomeRecusado(Exception):
    """A name that would leave the destination, or that no file system can hold."""


def portatil(nome: str) -> str:
    """Return the path `nome` (in the form of `para_texto`) so that any system can write it.

    Ordinary names come back unchanged; in the others each refused sign becomes `%` and its bytes.
    """
    return "/".join(_parte_portatil(parte) for parte in de_texto(nome).split("/"))


def partes_no_disco(nome: str) -> tuple[str, ...]:
    """Return the folders and the file name that `nome` has on this system, real where possible.

    Raises `NomeRecusado` for names that lead anywhere but down.
    """
    real = de_texto(nome)
    partes = tuple(real.split("/"))
    if "\0" in real or any(parte in {"", ".", ".."} for parte in partes):
        raise NomeRecusado("o nome no backup leva para fora do destino")
    return partes if _cabe_neste_sistema(real) else tuple(portatil(nome).split("/"))


def chave_de_gemeos(nome: str) -> str:
    """Return what is equal for all names that a system without case or accent forms confuses."""
    return unicodedata.normalize("NFC", nome).casefold()


class NomesUnicos:
    """Hands out member names that stay apart where case and accents are not told apart."""

    def __init__(self) -> None:
        self._usados: set[str] = set()
        self._ultimos: dict[str, int] = {}
        """The highest number given to the twins of a name: they may be thousands."""

    def reservar(self, nome: str) -> str:
        """Return `nome`, or a numbered variant when its twin is already taken."""
        caminho = PurePosixPath(nome)
        comum = chave = chave_de_gemeos(nome)
        for numero in count(self._ultimos.get(comum, 1) + 1):
            if chave not in self._usados:
                break
            nome = str(caminho.with_name(f"{caminho.stem}~{numero}{caminho.suffix}"))
            chave = chave_de_gemeos(nome)
            self._ultimos[comum] = numero
        self._usados.add(chave)
        return nome


@lru_cache(maxsize=8192)  # thousands of files share their folders, and each is asked for twice
def _parte_portatil(parte: str) -> str:
    segura = _PROIBIDO.sub(lambda m: _por_cento(m[0]), parte)
    segura = _RESERVADO.sub(lambda m: _por_cento(m[0][0]) + m[0][1:], segura)
    segura = _PONTA.sub(lambda m: "".join(map(_por_cento, m[0])), segura) or "%00"
    return segura if len(segura.encode()) <= _MAXIMO_BYTES else _encurtar(segura)


def _por_cento(sinal: str) -> str:
    codigo = ord(sinal)
    if 0xDC80 <= codigo <= 0xDCFF:  # one undecodable byte of a POSIX name: show that byte
        return f"%{codigo - 0xDC00:02X}"
    return "".join(f"%{byte:02X}" for byte in sinal.encode("utf-8", "surrogatepass"))


def _encurtar(parte: str) -> str:
    """Cut what escaping made too long; the digest keeps two long names apart."""
    resumo = hashlib.sha256(parte.encode()).hexdigest()[:8]
    fim = PurePosixPath(parte).suffix[:16]
    inicio = parte.encode()[:180].decode("utf-8", "ignore")
    return f"{inicio}~{resumo}{fim}"


def _cabe_neste_sistema(real: str) -> bool:
    if sys.platform == "win32":
        return portatil(para_texto(real)) == real
    try:
        dados = os.fsencode(real)
        if sys.platform == "darwin":  # refuses names that are not UTF-8
            dados.decode()
    except UnicodeError:
        return False
    return True
