"""Small trees of files, and the items a walk over them would give."""

from __future__ import annotations

from pathlib import Path

from componentes.base.caminhos import relativo_em_texto
from componentes.copia_seguranca.modelo import ItemBackup
from componentes.copia_seguranca.repositorio import Repositorio


def escrever(raiz: Path, arquivos: dict[str, bytes]) -> Path:
    for nome, dados in arquivos.items():
        caminho = raiz / nome
        caminho.parent.mkdir(parents=True, exist_ok=True)
        caminho.write_bytes(dados)
    return raiz


def itens_de(raiz: Path) -> list[ItemBackup]:
    return [_item(caminho, raiz) for caminho in sorted(raiz.rglob("*")) if caminho.is_file()]


def conteudos(raiz: Path) -> dict[str, bytes]:
    arquivos = (caminho for caminho in raiz.rglob("*") if caminho.is_file())
    return {relativo_em_texto(caminho, raiz): caminho.read_bytes() for caminho in arquivos}


def pacotes(repositorio: Path) -> list[Path]:
    return sorted((repositorio / "pacotes").glob("*.zip"))


def restos(pasta: Path) -> list[Path]:
    return [caminho for caminho in pasta.rglob("*") if ".tmp" in caminho.name]


def restaurado(repositorio: Path, qual: str, destino: Path) -> dict[str, bytes]:
    resultado = Repositorio(repositorio).restaurar(qual, destino)
    assert not resultado.danificados
    assert not resultado.ignorados
    return conteudos(destino)


def _item(caminho: Path, raiz: Path) -> ItemBackup:
    dados = caminho.stat()
    nome = relativo_em_texto(caminho, raiz)
    return ItemBackup(caminho, nome, dados.st_size, dados.st_mtime_ns)
