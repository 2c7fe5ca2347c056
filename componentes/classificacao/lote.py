"""Many files: inventory, processing, ties between files, closing. One call is one run's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import Connection

from componentes.base.caminhos import para_texto
from componentes.base.eventos import Evento, InventarioPronto, ProgressoLote
from componentes.base.metricas import EstadoTrabalhador
from componentes.base.processos import Processos
from componentes.base.tipos import Falha, Situacao
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import Contagens, EstadoArquivo, Resultado
from componentes.classificacao.analisadores import (
    Analisadores,
    AnalisadoresEmLinha,
    AnalisadoresEmProcessos,
)
from componentes.classificacao.ferramentas import Ferramentas
from componentes.classificacao.fila_de_compactados import FilaDeCompactados
from componentes.classificacao.inventario import Inventario, Item, Validade, inventariar
from componentes.classificacao.leitor import item_de_novo
from componentes.classificacao.ligacao import Ligador
from componentes.classificacao.lote_vivo import ja_abertos
from componentes.classificacao.processamento import (
    Bancada,
    Chave,
    Processamento,
    situacao_da_falha,
)
from componentes.fontes.compactados import ferramenta
from componentes.fontes.varredura import Encontrado, varrer

_ARQUIVOS_PARA_PROCESSOS = 50
_BYTES_PARA_PROCESSOS = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Pedido:
    """What to classify and with how many hands."""

    execucao_id: int
    pastas: tuple[Path, ...]
    raiz: str
    """What makes the resolved paths of dependencies relative."""
    excluir: frozenset[Path]
    max_threads: int
    processos: Processos | None
    """Worker processes for a large library; None keeps all work in threads."""
    religar: bool = False
    """Whether an earlier run may have ended between reading files and resolving their ties."""
    repetir_falhas: bool = False
    """Whether files that failed are tried again though nothing of them has changed."""
    conhecida: bool = False
    """Whether an earlier run went through these folders to the end, so that new files are news."""


@dataclass(frozen=True, slots=True)
class Balanco:
    """How a run's classification ended."""

    contagens: Contagens
    mudou: bool
    cancelado: bool
    em_cache: int

    @property
    def com_falhas(self) -> bool:
        """Whether some file ended without a full result."""
        return any(Situacao(situacao).falhou for situacao in self.contagens.por_situacao)


