"""From views to facts: the one call that the path of a file makes."""

from __future__ import annotations

from msgspec.structs import replace

from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.dependencias import dependencias
from componentes.fatos.entradas import entradas_mql, entradas_pine
from componentes.fatos.indicadores import indicadores
from componentes.fatos.modelo import Coletor, Fatos, Padrao, Vocabulario
from componentes.fatos.nomes import anotar_nomes
from componentes.fatos.pine_script import ler_pine
from componentes.fatos.programa import ler_programa
from componentes.lexico import mql
from componentes.lexico.vistas import Vistas


def extrair(vistas: Vistas, vocabulario: Vocabulario) -> Fatos:
    """Return the facts of one text; pure, and linear in its length."""
    coletor = Coletor(vistas, vocabulario.pedidos)
    coletor.anotar_arquivo([f"gramatica:{vistas.gramatica}"])
    if _sem_codigo(vistas):
        coletor.anotar_arquivo(["forma:sem_codigo"])
    _anotar_palavras(coletor, vocabulario.palavras)
    _anotar_padroes(coletor, vocabulario)
    fatos = Fatos(vistas.gramatica, vistas.linhas, coletor.ocorrencias)
    if vistas.gramatica == "mql":
        return _de_mql(fatos, coletor, vocabulario)
    return _de_pine(fatos, coletor) if vistas.gramatica == "pine" else fatos


def _sem_codigo(vistas: Vistas) -> bool:
    """Tell a file of nothing but comments from a text that is no code at all."""
    if vistas.gramatica == "texto":
        return not mql.lexar(vistas.original).codigo.strip()
    return not vistas.codigo.strip()


def _de_mql(fatos: Fatos, coletor: Coletor, vocabulario: Vocabulario) -> Fatos:
    propriedades, pontos_de_entrada = ler_programa(coletor)
    _anotar_chamadas(coletor, vocabulario.chamadas)
    anotar_nomes(coletor, vocabulario.nomes)
    return replace(
        fatos,
        propriedades=propriedades,
        pontos_de_entrada=pontos_de_entrada,
        entradas=entradas_mql(coletor.vistas),
        dependencias=dependencias(coletor),
        indicadores=indicadores(coletor.vistas),
    )


def _de_pine(fatos: Fatos, coletor: Coletor) -> Fatos:
    versao, ajustes = ler_pine(coletor)
    return replace(
        fatos,
        versao_linguagem=versao,
        propriedades=ajustes,
        entradas=entradas_pine(coletor.vistas),
        indicadores=indicadores(coletor.vistas),
    )


def _anotar_palavras(coletor: Coletor, palavras: frozenset[str]) -> None:
    for palavra in palavras & coletor.vistas.palavras:
        coletor.anotar(f"palavra:{palavra}", coletor.vistas.achar_palavra(palavra))


def _anotar_chamadas(coletor: Coletor, nomes: frozenset[str]) -> None:
    """Note each watched call with its number of arguments: dialects differ in exactly that."""
    codigo = coletor.vistas.codigo
    for nome in nomes & coletor.vistas.palavras:
        for abre in chamadas(codigo, nome):
            coletor.anotar(f"chamada:{nome}/{len(argumentos(codigo, abre))}", abre)


def _anotar_padroes(coletor: Coletor, vocabulario: Vocabulario) -> None:
    for nome, padrao in vocabulario.padroes.items():
        if padrao.se and not padrao.se & coletor.vistas.palavras:
            continue
        posicao = _procurar(coletor.vistas, padrao)
        if posicao >= 0:
            coletor.anotar(nome, posicao)


def _procurar(vistas: Vistas, padrao: Padrao) -> int:
    """Return the offset in the original of the first match in the view of a pattern, or -1."""
    if padrao.visao == "codigo":
        achado = padrao.expressao.search(vistas.codigo)
        return achado.start() if achado else -1
    trechos = vistas.comentarios if padrao.visao == "comentario" else vistas.textos
    texto = vistas.comentario if padrao.visao == "comentario" else vistas.texto
    achado = padrao.expressao.search(texto)
    return vistas.posicao_em(trechos, achado.start()) if achado else -1
