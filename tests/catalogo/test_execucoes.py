"""Runs and batches: names, compare-and-set, cancel, orphans, resume, questions about them."""

from __future__ import annotations

from functools import partial

import msgspec
import pytest

from componentes.base.tempo import daqui_a
from componentes.catalogo import operacoes
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.modelo import (
    ABERTAS,
    RETOMAVEIS,
    EstadoExecucao,
    EstadoLote,
    NovaExecucao,
    NovoLote,
)
from componentes.catalogo.nomes import nome_da_execucao

NOVA = NovaExecucao(
    comando="classificar_tudo",
    raizes=("/b/MQL5", "/b/MQL4"),
    raiz="/b",
    versao="0.1.0",
    regras="abc",
    chave="k1",
    parametros={"nivel": "completo"},
    pid=42,
    maquina="mesa",
)
FINAIS = sorted(set(EstadoExecucao) - ABERTAS)


def _criar(escritor: Escritor, **mudancas: object) -> int:
    nova = msgspec.structs.replace(NOVA, **mudancas)
    return escritor.executar(lambda conn: operacoes.criar_execucao(conn, nova))


def _encerrar(escritor: Escritor, numero: int, estado: EstadoExecucao) -> bool:
    return escritor.executar(
        lambda conn: operacoes.encerrar_execucao(conn, numero, estado, {"ok": 1}, "")
    )


def _reabrir(escritor: Escritor, numero: int) -> bool:
    return escritor.executar(
        lambda conn: operacoes.reabrir_execucao(
            conn, numero, msgspec.structs.replace(NOVA, pid=7, maquina="outra")
        )
    )


def test_execucao_volta_como_foi_criada(escritor: Escritor, consulta: Consulta) -> None:
    numero = _criar(escritor)
    execucao = consulta.execucao(numero)
    assert execucao is not None
    assert execucao.nome == nome_da_execucao(numero)
    assert execucao.raizes == ("/b/MQL4", "/b/MQL5")
    assert execucao.parametros == {"nivel": "completo"}
    assert execucao.estado is EstadoExecucao.EXECUTANDO
    assert execucao.iniciada_em == execucao.batida_em != ""
    assert (execucao.terminada_em, execucao.totais, execucao.erro) == ("", {}, "")


def test_nomes_sao_unicos_e_ditaveis() -> None:
    nomes = [nome_da_execucao(n) for n in range(1, 1000)]
    assert len(set(nomes)) == len(nomes)
    assert len({nome.rsplit("-", 1)[0] for nome in nomes}) == 240
    assert all(nome.isascii() and nome.count("-") == 2 for nome in nomes)


def test_referencia_por_id_ou_nome(escritor: Escritor, consulta: Consulta) -> None:
    numero = _criar(escritor)
    pelo_id = consulta.execucao(numero)
    assert pelo_id == consulta.execucao(str(numero)) == consulta.execucao(nome_da_execucao(numero))
    assert consulta.execucao(99) is None
    assert consulta.execucao("lince-azul-99") is None


def test_batida_grava_totais_e_mostra_o_cancelamento(
    escritor: Escritor, consulta: Consulta
) -> None:
    numero = _criar(escritor)
    bater = lambda conn: operacoes.bater(conn, numero, {"feitos": 3})  # noqa: E731
    assert escritor.executar(bater) is EstadoExecucao.EXECUTANDO
    assert escritor.executar(lambda conn: operacoes.pedir_cancelamento(conn, numero))
    assert escritor.executar(bater) is EstadoExecucao.CANCELANDO
    execucao = consulta.execucao(numero)
    assert execucao is not None
    assert execucao.totais == {"feitos": 3}


def test_cancelar_na_fila_encerra_e_depois_do_fim_nada_muda(
    escritor: Escritor, consulta: Consulta
) -> None:
    numero = _criar(escritor, estado=EstadoExecucao.NA_FILA)
    pedir = lambda conn: operacoes.pedir_cancelamento(conn, numero)  # noqa: E731
    assert escritor.executar(pedir) is True
    assert escritor.executar(pedir) is False
    execucao = consulta.execucao(numero)
    assert execucao is not None
    assert execucao.estado is EstadoExecucao.CANCELADA
    assert execucao.iniciada_em == "" != execucao.terminada_em


