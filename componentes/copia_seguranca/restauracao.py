"""Bringing files back: each is proven by its hash before it gets its name."""

from __future__ import annotations

import fnmatch
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from componentes.base.disco import PARA_TUDO, mesmo_arquivo
from componentes.base.erros import erro_de_disco
from componentes.base.nomes import chave_de_gemeos
from componentes.copia_seguranca.acervo import Acervo, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento, BackupCancelado
from componentes.copia_seguranca.destino import Destino, ja_esta, publicar
from componentes.copia_seguranca.modelo import (
    Guardado,
    Manifesto,
    Ocorrencia,
    ResultadoRestauracao,
)
from componentes.copia_seguranca.nomes import NomeRecusado
from componentes.copia_seguranca.resgate import Resgate


class Restauracao:
    """Restores entries one by one and keeps count of how each ended."""

    def __init__(
        self, acervo: Acervo, pasta: Path, andamento: Andamento, *, sobrescrever: bool
    ) -> None:
        self._acervo = acervo
        self._resgate = Resgate(acervo.pasta, andamento)
        self._pasta = pasta
        self._destino = Destino(pasta)
        self._andamento = andamento
        self._sobrescrever = sobrescrever
        self._prontos: dict[str, list[Path]] = defaultdict(list)
        self._restaurados = 0
        self._iguais = 0
        self._ignorados: list[Ocorrencia] = []
        self._danificados: list[Ocorrencia] = []

    def executar(self, manifesto: Manifesto, padrao: str) -> ResultadoRestauracao:
        """Restore the entries that match `padrao`; raises `ErroDisco` when the disk is full."""
        try:
            for entrada in escolher(manifesto, padrao):
                self._andamento.parar_se_pedido()
                self._tentar(entrada)
                self._andamento.avancar(entrada.tamanho)
        except BackupCancelado:
            return self._resultado(manifesto, cancelada=True)
        return self._resultado(manifesto, cancelada=False)

    def _tentar(self, entrada: Guardado) -> None:
        try:
            self._restaurar(entrada)
        except ConteudoDanificado as erro:
            self._danificados.append(Ocorrencia(entrada.nome, str(erro)))
        except FileExistsError:
            self._ignorar(entrada, "já existe outro arquivo com este nome")
        except NomeRecusado as erro:
            self._ignorar(entrada, str(erro))
        except OSError as erro:
            if erro.errno in PARA_TUDO:
                raise erro_de_disco(erro, "restaurar o backup", self._pasta) from erro
            self._ignorar(entrada, f"o sistema recusou o arquivo ({erro.strerror})")

    def _restaurar(self, entrada: Guardado) -> None:
        final = self._destino.caminho(entrada.nome)
        if ja_esta(final, entrada, self._andamento):
            self._iguais += 1
            self._anotar(final)
            return
        self._recusar_gemeo(final)
        try:
            self._publicar(final, entrada, self._acervo.ler(entrada.sha256, entrada.tamanho))
        except ConteudoDanificado as erro:
            try:
                self._publicar(final, entrada, self._resgate.ler(entrada.sha256))
            except ConteudoDanificado:
                raise erro from None
        self._restaurados += 1
        self._anotar(final)

    def _publicar(self, final: Path, entrada: Guardado, pedacos: Iterable[bytes]) -> None:
        publicar(
            final,
            self._andamento.vigiar(pedacos),
            mtime_ns=entrada.mtime_ns,
            sobrescrever=self._sobrescrever,
        )

    def _recusar_gemeo(self, final: Path) -> None:
        """Keep `A.mq4` from being overwritten by `a.mq4` where both are one name."""
        for pronto in self._prontos.get(chave_de_gemeos(str(final)), ()):
            if mesmo_arquivo(pronto, final):
                raise NomeRecusado(f"este sistema não o distingue de {pronto.name}, já restaurado")

    def _anotar(self, final: Path) -> None:
        if self._sobrescrever:  # otherwise no name is ever taken twice
            self._prontos[chave_de_gemeos(str(final))].append(final)

    def _ignorar(self, entrada: Guardado, motivo: str) -> None:
        self._ignorados.append(Ocorrencia(entrada.nome, motivo))

    def _resultado(self, manifesto: Manifesto, *, cancelada: bool) -> ResultadoRestauracao:
        return ResultadoRestauracao(
            id=manifesto.instantaneo.id,
            restaurados=self._restaurados,
            iguais=self._iguais,
            ignorados=tuple(self._ignorados),
            danificados=tuple(self._danificados),
            cancelada=cancelada,
        )


def escolher(manifesto: Manifesto, padrao: str) -> list[Guardado]:
    """Return the entries whose name matches the glob `padrao` (`*` crosses folders; "" = all).

    They come in the order of the packs, so that each pack is opened once.
    """
    alvo = padrao.casefold() or "*"
    escolhidas = (e for e in manifesto.entradas if fnmatch.fnmatchcase(e.nome.casefold(), alvo))
    return sorted(escolhidas, key=lambda e: (e.pacote, e.membro, e.nome))
