"""What a reader sees of a text or a number: inert signs, Portuguese formats."""

from __future__ import annotations

import re

_FINO = "\u202f"
_FIXO = "\u00a0"
_UNIDADES = ("KB", "MB", "GB", "TB")
# Controls move a terminal's cursor, bidi and zero-width signs make one name look like another,
# U+2028/2029 end a line in JavaScript, and lone surrogates cannot be written as UTF-8.
_INVISIVEL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_MOMENTO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z\Z")


def visivel(texto: str) -> str:
    """Return `texto` with every sign that hides or reorders others replaced by a visible one."""
    return texto if texto.isprintable() else _INVISIVEL.sub(_mostrar, texto)


def trecho_curto(trecho: str, largura: int = 80) -> str:
    """Return a snippet on one line, blanks collapsed, at most `largura` signs before escapes."""
    linha = " ".join(trecho.split())
    return visivel(linha if len(linha) <= largura else linha[: largura - 1] + "…")


def inteiro(numero: int) -> str:
    """Return `numero` with thin thousands spaces: 15 212."""
    return f"{numero:,}".replace(",", _FINO)


def quantos(numero: int, singular: str, plural: str) -> str:
    """Return a number with its noun: 1 arquivo, 15 212 arquivos."""
    return f"{inteiro(numero)} {singular if numero == 1 else plural}"


def tamanho(numero_bytes: int) -> str:
    """Return a size in multiples of 1024 bytes, as Windows Explorer counts: 1,4 GB."""
    if numero_bytes < 1024:
        return f"{numero_bytes}{_FIXO}B"
    valor = float(numero_bytes)
    for unidade in _UNIDADES:
        valor /= 1024
        if valor < 1023.95 or unidade == _UNIDADES[-1]:
            break
    casas = 1 if valor < 99.95 else 0
    return f"{valor:.{casas}f}".replace(".", ",") + f"{_FIXO}{unidade}"


def porcentagem(parte: int, todo: int) -> str:
    """Return a share without decimals that never rounds something to nothing, or most to all."""
    if not parte or not todo:
        return f"0{_FIXO}%"
    if parte * 100 < todo:
        return f"menos de 1{_FIXO}%"
    arredondada = round(parte * 100 / todo)
    if arredondada == 100 and parte < todo:
        return f"mais de 99{_FIXO}%"
    return f"{arredondada}{_FIXO}%"


def momento(rfc3339: str) -> str:
    """Return a UTC time as 20/11/2025 14:41 UTC; a text of another shape comes back unchanged."""
    achado = _MOMENTO.match(rfc3339)
    if not achado:
        return rfc3339
    ano, mes, dia, hora = achado.groups()
    return f"{dia}/{mes}/{ano} {hora} UTC"


def _mostrar(achado: re.Match[str]) -> str:
    codigo = ord(achado[0])
    if codigo < 0x20:
        return chr(0x2400 + codigo)
    if codigo == 0x7F:
        return "␡"
    return f"\\u{codigo:04x}"
