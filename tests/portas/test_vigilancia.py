"""The watcher in words: the status line, changes worth a line, rounds, and its place in status."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from rich.console import Console

from componentes.base.eventos import ArquivoFalhou, RodadaTerminada, VigiaMudou
from componentes.base.metricas import Metricas
from componentes.base.vigilancia import EstadoPasta, EstadoVigia, Rodada, SituacaoDaPasta
from componentes.portas.apresentacao.vigilancia import (
    linha_da_classificacao,
    linha_da_rodada,
    linha_do_vigia,
    linhas_da_mudanca,
    mostrar_servicos,
)
from componentes.portas.saida import Saida
from componentes.portas.vigilancia import Narrador
from componentes.relatorio.textos import inteiro, porcentagem

AGORA = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
CEDO = "2026-03-04T12:03:07.123Z"
ONTEM = "2026-03-03T23:59:59.000Z"
VIGIADA = EstadoPasta("/lib/MQL4", SituacaoDaPasta.VIGIANDO, CEDO, "", "eventos")
SONDADA = EstadoPasta("/lib/MQL5", SituacaoDaPasta.VIGIANDO, CEDO, "rede", "sondagem")
PERDIDA = EstadoPasta("/lib/Pine", SituacaoDaPasta.DEGRADADO, CEDO, "a pasta não existe")


class Escritos:
    """The two streams of a call, in memory."""

    def __init__(self, *, em_json: bool = False) -> None:
        self._dados, self._mensagens = io.StringIO(), io.StringIO()
        self.saida = Saida(
            Console(file=self._dados, width=200),
            Console(file=self._mensagens, width=200),
            json=em_json,
            quieto=False,
            ao_vivo=False,
        )

    @property
    def dados(self) -> str:
        return self._dados.getvalue()

    @property
    def mensagens(self) -> str:
        return self._mensagens.getvalue()


def test_a_linha_de_todo_dia() -> None:
    estado = EstadoVigia(
        pastas=(VIGIADA,) * 3,
        ultimo_evento=CEDO,
        ultimo_caminho="/lib/MQL4/EA novo.mq4",
        ultima_varredura="2026-03-04T12:00:01.000Z",
    )
    assert linha_do_vigia(estado, AGORA) == (
        "vigiando 3 pastas · último evento 12:03:07 (EA novo.mq4)"
        " · última varredura 12:00:01 · fila 0"
    )


def test_a_linha_cabe_em_oitenta_colunas() -> None:
    estado = EstadoVigia(
        pastas=(VIGIADA, PERDIDA),
        ultimo_evento=CEDO,
        ultimo_caminho="/lib/MQL4/EA novo.mq4",
        ultima_varredura=CEDO,
    )
    curta = linha_do_vigia(estado, AGORA, 80)
    assert len(curta) <= 80
    assert curta.endswith("· evento 12:03:07 · varredura 12:03:07 · fila 0")
    assert "último evento" in linha_do_vigia(estado, AGORA, 160)


def test_o_andamento_de_uma_rodada_cabe_em_oitenta_colunas() -> None:
    metricas = Metricas(
        total=15_000,
        files_processed=7_500,
        bytes_total=800_000_000,
        bytes_feitos=400_000_000,
        falhas=12,
        restante_segundos=75.0,
    )
    linha = linha_da_classificacao(metricas)
    assert linha.split(" · ")[1:] == [
        porcentagem(1, 2),
        f"{inteiro(7500)} de {inteiro(15_000)}",
        "12 falhas",
        "restam 1:15",
    ]
    assert len(linha) <= 80
    assert linha_da_classificacao(Metricas()) == "classificando"


def test_a_linha_diz_o_que_falta_e_o_que_se_espera() -> None:
    estado = EstadoVigia(
        pastas=(VIGIADA, PERDIDA), atividade="esperando: x", ultima_varredura=ONTEM, fila=1500
    )
    assert linha_do_vigia(estado, AGORA) == (
        "vigiando 1 de 2 pastas (DEGRADADO: Pine) · nenhum evento ainda"
        " · última varredura 03/03/2026 23:59:59 · fila 1\u202f500 · esperando: x"
    )
    assert "vigiando 1 pasta por sondagem" in linha_do_vigia(EstadoVigia((SONDADA,)), AGORA)


def test_nome_hostil_nao_vira_comando_de_terminal() -> None:
    estado = EstadoVigia(
        (VIGIADA,), ultimo_evento=CEDO, ultimo_caminho="/lib/\x1b[2J\u202egpj\\\\x.mq4"
    )
    linha = linha_do_vigia(estado, AGORA)
    assert "\x1b" not in linha
    assert "\u202e" not in linha


def test_so_o_que_muda_ganha_linha() -> None:
    antes = EstadoVigia((VIGIADA, PERDIDA))
    voltou = EstadoVigia((VIGIADA, msgspec.structs.replace(PERDIDA, situacao="VIGIANDO")))
    assert list(linhas_da_mudanca(antes, antes)) == []
    assert list(linhas_da_mudanca(antes, msgspec.structs.replace(antes, fila=9))) == []
    assert len(list(linhas_da_mudanca(EstadoVigia(), antes))) == 2
    assert len(list(linhas_da_mudanca(antes, voltou))) == 1
    espera = msgspec.structs.replace(antes, atividade="esperando: outra execução")
    assert list(linhas_da_mudanca(antes, espera)) == ["esperando: outra execução"]
    olha = msgspec.structs.replace(antes, atividade="verificando: eventos")
    assert list(linhas_da_mudanca(antes, olha)) == []


@pytest.mark.parametrize(
    ("rodada", "linha"),
    [
        (Rodada("varredura periódica", CEDO), ""),
        (Rodada("a pasta está de volta", CEDO), "a pasta está de volta: nada mudou"),
        (Rodada("eventos", CEDO, codigo=130, execucao="x"), "eventos: interrompida a pedido"),
        (Rodada("eventos", CEDO, codigo=1, erro="disco cheio"), "eventos: disco cheio"),
        (
            Rodada("eventos", CEDO, 3, 2, "coruja-1", arquivos=40, falhas=1, segundos=1.25),
            "eventos: 2 mudanças · 40 arquivos · 1 falha em 1,2 s (coruja-1)",
        ),
    ],
)
def test_linha_da_rodada(rodada: Rodada, linha: str) -> None:
    assert linha_da_rodada(rodada, AGORA) == (f"12:03:07 {linha}" if linha else "")


def test_em_json_tudo_e_status() -> None:
    escritos = Escritos(em_json=True)
    narrador = Narrador(escritos.saida)
    narrador(VigiaMudou(EstadoVigia((VIGIADA,))))
    narrador(RodadaTerminada(Rodada("eventos", CEDO, execucao="x")))
    mensagens = [json.loads(linha) for linha in escritos.dados.splitlines()]
    assert {m["message_type"] for m in mensagens} == {"status"}
    assert msgspec.convert(mensagens[0]["vigia"], EstadoVigia) == EstadoVigia((VIGIADA,))
    assert msgspec.convert(mensagens[1]["rodada"], Rodada).execucao == "x"
    assert escritos.mensagens == ""


def test_falhas_demais_de_uma_rodada_sao_resumidas() -> None:
    escritos = Escritos()
    narrador = Narrador(escritos.saida)
    for n in range(30):
        narrador(ArquivoFalhou(f"{n}.mq4", "leitura", "sem permissão"))
    assert escritos.mensagens.count("aviso:") == 6
    narrador(RodadaTerminada(Rodada("eventos", CEDO, execucao="x")))
    narrador(ArquivoFalhou("outro.mq4", "leitura", "sem permissão"))
    assert "outro.mq4" in escritos.mensagens


def _servico(situacao: str, **estado: Any) -> dict[str, Any]:
    return {
        "nome": "vigia",
        "pid": 7,
        "maquina": "casa",
        "batida_em": CEDO,
        "situacao": situacao,
        "estado": estado,
    }


def test_status_mostra_o_vigia_vivo_e_o_morto() -> None:
    escritos = Escritos()
    gravado = msgspec.to_builtins(EstadoVigia((VIGIADA, PERDIDA)))
    mostrar_servicos({"servicos": [_servico("ativo", **gravado)]}, escritos.saida)
    assert "vigia: ativo (processo 7 em casa" in escritos.dados
    assert "vigiando 1 de 2 pastas" in escritos.dados
    assert "DEGRADADO /lib/Pine: a pasta não existe" in escritos.dados
    escritos = Escritos()
    mostrar_servicos({"servicos": [_servico("morto", **gravado)]}, escritos.saida)
    assert "vigia: morto" in escritos.dados
    assert "vigiando" not in escritos.dados
