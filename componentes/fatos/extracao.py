"""From views to facts: the one call that the path of a file makes."""

from __future__ import annotations

from collections.abc import Callable

from componentes.fatos.assunto.desenho import anotar_desenho
from componentes.fatos.assunto.formulas import anotar_formulas
from componentes.fatos.assunto.termos import anotar_termos
from componentes.fatos.cabecalho import com_versao
from componentes.fatos.chamadas import argumentos, chamadas
from componentes.fatos.dependencias import dependencias
from componentes.fatos.entradas import entradas_mql, entradas_pine
from componentes.fatos.estrutura import blocos
from componentes.fatos.funcoes import Programa, ler_funcoes
from componentes.fatos.gestao.gestao import anotar_gestao
from componentes.fatos.impressao import impressao
from componentes.fatos.indicadores import indicadores
from componentes.fatos.limpeza.enganos import anotar_enganos
from componentes.fatos.limpeza.limpeza import anotar_limpeza
from componentes.fatos.mercado.mercado import anotar_mercado
from componentes.fatos.mercado.prazo import anotar_prazo
from componentes.fatos.mercado.prosa import anotar_prosa
from componentes.fatos.mercado.series import anotar_series
from componentes.fatos.modelo import Coletor, Fatos, Padrao, Vocabulario
from componentes.fatos.nomes import anotar_nomes
from componentes.fatos.operacao.operacao import anotar_operacao
from componentes.fatos.origem.origem import anotar_origem
from componentes.fatos.pine_script import ler_pine
from componentes.fatos.programa import ler_programa
from componentes.fatos.repintura.repintura import anotar_repintura
from componentes.fatos.seguranca.seguranca import anotar_seguranca
from componentes.lexico import mql
from componentes.lexico.vistas import Vistas

_SOBRE_TODOS: tuple[Callable[[Coletor, Programa], None], ...] = (
    anotar_termos,
    anotar_desenho,
    anotar_formulas,
    anotar_operacao,
    anotar_gestao,
    anotar_seguranca,
    anotar_origem,
    anotar_repintura,
    anotar_mercado,
    anotar_prazo,
    anotar_series,
    anotar_prosa,
)


def extrair(vistas: Vistas, vocabulario: Vocabulario) -> Fatos:
    """Return the facts of one text; pure, and linear in its length."""
    coletor = Coletor(vistas, vocabulario.pedidos)
    coletor.anotar_arquivo([f"gramatica:{vistas.gramatica}"])
    if _sem_codigo(vistas):
        coletor.anotar_arquivo(["forma:sem_codigo"])
    _anotar_palavras(coletor, vocabulario.palavras)
    _anotar_padroes(coletor, vocabulario)
    if vistas.gramatica == "mql":
        return _de_mql(coletor, vocabulario)
    if vistas.gramatica == "pine":
        return _de_pine(coletor)
    return Fatos(vistas.gramatica, vistas.linhas, coletor.ocorrencias)


def _sem_codigo(vistas: Vistas) -> bool:
    """Tell a file of nothing but comments from a text that is no code at all."""
    if vistas.gramatica == "texto":
        return not mql.lexar(vistas.original).codigo.strip()
    return not vistas.codigo.strip()


def _de_mql(coletor: Coletor, vocabulario: Vocabulario) -> Fatos:
    vistas = coletor.vistas
    externos = blocos(vistas.codigo)
    propriedades, pontos_de_entrada = ler_programa(coletor, externos)
    _anotar_chamadas(coletor, vocabulario.chamadas)
    anotar_nomes(coletor, vocabulario.nomes)
    funcoes, ativas = ler_funcoes(vistas, externos)
    programa = Programa(
        vistas, entradas_mql(vistas), dependencias(coletor), propriedades, funcoes, ativas
    )
    for anotar in _SOBRE_TODOS:
        anotar(coletor, programa)
    notas = (*anotar_enganos(coletor, programa), *anotar_limpeza(coletor, programa))
    return Fatos(
        vistas.gramatica,
        vistas.linhas,
        coletor.ocorrencias,
        propriedades=com_versao(propriedades, vistas),
        pontos_de_entrada=pontos_de_entrada,
        entradas=programa.entradas,
        dependencias=programa.dependencias,
        indicadores=indicadores(vistas),
        impressao=impressao(vistas),
        notas=notas,
    )


def _de_pine(coletor: Coletor) -> Fatos:
    vistas = coletor.vistas
    versao, ajustes = ler_pine(coletor)
    programa = Programa(vistas, entradas_pine(vistas), (), ajustes, (), frozenset())
    for anotar in _SOBRE_TODOS:
        anotar(coletor, programa)
    notas = anotar_limpeza(coletor, programa)
    return Fatos(
        vistas.gramatica,
        vistas.linhas,
        coletor.ocorrencias,
        versao_linguagem=versao,
        propriedades=com_versao(ajustes, vistas),
        entradas=programa.entradas,
        indicadores=indicadores(vistas),
        impressao=impressao(vistas),
        notas=notas,
    )


def _anotar_palavras(coletor: Coletor, palavras: frozenset[str]) -> None:
    for palavra, posicao in coletor.vistas.achar_primeiras(palavras):
        coletor.anotar(f"palavra:{palavra}", posicao)


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
