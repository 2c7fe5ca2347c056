"""The fingerprints of a program: what copies, re-brands and versions of it have in common.

Runs of words, not of all signs, are compared: an operator changed is a version all the same, and
words cost half as much.
"""

from __future__ import annotations

from hashlib import blake2b

from rensa import RMinHash

from componentes.base.tipos import Impressao
from componentes.lexico.vistas import Vistas

PERMUTACOES = 128
SEMENTE = 2026
_SEGUIDAS = 5
_PALAVRAS_MINIMAS = 60
_PALAVRAS_MAXIMAS = 60_000
_BYTES = 8
_BRANCOS_ASCII = bytes(sinal for sinal in range(128) if chr(sinal).isspace())


def impressao(vistas: Vistas) -> Impressao:
    """Return the fingerprints of one text; pure, equal on every machine."""
    palavras = vistas.em_ordem
    return Impressao(
        texto=_soma(_em_bytes(_sem_margens(vistas.original))),
        codigo=_soma(_sem_brancos(_sem_comentarios(vistas))),
        esqueleto=_soma(_sem_brancos(vistas.codigo)),
        palavras=len(palavras),
        assinatura=_assinar(palavras) if len(palavras) >= _PALAVRAS_MINIMAS else b"",
    )


def _assinar(palavras: list[str]) -> bytes:
    """Return the state of the MinHash of all runs of words, as its library writes it."""
    palavras = palavras[:_PALAVRAS_MAXIMAS]
    seguidas = zip(*(palavras[inicio:] for inicio in range(_SEGUIDAS)), strict=False)
    assinatura = RMinHash(num_perm=PERMUTACOES, seed=SEMENTE)
    assinatura.update(list(map(" ".join, seguidas)))
    return bytes(assinatura.__getstate__())


def _sem_margens(texto: str) -> str:
    return "\n".join(map(str.rstrip, texto.split("\n"))).strip("\n")


def _sem_comentarios(vistas: Vistas) -> str:
    partes = []
    ate = 0
    for inicio, fim in vistas.comentarios:
        partes.append(vistas.original[ate:inicio])
        ate = fim
    return " ".join((*partes, vistas.original[ate:]))


def _sem_brancos(texto: str) -> bytes:
    """Return the signs of a text that are no blanks; bytes lose theirs in half the time."""
    if texto.isascii():
        return texto.encode().translate(None, _BRANCOS_ASCII)
    return _em_bytes("".join(texto.split()))


def _em_bytes(texto: str) -> bytes:
    return texto.encode("utf-8", "surrogatepass")


def _soma(dados: bytes) -> str:
    return blake2b(dados, digest_size=_BYTES).hexdigest()