@pytest.mark.parametrize("primeiro", FINAIS)
@pytest.mark.parametrize("segundo", FINAIS)
def test_estado_final_nunca_muda(
    escritor: Escritor, consulta: Consulta, primeiro: EstadoExecucao, segundo: EstadoExecucao
) -> None:
    numero = _criar(escritor)
    assert _encerrar(escritor, numero, primeiro) is True
    antes = consulta.execucao(numero)
    assert _encerrar(escritor, numero, segundo) is False
    escritor.executar(lambda conn: operacoes.bater(conn, numero, {"tarde": 1}))
    assert consulta.execucao(numero) == antes
    assert antes is not None
    assert antes.estado is primeiro


def test_erro_com_texto_invalido_tambem_encerra(escritor: Escritor, consulta: Consulta) -> None:
    numero = _criar(escritor)
    falhou = EstadoExecucao.FALHOU
    assert escritor.executar(
        lambda conn: operacoes.encerrar_execucao(conn, numero, falhou, {}, "caiu em caf\udce9.mq4")
    )
    execucao = consulta.execucao(numero)
    assert execucao is not None
    assert (execucao.estado, execucao.erro) == (falhou, "caiu em caf?.mq4")


@pytest.mark.parametrize("estado", sorted(ABERTAS))
def test_so_estado_final_encerra(escritor: Escritor, estado: EstadoExecucao) -> None:
    numero = _criar(escritor)
    with pytest.raises(ValueError, match="não encerra"):
        _encerrar(escritor, numero, estado)


def test_orfas_terminam_na_ultima_batida(escritor: Escritor, consulta: Consulta) -> None:
    orfa, cancelando, minha, pronta = (_criar(escritor) for _ in range(4))
    fila = _criar(escritor, estado=EstadoExecucao.NA_FILA)
    escritor.executar(lambda conn: operacoes.pedir_cancelamento(conn, cancelando))
    _encerrar(escritor, pronta, EstadoExecucao.CONCLUIDA)
    orfas = escritor.executar(lambda conn: operacoes.interromper_orfas(conn, exceto=minha))
    assert orfas == [orfa, cancelando]
    estados = {e.id: e.estado for e in consulta.execucoes(10)}
    assert estados == {
        orfa: EstadoExecucao.INTERROMPIDA,
        cancelando: EstadoExecucao.CANCELADA,
        minha: EstadoExecucao.EXECUTANDO,
        pronta: EstadoExecucao.CONCLUIDA,
        fila: EstadoExecucao.NA_FILA,
    }
    curada = consulta.execucao(orfa)
    assert curada is not None
    assert curada.terminada_em == curada.batida_em
    assert escritor.executar(lambda conn: operacoes.interromper_orfas(conn, None)) == [minha]


