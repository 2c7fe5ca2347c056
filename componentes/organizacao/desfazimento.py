"""Undoing an application: every file back where it was, nothing of the user's lost on the way."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from componentes.base.caminhos import de_texto
from componentes.base.disco import PARA_TUDO, mesmo_arquivo
from componentes.base.erros import erro_de_disco
from componentes.base.plano import Acao
from componentes.organizacao import atos
from componentes.organizacao.modelo import (
    A_DESFAZER,
    Balanco,
    EstadoOrganizacao,
    EstadoPasso,
    Mudanca,
    PassoGravado,
)
from componentes.organizacao.pastas import remover_vazias, sincronizar
from componentes.organizacao.trabalho import Trabalho, lotes, posto_de_lado, provisorio_de


class _Saida(NamedTuple):
    """A file of this content may leave the tree: its source has it."""

    tamanho: int
    sha256: str
    nota: str = ""


class Desfazimento(Trabalho):
    """Takes the steps of one application back, the last first; calling it again goes on."""

    def tudo(self) -> Balanco:
        """Undo all that was done; raises `ErroDisco`. What cannot be undone safely stays, named."""
        self._diario.mudar_estado(self._org.id, EstadoOrganizacao.DESFAZENDO)
        cortado = False
        for lote in lotes(self._diario.passos(self._org.id, A_DESFAZER, ao_contrario=True)):
            cortado = self._cancelado()
            if cortado:
                break
            self._desfazer(lote)
        return self._concluir(cortado)

    def um(self, passo: PassoGravado) -> Balanco:
        """Undo one step; raises `ErroDisco`."""
        self._desfazer([passo])
        _, faltam = self._diario.soma(self._org.id, A_DESFAZER)
        if faltam or self._org.estado is EstadoOrganizacao.APLICANDO:
            return self._balanco(cancelado=False, so=passo.numero)
        return self._concluir(cortado=False)

    def _concluir(self, cortado: bool) -> Balanco:
        """Leave folders as they were, as far as all is back, and note how it ended."""
        if not cortado:
            pastas = self._diario.pastas(self._org.id)
            remover_vazias(Path(de_texto(c)) for c, mtime_ns in pastas.items() if mtime_ns is None)
            _, faltam = self._diario.soma(self._org.id, A_DESFAZER)
            if not faltam:
                _devolver_tempos(pastas)
            estado = EstadoOrganizacao.APLICADA if faltam else EstadoOrganizacao.DESFEITA
            self._diario.mudar_estado(self._org.id, estado)
        return self._balanco(cancelado=cortado)

    def _balanco(self, *, cancelado: bool, so: int = 0) -> Balanco:
        tamanho, feitos = self._diario.soma(self._org.id, (EstadoPasso.DESFEITO,))
        notas = self._diario.com_nota(self._org.id)
        ressalvas = tuple(p for p in notas if not so or p.numero == so)
        return Balanco(feitos, tamanho, ressalvas, cancelado)

    def _desfazer(self, lote: Sequence[PassoGravado]) -> None:
        antes = [Mudanca(passo.numero, EstadoPasso.DESFAZENDO) for passo in lote]
        self._diario.marcar(self._org.id, antes)
        try:
            voltas = [(passo, self._tentar(passo)) for passo in lote]
            sincronizar({_origem(p).parent for p, v in voltas if isinstance(v, _Saida)})
            depois = [self._encerrar(passo, volta) for passo, volta in voltas]
        except OSError as erro:
            raise erro_de_disco(erro, "desfazer a organização", self._org.destino) from erro
        self._diario.marcar(self._org.id, depois)

    def _tentar(self, passo: PassoGravado) -> _Saida | Mudanca:
        try:
            return self._trazer(passo)
        except atos.Recusado as erro:
            return _fica(passo, str(erro))
        except OSError as erro:
            if erro.errno in PARA_TUDO:
                raise
            return _fica(passo, f"o sistema recusou o arquivo ({erro.strerror or erro})")

    def _encerrar(self, passo: PassoGravado, volta: _Saida | Mudanca) -> Mudanca:
        self._avancar(passo)
        if isinstance(volta, Mudanca):
            return volta
        origem, destino = _origem(passo), _destino(passo)
        try:
            saiu = atos.retirar(
                destino,
                posto_de_lado(self._org, passo, destino),
                lambda f: mesmo_arquivo(f, origem) or atos.contem(f, volta.tamanho, volta.sha256),
            )
        except OSError as erro:
            return _fica(passo, f"não pôde sair do destino: {erro.strerror or erro}")
        if saiu:
            return _desfeito(passo, volta.nota)
        return _fica(passo, f"{passo.destino} foi alterado depois, e fica")

    def _trazer(self, passo: PassoGravado) -> _Saida | Mudanca:
        """See that the source has the content, brought back if it was moved."""
        destino = _destino(passo)
        provisorio_de(self._org, passo, destino).unlink(missing_ok=True)
        lugares = (posto_de_lado(self._org, passo, destino), destino)
        presente = next((lugar for lugar in lugares if atos.comum(lugar)), None)
        if passo.acao is Acao.COPIAR:
            return self._ver_copia(passo, presente)
        return self._trazer_movido(passo, presente)

    def _ver_copia(self, passo: PassoGravado, presente: Path | None) -> _Saida | Mudanca:
        if presente is None:
            return _desfeito(passo)
        if not atos.contem(_origem(passo), passo.tamanho, passo.sha256):
            return _fica(passo, f"o original mudou ou sumiu de {passo.origem}; a cópia fica")
        return _Saida(passo.tamanho, passo.sha256)

    def _trazer_movido(self, passo: PassoGravado, presente: Path | None) -> _Saida | Mudanca:
        origem = _origem(passo)
        provisorio = provisorio_de(self._org, passo, origem)
        atos.soltar_reserva(origem, provisorio)
        provisorio.unlink(missing_ok=True)
        if os.path.lexists(origem):
            return self._ver_origem(passo, origem, presente)
        if presente is None:
            return _fica(passo, f"não está mais em {passo.destino}; não há o que devolver")
        origem.parent.mkdir(parents=True, exist_ok=True)
        estado, sha256 = presente.lstat(), atos.sha256_de(presente)
        if not atos.ligar(presente, origem):
            atos.copiar(presente, origem, provisorio, sha256)
            provisorio.unlink(missing_ok=True)
        nota = "" if sha256 == passo.sha256 else "voltou como estava no destino, alterado lá"
        return _Saida(estado.st_size, sha256, nota)

    def _ver_origem(
        self, passo: PassoGravado, origem: Path, presente: Path | None
    ) -> _Saida | Mudanca:
        """Judge a source path that is taken: by the file itself, by its copy, or by another."""
        intacto = atos.contem(origem, passo.tamanho, passo.sha256)
        if presente is None:
            return _desfeito(passo, "" if intacto else f"há outro conteúdo em {passo.origem}")
        if intacto or mesmo_arquivo(origem, presente):
            return _Saida(passo.tamanho, passo.sha256)
        return _fica(passo, f"há outro arquivo em {passo.origem}; este fica em {passo.destino}")


def _devolver_tempos(pastas: Mapping[str, int | None]) -> None:
    for caminho, mtime_ns in pastas.items():
        if mtime_ns is not None:
            with contextlib.suppress(OSError):
                pasta = Path(de_texto(caminho))
                os.utime(pasta, ns=(pasta.stat().st_atime_ns, mtime_ns))


def _origem(passo: PassoGravado) -> Path:
    return Path(de_texto(passo.origem))


def _destino(passo: PassoGravado) -> Path:
    return Path(de_texto(passo.destino))


def _fica(passo: PassoGravado, nota: str) -> Mudanca:
    return Mudanca(passo.numero, EstadoPasso.FEITO, nota)


def _desfeito(passo: PassoGravado, nota: str = "") -> Mudanca:
    return Mudanca(passo.numero, EstadoPasso.DESFEITO, nota)
