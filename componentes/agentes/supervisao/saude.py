"""The health of an agent: a figure from 0 to 100, and everything it was made of. Pure."""

from __future__ import annotations

from msgspec import Struct

from componentes.agentes.supervisao.disjuntor import EstadoDisjuntor

_POR_FALHA, _MAXIMO_DE_FALHAS = 10, 40
_POR_REINICIO, _MAXIMO_DE_REINICIOS = 5, 20
_DO_DISJUNTOR = {
    EstadoDisjuntor.FECHADO: 0,
    EstadoDisjuntor.MEIO_ABERTO: 25,
    EstadoDisjuntor.ABERTO: 50,
}


class Sinais(Struct, frozen=True, kw_only=True):
    """What is known of an agent at one moment."""

    idade_da_batida: float | None
    """Seconds since the last heartbeat; None for an agent that does not run and owes none."""
    sem_resposta: float
    """The age at which a heartbeat means that the agent hangs."""
    falhas: int
    reinicios: int
    disjuntor: EstadoDisjuntor
    falhou: bool
    """Whether the agent has given up."""

    @property
    def calado(self) -> bool:
        """Whether the agent runs and gives no sign."""
        return self.idade_da_batida is not None and self.idade_da_batida >= self.sem_resposta


class EntradaSaude(Struct, frozen=True):
    """One input of the figure: what was seen, and how many points it costs."""

    nome: str
    valor: float | str | None
    desconto: int


def avaliar(sinais: Sinais) -> tuple[int, tuple[EntradaSaude, ...]]:
    """Return 100 less all discounts, at least 0, and the inputs with their discounts."""
    idade = sinais.idade_da_batida
    entradas = (
        EntradaSaude(
            "idade_da_batida",
            None if idade is None else round(idade, 1),
            _da_batida(idade, sinais.sem_resposta),
        ),
        EntradaSaude(
            "falhas_recentes", sinais.falhas, min(_MAXIMO_DE_FALHAS, _POR_FALHA * sinais.falhas)
        ),
        EntradaSaude(
            "reinicios_recentes",
            sinais.reinicios,
            min(_MAXIMO_DE_REINICIOS, _POR_REINICIO * sinais.reinicios),
        ),
        EntradaSaude("disjuntor", sinais.disjuntor.value, _DO_DISJUNTOR[sinais.disjuntor]),
        EntradaSaude("desistiu", "sim" if sinais.falhou else "não", 100 * sinais.falhou),
    )
    return max(0, 100 - sum(entrada.desconto for entrada in entradas)), entradas


def _da_batida(idade: float | None, limite: float) -> int:
    """Nothing up to a third of the limit, then evenly up to everything at the limit."""
    if idade is None:
        return 0
    folga = limite / 3
    return round(100 * min(1.0, max(0.0, (idade - folga) / (limite - folga))))