def test_lotes_da_orfa_voltam_a_fila_e_a_retomada_replaneja(
    escritor: Escritor, consulta: Consulta
) -> None:
    numero = _criar(escritor)
    novos = [NovoLote(arquivos=10, bytes=100), NovoLote(20, 200), NovoLote(5, 50)]
    pronto, metade, _ = escritor.executar(lambda conn: operacoes.criar_lotes(conn, numero, novos))

    def arrendar(lote: int, dono: str) -> bool:
        ate = daqui_a(60)
        return escritor.executar(lambda conn: operacoes.arrendar_lote(conn, lote, dono, ate))

    def concluir(lote: int, dono: str) -> bool:
        return escritor.executar(lambda conn: operacoes.concluir_lote(conn, lote, dono))

    assert arrendar(pronto, "m:1")
    assert not arrendar(pronto, "m:2"), "a batch belongs to one"
    assert not concluir(pronto, "m:2"), "only its owner ends it"
    assert concluir(pronto, "m:1")
    assert not concluir(pronto, "m:1"), "and once"
    assert not concluir(metade, "m:1"), "not before it has begun"
    assert arrendar(metade, "m:1")
    vence = consulta.lotes(numero)[1].vence_em
    mais_tarde = daqui_a(120)
    escritor.executar(lambda conn: operacoes.renovar_lotes(conn, numero, "m:2", mais_tarde))
    assert consulta.lotes(numero)[1].vence_em == vence
    escritor.executar(lambda conn: operacoes.renovar_lotes(conn, numero, "m:1", mais_tarde))
    assert consulta.lotes(numero)[1].vence_em == mais_tarde
    escritor.executar(operacoes.interromper_orfas)
    lotes = consulta.lotes(numero)
    assert [(lote.numero, lote.estado) for lote in lotes] == [
        (1, EstadoLote.CONCLUIDO),
        (2, EstadoLote.NA_FILA),
        (3, EstadoLote.NA_FILA),
    ]
    assert lotes[0].terminado_em >= lotes[0].iniciado_em != ""
    assert (lotes[0].dono, lotes[0].vence_em) == ("m:1", "")
    assert (lotes[1].iniciado_em, lotes[1].dono, lotes[1].vence_em) == ("", "", "")

    assert _reabrir(escritor, numero)
    assert [lote.numero for lote in consulta.lotes(numero)] == [1]
    (novo,) = escritor.executar(
        lambda conn: operacoes.criar_lotes(conn, numero, [NovoLote(25, 250)])
    )
    assert arrendar(novo, "m:1")
    assert _encerrar(escritor, numero, EstadoExecucao.FALHOU)
    assert [(x.estado, x.dono) for x in consulta.lotes(numero)][1] == (EstadoLote.NA_FILA, "")
    assert _reabrir(escritor, numero)
    escritor.executar(lambda conn: operacoes.criar_lotes(conn, numero, [NovoLote(25, 250)]))
    assert [(x.numero, x.arquivos) for x in consulta.lotes(numero)] == [(1, 10), (2, 25)]
    assert escritor.executar(lambda conn: operacoes.criar_lotes(conn, numero, [])) == []


@pytest.mark.parametrize("estado", sorted(EstadoExecucao))
def test_reabre_so_o_que_ficou_por_fazer(
    escritor: Escritor, consulta: Consulta, estado: EstadoExecucao
) -> None:
    numero = _criar(escritor, estado=estado)
    assert _reabrir(escritor, numero) is (estado in RETOMAVEIS)
    execucao = consulta.execucao(numero)
    assert execucao is not None
    if estado in RETOMAVEIS:
        assert execucao.estado is EstadoExecucao.EXECUTANDO
        assert (execucao.pid, execucao.maquina) == (7, "outra")
        assert execucao.iniciada_em != ""
        assert _reabrir(escritor, numero) is False, "two processes must not both get the run"


def test_ultimas(escritor: Escritor, consulta: Consulta) -> None:
    assert consulta.ultima_execucao() is None
    primeira = _criar(escritor)
    _encerrar(escritor, primeira, EstadoExecucao.CONCLUIDA)
    segunda = _criar(escritor, comando="vigiar", raizes=("/c",))
    ids = [
        consulta.ultima_execucao(),
        consulta.ultima_execucao({EstadoExecucao.CONCLUIDA}),
        consulta.ultima_do_comando("classificar_tudo", ["/b/MQL4", "/b/MQL5"]),
        consulta.ultima_do_comando("vigiar", ["/c"]),
    ]
    assert [e.id if e else None for e in ids] == [segunda, primeira, primeira, segunda]
    assert consulta.ultima_do_comando("vigiar", ["/c", "/d"]) is None
    assert [e.id for e in consulta.execucoes(1)] == [segunda]


def test_eventos_em_ordem_e_aos_poucos(escritor: Escritor, consulta: Consulta) -> None:
    numero, outra = _criar(escritor), _criar(escritor)
    for n in range(3):
        escritor.executar(
            partial(
                operacoes.registrar_evento,
                execucao_id=numero,
                nivel="info",
                tipo="lote",
                dados={"n": n},
            )
        )
    escritor.executar(lambda conn: operacoes.registrar_evento(conn, outra, "erro", "x", {}))
    eventos = consulta.eventos(numero)
    assert [(e.nivel, e.tipo, e.dados) for e in eventos] == [
        ("info", "lote", {"n": n}) for n in range(3)
    ]
    assert consulta.eventos(numero, apos=eventos[0].id, limite=1) == eventos[1:2]
