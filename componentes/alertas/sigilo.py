"""Keeps the addresses of destinations out of everything that is shown, stored or logged.

An address is a secret as a whole: in `tgram://TOKEN/CHAT` the token stands where others have a
host. So every part of it that is not plainly public is masked wherever it turns up.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from componentes.base.sigilo import mascarar

_MASCARA = "●●●●"
_DIVISOES = re.compile(r"[/?&=@:#,;]+")
_CHAVE = re.compile(r"[?&][^=&]*=")
_SENHA = re.compile(r"://[^/?@]*?:([^/?]+)@")
_MENOR = 5
"""Shorter parts are ports and switches; masking them would garble every text."""
_PUBLICO = re.compile(
    r"(?:[a-z0-9-]+\.)+[a-z]{2,10}|\d{1,3}(?:\.\d{1,3}){3}|localhost", re.IGNORECASE
)
_FALADORES = ("apprise", "urllib3.connectionpool", "urllib3.util.retry")
"""Loggers of libraries that see the addresses."""


class Tarja:
    """Masks the parts it was told, and every other secret that can be told by its shape."""

    def __init__(self, partes: Iterable[str] = ()) -> None:
        self._partes = frozenset(partes)
        maiores_antes = sorted(self._partes, key=lambda parte: (-len(parte), parte))
        # In any case: what stands where a host does, libraries write in small letters.
        self._forma = re.compile("|".join(map(re.escape, maiores_antes)), re.IGNORECASE)

    @classmethod
    def dos(cls, enderecos: Iterable[str]) -> Tarja:
        """Return what masks these addresses and their parts."""
        return cls(parte for endereco in enderecos for parte in _partes(endereco))

    def com(self, outra: Tarja) -> Tarja:
        """Return what masks the parts of both."""
        return Tarja(self._partes | outra._partes)

    def limpar(self, texto: str) -> str:
        """Return `texto` without secrets."""
        return mascarar(self._forma.sub(_MASCARA, texto) if self._partes else texto)


class _Filtro(logging.Filter):
    """Cleans every record of a logger, its exception included, before any handler sees it."""

    def __init__(self) -> None:
        super().__init__()
        self.tarja = Tarja()

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the message by its clean form; nothing is held back."""
        texto = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            texto += f" ({type(record.exc_info[1]).__name__}: {record.exc_info[1]})"
        record.msg, record.args = self.tarja.limpar(texto), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def vigiar_registros(tarja: Tarja) -> None:
    """Make the loggers of the libraries that send keep these secrets, as long as we live.

    For good, for a sending that was given up may still log; a filter once there only learns more.
    """
    for nome in _FALADORES:
        falador = logging.getLogger(nome)
        filtros = [filtro for filtro in falador.filters if isinstance(filtro, _Filtro)]
        filtro = filtros[0] if filtros else _Filtro()
        filtro.tarja = filtro.tarja.com(tarja)
        if not filtros:
            falador.addFilter(filtro)


def _partes(endereco: str) -> Iterator[str]:
    """Yield what gives an address away, as written and as it is encoded and decoded on its way."""
    resto = endereco.partition("://")[2] or endereco
    senha = _SENHA.search(endereco)
    sem_chaves = _CHAVE.sub("&", resto)
    pedacos = [p for p in _DIVISOES.split(sem_chaves) if len(p) >= _MENOR]
    pedacos += [senha[1]] if senha else []
    for parte in (endereco, resto, *pedacos):
        for forma in (str, quote, quote_plus, unquote, unquote_plus):
            dita = forma(parte)
            if dita and not _PUBLICO.fullmatch(dita):
                yield dita
