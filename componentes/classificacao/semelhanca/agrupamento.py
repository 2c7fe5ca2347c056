"""Groups of contents that are the same thing: by bytes, text, code, brand, version or origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from componentes.base.tipos import Impressao
from componentes.classificacao.semelhanca.caminhos import radical, raiz_do_nome
from componentes.classificacao.semelhanca.descompilados import gemeos_descompilados
from componentes.classificacao.semelhanca.escolha import escolher
from componentes.classificacao.semelhanca.feitio import Feitio
from componentes.classificacao.semelhanca.modelo import Conteudo, Grupo, Membro, Nivel
from componentes.classificacao.semelhanca.parentes import Assinado, parentes

_CAMPOS = (("texto", Nivel.TEXTO), ("codigo", Nivel.CODIGO), ("esqueleto", Nivel.MARCA))


def agrupar(conteudos: Iterable[Conteudo]) -> list[Grupo]:
    """Return the groups of more than one path, those with most bytes to recover first."""
    por_sha = {c.sha256: c for c in conteudos}
    grupos = [
        _grupo([por_sha[sha256] for sha256 in juntos])
        for juntos in _juntar(por_sha)
        if len(juntos) > 1 or len(por_sha[juntos[0]].caminhos) > 1
    ]
    return sorted(grupos, key=lambda g: (-g.recuperaveis, -g.arquivos, -g.em_compactados, g.manter))


def _juntar(por_sha: dict[str, Conteudo]) -> list[list[str]]:
    """Return the contents by group, each sorted."""
    uniao = _Uniao(por_sha)
    programas = {s: i for s, c in por_sha.items() if (i := c.impressao) is not None}
    for campo, _ in _CAMPOS:
        primeiro: dict[tuple[str, str], str] = {}
        for sha256, impressao in programas.items():
            chave = (_lingua(por_sha[sha256]), getattr(impressao, campo))
            uniao.ligar(sha256, primeiro.setdefault(chave, sha256))
    representantes = {uniao.raiz(sha256) for sha256 in programas}
    for lingua in sorted({_lingua(c) for c in por_sha.values()}):
        desta = {s for s in representantes if _lingua(por_sha[s]) == lingua}
        for um, outro in parentes(_assinados(por_sha, programas, desta)):
            uniao.ligar(um, outro)
    for um, outro in gemeos_descompilados(por_sha.values()):
        uniao.ligar(um, outro)
    return uniao.conjuntos()


def _lingua(conteudo: Conteudo) -> str:
    """Return the family of languages: a Pine script is no copy of an MQL program."""
    programa = conteudo.programa
    return "pine" if programa and programa.linguagem == "pine" else "mql"


def _assinados(
    por_sha: dict[str, Conteudo], programas: dict[str, Impressao], representantes: set[str]
) -> dict[str, Assinado]:
    return {
        sha256: _assinado(por_sha[sha256], impressao)
        for sha256, impressao in programas.items()
        if sha256 in representantes and impressao.assinatura
    }


def _assinado(conteudo: Conteudo, impressao: Impressao) -> Assinado:
    nomes = frozenset(radical(caminho).lower() for caminho in conteudo.caminhos)
    feitio = Feitio.de(conteudo.programa, nomes) if conteudo.programa else Feitio()
    return Assinado(
        impressao.assinatura, impressao.palavras, raiz_do_nome(conteudo.caminhos[0]), feitio
    )


def _grupo(conteudos: list[Conteudo]) -> Grupo:
    mantido, manter, motivos = escolher(conteudos)
    outros = sorted(
        (Membro(c, nivel_entre(mantido, c)) for c in conteudos if c is not mantido),
        key=lambda m: (m.nivel, m.conteudo.caminhos),
    )
    return Grupo((Membro(mantido, Nivel.BYTES), *outros), manter, motivos)


def nivel_entre(um: Conteudo, outro: Conteudo) -> Nivel:
    """Return the closest level at which two contents of one group are the same thing."""
    if um.sha256 == outro.sha256:
        return Nivel.BYTES
    for campo, nivel in _CAMPOS:
        if getattr(um.impressao, campo, "") == getattr(outro.impressao, campo, "-"):
            return nivel
    return Nivel.VERSAO if um.descompilado == outro.descompilado else Nivel.DESCOMPILADO


class _Uniao:
    """Sets that grow together (union-find); the smallest key names each."""

    def __init__(self, chaves: Iterable[str]) -> None:
        self._pais = {chave: chave for chave in chaves}

    def raiz(self, chave: str) -> str:
        while self._pais[chave] != chave:
            self._pais[chave] = self._pais[self._pais[chave]]
            chave = self._pais[chave]
        return chave

    def ligar(self, um: str, outro: str) -> None:
        menor, maior = sorted((self.raiz(um), self.raiz(outro)))
        self._pais[maior] = menor

    def conjuntos(self) -> list[list[str]]:
        juntos: dict[str, list[str]] = defaultdict(list)
        for chave in sorted(self._pais):
            juntos[self.raiz(chave)].append(chave)
        return list(juntos.values())


def nomes_com_codigos_diferentes(
    conteudos: Iterable[Conteudo], grupos: Iterable[Grupo]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield file names that stand for programs of different groups, with one path of each."""
    do_grupo = {m.conteudo.sha256: n for n, g in enumerate(grupos) for m in g.membros}
    por_nome: dict[str, dict[object, str]] = defaultdict(dict)
    for conteudo in conteudos:
        if conteudo.impressao is None:
            continue
        dono = do_grupo.get(conteudo.sha256, conteudo.sha256)
        for caminho in conteudo.caminhos:
            por_nome[caminho.rpartition("/")[2].casefold()].setdefault(dono, caminho)
    for nome in sorted(por_nome):
        if len(por_nome[nome]) > 1:
            yield nome, tuple(sorted(por_nome[nome].values()))
