"""Restores a backup with Python 3 alone: every file proven by its SHA-256, none overwritten."""

import hashlib
import json
import os
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

abrir = lru_cache(maxsize=1)(ZipFile)  # opening a pack reads the list of all its members


def ler_entradas(backups: Path, qual: str) -> list[dict[str, Any]]:
    """Return the files of the snapshot `qual`, by the packs they lie in now, then the folders."""
    nomes = sorted(caminho.stem for caminho in (backups / "instantaneos").glob("*.zip"))
    qual = nomes[-1] if nomes and qual == "ultimo" else qual
    if qual not in nomes:
        raise SystemExit(f"Não existe o backup {qual!r}. Existem: {', '.join(nomes) or 'nenhum'}")
    with ZipFile(backups / "instantaneos" / f"{qual}.zip") as instantaneo:
        manifesto: dict[str, Any] = json.loads(instantaneo.read("manifesto.json"))
    onde: dict[str, dict[str, str]] = {}  # by hash: pruning moves contents to other packs
    for caminho in sorted((backups / "pacotes").glob("*.zip")):
        with suppress(Exception), ZipFile(caminho) as pacote:  # a damaged one hides no other
            for m in pacote.infolist():
                onde[m.comment.decode("latin-1")] = {"pacote": caminho.stem, "membro": m.filename}
    arquivos = (entrada | onde.get(entrada["sha256"], {}) for entrada in manifesto["entradas"])
    em_ordem = sorted(arquivos, key=lambda e: (e["pacote"], e["membro"]))
    return [*em_ordem, *reversed(manifesto.get("pastas", []))]  # the deepest folders first


def restaurar(backups: Path, entrada: dict[str, Any], destino: Path) -> None:
    """Write one file or folder; raises `ValueError`, `OSError` or what the ZIP suffers."""
    final = destino / (entrada.get("portatil") or entrada["nome"])
    if not final.resolve().is_relative_to(destino.resolve()):
        raise ValueError("o nome leva para fora do destino")
    if "sha256" not in entrada:  # a folder
        final.mkdir(parents=True, exist_ok=True)
        return os.utime(final, ns=(entrada["mtime_ns"], entrada["mtime_ns"]))
    if os.path.lexists(final):
        raise FileExistsError("já existe, não foi alterado")
    final.parent.mkdir(parents=True, exist_ok=True)
    provisorio = final.parent / f".restaurando.{os.getpid()}.tmp"
    pacote = backups / "pacotes" / f"{entrada['pacote']}.zip"
    resumo = hashlib.sha256()
    try:
        with abrir(pacote).open(entrada["membro"]) as origem, provisorio.open("wb") as saida:
            while pedaco := origem.read(1 << 20):
                resumo.update(pedaco)
                saida.write(pedaco)
        if resumo.hexdigest() != entrada["sha256"]:
            raise ValueError("o conteúdo está danificado: não confere com o SHA-256")
        os.utime(provisorio, ns=(entrada["mtime_ns"], entrada["mtime_ns"]))
        provisorio.rename(final)
    finally:
        provisorio.unlink(missing_ok=True)


def principal(argumentos: list[str], backups: Path) -> int:
    """Restore what the command line names; 0 = everything is there, 3 = something is missing."""
    if len(argumentos) != 2:
        raise SystemExit("Uso: python restaurar_sem_programa.py ultimo PASTA_DE_DESTINO")
    faltam = 0
    for entrada in ler_entradas(backups, argumentos[0]):
        try:
            restaurar(backups, entrada, Path(argumentos[1]))
        except Exception as erro:  # one bad file must not stop the others
            faltam += 1
            print(f"{entrada.get('portatil') or entrada['nome']}: NÃO RESTAURADO: {erro}")  # noqa: T201
    abrir.cache_clear()  # closes the last pack
    print(f"Pronto. Arquivos não restaurados: {faltam}")  # noqa: T201
    return 3 if faltam else 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # signs it may lack
    sys.exit(principal(sys.argv[1:], Path(__file__).resolve().parent))
