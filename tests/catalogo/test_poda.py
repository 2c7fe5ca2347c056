"""Pruning: what old runs lose, what they keep, and which results go with them."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import Connection

from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import (
    ABERTAS,
    EstadoArquivo,
    EstadoExecucao,
    NovaExecucao,
    NovoLote,
    Resultado,
)

TOTAIS = {"arquivos": 2}


def _criar(
    escritor: Escritor, chave: str = "k1", estado: EstadoExecucao = EstadoExecucao.EXECUTANDO
) -> int:
    nova = NovaExecucao(
        comando="c", raizes=("/b",), raiz="/b", versao="1", regras="r", chave=chave, estado=estado
    )
    return escritor.executar(lambda conn: operacoes.criar_execucao(conn, nova))


def _encher(escritor: Escritor, execucao: int) -> None:
    linhas = [EstadoArquivo(f"/b/{n}", 1, 1, "aa", "mq4", "ok") for n in range(2)]

    def encher(conn: Connection) -> None:
        operacoes.gravar_arquivos(conn, execucao, linhas)
        operacoes.fechar_inventario(conn, execucao, ["/b"])
        operacoes.criar_lotes(conn, execucao, [NovoLote(2, 2)])
        operacoes.registrar_evento(conn, execucao, "info", "lote", {})

    escritor.executar(encher)


def _encerrar(escritor: Escritor, execucao: int) -> None:
    concluida = EstadoExecucao.CONCLUIDA
    escritor.executar(lambda conn: operacoes.encerrar_execucao(conn, execucao, concluida, TOTAIS))


def _concluida(escritor: Escritor, chave: str = "k1") -> int:
    execucao = _criar(escritor, chave)
    _encher(escritor, execucao)
    _encerrar(escritor, execucao)
    return execucao


def _guardar(escritor: Escritor, *chaves: str) -> None:
    for chave in chaves:
        escritor.executar(
            partial(operacoes.gravar_resultados, chave=chave, linhas=[Resultado("aa", "mq4", b"1")])
        )


def _podar(escritor: Escritor, manter: int) -> int:
    return escritor.executar(lambda conn: operacoes.podar_execucoes(conn, manter))


def _tamanhos(consulta: Consulta, execucao: int) -> tuple[int, int, int]:
    return (
        consulta.contagens(execucao).arquivos,
        len(consulta.lotes(execucao)),
        len(consulta.eventos(execucao)),
    )


def _com_resultados(consulta: Consulta, *chaves: str) -> list[str]:
    return [chave for chave in chaves if consulta.resultados_existentes(chave)]


def test_as_mais_novas_ficam_e_das_outras_ficam_os_totais(
    escritor: Escritor, consulta: Consulta
) -> None:
    ids = [_concluida(escritor) for _ in range(4)]
    antes = consulta.execucoes(10)
    assert _podar(escritor, 2) == 2
    cheia, vazia = (2, 1, 1), (0, 0, 0)
    assert [_tamanhos(consulta, n) for n in ids] == [vazia, vazia, cheia, cheia]
    assert consulta.execucoes(10) == antes
    assert {e.id: e.totais for e in antes} == dict.fromkeys(ids, TOTAIS)
    assert len(consulta.estado_dos_arquivos(["/b"])) == 2


def test_conta_so_as_que_tinham_o_que_perder(escritor: Escritor, consulta: Consulta) -> None:
    _encerrar(escritor, _criar(escritor))
    for _ in range(2):
        _concluida(escritor)
    assert [_podar(escritor, n) for n in (3, 1, 1, 0, 0)] == [0, 1, 0, 1, 0]


def test_catalogo_vazio_e_numero_negativo(escritor: Escritor) -> None:
    assert _podar(escritor, 0) == 0
    with pytest.raises(ValueError, match="-1"):
        _podar(escritor, -1)


@pytest.mark.parametrize("estado", sorted(ABERTAS))
def test_aberta_nao_e_tocada_nem_ocupa_lugar(
    escritor: Escritor, consulta: Consulta, estado: EstadoExecucao
) -> None:
    abertas = [_criar(escritor, "k1", estado)]
    encerrada = _concluida(escritor, "k2")
    abertas.append(_criar(escritor, "k2", estado))
    for aberta in abertas:
        _encher(escritor, aberta)
    assert _podar(escritor, 1) == 0
    assert _podar(escritor, 0) == 1
    assert _tamanhos(consulta, encerrada) == (0, 0, 0)
    assert [_tamanhos(consulta, n) for n in abertas] == [(2, 1, 1)] * 2


def test_resultados_duram_enquanto_uma_execucao_os_mostra(
    escritor: Escritor, consulta: Consulta
) -> None:
    chaves = ["k1", "k2", "k3"]
    _guardar(escritor, *chaves, "sem execução")
    for chave in ("k1", "k2", "k1", "k3"):
        _concluida(escritor, chave)
    assert _podar(escritor, 3) == 1
    assert _com_resultados(consulta, *chaves, "sem execução") == chaves
    _podar(escritor, 2)
    assert _com_resultados(consulta, *chaves) == ["k1", "k3"]
    _podar(escritor, 0)
    assert _com_resultados(consulta, *chaves) == ["k3"], "the newest run's key stays"


def test_resultados_de_quem_ainda_trabalha_ficam(escritor: Escritor, consulta: Consulta) -> None:
    """An open run has no observations before its end, and need not be the newest."""
    _guardar(escritor, "k1", "k2")
    aberta = _criar(escritor, "k1")
    _concluida(escritor, "k2")
    _podar(escritor, 0)
    assert _com_resultados(consulta, "k1", "k2") == ["k1", "k2"]
    _encerrar(escritor, aberta)
    _podar(escritor, 0)
    assert _com_resultados(consulta, "k1", "k2") == ["k2"]
