"""One quiet line at the bottom of a terminal, drawn again only when it says something else."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

from rich.live import Live
from rich.text import Text

from componentes.portas.saida import Saida
from componentes.portas.vivo.tropeco import Tropeco

_ENTRE_QUADROS_S = 0.5


@contextlib.contextmanager
def linha_viva(dizer: Callable[[], str], saida: Saida, estilo: str = "") -> Iterator[None]:
    """Show what `dizer` returns, cut to one line, inside the block."""
    parada = threading.Event()
    with Live(console=saida.mensagens, auto_refresh=False, transient=True) as vivo:

        def desenhar() -> None:
            tropeco = Tropeco()
            desenhada = ""
            while not parada.wait(_ENTRE_QUADROS_S):
                with tropeco.contido():
                    nova = dizer()
                    if nova != desenhada:
                        desenhada = nova
                        linha = Text(nova, estilo, no_wrap=True, overflow="ellipsis")
                        vivo.update(linha, refresh=True)

        desenhista = threading.Thread(target=desenhar, name="tela", daemon=True)
        desenhista.start()
        try:
            yield
        finally:
            parada.set()
            desenhista.join(1.0)
