"""The names archives give to their members, as text that is only a name: it leads nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from posixpath import splitext

from componentes.base.caminhos import para_texto

_PAGINAS = ("cp437", "cp850", "cp866", "cp1251", "cp1252")
"""What ZIP programs wrote before UTF-8, the standard's own first: it wins among equals."""
_UNIDADE = re.compile(r"[A-Za-z]:")
_ACIMA, _ACIMA_INERTE = "..", "(..)"
_SEM_NOME = "(sem nome)"
_MAXIMO = 1000
_PONTAS = (300, 600)


def decodificar_nome(bruto: bytes) -> str:
    """Return a name whatever encoding wrote it: the flag that would say so is often wrong."""
    try:
        return bruto.decode()
    except UnicodeDecodeError:
        textos = [bruto.decode(pagina, "replace") for pagina in _PAGINAS]
        return max(textos, key=_naturalidade)


def _naturalidade(texto: str) -> int:
    """Return how much a text looks like words: letters beside letters of their own alphabet."""
    soma = 0
    for anterior, sinal, seguinte in zip(" " + texto, texto, texto[1:] + " ", strict=False):
        if sinal.isascii():
            continue
        vizinhos = (anterior, seguinte)
        if "а" <= sinal.lower() <= "я" or sinal in "ёЁ":
            soma += 2 if any("а" <= v.lower() <= "я" for v in vizinhos) else -1
        elif "À" <= sinal <= "ÿ" and sinal not in "×÷":
            soma += 2 if any(v.isascii() and v.isalpha() for v in vizinhos) else 1
            soma -= sinal.isupper() and anterior.islower()
        else:
            soma -= 1
    return soma


def nome_inerte(nome: str) -> tuple[str, str]:
    """Return a name that leads nowhere, and why the one the archive gives would; "" for most.

    Folders are parted by `/`, also where Windows programs wrote a backslash.
    """
    partes = nome.replace("\\", "/").replace("\0", "␀").split("/")
    if not partes[0] and len(partes) > 1:
        motivo = "o nome é um caminho absoluto"
    elif _UNIDADE.match(partes[0]):
        motivo = "o nome começa por uma unidade de disco"
    elif _ACIMA in partes:
        motivo = "o nome sobe para fora do pacote"
    else:
        motivo = ""
    ditas = [_ACIMA_INERTE if p == _ACIMA else p for p in partes if p not in ("", ".")]
    texto = "/".join(ditas) or _SEM_NOME
    if len(texto) > _MAXIMO:
        texto = f"{texto[: _PONTAS[0]]}…{texto[-_PONTAS[1] :]}"
    return para_texto(texto), motivo


class Nomeador:
    """Gives every member of an archive a path of its own: the second of a name is `nome (2)`."""

    def __init__(self, ocupados: Iterable[str] = ()) -> None:
        self._vistos = set(ocupados)
        self._vezes: dict[str, int] = defaultdict(lambda: 1)

    def distinto(self, caminho: str) -> str:
        """Return `caminho`, numbered where it is taken."""
        raiz, extensao = splitext(caminho)
        candidato = caminho
        while candidato in self._vistos:
            self._vezes[caminho] += 1
            candidato = f"{raiz} ({self._vezes[caminho]}){extensao}"
        self._vistos.add(candidato)
        return candidato
