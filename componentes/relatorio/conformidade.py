"""What the programs of a library show of each firm's rules, rule by rule; never one verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from componentes.regras.mesas import Achado, Mesa, RegraDeMesa, Sentido


class ContagemDaRegra(Struct, frozen=True):
    """How many contents show a rule's construct, do not, or leave it open."""

    regra: str
    """The rule as `mesa.regra`."""
    texto: str
    sentido: str
    conferido_em: str
    encontrado: int
    nao_encontrado: int
    nao_verificavel: int

    @property
    def conteudos(self) -> int:
        """How many contents the rule was asked of."""
        return self.encontrado + self.nao_encontrado + self.nao_verificavel


class ContagemDaMesa(Struct, frozen=True):
    """One firm; `com_infracao` are contents that show what some rule of it forbids or limits."""

    mesa: str
    nome: str
    conteudos: int
    com_infracao: int
    regras: tuple[ContagemDaRegra, ...]


class ContadorDeConformidade:
    """Counts the findings of distinct contents."""

    def __init__(self) -> None:
        self._achados: dict[str, Counter[str]] = {}
        self._encontradas: Counter[frozenset[str]] = Counter()

    def incluir(self, conformidade: Mapping[str, str]) -> None:
        """Count one content."""
        if not conformidade:
            return
        for regra, achado in conformidade.items():
            self._achados.setdefault(regra, Counter())[achado] += 1
        encontradas = (r for r, a in conformidade.items() if a == Achado.ENCONTRADO)
        self._encontradas[frozenset(encontradas)] += 1

    def concluir(self, mesas: Iterable[Mesa]) -> tuple[ContagemDaMesa, ...]:
        """Return the counts by firm, in the order of `mesas`, then firms whose table is gone."""
        conhecidas = {mesa.mesa: mesa for mesa in mesas}
        vistas = dict.fromkeys(regra.partition(".")[0] for regra in self._achados)
        ordem = [
            *(m for m in conhecidas if m in vistas),
            *(m for m in vistas if m not in conhecidas),
        ]
        return tuple(self._da_mesa(nome, conhecidas.get(nome)) for nome in ordem)

    def _da_mesa(self, nome: str, mesa: Mesa | None) -> ContagemDaMesa:
        regras = tuple(self._regras(nome, mesa))
        infracoes = {r.regra for r in regras if r.sentido == Sentido.INFRINGE}
        return ContagemDaMesa(
            mesa=nome,
            nome=mesa.nome if mesa else nome.replace("_", " "),
            conteudos=max((regra.conteudos for regra in regras), default=0),
            com_infracao=sum(n for achadas, n in self._encontradas.items() if achadas & infracoes),
            regras=regras,
        )

    def _regras(self, nome: str, mesa: Mesa | None) -> Iterator[ContagemDaRegra]:
        conhecidas = {regra.id: regra for regra in mesa.regras} if mesa else {}
        for chave, achados in self._achados.items():
            da_mesa, _, da_regra = chave.partition(".")
            if da_mesa == nome:
                yield _contagem(chave, achados, conhecidas.get(da_regra))


def _contagem(chave: str, achados: Counter[str], regra: RegraDeMesa | None) -> ContagemDaRegra:
    return ContagemDaRegra(
        regra=chave,
        texto=regra.texto if regra else chave.partition(".")[2].replace("_", " "),
        sentido=str(regra.sentido) if regra else "",
        conferido_em=regra.conferido_em if regra else "",
        encontrado=achados[Achado.ENCONTRADO],
        nao_encontrado=achados[Achado.NAO_ENCONTRADO],
        nao_verificavel=achados[Achado.NAO_VERIFICAVEL],
    )
