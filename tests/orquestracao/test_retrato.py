"""A snapshot is the same whether it comes from the agents or from the run's row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from componentes.base.eventos import ArquivoFalhou, Aviso, Evento, ProgressoLote
from componentes.base.metricas import EstadoTrabalhador
from componentes.orquestracao.retrato import (
    Retrato,
    adiantado,
    retrato_da_equipe,
    retrato_de,
    segundos_desde,
)
from componentes.orquestracao.sessao import leitura
from componentes.orquestracao.situacao import situacao_do_sistema, situacao_viva
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import criar_central
from tests.apoio.retratos import HOSTIL, MEIO


def test_da_linha_e_dos_agentes_o_mesmo_retrato(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biblioteca = escrever(tmp_path / "b", {f"{n}.mq4": fonte(n) for n in range(20)})
    central = criar_central(tmp_path / "base", biblioteca)
    nome = HOSTIL.replace("\udce9", "")  # what is in the catalogue is valid text
    trabalhadores = [EstadoTrabalhador("analise 1", nome, 1.5), EstadoTrabalhador("analise 2")]
    monkeypatch.setattr(central.classificador, "trabalhadores", lambda: trabalhadores)
    dos_agentes: list[dict[str, Any]] = []

    def olhar(evento: Evento) -> None:
        if isinstance(evento, ProgressoLote) and not dos_agentes:
            central.barramento.publicar(Aviso(nome))
            central.barramento.publicar(ArquivoFalhou(nome, "leitura", nome))
            dos_agentes.append(situacao_viva(central))

    central.barramento.assinar(olhar)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["sucesso"], resposta
    viva = dos_agentes[0]
    da_linha = msgspec.json.decode(msgspec.json.encode(viva))
    assert retrato_de(da_linha) == retrato_de(viva)
    assert retrato_de(viva).trabalhadores == tuple(trabalhadores)
    assert [noticia.texto for noticia in retrato_de(viva).eventos][-2:] == [nome, f"{nome}: {nome}"]
    with leitura(central.ambiente) as consulta:
        execucao = consulta.ultima_execucao()
    assert execucao is not None
    assert execucao.totais.keys() >= viva.keys()


def test_de_uma_equipe_em_repouso(tmp_path: Path) -> None:
    central = criar_central(tmp_path / "base", tmp_path)
    parado = retrato_da_equipe(central, "classificar_tudo")
    assert not parado.vivo
    assert parado.execucao is not None
    assert (parado.execucao.comando, parado.execucao.estado) == ("classificar_tudo", "executando")
    assert retrato_de(situacao_do_sistema(central)) == replace(parado, execucao=None)


def test_o_que_a_linha_nao_traz_tem_um_padrao() -> None:
    assert retrato_de({"status": "parado"}) == Retrato()
    antigo = {"status": "executando", "componentes": {"x": {"nome": "x"}}, "novidade": 1}
    assert retrato_de(antigo).componentes["x"].saude is None


@pytest.mark.parametrize("saude", [97, 0, None])
def test_a_saude_pode_vir_ou_nao(saude: object) -> None:
    componentes = {"x": {"nome": "x", "saude": saude, "reinicios": 3}}
    visto = retrato_de({"componentes": componentes}).componentes["x"]
    assert (visto.saude, visto.reinicios) == (saude, 3)


def test_entre_duas_linhas_os_relogios_andam() -> None:
    depois = adiantado(MEIO, 0.75)
    antes_m, m = MEIO.metricas_tempo_real, depois.metricas_tempo_real
    assert m.segundos == antes_m.segundos + 0.75
    assert m.restante_segundos == 7_260.25
    assert replace(m, segundos=0, restante_segundos=0) == replace(
        antes_m, segundos=0, restante_segundos=0
    )
    assert [t.segundos for t in depois.trabalhadores] == [1.75, 4.75, 9.75, 16.75, 0.0]
    assert depois.silencio == 0.75


def test_no_silencio_nada_se_supoe() -> None:
    pouco, muito = adiantado(MEIO, 6.0), adiantado(MEIO, 600.0)
    assert pouco.metricas_tempo_real == muito.metricas_tempo_real
    assert pouco.trabalhadores == muito.trabalhadores
    assert muito.silencio == 600.0


def test_o_que_acabou_fica_como_acabou() -> None:
    acabado = replace(MEIO, status="parado")
    assert adiantado(acabado, 3.0) == acabado


def test_o_que_resta_nao_fica_negativo() -> None:
    quase = replace(
        MEIO, metricas_tempo_real=replace(MEIO.metricas_tempo_real, restante_segundos=0.5)
    )
    assert adiantado(quase, 2.0).metricas_tempo_real.restante_segundos == 0.0


def test_o_relogio_de_outra_maquina_pode_estar_adiantado() -> None:
    assert segundos_desde("2999-01-01T00:00:00.000Z") == 0.0
    assert segundos_desde("2020-01-01T00:00:00.000Z") > 1e8
    assert segundos_desde("") == 0.0
