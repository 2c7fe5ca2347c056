"""How fast backups are against restic and `tar | zstd`, all on the same files in one call.

One command, `python benchmarks/backup.py --biblioteca DIR`; how to read it: benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
PROGRAMA = RAIZ / "orquestrador_central.py"
sys.path.insert(0, str(RAIZ))

from componentes.agentes.auto_backup_integration import (  # noqa: E402
    BackupPedido,
    fazer_backup,
)
from componentes.base.caminhos import para_texto  # noqa: E402
from componentes.base.pastas import Pastas  # noqa: E402
from componentes.catalogo.consulta import Consulta  # noqa: E402
from componentes.catalogo.esquema import abrir_leitura  # noqa: E402
from componentes.copia_seguranca.repositorio import Repositorio  # noqa: E402

OPERACOES = (
    "primeiro",
    "nada mudou",
    "50 mudanças",
    "listar",
    "verificar",
    "verificar, ler tudo",
    "restaurar tudo",
    "um arquivo",
    "podar",
)
NOSSOS = ("comando", "biblioteca")
_MEGA = 1024 * 1024
_MUDANCAS = 50
_CODIGOS_BONS = (0, 3)
Operacao = Callable[[], object]


class Bancada:
    """A copy of the library in a temporary folder, classified, that may be changed."""

    def __init__(self, origem: Path, pasta: Path) -> None:
        self.biblioteca = pasta / "biblioteca"
        self.base = pasta / "base"
        self.volta = pasta / "volta"
        self.restic = pasta / "restic"
        self.arquivo = pasta / "tudo.tar.zst"
        self._vez = 0
        shutil.copytree(origem, self.biblioteca)
        self.arquivos = sorted(p for p in self.biblioteca.rglob("*") if p.is_file())
        self.classificar()

    def nosso(self, *argumentos: str) -> None:
        """Run the program as a user does, from the start of the process to its end."""
        lugar = ["--biblioteca", str(self.biblioteca), "--base", str(self.base), "--quieto"]
        _rodar([sys.executable, str(PROGRAMA), *argumentos, *lugar])

    def classificar(self) -> None:
        """Bring the catalogue up to date, as the run before a backup does."""
        self.nosso("classificar_tudo", "--nivel", "rapido")

    def mudar(self) -> None:
        """Append a line to some files, others each time."""
        self._vez += 1
        passo = max(1, len(self.arquivos) // _MUDANCAS)
        for arquivo in self.arquivos[self._vez % passo :: passo][:_MUDANCAS]:
            with arquivo.open("ab") as aberto:
                aberto.write(b"// mudanca %d\n" % self._vez)

    def fontes(self) -> list[str]:
        """Return what the other tools are given: the same that ours takes."""
        proprias = (self.base / "Development", self.base / "relatorios")
        return [str(pasta) for pasta in (self.biblioteca, *proprias) if pasta.is_dir()]

    def um(self) -> str:
        """Return the name, inside the library, of the one file to restore."""
        return self.arquivos[len(self.arquivos) // 2].relative_to(self.biblioteca).as_posix()

    def limpar(self) -> None:
        """Remove what contenders left."""
        for pasta in (self.base / "backups", self.volta, self.restic):
            shutil.rmtree(pasta, ignore_errors=True)
        self.arquivo.unlink(missing_ok=True)


def nosso_comando(bancada: Bancada) -> dict[str, Operacao]:
    """Return the operations of this program as whole commands."""
    volta, um = str(bancada.volta), f"biblioteca/{_literal(bancada.um())}"
    completo = ["backup_completo"]
    operacoes = {
        "primeiro": completo,
        "nada mudou": completo,
        "50 mudanças": completo,
        "listar": ["backups", "listar"],
        "verificar": ["backups", "verificar"],
        "verificar, ler tudo": ["backups", "verificar", "--ler-tudo"],
        "restaurar tudo": ["backups", "restaurar", "ultimo", "--destino", volta],
        "um arquivo": ["backups", "restaurar", "ultimo", "--destino", volta, "--arquivo", um],
    }
    if _ha_podar():
        operacoes["podar"] = ["backups", "podar"]
    return {nome: lambda args=args: bancada.nosso(*args) for nome, args in operacoes.items()}  # type: ignore[misc]


def nossa_biblioteca(bancada: Bancada) -> dict[str, Operacao]:
    """Return the same as calls, without the start of a process."""
    raiz, pastas = para_texto(bancada.biblioteca.as_posix()), Pastas(bancada.base)
    repositorio = Repositorio(pastas.backups)

    def fazer() -> object:
        motor = abrir_leitura(pastas.catalogo)
        pedido = BackupPedido(pastas, (raiz,), raiz, Consulta(motor))
        try:
            return fazer_backup(pedido, lambda: False, lambda _bytes, _arquivos: None)
        finally:
            motor.dispose()

    um = f"biblioteca/{_literal(bancada.um())}"
    return {
        "primeiro": fazer,
        "nada mudou": fazer,
        "50 mudanças": fazer,
        "listar": repositorio.listar,
        "verificar": repositorio.verificar,
        "verificar, ler tudo": lambda: repositorio.verificar(ler_tudo=True),
        "restaurar tudo": lambda: repositorio.restaurar("ultimo", bancada.volta),
        "um arquivo": lambda: repositorio.restaurar("ultimo", bancada.volta, padrao=um),
    }


def do_restic(bancada: Bancada) -> dict[str, Operacao]:
    """Return the operations of restic with its default settings and a local repository."""
    repositorio = ["restic", "--quiet", "--repo", str(bancada.restic)]
    volta, um = str(bancada.volta), str(bancada.biblioteca / bancada.um())
    _rodar([*repositorio, "init"])
    operacoes = {
        "primeiro": ["backup", *bancada.fontes()],
        "nada mudou": ["backup", *bancada.fontes()],
        "50 mudanças": ["backup", *bancada.fontes()],
        "listar": ["snapshots"],
        "verificar": ["check"],
        "verificar, ler tudo": ["check", "--read-data"],
        "restaurar tudo": ["restore", "latest", "--target", volta],
        "um arquivo": ["restore", "latest", "--target", volta, "--include", _literal(um)],
        "podar": ["forget", "--keep-last", "1", "--prune"],
    }
    return {
        nome: lambda args=args: _rodar([*repositorio, *args])  # type: ignore[misc]
        for nome, args in operacoes.items()
    }


def do_tar(bancada: Bancada) -> dict[str, Operacao]:
    """Return what an archive can do: it has no second backup, no parts and no pruning."""
    arquivo, volta = str(bancada.arquivo), str(bancada.volta)
    um = str(bancada.biblioteca / bancada.um()).lstrip("/")

    def extrair(*quais: str) -> None:
        bancada.volta.mkdir()
        _encanar(["zstd", "-qdc", arquivo], ["tar", "-xf", "-", "-C", volta, *quais])

    fontes = [fonte.lstrip("/") for fonte in bancada.fontes()]
    zstd = ["zstd", "-q", "-o", arquivo]
    return {
        "primeiro": lambda: _encanar(["tar", "-C", "/", "-cf", "-", *fontes], zstd),
        "verificar, ler tudo": lambda: _rodar(["zstd", "-qt", arquivo]),
        "restaurar tudo": extrair,
        "um arquivo": lambda: extrair(um),
    }


_CONCORRENTES: dict[str, tuple[Callable[[Bancada], dict[str, Operacao]], tuple[str, ...]]] = {
    "comando": (nosso_comando, ()),
    "biblioteca": (nossa_biblioteca, ()),
    "restic": (do_restic, ("restic",)),
    "tar | zstd": (do_tar, ("tar", "zstd")),
}


def medir(origem: Path, repeticoes: int) -> dict[str, dict[str, float]]:
    """Return medians in seconds by contender and operation, and `tamanho` in MB."""
    tempos: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory(prefix="orquestrador-backup-") as pasta:
        _preparar_ambiente(Path(pasta))
        bancada = Bancada(origem, Path(pasta))
        for _ in range(repeticoes):
            for nome, (operacoes, programas) in _CONCORRENTES.items():
                if not any(shutil.which(programa) is None for programa in programas):
                    _uma_vez(bancada, operacoes, tempos[nome])
    return {
        nome: {operacao: statistics.median(valores) for operacao, valores in medidas.items()}
        for nome, medidas in tempos.items()
    }


def _uma_vez(
    bancada: Bancada,
    operacoes: Callable[[Bancada], dict[str, Operacao]],
    tempos: dict[str, list[float]],
) -> None:
    bancada.limpar()
    for nome, operacao in sorted(
        operacoes(bancada).items(), key=lambda par: OPERACOES.index(par[0])
    ):
        if nome == "50 mudanças":
            bancada.mudar()
            bancada.classificar()
        shutil.rmtree(bancada.volta, ignore_errors=True)
        os.sync() if hasattr(os, "sync") else None  # what others wrote is not our work
        inicio = time.perf_counter()
        operacao()
        tempos[nome].append(time.perf_counter() - inicio)
        if nome == "primeiro":
            guardado = (bancada.base / "backups", bancada.restic, bancada.arquivo)
            tempos["tamanho"].append(sum(map(_tamanho, guardado)) / _MEGA)
    bancada.limpar()


def tabela(medidas: dict[str, dict[str, float]]) -> str:
    """Return the medians as plain text, ours first; `x` is ours divided by restic's."""
    nomes = [nome for nome in _CONCORRENTES if nome in medidas]
    linhas = [f"{'segundos':<22}" + "".join(f"{nome:>13}" for nome in nomes)]
    restic = medidas.get("restic", {})
    for operacao in (*OPERACOES, "tamanho"):
        valores = [medidas[nome].get(operacao) for nome in nomes]
        titulo = "tamanho, MB" if operacao == "tamanho" else operacao
        linha = f"{titulo:<22}" + "".join(f"{_numero(valor):>13}" for valor in valores)
        razoes = [_razao(medidas[nome].get(operacao), restic.get(operacao)) for nome in NOSSOS]
        linhas.append(f"{linha}   {' '.join(filter(None, razoes))}".rstrip())
    faltam = [nome for nome in _CONCORRENTES if nome not in medidas]
    return "\n".join([*linhas, *(f"{nome}: não está instalado" for nome in faltam)])


