from __future__ import annotations

from componentes.base.tipos import Ficha, Linguagem, Situacao
from componentes.relatorio import tabela
from componentes.relatorio.dados import resumir
from tests.apoio.fichas import EXECUCAO, ficha


def colunas(*fichas: Ficha) -> list[str]:
    resumo = resumir(fichas, EXECUCAO, parcial=False).resumo
    return [coluna.chave for coluna in tabela.colunas(resumo)]


def filtros(*fichas: Ficha) -> list[str]:
    resumo = resumir(fichas, EXECUCAO, parcial=False).resumo
    return [dimensao for dimensao, _ in tabela.filtros(resumo)]


def test_coluna_vazia_em_todas_as_linhas_nao_aparece() -> None:
    nua = ficha("nua.mq4", sha256="1", familias=(), riscos=(), confianca={})
    assert colunas(nua) == ["nome", "linguagem", "tipo", "tamanho"]


def test_uma_linha_preenchida_basta_para_a_coluna() -> None:
    nua = ficha("nua.mq4", sha256="1", familias=(), riscos=(), confianca={})
    todas = ["nome", "linguagem", "tipo", "familia", "risco", "certeza", "tamanho", "copias"]
    assert colunas(nua, ficha(), ficha("b.mq4")) == todas


def test_filtro_que_nao_separa_arquivos_nao_aparece() -> None:
    assert filtros(ficha(), ficha("b.mq4")) == []
    assert filtros() == []


def test_filtro_que_separa_arquivos_aparece() -> None:
    outra = ficha("b.mq5", sha256="1", linguagem=Linguagem.MQL5, situacao=Situacao.FALHA)
    assert filtros(ficha(), outra) == ["linguagem", "situacao", "pendencia"]
    assert filtros(ficha(), ficha("b.mq4", familias=(), riscos=())) == ["familia", "risco"]
