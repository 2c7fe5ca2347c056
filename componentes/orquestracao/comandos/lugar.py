"""Where a content lies, on disk or inside an archive, and reading it there once more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from componentes.base.caminhos import DENTRO, de_texto, para_texto
from componentes.base.erros import ErroUso, erro_de_disco
from componentes.fontes.compactados.expansao import e_compactado, ler_membros
from componentes.fontes.leitura import Lido, ler

_ASSINATURA = 16


@dataclass(frozen=True, slots=True)
class Lugar:
    """A file, or with `membro` what is at that path inside it."""

    arquivo: Path
    membro: str = ""

    @property
    def texto(self) -> str:
        """The path as the catalogue writes it."""
        arquivo = para_texto(self.arquivo.as_posix())
        return arquivo + DENTRO + self.membro if self.membro else arquivo


def lugar_catalogado(local: str, pacote: str) -> Lugar:
    """Return the place of a catalogued path, `pacote` being the archive it lies in, if any."""
    if pacote:
        return Lugar(Path(de_texto(pacote)), local.removeprefix(pacote + DENTRO))
    return Lugar(Path(de_texto(local)))


def partes_possiveis(nome: str) -> Iterator[tuple[str, str]]:
    """Yield what a typed path may mean: a file, then each way of seeing an archive in it."""
    yield nome, ""
    inicio = nome.find(DENTRO)
    while inicio >= 0:
        yield nome[:inicio], nome[inicio + len(DENTRO) :]
        inicio = nome.find(DENTRO, inicio + 1)


def ler_lugar(lugar: Lugar) -> Lido:
    """Read what lies there; raises `ErroDisco`, and `ErroUso` for a member nobody can have."""
    try:
        lido = ler(lugar.arquivo)
        if not lugar.membro:
            return lido
        if not e_compactado(lido.dados[:_ASSINATURA]):
            raise ErroUso("O arquivo não é um compactado que se abra aqui", onde=lugar.arquivo)
    except OSError as erro:
        raise erro_de_disco(erro, "ler o arquivo", lugar.arquivo) from erro
    return _ler_membro(lugar)


def _ler_membro(lugar: Lugar) -> Lido:
    membro = ler_membros(lugar.arquivo, [lugar.membro]).get(lugar.membro)
    if membro is None:
        raise ErroUso(
            "O compactado não tem este membro",
            onde=lugar.texto,
            o_que_fazer="informe o caminho como 'exportar' o mostra: pacote.zip!/pasta/nome.mq4",
        )
    if membro.lido is None:
        falha = membro.desfecho.falha
        raise ErroUso(
            f"O membro do compactado não pôde ser lido: {falha.motivo if falha else ''}",
            onde=lugar.texto,
            o_que_fazer="extraia-o com um programa que o abra e informe o arquivo extraído",
        )
    return membro.lido
