"""Moves batches through reading, analysis and storage, each bounded, until all have a result."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection

from componentes.base.eventos import Evento
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import EstadoArquivo, Resultado
from componentes.classificacao.analisadores import GRUPOS_POR_TRABALHADOR, Analisadores
from componentes.classificacao.anuncios import Anuncios
from componentes.classificacao.fila_de_compactados import FilaDeCompactados
from componentes.classificacao.inventario import ETAPA_LIMITE, Item
from componentes.classificacao.leitor import ItemLido, ler_lote
from componentes.classificacao.lote_vivo import Abertura, LoteVivo
from componentes.classificacao.lotes import Lotes
from componentes.classificacao.tarefa import Resposta, Tarefa
from componentes.fontes.compactados.expansao import e_compactado
from componentes.fontes.compactados.membro import Desfecho
from componentes.fontes.conteiner import Conteiner, identificar
from componentes.fontes.leitura import CABECA, LIMITE_DE_ANALISE

_ESPERA = 0.5
_PACIENCIA = 2.0
"""Seconds that a cancelled run waits for the files at hand before it gives them up."""
_ASSINATURA = 16
Chave = tuple[str, str]
"""Content hash and context: what names one result."""


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
    conhecidos: Collection[str] | None = None
    """Hashes of a library that was classified before; None for one that was not."""


class Processamento:
    """One run's processing; `conhecidos` are the results the catalogue already has."""

    def __init__(
        self, bancada: Bancada, conhecidos: set[Chave], compactados: FilaDeCompactados
    ) -> None:
        self._b = bancada
        self._conhecidos = conhecidos
        self._compactados = compactados
        self._analisados: set[str] = set()
        self._falhos: dict[Chave, Falha] = {}
        self._lendo: dict[Future[list[ItemLido]], LoteVivo] = {}
        self._analisando: dict[Future[list[Resposta]], LoteVivo] = {}
        self._gravacoes: list[Future[None]] = []
        self._lotes = Lotes(bancada.escritor, bancada.execucao_id)
        self._anuncios = Anuncios(bancada.publicar, bancada.conhecidos)
        self._desistir_em: float | None = None

    def processar(self, itens: Sequence[Item]) -> dict[Chave, Falha]:
        """Give every item a result or, when cancelled, finish what was begun.

        Returns the contents that got none. Raises the error of the catalogue's writer, if any.
        """
        lotes = self._lotes.planejar(itens)
        try:
            with ThreadPoolExecutor(self._b.linhas, thread_name_prefix="leitura") as leitores:
                while self._mandar_ler(leitores, lotes):
                    em_curso: list[Future[Any]] = [*self._lendo, *self._analisando]
                    prontos, _ = wait(em_curso, _ESPERA, FIRST_COMPLETED)
                    for futuro in prontos:
                        if futuro in self._lendo:
                            self._ao_ler(self._lendo.pop(futuro), futuro.result())
                        else:
                            self._ao_analisar(self._analisando.pop(futuro), futuro)
                    if self._b.cancelado():
                        self._abreviar()
        finally:
            self._compactados.fechar()
        self._esperar_gravacoes()
        self._lotes.encerrar()
        return self._falhos

    def _abreviar(self) -> None:
        """End what is under way after the files at hand, and soon without them."""
        if self._desistir_em is None:
            self._desistir_em = time.monotonic() + _PACIENCIA
            self._b.analisadores.interromper()
        elif time.monotonic() > self._desistir_em:
            for futuro in self._analisando:
                futuro.cancel()
            self._analisando.clear()

    def _mandar_ler(self, leitores: ThreadPoolExecutor, lotes: Iterator[LoteVivo]) -> bool:
        """Send as much to be read as may be under way; tell whether anything is."""
        if not self._b.cancelado():
            maximo = GRUPOS_POR_TRABALHADOR * self._b.analisadores.trabalhadores
            livres = min(self._b.linhas + 1, maximo - len(self._analisando)) - len(self._lendo)
            for lote in islice(lotes, max(0, livres)):
                self._lotes.arrendar(lote)
                self._lendo[leitores.submit(ler_lote, lote.itens, self._b.cancelado)] = lote
            if len(self._analisando) < maximo:
                self._continuar_compactado(leitores)
        return bool(self._lendo or self._analisando)

    def _continuar_compactado(self, leitores: ThreadPoolExecutor) -> None:
        """Read the next part of the archive that is open; copies of known ones need no reading."""
        if any(lote.abertura for lote in self._lendo.values()):
            return
        while abertura := self._compactados.proxima():
            copia = self._compactados.como_copia(abertura)
            if copia is None or not all(map(self._tem_resultado, copia[1])):
                parte = LoteVivo(0, (), abertura)
                ler = leitores.submit(abertura.ler, self._compactados.ocupados, self._b.cancelado)
                self._lendo[ler] = parte
                return
            aberto, membros = copia
            abertura.desfecho = Desfecho(Situacao(aberto.situacao), aberto.falha)
            self._concluir_compactado(abertura, membros)

    def _tem_resultado(self, linha: EstadoArquivo) -> bool:
        sem_analise = not linha.sha256 or (linha.falha and linha.falha.etapa == ETAPA_LIMITE)
        return bool(sem_analise) or (linha.sha256, linha.contexto) in self._conhecidos

    def _ao_ler(self, lote: LoteVivo, lidos: list[ItemLido]) -> None:
        """Send the contents nobody has analysed yet on; a batch of copies is done at once."""
        lote.inteiro = len(lidos) == len(lote.itens)
        lote.tarefas = list(self._tarefas_novas(lidos))
        ineditos = {tarefa.sha256 for tarefa in lote.tarefas} - self._analisados
        self._analisados |= ineditos
        lote.lidos = [lido for lido in lidos if not _e_pacote(lido)]
        self._enfileirar([lido for lido in lidos if _e_pacote(lido)], lote, ineditos)
        lote.ineditos = len(ineditos)
        if lote.abertura:
            lote.abertura.receber_parte()
        if lote.tarefas:
            self._analisando[self._b.analisadores.submeter(lote.tarefas)] = lote
        else:
            self._concluir(lote, [])

    def _enfileirar(self, pacotes: list[ItemLido], lote: LoteVivo, ineditos: set[str]) -> None:
        """Queue the archives of a batch; their rows are written when their members are."""
        for pacote in pacotes:
            abertura = Abertura(_sem_bytes(pacote), lote)
            abertura.inedito = abertura.sha256 in ineditos
            ineditos.discard(abertura.sha256)
            lote.faltam += 1
            self._compactados.incluir(abertura)

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
        if erro is not None:
            de_novo = self._b.analisadores.recuperar(lote.tarefas, erro)
            self._analisando[de_novo] = lote
            return
        respostas = futuro.result()
        if len(respostas) < len(lote.tarefas):
            self._deixar_sem_resposta(lote, respostas)
        self._concluir(lote, respostas)

    def _deixar_sem_resposta(self, lote: LoteVivo, respostas: Sequence[Resposta]) -> None:
        """Take what a cancelled group did not get to out of its batch: a resume plans it anew."""
        respondidas = {(r.sha256, r.contexto) for r in respostas}
        faltam = {(t.sha256, t.contexto.chave) for t in lote.tarefas} - respondidas
        lote.lidos = [lido for lido in lote.lidos if _chave(lido) not in faltam]
        lote.inteiro = False
        if lote.abertura:
            lote.abertura.cortada = True

    def _concluir(self, lote: LoteVivo, respostas: list[Resposta]) -> None:
        """Hand what was read to the writer in one transaction and say so."""
        for resposta in respostas:
            if resposta.falha:
                self._falhos[resposta.sha256, resposta.contexto] = resposta.falha
        linhas = [self._linha(lido) for lido in lote.lidos]
        resultados = [
            Resultado(r.sha256, r.contexto, r.analise) for r in respostas if r.falha is None
        ]
        self._gravar(lote, linhas, resultados)
        self._anuncios.lote(lote, linhas, respostas)
        if lote.abertura:
            lote.abertura.membros.extend(linhas)
            lote.abertura.em_curso -= 1
            if lote.abertura.pronta:
                self._concluir_compactado(lote.abertura, [])

    def _concluir_compactado(self, abertura: Abertura, membros: list[EstadoArquivo]) -> None:
        """Store an archive at whose members all work is done, and with it the last of its batch.

        `membros` are those not stored yet: of a copy, all of them.
        """
        linha = self._linha(abertura.lido)
        if linha.situacao == Situacao.OK:
            situacao, falha = abertura.desfecho.situacao, abertura.desfecho.falha
            linha = msgspec.structs.replace(linha, situacao=situacao, falha=falha)
        abertura.membros.extend(membros)
        self._gravar(abertura.lote, [*membros, linha], [])
        self._compactados.terminar(abertura, linha)
        self._anuncios.compactado(abertura, linha, membros)

    def _gravar(
        self, lote: LoteVivo, linhas: list[EstadoArquivo], resultados: list[Resultado]
    ) -> None:
        marcar = self._lotes.anotar(lote, linhas)

        def gravar(conn: Connection) -> None:
            operacoes.gravar_resultados(conn, self._b.chave, resultados)
            operacoes.gravar_arquivos(conn, self._b.execucao_id, linhas)
            marcar(conn)

        self._gravacoes.append(self._b.escritor.enviar(gravar))
        self._conferir_gravacoes()

    def _linha(self, lido: ItemLido) -> EstadoArquivo:
        item, desfecho = lido.item, lido.desfecho
        if lido.lido is None:
            tamanho, sha256, contexto = item.tamanho, "", ""
        else:
            tamanho, sha256, contexto = lido.lido.tamanho, lido.lido.sha256, item.contexto.chave
        situacao, falha = desfecho.situacao, desfecho.falha
        if _passa_do_limite(lido):
            situacao, falha = Situacao.LIMITE_EXCEDIDO, _falha_de_limite(tamanho)
        elif da_analise := self._falhos.get((sha256, contexto)):
            situacao, falha, contexto = situacao_da_falha(da_analise), da_analise, self._b.chave
        return EstadoArquivo(
            item.texto, tamanho, item.mtime_ns, sha256, contexto, situacao, falha, item.pacote
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


def _chave(lido: ItemLido) -> Chave:
    return (lido.lido.sha256 if lido.lido else "", lido.item.contexto.chave)


def _e_pacote(lido: ItemLido) -> bool:
    """Tell an archive on disk; one inside another was opened with it."""
    return not lido.item.pacote and lido.lido is not None and e_compactado(lido.lido.dados)


def _sem_bytes(lido: ItemLido) -> ItemLido:
    """Return an archive without its bytes: many may wait to be opened."""
    resto = lido.lido and replace(lido.lido, dados=lido.lido.dados[:_ASSINATURA])
    return replace(lido, lido=resto)


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
    return Falha(ETAPA_LIMITE, motivo)
