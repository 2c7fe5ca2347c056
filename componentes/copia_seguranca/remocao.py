"""Files that go: removed and counted, or only counted where a pruning is simulated."""

from __future__ import annotations

from pathlib import Path

from componentes.base.disco import PARA_TUDO
from componentes.base.erros import erro_de_disco
from componentes.base.gravacao import sincronizar_pasta
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.modelo import Ocorrencia

_ACAO = "podar os backups"


class Remocao:
    """Removes files one by one; keeps the bytes that frees and what could not be done."""

    def __init__(self, andamento: Andamento, *, simular: bool) -> None:
        self.simular = simular
        self.liberados = 0
        self.avisos: list[Ocorrencia] = []
        self._andamento = andamento

    def remover(self, caminho: Path) -> bool:
        """Remove one file; one that the system keeps becomes a warning. Raises `ErroDisco`."""
        self._andamento.parar_se_pedido()
        try:
            tamanho = caminho.stat().st_size
            if not self.simular:
                caminho.unlink()
        except OSError as erro:
            if erro.errno in PARA_TUDO:
                raise erro_de_disco(erro, _ACAO, caminho) from erro
            self.avisar(caminho.name, f"não pôde ser removido ({erro.strerror})")
            return False
        self.liberados += tamanho
        self._andamento.avancar(tamanho)
        return True

    def sincronizar(self, pasta: Path) -> None:
        """Make what was removed from `pasta` stay so after a power cut; raises `ErroDisco`."""
        if self.simular:
            return
        try:
            sincronizar_pasta(pasta)
        except OSError as erro:
            raise erro_de_disco(erro, _ACAO, pasta) from erro

    def avisar(self, nome: str, motivo: str) -> None:
        """Keep what the user should know about one file."""
        self.avisos.append(Ocorrencia(nome, motivo))
