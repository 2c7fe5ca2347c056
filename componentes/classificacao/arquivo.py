"""The path of one content: identify -> decode -> lex -> facts -> judge -> analysis. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from componentes.base.tipos import COM_PERDAS, Analise, Familia, Linguagem, Risco, Tipo
from componentes.classificacao.conformidade import conformidade
from componentes.classificacao.contexto import Contexto
from componentes.classificacao.ferramentas import Ferramentas
from componentes.classificacao.nota import desmentidos, qualidade
from componentes.fatos.extracao import extrair
from componentes.fatos.modelo import Fatos, Ocorrencia
from componentes.fontes.conteiner import (
    Conteiner,
    FormaTexto,
    compilacao_metatrader,
    forma_do_texto,
    identificar,
)
from componentes.fontes.decodificacao import decodificar, normalizar_linhas
from componentes.fontes.do_terminal import propriedades_da_forma
from componentes.lexico.gramatica import lexar
from componentes.regras.modelo import Dimensao
from componentes.regras.motor import Local, Rotulo, julgar

_FAMILIAS_MAXIMAS = 3


class Leitura(Struct, frozen=True):
    """What reading the bytes of one content gave; enough to judge it in any context."""

    conteiner: str
    codificacao: str
    perdas: int
    fatos: Fatos


def ler_conteudo(dados: bytes, ferramentas: Ferramentas) -> Leitura:
    """Take bytes to facts; never raises for what the bytes are."""
    conteiner = identificar(dados)
    if conteiner is not Conteiner.TEXTO:
        return Leitura(conteiner, _codificacao(conteiner), 0, _fatos_do_conteiner(conteiner, dados))
    texto = decodificar(dados)
    conteudo = normalizar_linhas(texto.conteudo)
    forma = forma_do_texto(conteudo)
    if forma is not FormaTexto.CODIGO_PROVAVEL:
        fatos = _fatos_da_forma(forma, conteudo)
    else:
        fatos = extrair(lexar(conteudo), ferramentas.vocabulario)
    return Leitura(conteiner, texto.codificacao, texto.perdas, fatos)


def locais_dos_fatos(fatos: Fatos, contexto: Contexto) -> dict[str, Local]:
    """Return what is known of a content at one path in the form that rules weigh."""
    ocorrencias = {**fatos.ocorrencias, **contexto.ocorrencias()}
    return {nome: (o.linha, o.trecho, o.entradas) for nome, o in ocorrencias.items()}


def julgar_leitura(leitura: Leitura, contexto: Contexto, ferramentas: Ferramentas) -> Analise:
    """Weigh facts and context into labels with their evidence."""
    fatos = leitura.fatos
    locais = locais_dos_fatos(fatos, contexto)
    principais = {r.dimensao: r for r in julgar(ferramentas.exclusivas, locais)}
    linguagem = _valor(principais.get(Dimensao.LINGUAGEM), Linguagem.OUTRA)
    tipo = _valor(principais.get(Dimensao.TIPO), Tipo.NAO_CODIGO)
    outros = julgar(ferramentas.multiplas, locais, linguagem, tipo)
    dependencias = fatos.dependencias if contexto.dependencias is None else contexto.dependencias
    regras = conformidade(ferramentas, locais, outros, dependencias, (linguagem, tipo))
    familias = _centrais([r for r in outros if r.dimensao is Dimensao.FAMILIA])
    outros = [r for r in outros if r.dimensao is not Dimensao.FAMILIA or r in familias]
    rotulos = [*principais.values(), *outros]
    return Analise(
        codificacao=leitura.codificacao,
        conteiner=leitura.conteiner,
        linguagem=Linguagem(linguagem),
        versao_linguagem=fatos.versao_linguagem,
        tipo=Tipo(tipo),
        origem=_valores(outros, Dimensao.ORIGEM),
        familias=tuple(Familia(r.valor) for r in familias),
        riscos=tuple(Risco(valor) for valor in _valores(outros, Dimensao.RISCO)),
        confianca={r.nome: r.confianca for r in rotulos},
        graus={r.nome: str(r.grau) for r in rotulos if r.grau},
        evidencias=(
            *(evidencia for r in rotulos for evidencia in r.evidencias),
            *(evidencia for c in regras if (evidencia := c.evidencia())),
        ),
        mercados=_valores(outros, Dimensao.MERCADO),
        timeframes=_valores(outros, Dimensao.TIMEFRAME),
        propriedades=fatos.propriedades,
        entradas=fatos.entradas,
        dependencias=dependencias,
        indicadores=fatos.indicadores,
        pontos_de_entrada=fatos.pontos_de_entrada,
        conformidade={c.chave: str(c.achado) for c in regras},
        qualidade=qualidade(outros, tipo),
        observacoes=_observacoes(leitura),
        avisos=(*fatos.notas, *desmentidos(outros)),
        linhas=fatos.linhas,
        impressao=fatos.impressao,
    )


def _valores(rotulos: Sequence[Rotulo], dimensao: Dimensao) -> tuple[str, ...]:
    return tuple(r.valor for r in rotulos if r.dimensao is dimensao)


def _centrais(familias: Sequence[Rotulo]) -> Sequence[Rotulo]:
    """Return the central ideas: at most three, each at least two fifths as strong as the strongest.

    More than 100 points are no more certain: two strong ideas must not hide a third.
    """
    return [
        f for f in familias[:_FAMILIAS_MAXIMAS] if f.pontos * 5 >= min(familias[0].pontos, 100) * 2
    ]


def _valor(rotulo: Rotulo | None, padrao: str) -> str:
    return rotulo.valor if rotulo else padrao


def _observacoes(leitura: Leitura) -> tuple[str, ...]:
    """Say what could not be verified, so that absence is never taken for proof."""
    notas = []
    if leitura.perdas:
        notas.append(COM_PERDAS)
    if leitura.conteiner in (Conteiner.EX4, Conteiner.EX5):
        notas.append("programa compilado: o código não pode ser verificado")
    return tuple(notas)


def _codificacao(conteiner: Conteiner) -> str:
    return "vazio" if conteiner is Conteiner.VAZIO else "binario"


def _fatos_do_conteiner(conteiner: Conteiner, dados: bytes) -> Fatos:
    compilacao = compilacao_metatrader(dados)
    propriedades = {"compilacao": str(compilacao)} if compilacao else {}
    return Fatos("", 0, _do_arquivo("conteiner", conteiner), propriedades=propriedades)


def _fatos_da_forma(forma: FormaTexto, conteudo: str) -> Fatos:
    return Fatos(
        "",
        conteudo.count("\n") + 1,
        _do_arquivo("forma_texto", forma),
        propriedades=propriedades_da_forma(forma, conteudo),
    )


def _do_arquivo(especie: str, valor: str) -> dict[str, Ocorrencia]:
    return {f"{especie}:{valor}": Ocorrencia(0, valor)}
