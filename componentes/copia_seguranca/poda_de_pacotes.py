"""Packs that nobody needs go; those that are mostly waste are rewritten, then go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from componentes.base.erros import ErroBackup
from componentes.base.tempo import agora
from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.acervo import ERROS_DE_ZIP, ConteudoDanificado
from componentes.copia_seguranca.andamento import Andamento, BackupCancelado
from componentes.copia_seguranca.reescrita import reescrever, tamanho_reescrito
from componentes.copia_seguranca.remocao import Remocao
from componentes.copia_seguranca.uso import Usos


class PodaDePacotes:
    """Prunes the folder of packs once it is known what the remaining backups need."""

    def __init__(self, pasta: Path, remocao: Remocao, andamento: Andamento) -> None:
        self._pasta = pasta
        self._remocao = remocao
        self._andamento = andamento
        self.removidos: list[str] = []
        self.reescritos: list[str] = []

    def executar(self, membros: Mapping[str, int], em_uso: Usos) -> None:
        """Prune; `membros` is how many contents each readable pack holds. Raises `ErroDisco`.

        Whole packs first: that needs no space, and makes some for those to rewrite.
        """
        parciais = [n for n in sorted(membros) if len(em_uso.get(n, ())) < membros[n]]
        for nome in (n for n in parciais if n not in em_uso):
            if self._nossos(nome, membros[nome]) and self._remocao.remover(self._zip(nome)):
                self.removidos.append(nome)
        if self.removidos:
            self._remocao.sincronizar(self._pasta)
        for nome in (n for n in parciais if n in em_uso):
            todos = self._nossos(nome, membros[nome])
            usados = [membro for membro in todos if membro.filename in em_uso[nome]]
            if _comprimido(usados) * 2 < _comprimido(todos):
                self._trocar(nome, usados)

    def _nossos(self, nome: str, quantos: int) -> list[ZipInfo]:
        """Return all members of a pack; none when it is not this program's alone to change."""
        self._andamento.parar_se_pedido()
        try:
            with ZipFile(self._zip(nome)) as pacote:
                membros = pacote.infolist()
        except ERROS_DE_ZIP as erro:
            self._remocao.avisar(f"{nome}.zip", f"não se consegue ler, fica como está ({erro})")
            return []
        if instantaneo.e_id(nome) and len(membros) == quantos:
            return membros
        self._remocao.avisar(f"{nome}.zip", "não é só deste programa, por isso fica como está")
        return []

    def _trocar(self, nome: str, usados: Sequence[ZipInfo]) -> None:
        """Put the needed members into a pack of a new name, then remove the old one."""
        velho = self._zip(nome)
        if self._remocao.simular:
            tamanho = tamanho_reescrito(usados)
        else:
            novo = self._livre()
            if not self._reescrever(velho, novo, usados):
                return
            tamanho = novo.stat().st_size
        self._remocao.liberados -= tamanho
        self.reescritos.append(nome)
        self._remocao.remover(velho)
        self._remocao.sincronizar(self._pasta)

    def _reescrever(self, velho: Path, novo: Path, usados: Sequence[ZipInfo]) -> bool:
        try:
            reescrever(velho, novo, {m.filename for m in usados}, self._andamento)
        except BackupCancelado:
            raise
        except (ErroBackup, ConteudoDanificado) as erro:
            motivo = erro.o_que if isinstance(erro, ErroBackup) else str(erro)
            self._remocao.avisar(velho.name, f"não pôde ser reescrito, fica como está: {motivo}")
            return False
        return True

    def _livre(self) -> Path:
        """Return a name no pack has: what is written takes the place of a namesake."""
        while (novo := self._zip(instantaneo.novo_id(agora()))).exists():
            pass
        return novo

    def _zip(self, nome: str) -> Path:
        return self._pasta / f"{nome}.zip"


def _comprimido(membros: Sequence[ZipInfo]) -> int:
    return sum(membro.compress_size for membro in membros)
