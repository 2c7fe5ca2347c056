"""What failed in a run, as it saw it or, before its end, as it stands."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from componentes.base.tipos import Falha, Situacao
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import EstadoArquivo, EstadoExecucao, Execucao, NovaExecucao
from componentes.catalogo.perguntas.falhos import arquivos_falhos

NOVA = NovaExecucao(
    comando="classificar_tudo", raizes=("/b",), raiz="/b", versao="0", regras="r", chave="k"
)
PERMISSAO = Falha("leitura", "sem permissão de leitura")


def _arquivo(caminho: str, situacao: Situacao = Situacao.ILEGIVEL) -> EstadoArquivo:
    falha = None if situacao is Situacao.OK else PERMISSAO
    return EstadoArquivo(caminho, 1, 1, "", "", situacao, falha)


@pytest.fixture
def numero(escritor: Escritor) -> int:
    return escritor.executar(lambda conn: operacoes.criar_execucao(conn, NOVA))


def _gravar(escritor: Escritor, numero: int, *linhas: EstadoArquivo) -> None:
    escritor.executar(lambda conn: operacoes.gravar_arquivos(conn, numero, linhas))


def _falhos(motor: Engine, consulta: Consulta, numero: int) -> list[str]:
    execucao = consulta.execucao(numero)
    assert isinstance(execucao, Execucao)
    falhos = list(arquivos_falhos(motor, execucao))
    assert all(falho.falha == PERMISSAO for falho in falhos)
    return [falho.caminho for falho in falhos]


def test_antes_do_fim_vale_o_que_ha_agora(
    motor: Engine, escritor: Escritor, consulta: Consulta, numero: int
) -> None:
    bons = _arquivo("/b/bom.mq4", Situacao.OK)
    _gravar(escritor, numero, _arquivo("/b/z"), _arquivo("/b/a"), bons, _arquivo("/outra/x"))
    assert _falhos(motor, consulta, numero) == ["/b/a", "/b/z"]
    _gravar(escritor, numero, _arquivo("/b/a", Situacao.OK))
    escritor.executar(lambda conn: operacoes.marcar_ausentes(conn, numero, ["/b/z"]))
    assert _falhos(motor, consulta, numero) == []


@pytest.mark.parametrize("estado", [EstadoExecucao.CANCELADA, EstadoExecucao.INTERROMPIDA])
def test_de_uma_cortada_tambem(
    motor: Engine, escritor: Escritor, consulta: Consulta, numero: int, estado: EstadoExecucao
) -> None:
    _gravar(escritor, numero, _arquivo("/b/a"))
    escritor.executar(lambda conn: operacoes.encerrar_execucao(conn, numero, estado, {}))
    assert _falhos(motor, consulta, numero) == ["/b/a"]


def test_de_uma_que_terminou_o_que_ela_viu(
    motor: Engine, escritor: Escritor, consulta: Consulta, numero: int
) -> None:
    _gravar(escritor, numero, _arquivo("/b/a"), _arquivo("/b/bom", Situacao.OK))
    escritor.executar(lambda conn: operacoes.fechar_inventario(conn, numero, ("/b",)))
    fim = EstadoExecucao.CONCLUIDA_COM_FALHAS
    escritor.executar(lambda conn: operacoes.encerrar_execucao(conn, numero, fim, {}))
    outra = escritor.executar(lambda conn: operacoes.criar_execucao(conn, NOVA))
    _gravar(escritor, outra, _arquivo("/b/a", Situacao.OK), _arquivo("/b/novo"))
    assert _falhos(motor, consulta, numero) == ["/b/a"]
    assert _falhos(motor, consulta, outra) == ["/b/novo"]
