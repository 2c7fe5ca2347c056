"""Opens an archive and all that are nested in it: members one by one, within one budget."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from componentes.base.caminhos import DENTRO
from componentes.base.tipos import Situacao
from componentes.fontes.compactados.entrada import Entrada
from componentes.fontes.compactados.ferramenta import entradas_pela_ferramenta
from componentes.fontes.compactados.limites import LimiteExcedido, Limites, Orcamento
from componentes.fontes.compactados.membro import (
    BEM,
    MOTIVOS,
    Desfecho,
    Membro,
    desfecho_de,
    ler_entrada,
    recusado,
)
from componentes.fontes.compactados.nomes import Nomeador, nome_inerte
from componentes.fontes.compactados.rar import entradas_do_rar
from componentes.fontes.compactados.zip import entradas_do_zip
from componentes.fontes.conteiner import Conteiner, identificar

COMPACTADOS = frozenset({Conteiner.ZIP, Conteiner.RAR, Conteiner.SETE_ZIP})
_LIMITES = Limites()

Expansao = Generator[Membro, None, Desfecho]
"""Yields the members; returns how the archive itself ended."""


def e_compactado(dados: bytes) -> bool:
    """Tell whether bytes begin an archive that is opened here, whatever its name."""
    return identificar(dados) in COMPACTADOS


def expandir(
    caminho: Path,
    *,
    ocupados: Collection[str] = (),
    so: Collection[str] | None = None,
    limites: Limites = _LIMITES,
) -> Expansao:
    """Yield the members of an archive on disk, in its own order; nothing is written anywhere.

    `ocupados` are names that no member may get; `so` names the only ones worth reading. Whatever
    the bytes are, what goes wrong is a result and not raised.
    """
    obra = _Obra(Orcamento(limites), Nomeador(ocupados), so)
    try:
        with caminho.open("rb") as arquivo:
            return (yield from obra.abrir(arquivo, caminho, ""))
    except OSError as erro:
        return desfecho_de(erro)


@dataclass(frozen=True, slots=True)
class _Obra:
    """The opening of one outermost archive."""

    orcamento: Orcamento
    nomes: Nomeador
    so: Collection[str] | None

    def abrir(
        self, arquivo: BinaryIO, caminho: Path | None, prefixo: str, nivel: int = 1
    ) -> Expansao:
        """Yield what is in one archive, `prefixo` before each name."""
        if nivel > self.orcamento.limites.profundidade:
            maximo = self.orcamento.limites.profundidade
            motivo = f"mais de {maximo} compactados um dentro do outro"
            return recusado(Situacao.LIMITE_EXCEDIDO, motivo)
        try:
            for entrada in self._entradas(arquivo, caminho):
                self.orcamento.contar_entrada()
                yield from self._membro(entrada, prefixo, nivel)
                if self.orcamento.esgotado:
                    raise LimiteExcedido(self.orcamento.esgotado)
        except MOTIVOS as erro:
            return desfecho_de(erro)
        return BEM

    def _entradas(self, arquivo: BinaryIO, caminho: Path | None) -> Iterator[Entrada]:
        arquivo.seek(0)
        conteiner = identificar(arquivo.read(8))
        limites = self.orcamento.limites
        if conteiner is Conteiner.ZIP:
            return entradas_do_zip(arquivo, limites.entradas)
        if conteiner is Conteiner.RAR:
            return entradas_do_rar(arquivo, caminho, limites)
        return entradas_pela_ferramenta(caminho, limites)

    def _membro(self, entrada: Entrada, prefixo: str, nivel: int) -> Iterator[Membro]:
        """Yield what a nested archive holds, then the member itself."""
        nome, inseguro = nome_inerte(entrada.nome)
        caminho = self.nomes.distinto(prefixo + nome)
        if entrada.recusa:
            yield Membro(caminho, None, recusado(*entrada.recusa))
            return
        if not self._interessa(caminho):
            return
        try:
            lido, dados = ler_entrada(entrada, self.orcamento)
        except MOTIVOS as erro:
            yield Membro(caminho, None, desfecho_de(erro))
            return
        desfecho = BEM
        if e_compactado(dados[:8]):
            desfecho = yield from self._aninhado(dados, caminho + DENTRO, nivel)
        if inseguro:
            desfecho = recusado(Situacao.INSEGURO, inseguro)
        yield Membro(caminho, lido, desfecho)

    def _aninhado(self, dados: bytes, prefixo: str, nivel: int) -> Expansao:
        return (yield from self.abrir(BytesIO(dados), None, prefixo, nivel + 1))

    def _interessa(self, caminho: str) -> bool:
        """Tell whether a member, or one nested in it, is worth reading."""
        if self.so is None or caminho in self.so:
            return True
        return any(nome.startswith(caminho + DENTRO) for nome in self.so)


def ler_membros(caminho: Path, nomes: Collection[str]) -> dict[str, Membro]:
    """Return some members of an archive by their paths inside it; what is not there is left out."""
    membros = (m for m in expandir(caminho, so=frozenset(nomes)) if m.caminho in nomes)
    return {membro.caminho: membro for membro in membros}
