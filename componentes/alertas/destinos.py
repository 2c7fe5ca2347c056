"""Where alerts go: addresses from the environment or from a private file, never from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from componentes.alertas.sigilo import Tarja
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_alertas import EXTERNOS, LOG, TERMINAL, Alertas, Referencia
from componentes.base.segredos import ler_segredos

VARIAVEL = "ORQUESTRADOR_ALERTAS"
SECAO = "alertas"
_NOME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_COM_NOME = re.compile(rf"({_NOME.pattern})=(.+)", re.DOTALL)
_ESQUEMA = re.compile(r"([a-z][a-z0-9+.-]*)://.", re.IGNORECASE)
_RESERVADOS = frozenset({TERMINAL, LOG, EXTERNOS})


@dataclass(frozen=True, slots=True)
class Destino:
    """A name, and the address behind it, which no representation of this value shows."""

    nome: str
    endereco: str = field(repr=False)

    @property
    def servico(self) -> str:
        """The first part of the address, which says what kind it is: `tgram`, `mailtos`."""
        achado = _ESQUEMA.match(self.endereco)
        return achado[1].lower() if achado else ""


@dataclass(frozen=True, slots=True)
class Destinos:
    """All destinations there are, and what is wrong with those that are missing."""

    todos: tuple[Destino, ...] = ()
    problemas: tuple[ErroConfiguracao, ...] = ()

    def tarja(self) -> Tarja:
        """Return what masks all their addresses."""
        return Tarja.dos(destino.endereco for destino in self.todos)


def reunir(
    referencias: Sequence[Referencia], segredos: Path, ambiente: Mapping[str, str]
) -> Destinos:
    """Return the destinations of the configuration, the private file and the environment.

    What cannot be used is a problem that is told, not an exception: it must not stop a run.
    """
    achados: dict[str, Destino] = {}
    problemas: list[ErroConfiguracao] = []
    fontes = (_do_arquivo(segredos), _das_referencias(referencias, ambiente), _da_lista(ambiente))
    for fonte in fontes:
        for item in fonte:
            if isinstance(item, ErroConfiguracao):
                problemas.append(item)
            elif not item.servico or item.nome in _RESERVADOS:
                problemas.append(_imprestavel(item))
            else:
                achados[item.nome] = item
    return Destinos(tuple(achados.values()), tuple(problemas))


def citados_em_vao(alertas: Alertas, destinos: Destinos) -> Iterator[ErroConfiguracao]:
    """Yield each name a rule sends to that no destination has, missing addresses apart."""
    nomes = {d.nome for d in destinos.todos} | {r.nome for r in alertas.destinos} | _RESERVADOS
    for regra in alertas.regras.__struct_fields__:
        for nome in getattr(alertas.regras, regra).destinos:
            if nome not in nomes:
                yield ErroConfiguracao(
                    f"A regra de alertas '{regra}' manda para '{nome}', que não é um destino",
                    o_que_fazer=f"destinos que há: {', '.join(sorted(nomes))}",
                )


def _da_lista(ambiente: Mapping[str, str]) -> Iterator[Destino]:
    """Yield the addresses of the variable, divided by blanks, each alone or as `nome=endereço`."""
    for numero, item in enumerate(ambiente.get(VARIAVEL, "").split(), 1):
        achado = _COM_NOME.fullmatch(item)
        yield Destino(*achado.groups()) if achado else Destino(f"ambiente-{numero}", item)


def _das_referencias(
    referencias: Sequence[Referencia], ambiente: Mapping[str, str]
) -> Iterator[Destino | ErroConfiguracao]:
    for referencia in referencias:
        variavel = referencia.endereco.removeprefix("env:")
        if endereco := ambiente.get(variavel, "").strip():
            yield Destino(referencia.nome, endereco)
        else:
            yield ErroConfiguracao(
                f"O destino de alertas '{referencia.nome}' não tem endereço",
                onde=f"variável de ambiente {variavel}",
                o_que_fazer="defina a variável no terminal ou serviço que executa o programa",
            )


def _do_arquivo(arquivo: Path) -> Iterator[Destino | ErroConfiguracao]:
    try:
        enderecos = ler_segredos(arquivo, SECAO)
    except ErroConfiguracao as erro:
        yield erro
        return
    for nome, endereco in enderecos.items():
        if isinstance(endereco, str) and _NOME.fullmatch(nome):
            yield Destino(nome, endereco.strip())
        else:
            yield ErroConfiguracao(
                f"O destino de alertas '{nome}' não serve",
                onde=arquivo,
                o_que_fazer="o nome tem letras minúsculas, algarismos, - e _; o endereço é texto",
            )


def _imprestavel(destino: Destino) -> ErroConfiguracao:
    if destino.nome in _RESERVADOS:
        return ErroConfiguracao(
            f"Um destino de alertas não pode se chamar '{destino.nome}'",
            o_que_fazer="dê outro nome ao destino: este já tem um sentido",
        )
    return ErroConfiguracao(
        f"O endereço do destino de alertas '{destino.nome}' não começa com um serviço",
        o_que_fazer="escreva o endereço como em alertas.md: serviço://…, por exemplo tgram://…",
    )
