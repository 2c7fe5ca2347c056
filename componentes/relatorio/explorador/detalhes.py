"""What a reader sees of one content when its row is opened, in blocks of many contents.

Columns of a block hold like beside like, which deflate packs to half of what records would take.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct

from componentes.base.tipos import Evidencia, Ficha
from componentes.relatorio.contagem import Indice
from componentes.relatorio.explorador.blocos import empacotar
from componentes.relatorio.textos import trecho_curto, visivel

POR_BLOCO = 256
_ENTRADAS = 40
_VALOR = 48
_LISTA = 40
# The strongest few prove a label; `explicar` shows all of them.
_POR_ROTULO = {"linguagem": 2, "tipo": 3, "familia": 3, "risco": 3, "conformidade": 2, "origem": 2}


class Bloco(Struct):
    """The details of up to `POR_BLOCO` contents; `*_n` say how many values each content has."""

    evidencias_n: list[int] = []
    rotulo: list[int] = []
    regra: list[int] = []
    linha: list[int] = []
    trecho: list[str | int] = []
    """A text, or the place, counted within its content, of an evidence with the same text."""
    peso: list[int] = []
    ligada_por: list[tuple[int, list[str]]] = []
    """Place of an evidence in the block, and the inputs that switch on what it shows."""
    entradas_n: list[int] = []
    entradas_ao_todo: list[int] = []
    nome: list[str] = []
    tipo: list[str] = []
    padrao: list[str] = []
    comentario: list[str] = []
    linha_da_entrada: list[int] = []
    confianca: list[list[int]] = []
    """Label and confidence, label and confidence, and so on."""
    graus: list[list[str]] = []
    """How far the evidence of each label in `confianca` reaches, "" where not graded."""
    dependencias: list[list[tuple[str, str, int, str]]] = []
    """Kind, name, line, and where it is: a path, "plataforma", or "" for missing."""
    propriedades: list[list[tuple[str, str]]] = []
    fortes: list[list[str]] = []
    fracos: list[list[str]] = []
    avisos: list[list[str]] = []
    observacoes: list[list[str]] = []
    indicadores: list[list[str]] = []
    destino: list[str] = []
    """Folder and name that a tidy tree would give it."""


class Detalhes:
    """Gathers contents in the order they come and packs each block as soon as it is full."""

    def __init__(self) -> None:
        self._regras: Indice[tuple[str, str]] = Indice()
        self._rotulos: Indice[tuple[str, str]] = Indice()
        self._bloco = Bloco()
        self._prontos: list[str] = []

    def incluir(self, ficha: Ficha) -> None:
        """Add one content, as its first file shows it."""
        bloco = self._bloco
        self._incluir_evidencias(bloco, ficha.evidencias)
        _incluir_entradas(bloco, ficha)
        self._incluir_rotulos(bloco, ficha)
        bloco.dependencias.append([
            (d.tipo, trecho_curto(d.nome, _VALOR), d.linha, _onde(d.padrao, d.resolvida))
            for d in ficha.dependencias[:_LISTA]
        ])  # fmt: skip
        bloco.propriedades.append([
            (trecho_curto(nome, _VALOR), trecho_curto(valor, 2 * _VALOR))
            for nome, valor in islice(ficha.propriedades.items(), _LISTA)
        ])  # fmt: skip
        bloco.fortes.append(_textos(ficha.qualidade.get("fortes", ())))
        bloco.fracos.append(_textos(ficha.qualidade.get("fracos", ())))
        bloco.avisos.append(_textos(ficha.avisos))
        bloco.observacoes.append(_textos(ficha.observacoes))
        bloco.indicadores.append(_textos(ficha.indicadores))
        partes = (ficha.pasta_sugerida, ficha.nome_sugerido)
        bloco.destino.append(visivel("/".join(filter(None, partes))))
        if len(bloco.destino) == POR_BLOCO:
            self._fechar()

    def concluir(self) -> list[str]:
        """Return the packed blocks."""
        if self._bloco.destino:
            self._fechar()
        return self._prontos

    def regras(self) -> list[tuple[str, str]]:
        """Return rule and why of every number in `Bloco.regra`."""
        return [(visivel(regra), visivel(porque)) for regra, porque in self._regras.valores()]

    def rotulos(self) -> list[tuple[str, str]]:
        """Return dimension and value of every number in `Bloco.rotulo`."""
        return self._rotulos.valores()

    def _fechar(self) -> None:
        self._prontos.append(empacotar(self._bloco))
        self._bloco = Bloco()

    def _incluir_evidencias(self, bloco: Bloco, evidencias: Iterable[Evidencia]) -> None:
        vistos: dict[str, int] = {}
        escolhidas = list(mais_fortes(evidencias))
        for lugar, evidencia in enumerate(escolhidas):
            if evidencia.entradas:
                nomes = [trecho_curto(nome, _VALOR) for nome in evidencia.entradas]
                bloco.ligada_por.append((len(bloco.rotulo), nomes))
            bloco.rotulo.append(self._rotulo(evidencia.rotulo))
            bloco.regra.append(self._regras.numero((evidencia.regra, evidencia.porque)))
            bloco.linha.append(evidencia.linha)
            trecho = trecho_curto(evidencia.trecho)
            antes = vistos.setdefault(trecho, lugar)
            bloco.trecho.append(trecho if antes == lugar else antes)
            bloco.peso.append(evidencia.peso)
        bloco.evidencias_n.append(len(escolhidas))

    def _incluir_rotulos(self, bloco: Bloco, ficha: Ficha) -> None:
        confianca: list[int] = []
        for rotulo, pontos in ficha.confianca.items():
            confianca += (self._rotulo(rotulo), pontos)
        bloco.confianca.append(confianca)
        bloco.graus.append([ficha.graus.get(rotulo, "") for rotulo in ficha.confianca])

    def _rotulo(self, rotulo: str) -> int:
        dimensao, _, valor = rotulo.partition(":")
        return self._rotulos.numero((dimensao, valor))


def mais_fortes(evidencias: Iterable[Evidencia]) -> Iterator[Evidencia]:
    """Yield the few weightiest evidences of each label, for and against, label by label."""
    vistas: Counter[str] = Counter()
    por_rotulo: dict[str, list[Evidencia]] = {}
    for evidencia in sorted(evidencias, key=lambda e: (-abs(e.peso), e.linha)):
        rotulo = evidencia.rotulo
        if vistas[rotulo] < _POR_ROTULO.get(rotulo.partition(":")[0], 1):
            vistas[rotulo] += 1
            por_rotulo.setdefault(rotulo, []).append(evidencia)
    for rotulo in sorted(por_rotulo):
        yield from por_rotulo[rotulo]


def _incluir_entradas(bloco: Bloco, ficha: Ficha) -> None:
    mostradas = ficha.entradas[:_ENTRADAS]
    bloco.entradas_n.append(len(mostradas))
    bloco.entradas_ao_todo.append(len(ficha.entradas))
    for entrada in mostradas:
        bloco.nome.append(trecho_curto(entrada.nome, _VALOR))
        bloco.tipo.append(trecho_curto(entrada.tipo, _VALOR))
        bloco.padrao.append(trecho_curto(entrada.padrao, _VALOR))
        repete = entrada.comentario == entrada.nome
        bloco.comentario.append("" if repete else trecho_curto(entrada.comentario, _VALOR))
        bloco.linha_da_entrada.append(entrada.linha)


def _onde(padrao: bool, resolvida: str) -> str:
    return "plataforma" if padrao else visivel(resolvida)


def _textos(itens: Iterable[str]) -> list[str]:
    return [trecho_curto(item, 4 * _VALOR) for item in islice(itens, _LISTA)]
