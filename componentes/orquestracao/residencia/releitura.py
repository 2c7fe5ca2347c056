"""Notices that the configuration changed on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from componentes.base.config import carregar
from componentes.orquestracao.ambiente import Ambiente


class Releitura:
    """Reads the configuration file again when its content is another than the last one seen."""

    def __init__(self, ambiente: Ambiente) -> None:
        self._arquivo = Path(ambiente.lida.arquivo)
        self._visto = self._conteudo()

    def reler(self, ambiente: Ambiente) -> Ambiente | None:
        """Return `ambiente` with what the file says now; None when it says what it did.

        A mistake is told once: raises `ErroConfiguracao`, also when the file is gone.
        """
        conteudo = self._conteudo()
        if conteudo == self._visto:
            return None
        self._visto = conteudo
        return replace(ambiente, lida=carregar(self._arquivo, obrigatorio=True))

    def _conteudo(self) -> bytes | None:
        try:
            return self._arquivo.read_bytes()
        except OSError:
            return None
