"""Names of runs that can be said aloud and typed: "lince-azul-12"."""

from __future__ import annotations

_ANIMAIS = (
    "arara", "baleia", "coruja", "ema", "foca", "gato", "lince", "lobo",
    "lontra", "panda", "puma", "raposa", "tigre", "tucano", "urso", "zebra",
)  # fmt: skip

# Without accents, easy to type anywhere, and with one form for both genders: any pair agrees.
_QUALIDADES = (
    "alegre", "audaz", "azul", "celeste", "feliz", "forte", "gentil", "leve",
    "livre", "nobre", "prudente", "sutil", "valente", "veloz", "verde",
)  # fmt: skip


def nome_da_execucao(numero: int) -> str:
    """Return the name of the run with this id; the id at its end makes it unique.

    The lists have 16 and 15 words, without a common divisor: 240 runs pass before a pair repeats.
    """
    animal = _ANIMAIS[numero % len(_ANIMAIS)]
    return f"{animal}-{_QUALIDADES[numero % len(_QUALIDADES)]}-{numero}"
