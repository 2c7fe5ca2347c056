"""The figures of a run as one table for people: subject, item, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from componentes.relatorio import frases
from componentes.relatorio.contagem import Contagem
from componentes.relatorio.planilha.folha import Coluna
from componentes.relatorio.planilha.linhas import Linha
from componentes.relatorio.resumo import Resumo
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import momento

RESUMO = (
    Coluna("Assunto", 26), Coluna("Item", 60), Coluna("Valor", 30, numero=True),
    Coluna("Conteúdos", 12, numero=True), Coluna("Arquivos", 12, numero=True),
)  # fmt: skip

_TOTAIS = {
    "arquivos": "Arquivos",
    "conteudos": "Conteúdos únicos",
    "copias": "Arquivos que são cópias",
    "grupos_duplicados": "Grupos de cópias",
    "bytes": "Bytes ao todo",
    "bytes_copias": "Bytes recuperáveis",
    "sem_hash": "Arquivos que não puderam ser lidos",
    "compactados": "Compactados abertos",
    "membros": "Membros de compactados",
}


def linhas_do_resumo(resumo: Resumo) -> Iterator[Linha]:
    """Yield the rows of the first sheet."""
    yield from _execucao(resumo)
    for campo, nome in _TOTAIS.items():
        yield "Biblioteca", nome, getattr(resumo.totais, campo)
    yield from _contadas("Linguagem", "linguagem", resumo.por_linguagem)
    yield from _contadas("Tipo", "tipo", resumo.por_tipo)
    for par in resumo.por_linguagem_e_tipo:
        nome = f"{nome_de('linguagem', par.linguagem)} · {nome_de('tipo', par.tipo)}"
        yield "Linguagem e tipo", nome, None, par.conteudos, par.arquivos
    yield from _contadas("Família", "familia", resumo.por_familia)
    yield from _contadas("Risco", "risco", resumo.por_risco)
    yield from _contadas("Certeza", "certeza", resumo.por_certeza)
    yield from _contadas("Situação", "situacao", resumo.por_situacao)
    yield from _contadas("Codificação", "", resumo.por_codificacao)
    for pendencia in resumo.pendencias:
        nome = nome_de("pendencia", pendencia.motivo)
        yield "Precisa de você", nome, None, pendencia.conteudos, pendencia.arquivos
    for grupo in resumo.falhas:
        yield "Falha", grupo.motivo, None, None, grupo.arquivos
    yield from _contadas("Include que falta", "", resumo.includes_ausentes)
    yield from _contadas("Não verificado", "", resumo.nao_verificado)


def _execucao(resumo: Resumo) -> Iterator[Linha]:
    execucao = resumo.execucao
    yield "Relatório", "Em uma frase", frases.manchete(resumo.totais)
    if resumo.parcial:
        yield "Relatório", "Parcial", "a execução continua; estes números ainda crescem"
    yield "Relatório", "Execução", execucao.nome or str(execucao.id)
    yield "Relatório", "Estado", nome_de("estado", execucao.estado)
    yield "Relatório", "Começou", momento(execucao.iniciada_em)
    yield "Relatório", "Terminou", momento(execucao.terminada_em)
    yield "Relatório", "Pasta", execucao.raiz
    yield "Relatório", "Versão do programa", execucao.versao
    yield "Relatório", "Regras", execucao.regras


def _contadas(assunto: str, dimensao: str, contagens: Iterable[Contagem]) -> Iterator[Linha]:
    for contagem in contagens:
        nome = nome_de(dimensao, contagem.valor)
        yield assunto, nome, None, contagem.conteudos, contagem.arquivos
