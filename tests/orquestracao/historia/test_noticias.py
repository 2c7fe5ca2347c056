"""Events in words, from memory or from the catalogue; a run has its own news alone."""

from __future__ import annotations

import msgspec
import pytest

from componentes.base.eventos import (
    AgenteCalado,
    AgenteIniciado,
    AgenteRecuperado,
    AgenteReiniciado,
    AgenteRespondeu,
    AgenteTerminado,
    ArquivoFalhou,
    Aviso,
    BackupEnviado,
    BackupTerminado,
    ClassificacaoTerminada,
    DisjuntorMudou,
    EnsaioTerminado,
    Evento,
    ExecucaoIniciada,
    ExecucaoInterrompida,
    ExecucaoTerminada,
    InventarioPronto,
    MetricasMedidas,
    Passo,
    ProgressoLote,
    RelatorioGravado,
)
from componentes.base.metricas import Metricas
from componentes.catalogo.modelo import EventoGravado
from componentes.orquestracao.historia.contos import contar, nivel_de
from componentes.orquestracao.historia.noticias import Noticias, noticia_gravada

DITOS: list[tuple[Evento, str, str]] = [
    (ExecucaoIniciada(1, "coruja", "classificar_tudo"), "INFO", "classificar_tudo começou: coruja"),
    (
        ExecucaoIniciada(1, "coruja", "classificar_tudo", retomada=True),
        "INFO",
        "classificar_tudo retomado: coruja",
    ),
    (
        ExecucaoTerminada(1, "coruja", "x", "concluida_com_falhas"),
        "INFO",
        "coruja: concluída, com falhas em alguns arquivos",
    ),
    (ExecucaoTerminada(1, "c", "x", "falhou", "caiu"), "ERROR", "c: falhou: caiu"),
    (
        InventarioPronto(10, 2048, 5, 2, 8, 0, 0),
        "INFO",
        "inventário: 10 arquivos, 2,0 KB, 2 em cache, 8 por ler",
    ),
    (ArquivoFalhou("a.mq4", "leitura", "sumiu"), "WARNING", "a.mq4: sumiu"),
    (
        ClassificacaoTerminada("c", com_falhas=True, mudou=True),
        "INFO",
        "classificação terminada, com falhas em alguns arquivos",
    ),
    (RelatorioGravado("x", parcial=True), "INFO", "relatório parcial gravado"),
    (RelatorioGravado("x", parcial=False), "INFO", "relatório gravado"),
    (BackupTerminado("b1", 3, 2048), "INFO", "backup b1: 3 arquivos, 2,0 KB novos"),
    (BackupTerminado("", motivo="nada mudou"), "INFO", "nenhum backup novo: nada mudou"),
    (
        EnsaioTerminado("b1", 21),
        "INFO",
        "ensaio do backup b1: 21 arquivos restaurados e conferidos",
    ),
    (
        EnsaioTerminado("b1", 21, ("a.mq4: tem outro conteúdo",)),
        "ERROR",
        "ensaio do backup b1 FALHOU, 1 problema: a.mq4: tem outro conteúdo",
    ),
    (
        EnsaioTerminado("b1", 0, (), "Disco cheio"),
        "WARNING",
        "ensaio do backup b1 não foi possível: Disco cheio",
    ),
    (
        BackupEnviado("disco", "em_dia", 3, 2048),
        "INFO",
        "backup: disco em dia, 3 arquivos enviados, 2,0 KB",
    ),
    (
        BackupEnviado("disco", "ausente", motivo="não está acessível"),
        "WARNING",
        "backup não está todo em disco, fica para depois: não está acessível",
    ),
    (AgenteTerminado("backup", "disco cheio"), "ERROR", "agente backup falhou: disco cheio"),
    (
        AgenteReiniciado("backup", 2, 4.2, "disco cheio"),
        "WARNING",
        "agente backup recomeça em 4 s: disco cheio",
    ),
    (
        ExecucaoInterrompida(1, "coruja", "classificar_tudo", "2026-11-30T12:00:00.000Z"),
        "WARNING",
        "coruja foi cortada: o processo morreu; último sinal: 2026-11-30 12:00 UTC",
    ),
    (AgenteRecuperado("vigia"), "INFO", "agente vigia voltou a trabalhar bem"),
    (AgenteCalado("vigia", 61.4), "WARNING", "agente vigia sem sinal há 61 s"),
    (AgenteRespondeu("vigia"), "INFO", "agente vigia voltou a dar sinal"),
    (AgenteReiniciado("vigia", 2, 0.0, ""), "INFO", "agente vigia recomeça a pedido"),
    (
        DisjuntorMudou("backup", "meio_aberto", "tentando"),
        "WARNING",
        "disjuntor do agente backup: meio aberto (tentando)",
    ),
    (Passo("passo 1"), "INFO", "passo 1"),
    (Aviso("cuidado"), "WARNING", "cuidado"),
]


