"""The section of alerts: safe defaults, clear mistakes, and no address in it or in an error."""

from __future__ import annotations

import json
from typing import Any

import pytest

from componentes.base.config import interpretar
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_alertas import Alertas, ExecucaoConcluida, Regras

SEGREDO = "tgram://123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/99"


def _ler(secao: Any) -> Alertas:
    return interpretar(json.dumps({"alertas": secao}), "o.json").valores.alertas


def _erro(secao: Any) -> ErroConfiguracao:
    with pytest.raises(ErroConfiguracao) as erro:
        _ler(secao)
    return erro.value


def test_mudar_um_valor_deixa_os_outros_da_regra() -> None:
    regras = _ler({"regras": {"execucao_concluida": {"silencio_minutos": 0}}}).regras
    assert regras.execucao_concluida == ExecucaoConcluida(silencio_minutos=0)
    assert regras.execucao_concluida.gravidade == "baixa"
    assert regras.memoria == Regras().memoria


def test_o_fim_de_uma_execucao_nao_repete_o_terminal() -> None:
    regras = Regras()
    for nome in Regras.__struct_fields__:
        assert ("terminal" in getattr(regras, nome).destinos) != nome.startswith("execucao_"), nome


@pytest.mark.parametrize(
    ("secao", "chave", "permitido"),
    [
        ({"ligado": "sim"}, "alertas.ligado", "true ou false"),
        ({"resumo_minutos": -1}, "alertas.resumo_minutos", "0 a 1440"),
        ({"regras": {"memoria": {"limite_mb": 0}}}, "alertas.regras.memoria.limite_mb", "1 a"),
        (
            {"regras": {"memoria": {"gravidade": "critica"}}},
            "alertas.regras.memoria.gravidade",
            '"alta"',
        ),
        ({"destinos": [{"nome": "x"}]}, "alertas.destinos[0].endereco", "env:NOME"),
        ({"destinos": [{"nome": "X Y", "endereco": "env:A"}]}, "alertas.destinos[0].nome", "min"),
    ],
)
def test_erro_diz_onde_e_o_permitido(secao: Any, chave: str, permitido: str) -> None:
    erro = _erro(secao)
    assert f" {chave} = " in erro.o_que
    assert permitido in erro.o_que_fazer


@pytest.mark.parametrize(
    "secao",
    [
        {"destinos": [{"nome": SEGREDO, "endereco": "env:A"}]},
        {"destinos": [SEGREDO]},
        {"destinos": SEGREDO},
        {"regras": {"memoria": SEGREDO}},
        SEGREDO,
    ],
)
def test_um_endereco_na_configuracao_e_recusado_sem_ser_mostrado(secao: Any) -> None:
    mensagem = _erro(secao).mensagem()
    assert "AAHdq" not in mensagem
    assert "tgram://●●●●" in mensagem


SO_UMA_PARTE = "7001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.mark.parametrize("endereco", [SEGREDO, SO_UMA_PARTE, f'x" {SO_UMA_PARTE}'])
@pytest.mark.parametrize("em_lista", [True, False])
def test_nem_o_que_nao_chega_a_ser_endereco_e_mostrado(endereco: Any, em_lista: bool) -> None:
    destino = {"nome": "telegram", "endereco": endereco}
    mensagem = _erro({"destinos": [destino] if em_lista else destino}).mensagem()
    assert "AAHdq" not in mensagem
    if em_lista:
        assert "alertas.destinos[0].endereco = ●●●●" in mensagem


def test_json_quebrado_na_linha_de_um_token_nao_o_mostra() -> None:
    with pytest.raises(ErroConfiguracao) as erro:
        interpretar('{"alertas": {"endereco": "' + SO_UMA_PARTE + '" "y": 1}}', "o.json")
    assert "AAHdq" not in erro.value.mensagem()


def test_a_recusa_diz_para_onde_levar_o_endereco() -> None:
    erro = _erro({"destinos": [{"nome": "telegram", "endereco": SEGREDO}]})
    assert "segredos.json" in erro.o_que_fazer
    assert '"env:NOME"' in erro.o_que_fazer


def test_json_quebrado_na_linha_do_endereco_nao_o_mostra() -> None:
    with pytest.raises(ErroConfiguracao) as erro:
        interpretar('{"alertas": {"x": "' + SEGREDO + '" "y": 1}}', "o.json")
    assert "JSON inválido" in erro.value.o_que
    assert "AAHdq" not in erro.value.mensagem()


def test_chave_desconhecida_dentro_de_uma_regra() -> None:
    lida = interpretar('{"alertas": {"regras": {"memoria": {"limte_mb": 1}}}}', "o.json")
    (aviso,) = lida.avisos
    assert "'alertas.regras.memoria.limte_mb'; você quis dizer 'limite_mb'?" in aviso