class Classificacao:
    """One run over some folders; every state it reaches is in the catalogue before it is told."""

    def __init__(
        self,
        pedido: Pedido,
        ferramentas: Ferramentas,
        catalogo: tuple[Escritor, Consulta],
        publicar: Callable[[Evento], None],
        cancelado: Callable[[], bool],
    ) -> None:
        self._pedido = pedido
        self._ferramentas = ferramentas
        self._escritor, self._consulta = catalogo
        self._publicar = publicar
        self._cancelado = cancelado
        self._raizes = tuple(para_texto(p.as_posix()) for p in pedido.pastas)
        self._em_uso: Analisadores | None = None
        self._conhecidos: frozenset[str] | None = None

    def trabalhadores(self) -> list[EstadoTrabalhador]:
        """Return what each analysis worker has in hand; nothing while there is no work."""
        return self._em_uso.estados() if self._em_uso else []

    def executar(self) -> Balanco:
        """Do the whole run; raises `ErroUso` or `ErroDisco` when it cannot go on."""
        resultados = self._consulta.resultados_existentes(self._ferramentas.chave)
        encontrados = varrer(
            self._pedido.pastas,
            excluir=self._pedido.excluir,
            linhas=self._pedido.max_threads,
            cancelado=self._cancelado,
        )
        if self._cancelado():  # half a walk would take the other half for deleted
            return Balanco(self._contagens(), mudou=True, cancelado=True, em_cache=0)
        inventario = self._inventariar(encontrados, resultados)
        mudou = bool(
            inventario.pendentes
            or inventario.removidos
            or inventario.soltos
            or inventario.nao_lidos
        )
        if mudou or self._pedido.religar:
            self._processar(inventario, resultados)
        cancelado = self._cancelado()
        if not cancelado:
            self._escritor.executar(
                lambda conn: operacoes.fechar_inventario(
                    conn, self._pedido.execucao_id, self._raizes
                )
            )
        return Balanco(self._contagens(), mudou, cancelado, inventario.em_cache)

    def _contagens(self) -> Contagens:
        return self._consulta.contagens(self._pedido.execucao_id)

    def _inventariar(self, encontrados: Sequence[Encontrado], resultados: set[Chave]) -> Inventario:
        conhecidos = self._consulta.estado_dos_arquivos(self._raizes)
        if self._pedido.conhecida:
            self._conhecidos = frozenset(estado.sha256 for estado in conhecidos.values())
        if self._pedido.processos and not conhecidos and _e_muito([e.tamanho for e in encontrados]):
            self._pedido.processos.aquecer()
        inventario = inventariar(
            encontrados,
            conhecidos,
            Validade(
                resultados,
                self._ferramentas.chave,
                ha_ferramenta=bool(ferramenta.bsdtar()),
                repetir_falhas=self._pedido.repetir_falhas,
            ),
        )
        self._publicar(
            InventarioPronto(
                arquivos=inventario.arquivos,
                bytes_total=inventario.bytes_total,
                unicos_estimados=inventario.unicos_estimados,
                em_cache=inventario.em_cache,
                novos=len(inventario.pendentes),
                removidos=len(inventario.removidos),
                nao_lidos=len(inventario.nao_lidos),
            )
        )
        self._publicar(
            ProgressoLote(
                em_cache=inventario.em_cache - inventario.falhas_em_cache,
                falhas=inventario.falhas_em_cache + len(inventario.nao_lidos),
                bytes_feitos=inventario.bytes_em_cache,
            )
        )
        return inventario

    def _processar(self, inventario: Inventario, resultados: set[Chave]) -> None:
        self._gravar(inventario.nao_lidos, [])
        self._escritor.executar(
            lambda conn: operacoes.marcar_ausentes(
                conn, self._pedido.execucao_id, [*inventario.removidos, *inventario.soltos]
            )
        )
        analisadores = self._em_uso = self._analisadores(inventario.pendentes)
        compactados = FilaDeCompactados(ja_abertos(inventario.abertos), inventario.ocupados)
        rodada = partial(self._rodada, resultados, analisadores, compactados)
        try:
            falhos = rodada(inventario.pendentes, self._publicar)
            if not self._cancelado():
                # The second round re-reads a few files to judge them with what they include;
                # they are counted already.
                falhos |= rodada(self._ligar(), _calar)
        finally:
            self._em_uso = None
            analisadores.fechar()
        self._marcar_copias_de_falhos(falhos)

    def _rodada(
        self,
        resultados: set[Chave],
        analisadores: Analisadores,
        compactados: FilaDeCompactados,
        itens: Sequence[Item],
        publicar: Callable[[Evento], None],
    ) -> dict[Chave, Falha]:
        bancada = Bancada(
            execucao_id=self._pedido.execucao_id,
            chave=self._ferramentas.chave,
            escritor=self._escritor,
            analisadores=analisadores,
            linhas=self._pedido.max_threads,
            publicar=publicar,
            cancelado=self._cancelado,
            conhecidos=self._conhecidos,
        )
        return Processamento(bancada, resultados, compactados).processar(itens)

    def _analisadores(self, itens: Sequence[Item]) -> Analisadores:
        processos = self._pedido.processos
        tamanhos = [item.tamanho for item in itens]
        # Only a process can be stopped in the middle of a pattern, and the user's may run away.
        if processos and itens and (self._ferramentas.conjunto.do_usuario or _e_muito(tamanhos)):
            return AnalisadoresEmProcessos(processos)
        return AnalisadoresEmLinha(self._pedido.max_threads, self._ferramentas)

    def _ligar(self) -> list[Item]:
        """Resolve dependencies; return the files to judge again for what they include."""
        ligador = Ligador(
            self._consulta.estado_dos_arquivos(self._raizes),
            self._consulta.analises(self._ferramentas.chave, self._raizes),
            self._pedido.raiz,
        )
        a_julgar: list[Item] = []
        linhas: list[EstadoArquivo] = []
        resultados: list[Resultado] = []
        for estado, contexto in ligador.mudancas():
            if self._cancelado():  # a resumed run ties anew
                break
            if contexto.muda_rotulos:
                a_julgar.append(item_de_novo(estado, contexto))
            else:
                linhas.append(replace(estado, contexto=contexto.chave))
                resultados.append(ligador.reaproveitar(estado, contexto))
        self._gravar(linhas, resultados)
        return a_julgar

    def _gravar(self, linhas: Sequence[EstadoArquivo], resultados: Sequence[Resultado]) -> None:
        def gravar(conn: Connection) -> None:
            operacoes.gravar_resultados(conn, self._ferramentas.chave, resultados)
            operacoes.gravar_arquivos(conn, self._pedido.execucao_id, linhas)

        self._escritor.executar(gravar)

    def _marcar_copias_de_falhos(self, falhos: dict[Chave, Falha]) -> None:
        """Give copies of a failed content the failure they could not know of when stored."""
        if not falhos:
            return
        chave = self._ferramentas.chave  # a quarantine holds for this program and rule set
        linhas = [
            replace(estado, contexto=chave, situacao=situacao_da_falha(falha), falha=falha)
            for estado in self._consulta.estado_dos_arquivos(self._raizes).values()
            if (falha := falhos.get((estado.sha256, estado.contexto)))
        ]
        self._gravar(linhas, [])


def _e_muito(tamanhos: Sequence[int]) -> bool:
    """Tell whether there is enough to analyse to pay for starting processes."""
    return len(tamanhos) > _ARQUIVOS_PARA_PROCESSOS and sum(tamanhos) > _BYTES_PARA_PROCESSOS


def _calar(_: Evento) -> None:
    """Publish nothing."""
