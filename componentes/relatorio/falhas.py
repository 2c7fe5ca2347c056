"""Files without a full result, by cause: how many, which for example, and what to do about it."""

from __future__ import annotations

import re

from msgspec import Struct

from componentes.base.tipos import Falha, Situacao

_EXEMPLOS = 3
_NOMEADOS = 50
_MOTIVOS = 50
# How large the one file is that was too large is no part of the cause.
_MEDIDA = re.compile(r"^texto de \d+ MB ")

_Q, _I, _L, _N = (
    Situacao.QUARENTENA,
    Situacao.ILEGIVEL,
    Situacao.LIMITE_EXCEDIDO,
    Situacao.NAO_VERIFICAVEL,
)
_RODE = "e rode de novo"
_ACOES: tuple[tuple[Situacao, str, str], ...] = (
    (_Q, "", "veja com 'explicar'; tente de novo com 'execucoes repetir --apenas-falhas'"),
    (_I, "permiss", f"dê permissão de leitura {_RODE}"),
    (_I, "sumiu", "nada a fazer: a próxima execução vê o que há"),
    (_I, "mudou enquanto", "rode de novo quando nada mais escrever nele"),
    (_I, "caminhos longos", f"ative caminhos longos no Windows, ou encurte as pastas, {_RODE}"),
    (_I, "níveis de pastas", f"traga a pasta para mais perto da raiz {_RODE}"),
    (_I, "link simbólico", "se o conteúdo importa, ponha o próprio arquivo na biblioteca"),
    (_I, "junção", "se o conteúdo importa, ponha a própria pasta na biblioteca"),
    (_I, "arquivo comum", "nada a fazer: não é um arquivo"),
    (_I, "bomba", "não o descompacte: foi feito para encher o disco"),
    (_I, "compactado", "obtenha outra cópia: o compactado está danificado"),
    (_I, "", f"confira o disco e o arquivo {_RODE}"),
    (_L, "texto", "não deve ser código; se for, divida-o em partes menores"),
    (_L, "vezes o seu tamanho", "não o descompacte: cresce como o que é feito para encher o disco"),
    (_L, "", "extraia você mesmo o que interessa e ponha na biblioteca"),
    (_N, "ferramenta", f"instale o bsdtar (libarchive) {_RODE}"),
    (_N, "não o abre", "obtenha outra cópia, ou extraia com outro programa para a biblioteca"),
    (_N, "senha", "extraia com a senha e ponha o conteúdo na biblioteca"),
    (_N, "", "extraia com outro programa e ponha o conteúdo na biblioteca"),
    (Situacao.INSEGURO, "", "não o extraia: cairia fora da pasta escolhida"),
    (Situacao.FALHA, "", "é um defeito do programa: relate-o; outra versão tenta de novo"),
)  # fmt: skip
"""Situation, a word of stage or reason ("" for any), and the action; the first that fits."""


class GrupoFalha(Struct, frozen=True):
    """Files that ended without a full result for the same reason."""

    etapa: str
    motivo: str
    arquivos: int
    exemplos: tuple[str, ...]
    """The first paths; of files in quarantine many more, for each is to be named."""
    situacao: Situacao = Situacao.FALHA
    acao: str = ""
    """What the user can do next, in one sentence."""


class Falhas:
    """Counts failures one by one; copies of a content fail each by itself."""

    def __init__(self) -> None:
        self._caminhos: dict[tuple[Situacao, str, str], list[str]] = {}
        self._quantos: dict[tuple[Situacao, str, str], int] = {}

    def incluir(self, caminho: str, situacao: Situacao, falha: Falha) -> None:
        """Count one file or member."""
        chave = (situacao, falha.etapa, _MEDIDA.sub("texto ", falha.motivo))
        self._quantos[chave] = self._quantos.get(chave, 0) + 1
        exemplos = self._caminhos.setdefault(chave, [])
        if len(exemplos) < (_NOMEADOS if situacao is _Q else _EXEMPLOS):
            exemplos.append(caminho)

    def __len__(self) -> int:
        """Return how many causes there are."""
        return len(self._quantos)

    def grupos(self, maximo: int = _MOTIVOS) -> tuple[GrupoFalha, ...]:
        """Return the causes, failures before findings, those of most files first."""
        grupos = [
            GrupoFalha(etapa, motivo, quantos, tuple(self._caminhos[situacao, etapa, motivo]),
                       situacao, acao(situacao, etapa, motivo))
            for (situacao, etapa, motivo), quantos in self._quantos.items()
        ]  # fmt: skip
        return tuple(sorted(grupos, key=lambda g: (not g.situacao.falhou, -g.arquivos))[:maximo])


def acao(situacao: Situacao, etapa: str, motivo: str) -> str:
    """Return what to do about a cause."""
    onde = f"{etapa} {motivo}".casefold()
    return next(
        (passo for de, palavra, passo in _ACOES if de is situacao and palavra in onde),
        "",
    )