@pytest.mark.parametrize(("evento", "nivel", "texto"), DITOS, ids=lambda valor: str(valor)[:40])
def test_cada_evento_em_palavras(evento: Evento, nivel: str, texto: str) -> None:
    dito = contar(evento).replace("\u202f", " ").replace("\u00a0", " ")
    assert (nivel_de(evento), dito) == (nivel, texto)


@pytest.mark.parametrize(("evento", "nivel", "texto"), DITOS, ids=lambda valor: str(valor)[:40])
def test_do_catalogo_as_mesmas_palavras(evento: Evento, nivel: str, texto: str) -> None:
    dados = msgspec.to_builtins(msgspec.structs.asdict(evento))
    gravado = EventoGravado(id=1, execucao_id=1, quando="2026-11-30T12:00:00.000Z", nivel=nivel,
                            tipo=type(evento).__name__, dados=dados)  # fmt: skip
    noticia = noticia_gravada(gravado)
    assert noticia is not None
    assert (noticia.hora, noticia.nivel, noticia.texto) == (gravado.quando, nivel, contar(evento))


@pytest.mark.parametrize(
    ("tipo", "dados"),
    [("Inventado", {}), ("Aviso", {"outro": 1}), ("AgenteTerminado", {"agente": "x"})],
)
def test_o_que_nao_se_conhece_e_pulado(tipo: str, dados: dict[str, object]) -> None:
    gravado = EventoGravado(id=1, execucao_id=1, quando="", nivel="INFO", tipo=tipo, dados=dados)
    assert noticia_gravada(gravado) is None


def test_o_que_nao_e_noticia_nao_empurra_as_outras() -> None:
    noticias = Noticias()
    noticias(Aviso("fica"))
    for _ in range(1000):
        noticias(ProgressoLote(classificados=1))
        noticias(MetricasMedidas(Metricas()))
        noticias(AgenteIniciado("monitor"))
        noticias(AgenteTerminado("monitor"))
    assert [noticia.texto for noticia in noticias.ultimas(8)] == ["fica"]


def test_guarda_as_ultimas_a_mais_nova_por_ultimo() -> None:
    noticias = Noticias()
    for numero in range(1000):
        noticias(Aviso(str(numero)))
    assert [noticia.texto for noticia in noticias.ultimas(3)] == ["997", "998", "999"]
    assert len(noticias.ultimas(10_000)) < 1000


def test_outra_execucao_comeca_sem_as_noticias_da_anterior() -> None:
    noticias = Noticias()
    assert noticias.execucao is None
    noticias(Aviso("da outra"))
    noticias(ExecucaoIniciada(2, "coruja", "classificar_tudo"))
    assert [noticia.texto for noticia in noticias.ultimas(8)] == [
        "classificar_tudo começou: coruja"
    ]
    assert noticias.execucao is not None
    assert noticias.execucao.execucao == "coruja"
