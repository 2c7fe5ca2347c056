"""Turn the bytes of a source file into text, whatever encoding wrote them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from componentes.fontes.dezesseis_bits import FormaUtf16, forma_utf16, marcar_perdidas
from componentes.fontes.oito_bits import pagina_de_codigo, parece_utf8

_BOM_UTF8: Final = b"\xef\xbb\xbf"
_RETORNOS: Final = re.compile(r"\r+\n?")


@dataclass(frozen=True, slots=True)
class Texto:
    """Decoded text, the encoding found, and how many U+FFFD the decoding had to put."""

    conteudo: str
    codificacao: str
    perdas: int


def decodificar(dados: bytes) -> Texto:
    """Decode any bytes as the most likely of the encodings that sources come in.

    `codificacao` is one of: ascii, utf-8, utf-8-bom, utf-16-le-bom, utf-16-le-sem-bom,
    utf-16-le-bom-danificado, utf-16-be-bom, utf-16-be-sem-bom, cp1252, cp1251, cp1256, gbk.
    """
    forma = forma_utf16(dados)
    if forma is not None:
        return _de_utf16(dados, forma)
    if dados.isascii():
        return _texto(dados, "ascii", "ascii")
    return _de_utf8(dados) or _de_oito_bits(dados)


def normalizar_linhas(texto: str) -> str:
    r"""End every line with \n, so that line numbers are those an editor shows.

    Damaged files have \r\r\n for one line end. A form feed becomes a blank, because
    `str.splitlines` would count a line there and editors do not.
    """
    texto = texto.replace("\r\n", "\n").replace("\f", " ")
    # One match per run: `\r+\n|\r` would be quadratic on a long run of \r.
    return _RETORNOS.sub(_fim_de_linha, texto) if "\r" in texto else texto


def _fim_de_linha(retornos: re.Match[str]) -> str:
    corrida = retornos[0]
    return "\n" if corrida.endswith("\n") else "\n" * len(corrida)


def _de_utf16(dados: bytes, forma: FormaUtf16) -> Texto:
    texto = _texto(dados[forma.inicio :], forma.codec, forma.codificacao)
    conteudo, perdidas = marcar_perdidas(texto.conteudo, forma)
    return Texto(conteudo, forma.codificacao, texto.perdas + perdidas)


def _de_utf8(dados: bytes) -> Texto | None:
    """Decode UTF-8 that is whole, or broken in so few places that it is clearly UTF-8."""
    corpo = dados.removeprefix(_BOM_UTF8)
    nome = "utf-8" if len(corpo) == len(dados) else "utf-8-bom"
    try:
        return Texto(_sem_nulos(corpo.decode()), nome, 0)
    except UnicodeDecodeError:
        return _texto(corpo, "utf-8", nome) if parece_utf8(corpo) else None


def _de_oito_bits(dados: bytes) -> Texto:
    corpo = dados.removeprefix(_BOM_UTF8)
    pagina = pagina_de_codigo(corpo)
    return _texto(corpo, pagina, pagina)


def _texto(dados: bytes, codec: str, codificacao: str) -> Texto:
    try:
        return Texto(_sem_nulos(dados.decode(codec)), codificacao, 0)
    except UnicodeDecodeError:
        conteudo = dados.decode(codec, "replace")
        # U+FFFD that the file already held are no loss of this decoding.
        anteriores = dados.decode(codec, "ignore").count("\ufffd")
        return Texto(_sem_nulos(conteudo), codificacao, conteudo.count("\ufffd") - anteriores)


def _sem_nulos(texto: str) -> str:
    """Drop NULs: padding of a truncated save, or UTF-16 that was encoded twice."""
    return texto.replace("\0", "")
