"""What only the user can settle: failures, doubts, exposed secrets, what misleads or is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from componentes.base.tipos import Ficha, Risco, Situacao
from componentes.relatorio.contagem import Contador
from componentes.relatorio.evidencias import CERTEZA_BAIXA
from componentes.relatorio.falhas import Falhas

PENDENCIAS = (
    "credencial",
    "rotulo_enganoso",
    "falha",
    "include_ausente",
    "confianca_baixa",
    "nome_repetido",
)
"""Most urgent first; the place of each is its bit in the explorer's column."""

_NOME_REPETIDO = "nome_repetido"
_ENGANOSO = "qualidade:rotulo_enganoso"
_EXEMPLOS = 3


class Pendencia(Struct, frozen=True):
    """One kind of thing to settle, and the first files that show it.

    `outros` counts what the examples leave out: contents, and files of unknown content.
    """

    motivo: str
    arquivos: int
    conteudos: int
    exemplos: tuple[str, ...]
    outros: int


def includes_ausentes(ficha: Ficha) -> list[str]:
    """Return the includes that neither the library nor the platform has, each once."""
    faltam = (
        d.nome
        for d in ficha.dependencias
        if d.tipo == "include" and not d.resolvida and not d.padrao
    )
    return list(dict.fromkeys(faltam))


def motivos_de(ficha: Ficha, certeza: int | None) -> Iterator[str]:
    """Yield the entries of `PENDENCIAS` that hold for one file."""
    if Risco.CREDENCIAL in ficha.riscos:
        yield "credencial"
    if _ENGANOSO in ficha.confianca:
        yield "rotulo_enganoso"
    if ficha.situacao is not Situacao.OK:
        yield "falha"
    if ficha.dependencias and includes_ausentes(ficha):
        yield "include_ausente"
    if certeza is not None and certeza < CERTEZA_BAIXA:
        yield "confianca_baixa"


class Pendencias:
    """Gathers what is left to settle, with example paths from distinct contents."""

    def __init__(self) -> None:
        self._contador: Contador[str] = Contador()
        self._exemplos: dict[str, list[int]] = {motivo: [] for motivo in PENDENCIAS}
        self._outros = dict.fromkeys(PENDENCIAS, 0)
        self.falhas = Falhas()

    def incluir(self, linha: int, ficha: Ficha, certeza: int | None, inedito: bool) -> int:
        """Count the file on `linha`; return its reasons as a bit set over `PENDENCIAS`."""
        bits = 0
        for motivo in motivos_de(ficha, certeza):
            bits |= 1 << PENDENCIAS.index(motivo)
            self._contador.somar(motivo, inedito)
            if inedito or not ficha.sha256:
                self._exemplificar(motivo, linha)
        if ficha.falha is not None:
            self.falhas.incluir(ficha.caminho, ficha.situacao, ficha.falha)
        return bits

    def repetir_nome(self, linha: int, inedito: bool) -> int:
        """Count a file whose name stands for different codes; return its bit."""
        self._contador.somar(_NOME_REPETIDO, inedito)
        if inedito:
            self._exemplificar(_NOME_REPETIDO, linha)
        return 1 << PENDENCIAS.index(_NOME_REPETIDO)

    def concluir(self, caminho_a_manter: Callable[[int], str]) -> tuple[Pendencia, ...]:
        """Return what is left to settle, most urgent first; kinds without a file are absent."""
        achadas = [
            Pendencia(
                motivo,
                arquivos,
                conteudos,
                tuple(map(caminho_a_manter, self._exemplos[motivo])),
                self._outros[motivo],
            )
            for motivo, arquivos, conteudos in self._contador.maiores()
        ]
        return tuple(sorted(achadas, key=lambda p: PENDENCIAS.index(p.motivo)))

    def _exemplificar(self, motivo: str, linha: int) -> None:
        exemplos = self._exemplos[motivo]
        if len(exemplos) < _EXEMPLOS:
            exemplos.append(linha)
        else:
            self._outros[motivo] += 1
