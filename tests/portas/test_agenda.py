"""What a person reads of the agenda and of the service; names of entries are inert."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from componentes.base.barramento import Barramento
from componentes.base.eventos import (
    AgendamentoEsperando,
    AgendamentoIniciado,
    AgendamentoPerdido,
    AgendamentoTerminado,
    AgendaMudou,
    ConfiguracaoRecarregada,
    Evento,
    MetricasMedidas,
    Passo,
    ServicoIniciado,
)
from componentes.base.metricas import Metricas
from componentes.portas.acompanhamento_do_servico import LinhaDeEstado
from componentes.portas.apresentacao.agenda import frase, mostrar_agenda, quando
from componentes.portas.saida import Saida

HOSTIL = "[red]n\x1b[2J\u202e[/x]"
AGENDADO: dict[str, Any] = {
    "nome": "noite",
    "comando": "classificar_tudo",
    "diariamente": "02:30",
    "dias": [],
    "a_cada_minutos": None,
    "cron": None,
    "fuso": "America/New_York",
    "proximas": [
        "2025-11-01T02:30:00-04:00",
        "2025-11-01T14:30:00-04:00",
        "2025-11-02T02:30:00-05:00",
    ],
    "atrasada": "",
    "ultima_em": "",
    "ultimo_resultado": {"estado": "nunca", "resumo": "", "prevista_em": ""},
    "aviso": "",
}


def _mostrada(*agendados: dict[str, Any], servico: bool = True) -> str:
    fluxo = io.StringIO()
    console = Console(file=fluxo, width=120, highlight=False, markup=False, emoji=False)
    saida = Saida(console, console, json=False, quieto=False, ao_vivo=False, programa="orq")
    mostrar_agenda({"servico_em_execucao": servico, "agendamentos": list(agendados)}, saida)
    return fluxo.getvalue()


def test_dia_e_distancia_sao_ditos_onde_mudam() -> None:
    texto = _mostrada(AGENDADO)
    assert "noite · classificar_tudo · todos os dias às 02:30 (America/New_York)" in texto
    assert "próximas: sab 01/11 02:30 -0400, 14:30, dom 02/11 02:30 -0500\n" in texto
    assert "última: nunca executado\n" in texto
    assert "aviso" not in texto


def test_o_que_esta_atrasado_diz_quem_o_fara() -> None:
    atrasado = {**AGENDADO, "atrasada": "2025-11-01T02:30:00-04:00"}
    assert "era sab 01/11 02:30 -0400; está na fila do serviço" in _mostrada(atrasado)
    assert "roda assim que o serviço iniciar" in _mostrada(atrasado, servico=False)


def test_perdido_diz_qual_e_por_que() -> None:
    perdido = {"estado": "perdido", "resumo": "sem luz", "prevista_em": "2025-11-01T06:30:00.000Z"}
    texto = _mostrada({**AGENDADO, "ultimo_resultado": perdido})
    assert "última: perdido · o de " in texto
    assert " · sem luz\n" in texto


def test_sem_servico_e_sem_agenda_diz_o_que_fazer() -> None:
    texto = _mostrada(servico=False)
    assert "serviço: parado; inicie com 'orq servico'" in texto
    assert "a agenda está vazia" in texto


def test_nomes_sao_inertes() -> None:
    resultado = {"estado": "falhou", "resumo": HOSTIL, "prevista_em": ""}
    hostil = {"nome": HOSTIL, "cron": HOSTIL, "diariamente": None, "ultimo_resultado": resultado}
    texto = _mostrada({**AGENDADO, **hostil})
    assert texto.count("[red]n␛[2J\\u202e[/x]") == 3
    assert "\x1b" not in texto
    assert "\u202e" not in texto


@pytest.mark.parametrize(
    ("definicao", "texto"),
    [
        ({"diariamente": ["08:00", "18:00"]}, "todos os dias às 08:00, 18:00"),
        ({"diariamente": "08:00", "dias": ["seg", "sex"]}, "seg, sex às 08:00"),
        ({"diariamente": None, "a_cada_minutos": 1}, "a cada minuto"),
        ({"diariamente": None, "a_cada_minutos": 45}, "a cada 45 minutos"),
        ({"diariamente": None, "cron": "0 9 * * 1-5"}, "cron 0 9 * * 1-5"),
    ],
)
def test_quando_em_palavras(definicao: dict[str, Any], texto: str) -> None:
    assert quando({**AGENDADO, **definicao}) == texto


@pytest.mark.parametrize(
    ("evento", "texto"),
    [
        (ServicoIniciado(7, ("agendador", "vigia")), "(processo 7): agendador, vigia"),
        (AgendamentoIniciado("n", "exportar", ""), "n: começou exportar"),
        (AgendamentoEsperando("n", "outra execução"), "n: espera a sua vez; outra execução"),
        (AgendamentoTerminado("n", "c", "com_falhas", 3, "2"), "n: concluído, com falhas: 2"),
        (AgendamentoTerminado("n", "c", "concluido", 0, ""), "n: concluído"),
        (AgendamentoPerdido("n", "2025-11-01T06:30:00.000Z", "sem luz"), ", sem luz"),
        (AgendaMudou("", ""), "agenda: nada a fazer"),
        (AgendaMudou("n", "2025-11-01T06:30:00.000Z"), "próximo: n, "),
        (ConfiguracaoRecarregada("c.json"), "configuração relida: c.json"),
    ],
)
def test_frases(evento: Evento, texto: str) -> None:
    assert texto in frase(evento)
    assert "\n" not in frase(evento)


def test_o_que_nao_e_do_servico_nao_tem_frase() -> None:
    assert frase(Passo("x")) == ""


def test_a_linha_diz_o_que_roda_ou_o_que_vem() -> None:
    barramento, linha = Barramento(), LinhaDeEstado()
    barramento.assinar(linha)
    assert linha.texto() == "serviço · agenda: nada a fazer"
    barramento.publicar(AgendaMudou(HOSTIL, "2025-11-01T06:30:00.000Z"))
    assert linha.texto().startswith("serviço · próximo: [red]n␛")
    barramento.publicar(AgendamentoIniciado("noite", "classificar_tudo", ""))
    assert linha.texto() == "serviço · executando noite"
    barramento.publicar(MetricasMedidas(Metricas(total=10, files_processed=5, bytes_total=9)))
    assert "5 de 10" in linha.texto()
    barramento.publicar(AgendamentoEsperando("noite", "x"))
    assert "noite espera a sua vez" in linha.texto()
    barramento.publicar(AgendamentoTerminado("noite", "c", "falhou", 1, "disco cheio"))
    assert linha.texto().endswith("último: noite: falhou: disco cheio")
    assert "próximo" in linha.texto()
