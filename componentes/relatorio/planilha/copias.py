"""The groups of identical files, gathered while the records pass."""

from __future__ import annotations

from collections.abc import Iterator

from componentes.base.tipos import Ficha
from componentes.relatorio.duplicatas import Conteudos
from componentes.relatorio.planilha.linhas import Linha

_EXEMPLOS = 3


class Copias:
    """Tells the first record of a content from the others, and who is a copy of whom."""

    def __init__(self) -> None:
        self._conteudos = Conteudos()
        self._caminhos: list[str] = []
        self._grupos: dict[int, str] = {}
        self._em_disco: dict[int, list[str]] = {}

    def incluir(self, ficha: Ficha) -> bool:
        """Count one record; tell whether its content is new."""
        numero, novo = self._conteudos.incluir(len(self._caminhos), ficha)
        self._caminhos.append(ficha.caminho)
        if ficha.grupo:
            self._grupos[numero] = ficha.grupo
        if not ficha.pacote:
            primeiros = self._em_disco.setdefault(numero, [])
            if len(primeiros) <= _EXEMPLOS:  # one more: the one to keep may be among them
                primeiros.append(ficha.caminho)
        return novo

    def linhas(self) -> Iterator[Linha]:
        """Yield a row for each content in more than one file, those that waste most first."""
        custos = self._conteudos.custos()
        for numero in sorted(range(len(custos)), key=lambda numero: -custos[numero]):
            em_disco = self._conteudos.em_disco[numero]
            if em_disco > 1:
                manter = self._caminhos[self._conteudos.mantido[numero]]
                copias = [c for c in self._em_disco[numero] if c != manter][:_EXEMPLOS]
                yield (
                    manter,
                    em_disco - 1,
                    self._conteudos.arquivos[numero] - em_disco,
                    self._conteudos.tamanho[numero],
                    custos[numero],
                    self._grupos.get(numero, ""),
                    " | ".join(copias),
                )
