"""What a processing tells the world: progress, failures, labels as they are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from componentes.base.eventos import (
    ArquivoFalhou,
    ArquivoPerigoso,
    Evento,
    ProgressoLote,
    RotulosAchados,
)
from componentes.base.tipos import Situacao
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.lote_vivo import Abertura, LoteVivo
from componentes.classificacao.tarefa import Resposta


class Anuncios:
    """Turns what was just handed to the writer into events."""

    def __init__(
        self, publicar: Callable[[Evento], None], conhecidos: Collection[str] | None
    ) -> None:
        """`conhecidos` are the hashes of a library classified before, where any other is news."""
        self._publicar = publicar
        self._conhecidos = conhecidos

    def lote(
        self, lote: LoteVivo, linhas: Sequence[EstadoArquivo], respostas: Iterable[Resposta]
    ) -> None:
        """Tell of a batch, or a part of an archive, that has its results."""
        rotuladas = [resposta for resposta in respostas if resposta.falha is None]
        self._rotulos(rotuladas)
        self._perigos(lote, rotuladas)
        falhas = self._falhas(linhas)
        atual = linhas[-1].caminho if linhas else ""
        if lote.abertura:
            self._publicar(ProgressoLote(membros=len(linhas), atual=atual))
            return
        sem_copia = min(lote.ineditos, len(linhas) - falhas)
        self._publicar(
            ProgressoLote(
                classificados=sem_copia,
                copias=len(linhas) - falhas - sem_copia,
                falhas=falhas,
                bytes_feitos=sum(lido.item.tamanho for lido in lote.lidos),
                atual=atual,
                lote=lote.id,
            )
        )

    def compactado(
        self, abertura: Abertura, linha: EstadoArquivo, membros: Sequence[EstadoArquivo]
    ) -> None:
        """Tell of an archive at whose members all work is done; `membros` were not told of yet."""
        falhou = Situacao(linha.situacao).falhou
        self._falhas([linha, *membros])
        self._publicar(
            ProgressoLote(
                classificados=int(abertura.inedito and not falhou),
                copias=int(not abertura.inedito and not falhou),
                falhas=int(falhou),
                bytes_feitos=linha.tamanho,
                membros=len(membros),
                atual=linha.caminho,
                lote=abertura.lote.id,
            )
        )

    def _rotulos(self, respostas: Iterable[Resposta]) -> None:
        tipos: Counter[str] = Counter()
        familias: Counter[str] = Counter()
        riscos: Counter[str] = Counter()
        for resposta in respostas:
            tipos[resposta.rotulos.tipo] += 1
            familias.update(resposta.rotulos.familias)
            riscos.update(resposta.rotulos.riscos)
        if tipos:
            self._publicar(RotulosAchados(dict(tipos), dict(familias), dict(riscos)))

    def _perigos(self, lote: LoteVivo, respostas: Iterable[Resposta]) -> None:
        """Tell which new contents carry risks, each by the first path it lies at."""
        if self._conhecidos is None:
            return
        nomes = {tarefa.sha256: tarefa.nome for tarefa in lote.tarefas}
        for resposta in respostas:
            if resposta.rotulos.riscos and resposta.sha256 not in self._conhecidos:
                self._publicar(ArquivoPerigoso(nomes[resposta.sha256], resposta.rotulos.riscos))

    def _falhas(self, linhas: Iterable[EstadoArquivo]) -> int:
        """Tell of every failure; return how many they are."""
        falhas = [linha for linha in linhas if Situacao(linha.situacao).falhou]
        for linha in falhas:
            if linha.falha:
                self._publicar(ArquivoFalhou(linha.caminho, linha.falha.etapa, linha.falha.motivo))
        return len(falhas)
