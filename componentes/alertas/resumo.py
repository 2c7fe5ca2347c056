"""The digest: alerts of low gravity wait for one another and go out together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from componentes.alertas.modelo import Mensagem
from componentes.base.secoes_alertas import Gravidade

TITULO = "resumo"
_LINHAS = 50
"""A message of some services is cut at 4096 signs."""


class Resumo:
    """What waits for its destinations, since when; `minutos` 0 means that nothing waits."""

    def __init__(self, minutos: int) -> None:
        self._espera = timedelta(minutes=minutos)
        self._desde: datetime | None = None
        self._mensagens: list[tuple[Mensagem, tuple[str, ...]]] = []

    def junta(self, gravidade: Gravidade) -> bool:
        """Tell whether messages of this gravity wait."""
        return gravidade == "baixa" and self._espera > timedelta(0)

    def guardar(self, mensagem: Mensagem, destinos: tuple[str, ...], agora: datetime) -> None:
        """Add a message for some destinations."""
        self._desde = self._desde or agora
        self._mensagens.append((mensagem, destinos))

    def vence_em(self) -> datetime | None:
        """Return when it is time to send; None when nothing waits."""
        return self._desde + self._espera if self._desde else None

    def tirar(self) -> dict[str, Mensagem]:
        """Return one message for each destination, and begin anew."""
        por_destino: dict[str, list[Mensagem]] = {}
        for mensagem, destinos in self._mensagens:
            for destino in destinos:
                por_destino.setdefault(destino, []).append(mensagem)
        self._mensagens, self._desde = [], None
        return {destino: juntar(mensagens) for destino, mensagens in por_destino.items()}


def juntar(mensagens: Sequence[Mensagem]) -> Mensagem:
    """Return several messages as one; a single one stays as it is."""
    if len(mensagens) == 1:
        return mensagens[0]
    linhas = [f"• {m.titulo}: {m.texto}" for m in mensagens[:_LINHAS]]
    if len(mensagens) > _LINHAS:
        linhas.append(f"• e mais {len(mensagens) - _LINHAS}")
    impressoes = tuple(dict.fromkeys(i for m in mensagens for i in m.impressoes))
    titulo = f"{TITULO}: {len(mensagens)} alertas"
    resolvido = all(m.resolvido for m in mensagens)
    return Mensagem(titulo, "\n".join(linhas), "baixa", impressoes, resolvido)
