"""The passes of one run's classification: what a later one has to know of those before it."""

from __future__ import annotations

from msgspec.structs import replace

from componentes.base.eventos import ProgressoLote


class Passagens:
    """Counts passes, and keeps the progress they told so that nothing is told twice.

    A later pass finds in the cache what the ones before did. Its first progress, which says so,
    becomes the difference to what was told already: nothing, or what was stored and not told.
    """

    def __init__(self) -> None:
        self.numero = 0
        self._contado = ProgressoLote()
        self._do_inventario = False

    @property
    def de_novo(self) -> bool:
        """Whether the pass at hand follows another."""
        return self.numero > 1

    def comecar(self) -> None:
        """Begin another pass."""
        self.numero += 1
        self._do_inventario = False

    def ao_inventariar(self) -> None:
        """Expect the progress that tells what the cache holds."""
        self._do_inventario = True

    def ao_progredir(self, progresso: ProgressoLote) -> ProgressoLote:
        """Return the progress to tell."""
        if self._do_inventario and self._contado != ProgressoLote():
            progresso = self._diferenca(progresso)
        self._do_inventario = False
        self._contado = _somar(self._contado, progresso)
        return progresso

    def _diferenca(self, feito: ProgressoLote) -> ProgressoLote:
        c = self._contado
        bons = c.classificados + c.copias + c.em_cache
        return replace(
            feito,
            classificados=feito.em_cache - bons,
            em_cache=0,
            falhas=feito.falhas - c.falhas,
            bytes_feitos=feito.bytes_feitos - c.bytes_feitos,
        )


def _somar(a: ProgressoLote, b: ProgressoLote) -> ProgressoLote:
    return ProgressoLote(
        classificados=a.classificados + b.classificados,
        copias=a.copias + b.copias,
        em_cache=a.em_cache + b.em_cache,
        falhas=a.falhas + b.falhas,
        bytes_feitos=a.bytes_feitos + b.bytes_feitos,
    )
