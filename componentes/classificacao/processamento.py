"""Moves batches through reading, analysis and storage, each bounded, until all have a result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection

from componentes.base.eventos import ArquivoFalhou, Evento, ProgressoLote
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo import operacoes
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import EstadoArquivo, EstadoLote, NovoLote, Resultado
from componentes.classificacao.analisadores import Analisadores
from componentes.classificacao.fila_de_compactados import FilaDeCompactados
from componentes.classificacao.inventario import ETAPA_LIMITE, Item
from componentes.classificacao.leitor import ItemLido, ler_lote, repartir
from componentes.classificacao.lote_vivo import Abertura, LoteVivo
from componentes.classificacao.tarefa import Resposta, Tarefa
from componentes.fontes.compactados.expansao import e_compactado
from componentes.fontes.compactados.membro import Desfecho
from componentes.fontes.conteiner import Conteiner, identificar
from componentes.fontes.leitura import CABECA, LIMITE_DE_ANALISE

_LOTES_POR_TRABALHADOR = 4
_ESPERA = 0.5
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

    def processar(self, itens: Sequence[Item]) -> dict[Chave, Falha]:
        """Give every item a result or, when cancelled, finish what was begun.

        Returns the contents that got none. Raises the error of the catalogue's writer, if any.
        """
        lotes = self._planejar(itens)
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
        finally:
            self._compactados.fechar()
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

    def _mandar_ler(self, leitores: ThreadPoolExecutor, lotes: Iterator[LoteVivo]) -> bool:
        """Send as much to be read as may be under way; tell whether anything is."""
        if not self._b.cancelado():
            maximo = _LOTES_POR_TRABALHADOR * self._b.analisadores.trabalhadores
            livres = min(self._b.linhas + 1, maximo - len(self._analisando)) - len(self._lendo)
            for lote in islice(lotes, max(0, livres)):
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
        if erro is None:
            respostas = futuro.result()
        else:
            respostas = self._b.analisadores.recuperar(lote.tarefas, erro)
        self._concluir(lote, respostas)

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
        self._anunciar(lote, linhas)
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
        self._publicar_falhas([linha, *membros])
        falhou = Situacao(linha.situacao).falhou
        self._b.publicar(
            ProgressoLote(
                classificados=int(abertura.inedito and not falhou),
                copias=int(not abertura.inedito and not falhou),
                falhas=int(falhou),
                bytes_feitos=linha.tamanho,
                membros=len(membros),
                atual=linha.caminho,
            )
        )

    def _gravar(
        self, lote: LoteVivo, linhas: list[EstadoArquivo], resultados: list[Resultado]
    ) -> None:
        # The writer's queue must not keep the bytes of the batch alive: only what it writes.
        lote.faltam -= 1
        lote_id, feito = lote.id, lote.inteiro and not lote.faltam and not lote.abertura

        def gravar(conn: Connection) -> None:
            operacoes.gravar_resultados(conn, self._b.chave, resultados)
            operacoes.gravar_arquivos(conn, self._b.execucao_id, linhas)
            if feito:
                operacoes.marcar_lote(conn, lote_id, EstadoLote.CONCLUIDO)

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

    def _anunciar(self, lote: LoteVivo, linhas: list[EstadoArquivo]) -> None:
        falhas = self._publicar_falhas(linhas)
        atual = linhas[-1].caminho if linhas else ""
        if lote.abertura:
            self._b.publicar(ProgressoLote(membros=len(linhas), atual=atual))
            return
        sem_copia = min(lote.ineditos, len(linhas) - falhas)
        self._b.publicar(
            ProgressoLote(
                classificados=sem_copia,
                copias=len(linhas) - falhas - sem_copia,
                falhas=falhas,
                bytes_feitos=sum(lido.item.tamanho for lido in lote.lidos),
                atual=atual,
            )
        )

    def _publicar_falhas(self, linhas: Sequence[EstadoArquivo]) -> int:
        """Tell of every failure; return how many they are."""
        falhas = [linha for linha in linhas if Situacao(linha.situacao).falhou]
        for linha in falhas:
            if linha.falha:
                evento = ArquivoFalhou(linha.caminho, linha.falha.etapa, linha.falha.motivo)
                self._b.publicar(evento)
        return len(falhas)

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
