"""What a record says in long, as one number."""

from __future__ import annotations

from componentes.base.tipos import Ficha


def nota(ficha: Ficha) -> int | None:
    """Return the score of the code (0-100), None where nothing was scored."""
    valor = ficha.qualidade.get("nota")
    return valor if isinstance(valor, int) else None


def achados(ficha: Ficha, achado: str) -> int | None:
    """Return how many rules of the tables came to `achado`, None where no rule applies."""
    if not ficha.conformidade:
        return None
    return sum(valor == achado for valor in ficha.conformidade.values())
