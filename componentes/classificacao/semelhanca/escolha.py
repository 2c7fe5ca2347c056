"""Which member of a group to keep, and why: a reason in words for each thing that decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from componentes.base.tipos import COM_PERDAS, Linguagem, Risco, Tipo
from componentes.classificacao.semelhanca.caminhos import (
    aparencia_de_copia,
    radical,
    raiz_do_nome,
    versao_no_nome,
)
from componentes.classificacao.semelhanca.modelo import Conteudo, Programa
from componentes.fatos.cabecalho import VERSAO as VERSAO_NO_CABECALHO

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
    versoes = _versoes(conteudos)
    ordenados = sorted(conteudos, key=lambda c: _preferencia(c, versoes[c.sha256]))
    mantido = ordenados[0]
    caminho = min(mantido.caminhos, key=aparencia_de_copia)
    motivos = tuple(_motivos(mantido, ordenados[1:], versoes))
    if not motivos or len(mantido.caminhos) > 1:
        motivos = (*motivos, _pelo_caminho(caminho, mantido, ordenados[1:]))
    return mantido, caminho, motivos


def _versoes(conteudos: Sequence[Conteudo]) -> dict[str, Versao]:
    """Return the version of each content of a group.

    Names that differ count by numbers of their own: there only what the code says is compared.
    """
    nomes = {raiz_do_nome(caminho) for conteudo in conteudos for caminho in conteudo.caminhos}
    return {c.sha256: versao_de(c, com_nome=len(nomes) == 1) for c in conteudos}


def _preferencia(conteudo: Conteudo, versao: Versao) -> tuple[object, ...]:
    """Return the order of choice; a path alone decides between what is otherwise equal."""
    return (
        *(criterio(conteudo) for criterio, _ in _CRITERIOS),
        tuple(-numero for numero in (*versao, *[0] * (_NUMEROS_MAXIMOS - len(versao)))),
        min(map(aparencia_de_copia, conteudo.caminhos)),
    )


def _motivos(
    mantido: Conteudo, outros: Sequence[Conteudo], versoes: Mapping[str, Versao]
) -> Iterator[str]:
    for criterio, motivo in _CRITERIOS:
        if not criterio(mantido) and any(map(criterio, outros)):
            yield motivo
    versao = versoes[mantido.sha256]
    anteriores = [v for outro in outros if (v := versoes[outro.sha256]) and v < versao]
    if anteriores:
        escritas = [".".join(map(str, v)) for v in (versao, max(anteriores))]
        yield f"versão {escritas[0]}, mais nova do que {escritas[1]}"


def _pelo_caminho(caminho: str, conteudo: Conteudo, outros: Sequence[Conteudo]) -> str:
    if len(conteudo.caminhos) > 1 and not any(aparencia_de_copia(caminho)[:-1]):
        return "nome e pasta não parecem de cópia"
    return "primeiro em ordem: nada mais os separa" if outros else "primeiro em ordem, entre iguais"


def versao_de(conteudo: Conteudo, *, com_nome: bool = True) -> Versao:
    """Return the version as the program declares it, else its head, else its name; () for none."""
    caminhos = conteudo.caminhos if com_nome else ()
    textos = (
        *versoes_no_codigo(_programa(conteudo).propriedades),
        *(versao_no_nome(radical(caminho))[1] for caminho in caminhos),
    )
    numeros = (tuple(map(int, _NUMERO.findall(texto)[:_NUMEROS_MAXIMOS])) for texto in textos)
    return next(filter(any, numeros), ())


def versoes_no_codigo(propriedades: Mapping[str, str]) -> tuple[str, str]:
    """Return the version that a program declares and the one of its head, "" for none."""
    return propriedades.get("version", ""), propriedades.get(VERSAO_NO_CABECALHO, "")


def _descompilado(conteudo: Conteudo) -> bool:
    return conteudo.descompilado


def _sem_include(conteudo: Conteudo) -> bool:
    return any(d.include_ausente for d in _programa(conteudo).dependencias)


def _so_em_compactado(conteudo: Conteudo) -> bool:
    return not conteudo.arquivos


def _travado(conteudo: Conteudo) -> bool:
    return Risco.TRAVA in _programa(conteudo).riscos


def _destravado(conteudo: Conteudo) -> bool:
    return any(_DESTRAVADO.search(caminho.rpartition("/")[2]) for caminho in conteudo.caminhos)


def _mal_legivel(conteudo: Conteudo) -> bool:
    return COM_PERDAS in _programa(conteudo).observacoes


def _programa(conteudo: Conteudo) -> Programa:
    return conteudo.programa or _SEM_PROGRAMA


def _compilado(conteudo: Conteudo) -> bool:
    return conteudo.impressao is None


_SEM_PROGRAMA = Programa(linguagem=Linguagem.OUTRA, tipo=Tipo.NAO_CODIGO)
_CRITERIOS: tuple[tuple[Callable[[Conteudo], bool], str], ...] = (
    (_compilado, "é o código; outros não se podem ler"),
    (_descompilado, "é código de autor; outros saíram de um descompilador"),
    (_destravado, "o nome não diz que foi destravado ou alterado"),
    (_so_em_compactado, "é um arquivo; outros só estão dentro de compactados"),
    (_mal_legivel, "todo o texto se lê; a outros faltam caracteres"),
    (_sem_include, "tem todos os includes; a outros falta algum"),
    (_travado, "funciona em qualquer conta e data; outros têm uma trava"),
)
