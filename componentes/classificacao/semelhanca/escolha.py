"""Which member of a group to keep, and why: a reason in words for each thing that decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from componentes.base.tipos import Linguagem, Risco, Tipo
from componentes.classificacao.semelhanca.caminhos import (
    aparencia_de_copia,
    radical,
    versao_no_nome,
)
from componentes.classificacao.semelhanca.modelo import Conteudo, Programa

Versao = tuple[int, ...]

DECIDIDO = "decisão sua"

_DESTRAVADO = re.compile(
    r"(?i)crack|nulled|unlock|unlimited|\bfix(?:ed)?\b|_fix_|rename|no[_ -]?dll|patched|destravad"
)
_NUMERO = re.compile(r"\d+")
_NUMEROS_MAXIMOS = 4


def escolher(conteudos: Sequence[Conteudo]) -> tuple[Conteudo, str, tuple[str, ...]]:
    """Return the content to keep, the path to keep it at, and why; nothing is ever thrown away."""
    decidido = next((c for c in conteudos if c.decidido), None)
    if decidido:
        return decidido, decidido.decidido, (DECIDIDO,)
    ordenados = sorted(conteudos, key=_preferencia)
    mantido = ordenados[0]
    caminho = min(mantido.caminhos, key=aparencia_de_copia)
    motivos = tuple(_motivos(mantido, ordenados[1:]))
    if not motivos or len(mantido.caminhos) > 1:
        motivos = (*motivos, _pelo_caminho(caminho, mantido))
    return mantido, caminho, motivos


def _preferencia(conteudo: Conteudo) -> tuple[object, ...]:
    """Return the order of choice; a path alone decides between what is otherwise equal."""
    versao = versao_de(conteudo)
    return (
        *(criterio(conteudo) for criterio, _ in _CRITERIOS),
        tuple(-numero for numero in (*versao, *[0] * (_NUMEROS_MAXIMOS - len(versao)))),
        min(map(aparencia_de_copia, conteudo.caminhos)),
    )


def _motivos(mantido: Conteudo, outros: Sequence[Conteudo]) -> Iterator[str]:
    for criterio, motivo in _CRITERIOS:
        if not criterio(mantido) and any(map(criterio, outros)):
            yield motivo
    versao = versao_de(mantido)
    anteriores = [v for outro in outros if (v := versao_de(outro)) and v < versao]
    if anteriores:
        escritas = [".".join(map(str, v)) for v in (versao, max(anteriores))]
        yield f"versão {escritas[0]}, mais nova do que {escritas[1]}"


def _pelo_caminho(caminho: str, conteudo: Conteudo) -> str:
    if len(conteudo.caminhos) > 1 and not any(aparencia_de_copia(caminho)[:-1]):
        return "nome e pasta não parecem de cópia"
    return "primeiro em ordem, entre iguais"


def versao_de(conteudo: Conteudo) -> Versao:
    """Return the version: as the program declares it, else as its name says; () for none."""
    programa = conteudo.programa
    declarada = programa.propriedades.get("version", "") if programa else ""
    textos = (declarada, *(versao_no_nome(radical(c))[1] for c in conteudo.caminhos))
    numeros = (tuple(map(int, _NUMERO.findall(texto)[:_NUMEROS_MAXIMOS])) for texto in textos)
    return next(filter(any, numeros), ())


def _descompilado(conteudo: Conteudo) -> bool:
    return Risco.DESCOMPILADO in _programa(conteudo).riscos


def _sem_include(conteudo: Conteudo) -> bool:
    return any(d.include_ausente for d in _programa(conteudo).dependencias)


def _so_em_compactado(conteudo: Conteudo) -> bool:
    return not conteudo.arquivos


def _destravado(conteudo: Conteudo) -> bool:
    return any(_DESTRAVADO.search(caminho.rpartition("/")[2]) for caminho in conteudo.caminhos)


def _programa(conteudo: Conteudo) -> Programa:
    return conteudo.programa or _SEM_PROGRAMA


def _compilado(conteudo: Conteudo) -> bool:
    return conteudo.impressao is None


_SEM_PROGRAMA = Programa(linguagem=Linguagem.OUTRA, tipo=Tipo.NAO_CODIGO)
_CRITERIOS: tuple[tuple[Callable[[Conteudo], bool], str], ...] = (
    (_compilado, "é o código; outros não se podem ler"),
    (_descompilado, "é o original; outros saíram de um descompilador"),
    (_destravado, "o nome não diz que foi destravado ou alterado"),
    (_so_em_compactado, "é um arquivo; outros só estão dentro de compactados"),
    (_sem_include, "tem todos os includes; a outros falta algum"),
)
