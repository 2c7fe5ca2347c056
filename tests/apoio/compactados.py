"""Archives written by the tests themselves, the honest and the hostile ones."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from componentes.fontes.compactados.expansao import expandir
from componentes.fontes.compactados.limites import Limites
from componentes.fontes.compactados.membro import Desfecho, Membro

LIMITES = Limites()
SENHA = 0x0001
UTF8 = 0x0800


def zip_de(
    arquivos: Mapping[str, bytes] | Iterable[tuple[str, bytes]], metodo: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return an honest ZIP; pairs may repeat a name."""
    pares = arquivos.items() if isinstance(arquivos, Mapping) else arquivos
    saida = BytesIO()
    with zipfile.ZipFile(saida, "w", metodo) as pacote:
        for nome, dados in pares:
            pacote.writestr(zipfile.ZipInfo(nome), dados, metodo)
    return saida.getvalue()


class ZipForjado:
    """A ZIP written field by field, so that any of them can lie."""

    def __init__(self) -> None:
        self._dados = bytearray()
        self._diretorio = bytearray()
        self.entradas = 0

    def incluir(
        self,
        nome: bytes,
        dados: bytes = b"",
        *,
        opcoes: int = 0,
        metodo: int = 0,
        crc: int | None = None,
        comprimidos: int | None = None,
        tamanho: int | None = None,
        inicio: int | None = None,
        modo: int = 0,
        extra: bytes = b"",
    ) -> int:
        """Add an entry; `dados` are as compressed. Returns where its local header begins."""
        onde = len(self._dados)
        soma = zlib.crc32(dados) if crc is None else crc
        medidas = (
            len(dados) if comprimidos is None else comprimidos,
            len(dados) if tamanho is None else tamanho,
        )
        comum = struct.pack("<4H3L", opcoes, metodo, 0, 33, soma, *medidas)
        if inicio is None:
            local = struct.pack("<4sH", b"PK\x03\x04", 20) + comum
            self._dados += local + struct.pack("<2H", len(nome), 0) + nome + dados
        central = struct.pack("<4s2BH", b"PK\x01\x02", 20, 3 if modo else 0, 20) + comum
        fim = struct.pack("<5H2L", len(nome), len(extra), 0, 0, 0, modo << 16, inicio or onde)
        if inicio is not None:
            fim = struct.pack("<5H2L", len(nome), len(extra), 0, 0, 0, modo << 16, inicio)
        self._diretorio += central + fim + nome + extra
        self.entradas += 1
        return onde

    def fechar(self, entradas: int | None = None) -> bytes:
        """Return the archive, whose end says that it has `entradas`."""
        quantas = min(self.entradas if entradas is None else entradas, 0xFFFF)
        fim = struct.pack(
            "<4s4H2LH",
            b"PK\x05\x06",
            0,
            0,
            quantas,
            quantas,
            len(self._diretorio),
            len(self._dados),
            0,
        )
        return bytes(self._dados + self._diretorio) + fim


def rar4_de(arquivos: Mapping[str, bytes], *, metodo: int = 0x30, opcoes: int = 0) -> bytes:
    """Return a RAR of version 4 with stored members; another `metodo` only pretends."""
    partes = [b"Rar!\x1a\x07\x00", _bloco_rar4(0x73, 0, bytes(6))]
    for nome, dados in arquivos.items():
        bruto = nome.encode()
        campos = struct.pack("<2LB", len(dados), len(dados), 3)
        campos += struct.pack("<2L2BHL", zlib.crc32(dados), 33, 20, metodo, len(bruto), 0o100644)
        campos += bruto
        partes += [_bloco_rar4(0x74, 0x8000 | opcoes, campos), dados]
    return b"".join([*partes, _bloco_rar4(0x7B, 0x4000, b"")])


def comentario_rar4(dados: bytes) -> bytes:
    """Return a comment block that claims to be compressed."""
    campos = struct.pack("<2LB2L2BHL", len(dados), 99, 3, 0, 33, 29, 0x33, 3, 0)
    return _bloco_rar4(0x7A, 0x8000, campos + b"CMT") + dados


def _bloco_rar4(tipo: int, opcoes: int, corpo: bytes) -> bytes:
    resto = struct.pack("<B2H", tipo, opcoes, 7 + len(corpo)) + corpo
    return struct.pack("<H", zlib.crc32(resto) & 0xFFFF) + resto


def rar5_de(arquivos: Mapping[str, bytes]) -> bytes:
    """Return a RAR of version 5 with stored members."""
    partes = [b"Rar!\x1a\x07\x01\x00", _bloco_rar5(b"\x01\x00\x00")]
    for nome, dados in arquivos.items():
        bruto = nome.encode()
        corpo = b"\x02\x02" + _vint(len(dados)) + b"\x04" + _vint(len(dados)) + _vint(0o100644)
        corpo += struct.pack("<L", zlib.crc32(dados)) + b"\x00\x01" + _vint(len(bruto)) + bruto
        partes += [_bloco_rar5(corpo), dados]
    return b"".join([*partes, _bloco_rar5(b"\x05\x00\x00")])


def _bloco_rar5(corpo: bytes) -> bytes:
    medido = _vint(len(corpo)) + corpo
    return struct.pack("<L", zlib.crc32(medido)) + medido


def _vint(numero: int) -> bytes:
    partes = bytearray()
    while numero > 0x7F:
        partes.append(numero & 0x7F | 0x80)
        numero >>= 7
    return bytes([*partes, numero])


def sete_zip_de(nome: str, dados: bytes) -> bytes:
    """Return a 7z with one member, copied as it is."""
    nomes = b"\x00" + nome.encode("utf-16-le") + b"\0\0"
    cabeca = b"".join(
        (
            b"\x01\x04\x06\x00\x01\x09" + _numero_7z(len(dados)) + b"\x00",
            b"\x07\x0b\x01\x00\x01\x01\x00\x0c" + _numero_7z(len(dados)),
            b"\x0a\x01" + struct.pack("<L", zlib.crc32(dados)) + b"\x00\x08\x00\x00",
            b"\x05\x01\x11" + _numero_7z(len(nomes)) + nomes + b"\x00\x00",
        )
    )
    fim = struct.pack("<2QL", len(dados), len(cabeca), zlib.crc32(cabeca))
    inicio = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<L", zlib.crc32(fim))
    return inicio + fim + dados + cabeca


def _numero_7z(numero: int) -> bytes:
    return bytes([numero]) if numero < 0x80 else bytes([0x80 | numero >> 8, numero & 0xFF])


def aberto(
    pasta: Path, dados: bytes, limites: Limites = LIMITES
) -> tuple[dict[str, Membro], Desfecho]:
    """Write an archive and open it; return its members by path, and how it ended itself."""
    caminho = pasta / "pacote"
    caminho.write_bytes(dados)
    expansao = expandir(caminho, limites=limites)
    membros: dict[str, Membro] = {}
    while True:
        try:
            membro = next(expansao)
        except StopIteration as fim:
            return membros, fim.value
        if membro.caminho in membros:
            raise AssertionError(f"dois membros com o caminho {membro.caminho}")
        membros[membro.caminho] = membro
