"""Byte-identical files: which one stays, and what the others cost; archives keep what they hold."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from componentes.base.tipos import Ficha

_MAXIMO = 50
_EXEMPLOS = 3


class GrupoDuplicado(Struct, frozen=True):
    """One content that lies in several files; `copias` does not count the one to keep."""

    original: str
    copias: int
    bytes_recuperaveis: int
    sha256: str
    exemplos: tuple[str, ...]


class Conteudos:
    """Numbers the distinct contents, and remembers which file of each is the one to keep.

    Copies are told by hash alone, so that nothing that differs is ever called recoverable. A file
    that could not be hashed gets a number of its own and is nobody's copy.
    """

    def __init__(self) -> None:
        self.numeros: dict[str, int] = {}
        """Number of each content by sha256."""
        self._membros: set[int] = set()
        self.em_disco: list[int] = []
        """Files of each content, members of archives apart."""
        self.arquivos: list[int] = []
        """Paths of each content, members of archives too."""
        self.mantido: list[int] = []
        self.tamanho: list[int] = []
        self._indicado: list[bool] = []

    def incluir(self, linha: int, ficha: Ficha) -> tuple[int, bool]:
        """Count the file on `linha`; return the number of its content and whether it is new."""
        numero = self.numeros.get(ficha.sha256) if ficha.sha256 else None
        if ficha.pacote:
            self._membros.add(linha)
        if numero is None:
            return self._abrir(linha, ficha), True
        self.arquivos[numero] += 1
        self.em_disco[numero] += not ficha.pacote
        if not (self._indicado[numero] or ficha.copia_de):
            self.mantido[numero] = linha
            self._indicado[numero] = True
        return numero, False

    def piores(
        self, linhas: list[int], caminho: Callable[[int], str]
    ) -> tuple[GrupoDuplicado, ...]:
        """Return the groups that waste most bytes; `linhas` holds the content of every file."""
        custo = self.custos()
        ordem = sorted(range(len(custo)), key=lambda numero: -custo[numero])
        escolhidos = [numero for numero in ordem[:_MAXIMO] if custo[numero]]
        exemplos = self._exemplos(set(escolhidos), linhas)
        sha256 = {numero: hash_ for hash_, numero in self.numeros.items()}
        return tuple(
            GrupoDuplicado(
                original=caminho(self.mantido[numero]),
                copias=self.em_disco[numero] - 1,
                bytes_recuperaveis=custo[numero],
                sha256=sha256[numero],
                exemplos=tuple(caminho(linha) for linha in exemplos[numero]),
            )
            for numero in escolhidos
        )

    def custos(self) -> list[int]:
        """Return for each content the bytes of its copies on disk."""
        pares = zip(self.tamanho, self.em_disco, strict=True)
        return [tamanho * max(0, arquivos - 1) for tamanho, arquivos in pares]

    def copias(self) -> int:
        """Return how many files are copies of others."""
        return sum(max(0, arquivos - 1) for arquivos in self.em_disco)

    def grupos(self) -> int:
        """Return how many contents lie in more than one file."""
        return sum(arquivos > 1 for arquivos in self.em_disco)

    def _abrir(self, linha: int, ficha: Ficha) -> int:
        numero = len(self.arquivos)
        if ficha.sha256:
            self.numeros[ficha.sha256] = numero
        self.arquivos.append(1)
        self.em_disco.append(int(not ficha.pacote))
        self.mantido.append(linha)
        self.tamanho.append(ficha.tamanho)
        self._indicado.append(not ficha.copia_de)
        return numero

    def _exemplos(self, escolhidos: set[int], linhas: list[int]) -> dict[int, list[int]]:
        achados: dict[int, list[int]] = {numero: [] for numero in escolhidos}
        for linha, numero in enumerate(linhas):
            fora = linha in self._membros or linha == self.mantido[numero]
            if numero in achados and not fora:
                achados[numero].append(linha)
        return {numero: copias[:_EXEMPLOS] for numero, copias in achados.items()}
