"""Moves batches through reading, analysis and storage, each bounded, until all have a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from componentes.base.eventos import ArquivoFalhou, Evento, ProgressoLote
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import EstadoArquivo, EstadoLote, NovoLote, Resultado
from componentes.classificacao.analisadores import Analisadores
from componentes.classificacao.inventario import Item
from componentes.classificacao.leitor import ItemLido, ler_lote, repartir
from componentes.classificacao.tarefa import Resposta, Tarefa
from componentes.fontes.conteiner import Conteiner, identificar
from componentes.fontes.leitura import CABECA, LIMITE_DE_ANALISE

_LOTES_POR_TRABALHADOR = 4
_ESPERA = 0.5
Chave = tuple[str, str]
"""Content hash and context: what names one result."""


@dataclass(slots=True)
class LoteVivo:
    """A batch on its way: what was read of it and which of its contents are being analysed."""

    id: int
    itens: Sequence[Item]
    lidos: list[ItemLido] = field(default_factory=list)
    tarefas: list[Tarefa] = field(default_factory=list)
    ineditos: int = 0
    """Contents that this run meets here first; the same one under another extension is a copy."""


@dataclass(frozen=True, slots=True)
class Bancada:
    """What a processing needs from the run it works for."""

    execucao_id: int
    chave: str
    escritor: Escritor
    analisadores: Analisadores
    linhas: int
    publicar: Callable[[Evento], None]
    cancelado: Callable[[], bool]


class Processamento:
    """One run's processing; `conhecidos` are the results the catalogue already has."""

    def __init__(self, bancada: Bancada, conhecidos: set[Chave]) -> None:
        self._b = bancada
        self._conhecidos = conhecidos
        self._analisados: set[str] = set()
        self._falhos: dict[Chave, Falha] = {}
        self._gravacoes: list[Future[None]] = []

    def processar(self, itens: Sequence[Item]) -> dict[Chave, Falha]:
        """Give every item a result or, when cancelled, finish what was begun.

        Returns the contents that got none. Raises the error of the catalogue's writer, if any.
        """
        lotes = self._planejar(itens)
        lendo: dict[Future[list[ItemLido]], LoteVivo] = {}
        analisando: dict[Future[list[Resposta]], LoteVivo] = {}
        maximo = _LOTES_POR_TRABALHADOR * self._b.analisadores.trabalhadores
        with ThreadPoolExecutor(self._b.linhas, thread_name_prefix="leitura") as leitores:
            while True:
                if not self._b.cancelado():
                    livres = max(0, min(self._b.linhas + 1, maximo - len(analisando)) - len(lendo))
                    for lote in islice(lotes, livres):
                        lendo[leitores.submit(ler_lote, lote.itens, self._b.cancelado)] = lote
                if not lendo and not analisando:
                    break
                em_curso: list[Future[Any]] = [*lendo, *analisando]
                prontos, _ = wait(em_curso, _ESPERA, FIRST_COMPLETED)
                for futuro in prontos:
                    if futuro in lendo:
                        self._ao_ler(lendo.pop(futuro), futuro.result(), analisando)
                    else:
                        self._ao_analisar(analisando.pop(futuro), futuro)
        self._esperar_gravacoes()
        return self._falhos

    def _planejar(self, itens: Sequence[Item]) -> Iterator[LoteVivo]:
        """Store the plan and yield its batches; none is kept here, for each will hold its bytes."""
        partes = list(repartir(itens))
        novos = [NovoLote(len(parte), sum(i.tamanho for i in parte)) for parte in partes]
        ids = self._b.escritor.executar(
            lambda conn: operacoes.criar_lotes(conn, self._b.execucao_id, novos)
        )
        return (LoteVivo(id_, parte) for id_, parte in zip(ids, partes, strict=True))

    def _ao_ler(
        self,
        lote: LoteVivo,
        lidos: list[ItemLido],
        analisando: dict[Future[list[Resposta]], LoteVivo],
    ) -> None:
        """Send the contents nobody has analysed yet on; a batch of copies is done at once."""
        lote.lidos = lidos
        lote.tarefas = list(self._tarefas_novas(lidos))
        conteudos = {tarefa.sha256 for tarefa in lote.tarefas} - self._analisados
        lote.ineditos = len(conteudos)
        self._analisados |= conteudos
        if lote.tarefas:
            analisando[self._b.analisadores.submeter(lote.tarefas)] = lote
        else:
            self._concluir(lote, [])

    def _tarefas_novas(self, lidos: Iterable[ItemLido]) -> Iterable[Tarefa]:
        for lido in lidos:
            if lido.lido is None or _passa_do_limite(lido):
                continue
            contexto = lido.item.contexto
            chave = (lido.lido.sha256, contexto.chave)
            if chave not in self._conhecidos:
                self._conhecidos.add(chave)
                dados = _o_que_analisar(lido.lido.dados)
                yield Tarefa(lido.lido.sha256, contexto, dados, lido.item.texto)

    def _ao_analisar(self, lote: LoteVivo, futuro: Future[list[Resposta]]) -> None:
        erro = futuro.exception()
        if erro is None:
            respostas = futuro.result()
        else:
            respostas = self._b.analisadores.recuperar(lote.tarefas, erro)
        self._concluir(lote, respostas)

    def _concluir(self, lote: LoteVivo, respostas: list[Resposta]) -> None:
        """Hand a finished batch to the writer in one transaction and say so."""
        for resposta in respostas:
            if resposta.falha:
                self._falhos[resposta.sha256, resposta.contexto] = resposta.falha
        linhas = [self._linha(lido) for lido in lote.lidos]
        resultados = [
            Resultado(r.sha256, r.contexto, r.analise) for r in respostas if r.falha is None
        ]
        # The writer's queue must not keep the bytes of the batch alive: only what it writes.
        inteiro, lote_id = len(lote.lidos) == len(lote.itens), lote.id

        def gravar(conn: Connection) -> None:
            operacoes.gravar_resultados(conn, self._b.chave, resultados)
            operacoes.gravar_arquivos(conn, self._b.execucao_id, linhas)
            if inteiro:
                operacoes.marcar_lote(conn, lote_id, EstadoLote.CONCLUIDO)

        self._gravacoes.append(self._b.escritor.enviar(gravar))
        self._conferir_gravacoes()
        self._anunciar(lote, linhas)

    def _linha(self, lido: ItemLido) -> EstadoArquivo:
        item = lido.item
        if lido.lido is None:
            return EstadoArquivo(
                item.texto, item.tamanho, item.mtime_ns, "", "", Situacao.ILEGIVEL, lido.falha
            )
        sha256, contexto = lido.lido.sha256, item.contexto.chave
        situacao, falha = Situacao.OK, self._falhos.get((sha256, contexto))
        if _passa_do_limite(lido):
            situacao, falha = Situacao.LIMITE_EXCEDIDO, _falha_de_limite(lido.lido.tamanho)
        elif falha:
            situacao, contexto = situacao_da_falha(falha), self._b.chave
        return EstadoArquivo(
            item.texto, lido.lido.tamanho, item.mtime_ns, sha256, contexto, situacao, falha
        )

    def _anunciar(self, lote: LoteVivo, linhas: list[EstadoArquivo]) -> None:
        falhas = [linha for linha in linhas if linha.falha]
        for linha in falhas:
            if linha.falha:
                evento = ArquivoFalhou(linha.caminho, linha.falha.etapa, linha.falha.motivo)
                self._b.publicar(evento)
        sem_copia = min(lote.ineditos, len(linhas) - len(falhas))
        self._b.publicar(
            ProgressoLote(
                classificados=sem_copia,
                copias=len(linhas) - len(falhas) - sem_copia,
                falhas=len(falhas),
                bytes_feitos=sum(lido.item.tamanho for lido in lote.lidos),
                atual=linhas[-1].caminho if linhas else "",
            )
        )

    def _conferir_gravacoes(self) -> None:
        """Raise what the writer could not do, and forget what it has done."""
        for gravacao in [g for g in self._gravacoes if g.done()]:
            self._gravacoes.remove(gravacao)
            gravacao.result()

    def _esperar_gravacoes(self) -> None:
        for gravacao in self._gravacoes:
            gravacao.result()
        self._gravacoes.clear()


def situacao_da_falha(falha: Falha) -> Situacao:
    """Return how a file ends whose analysis gave this failure."""
    return Situacao.QUARENTENA if falha.etapa == "quarentena" else Situacao.FALHA


def _o_que_analisar(dados: bytes) -> bytes:
    """Return all of a text, and of an archive or binary the head that says what it is."""
    return dados if identificar(dados) is Conteiner.TEXTO else dados[:CABECA]


def _passa_do_limite(lido: ItemLido) -> bool:
    """Tell a text too large to analyse; of a large archive the first bytes say enough."""
    return (
        lido.lido is not None
        and not lido.lido.inteiro
        and identificar(lido.lido.dados) is Conteiner.TEXTO
    )


def _falha_de_limite(tamanho: int) -> Falha:
    mega = 1024 * 1024
    motivo = f"texto de {tamanho // mega} MB passa do limite de {LIMITE_DE_ANALISE // mega} MB"
    return Falha("limite", motivo)