def principal(argumentos: Sequence[str] | None = None) -> None:
    """Measure and print."""
    analisador = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    analisador.add_argument("--biblioteca", type=Path, default=RAIZ / "CODIGO_FONTE_LIBRARY")
    analisador.add_argument("--repeticoes", type=int, choices=range(1, 100), default=3)
    analisador.add_argument("--json", action="store_true")
    opcoes = analisador.parse_args(argumentos)
    if not opcoes.biblioteca.is_dir():
        sys.exit(f"a pasta não existe: {opcoes.biblioteca}")
    medidas = medir(opcoes.biblioteca.resolve(), opcoes.repeticoes)
    print(json.dumps(medidas, ensure_ascii=False, indent=2) if opcoes.json else tabela(medidas))


def _preparar_ambiente(pasta: Path) -> None:
    """Let each tool work as it does for a user: ours with its modules compiled, restic unlocked."""
    os.environ["RESTIC_PASSWORD"] = "medida"  # noqa: S105 guards a temporary folder
    os.environ["RESTIC_CACHE_DIR"] = str(pasta / "cache-do-restic")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(pasta / "pyc")


def _rodar(comando: Sequence[str]) -> None:
    feito = subprocess.run(comando, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if feito.returncode not in _CODIGOS_BONS:
        sys.exit(
            f"{comando[0]}: código {feito.returncode}\n{feito.stderr.decode(errors='replace')}"
        )


def _encanar(de: Sequence[str], para: Sequence[str]) -> None:
    with subprocess.Popen(de, stdout=subprocess.PIPE) as origem:
        subprocess.run(para, stdin=origem.stdout, check=True)
    if origem.returncode:
        sys.exit(f"{de[0]}: código {origem.returncode}")


def _ha_podar() -> bool:
    ajuda = [sys.executable, str(PROGRAMA), "backups", "podar", "--help"]
    return subprocess.run(ajuda, capture_output=True, check=False).returncode == 0


def _literal(nome: str) -> str:
    """Escape what a pattern would read as one."""
    return "".join(f"[{sinal}]" if sinal in "[]*?" else sinal for sinal in nome)


def _tamanho(caminho: Path) -> int:
    if caminho.is_file():
        return caminho.stat().st_size
    return sum(p.stat().st_size for p in caminho.rglob("*") if p.is_file())


def _numero(valor: float | None) -> str:
    return "-" if valor is None else f"{valor:.2f}"


def _razao(nosso: float | None, deles: float | None) -> str:
    return f"x{nosso / deles:.2f}" if nosso is not None and deles else ""


if __name__ == "__main__":
    principal()
