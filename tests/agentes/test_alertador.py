"""The agent that warns: from events on the bus to rows, terminal and channels. No sleeps."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from componentes.agentes.agente import Agente
from componentes.agentes.alertador import Alertador, Encomenda
from componentes.alertas.entrega import Prazos
from componentes.alertas.envio import Canal
from componentes.alertas.estado import Decisao
from componentes.alertas.livro import Livro
from componentes.alertas.modelo import Mensagem, Sinal, impressao
from componentes.alertas.sigilo import Tarja
from componentes.base.barramento import Barramento
from componentes.base.eventos import (
    AgenteTerminado,
    AlertaEmitido,
    ArquivoPerigoso,
    DisjuntorMudou,
    Evento,
    ExecucaoIniciada,
    ExecucaoTerminada,
    MetricasMedidas,
    PastaVigiadaMudou,
)
from componentes.base.metricas import Metricas
from componentes.base.secoes_alertas import Alertas
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir
from componentes.catalogo.modelo import SituacaoAlerta
from componentes.catalogo.operacoes import gravar_alerta, silenciar_alerta
from componentes.catalogo.perguntas.alertas import Alerta, alertas
from tests.apoio.canais import CanalDeMemoria
from tests.apoio.centrais import Gravador

PRAZO = 30.0
TUDO = "classificar_tudo"
PRAZOS = Prazos(tentativa=PRAZO, tentativas=2, espera=0.001, fechamento=PRAZO)


class Palco:
    """A bus, a catalogue, a clock that only the test moves, and an alerter between them."""

    def __init__(self, escritor: Escritor) -> None:
        self.escritor = escritor
        self.barramento, self.gravador = Barramento(), Gravador()
        self.barramento.assinar(self.gravador)
        self.alertador = Alertador(self.barramento)
        self.agora = datetime(2026, 1, 1, tzinfo=UTC)
        self.configuracao = Alertas()

    def iniciar(self, *canais: Canal, prazos: Prazos = PRAZOS, tarja: Tarja | None = None) -> None:
        encomenda = Encomenda(
            self.configuracao,
            "base",
            self.escritor,
            canais,
            tarja or Tarja(),
            "máquina · base",
            prazos,
            lambda: self.agora,
        )
        self.alertador.encomendar(encomenda)
        self.alertador.iniciar(_nada)

    def publicar(self, *eventos: Evento) -> None:
        for evento in eventos:
            self.barramento.publicar(evento)

    def terminar(self) -> list[AlertaEmitido]:
        """Stop the alerter and return what it said."""
        self.alertador.parar()
        assert self.alertador.aguardar(PRAZO)
        assert self.alertador.erro is None
        return self.gravador.de(AlertaEmitido)

    def linhas(self) -> dict[str, Alerta]:
        linhas = self.escritor.executar(lambda conn: alertas(conn, 100))
        return {linha.regra: linha for linha in linhas}


def _nada(_: Agente) -> None:
    """Care about nothing."""


@pytest.fixture
def palco(tmp_path: Path) -> Iterator[Palco]:
    motor = abrir(tmp_path)
    with Escritor(motor) as escritor:
        yield Palco(escritor)
    motor.dispose()


def _fim(estado: str = "concluida") -> tuple[Evento, Evento]:
    return ExecucaoIniciada(1, "a-1", TUDO), ExecucaoTerminada(1, "a-1", TUDO, estado)


def test_um_alerta_chega_ao_terminal_ao_catalogo_e_ao_canal(palco: Palco) -> None:
    canal = CanalDeMemoria()
    palco.iniciar(canal)
    palco.publicar(AgenteTerminado("backup", "disco cheio"))
    (dito,) = palco.terminar()
    assert dito == AlertaEmitido(
        "agente_falhou", "alta", "um agente falhou: backup falhou e parou: disco cheio"
    )
    (mensagem,) = canal.recebidas
    assert mensagem.titulo == "um agente falhou"
    assert mensagem.texto == "backup falhou e parou: disco cheio\nmáquina · base"
    linha = palco.linhas()["agente_falhou"]
    assert (linha.situacao, linha.vezes, linha.alvo) == (SituacaoAlerta.ATIVO, 1, "backup")


def test_resolvido_tambem_noutro_processo(palco: Palco) -> None:
    canal = CanalDeMemoria()
    palco.iniciar(canal)
    palco.publicar(DisjuntorMudou("backup", "aberto"))
    palco.terminar()
    outro = Palco(palco.escritor)
    outro.iniciar(canal)
    outro.publicar(DisjuntorMudou("backup", "fechado"))
    (dito,) = outro.terminar()
    assert dito.resolvido
    assert [m.titulo for m in canal.recebidas] == [
        "um agente falhou",
        "resolvido: um agente falhou",
    ]
    assert outro.linhas()["agente_falhou"].situacao is SituacaoAlerta.RESOLVIDO


def test_o_silencio_vale_entre_processos(palco: Palco) -> None:
    canal = CanalDeMemoria()
    for minutos in (0, 29, 31):
        atual = Palco(palco.escritor)
        atual.agora += timedelta(minutes=minutos)
        atual.iniciar(canal)
        atual.publicar(AgenteTerminado("backup", "x"))
        atual.terminar()
    assert [m.texto.splitlines()[0] for m in canal.recebidas] == [
        "backup falhou e parou: x",
        "backup falhou e parou: x (e mais 1 vez desde o último aviso)",
    ]
    assert palco.linhas()["agente_falhou"].vezes == 3


def test_o_usuario_silencia_de_outro_terminal(palco: Palco) -> None:
    palco.iniciar()
    palco.publicar(AgenteTerminado("backup", "x"))
    palco.terminar()
    palco.gravador.eventos.clear()
    identidade = impressao("agente_falhou", "backup")
    palco.agora += timedelta(minutes=45)
    palco.iniciar()
    palco.escritor.executar(
        lambda conn: silenciar_alerta(conn, identidade, "2027-01-01T00:00:00.000Z")
    )
    palco.publicar(AgenteTerminado("backup", "x"))
    assert palco.terminar() == []
    assert palco.linhas()["agente_falhou"].nao_avisadas == 1


def test_os_de_gravidade_baixa_vao_juntos_no_fim(palco: Palco) -> None:
    canal = CanalDeMemoria()
    palco.iniciar(canal)
    palco.publicar(*_fim())
    palco.publicar(ExecucaoTerminada(2, "b-2", "classificar_diretorio", "concluida"))
    ditos = palco.terminar()
    assert [dito.no_terminal for dito in ditos] == [False, False]
    (mensagem,) = canal.recebidas
    assert mensagem.titulo == "resumo: 2 alertas"
    assert mensagem.texto.splitlines() == [
        "• execução concluída: classificar_tudo (a-1): 0 arquivos",
        "• execução concluída: classificar_diretorio (b-2): 0 arquivos",
        "máquina · base",
    ]


def test_o_resumo_tambem_sai_quando_vence(palco: Palco) -> None:
    class Avisado(CanalDeMemoria):
        chegou = threading.Event()

        def enviar(self, mensagem: Mensagem) -> None:
            super().enviar(mensagem)
            self.chegou.set()

    guardado = threading.Event()

    def ao_emitir(evento: Evento) -> None:
        if isinstance(evento, AlertaEmitido) and evento.gravidade == "baixa":
            guardado.set()

    canal = Avisado()
    palco.barramento.assinar(ao_emitir)
    palco.iniciar(canal)
    palco.publicar(*_fim())
    assert guardado.wait(PRAZO)
    assert not canal.chegou.is_set()
    palco.agora += timedelta(minutes=16)
    assert canal.chegou.wait(PRAZO)
    palco.terminar()


def test_cada_regra_a_seus_destinos(palco: Palco) -> None:
    regras = palco.configuracao.regras
    so_casa = replace(regras.agente_falhou, destinos=("casa",))
    palco.configuracao = Alertas(regras=replace(regras, agente_falhou=so_casa))
    casa, outra = CanalDeMemoria("casa"), CanalDeMemoria("outra")
    palco.iniciar(casa, outra)
    palco.publicar(AgenteTerminado("backup", "x"), PastaVigiadaMudou("p", "DEGRADADO"))
    ditos = palco.terminar()
    assert [(d.regra, d.no_terminal) for d in ditos] == [
        ("agente_falhou", False),
        ("vigia_degradado", True),
    ]
    assert len(casa.recebidas) == 2
    assert len(outra.recebidas) == 1


def test_milhares_de_arquivos_perigosos_sao_um_alerta(palco: Palco) -> None:
    canal = CanalDeMemoria()
    palco.iniciar(canal)
    palco.publicar(ExecucaoIniciada(1, "a-1", TUDO))
    palco.publicar(*(ArquivoPerigoso(f"p/{n}.mq4", ("dll",)) for n in range(20_000)))
    palco.publicar(ExecucaoTerminada(1, "a-1", TUDO, "concluida"))
    ditos = palco.terminar()
    perigosos = [d for d in ditos if d.regra == "arquivo_perigoso"]
    exemplos = "p/0.mq4, p/1.mq4, p/2.mq4 e mais 19997"
    texto = f"arquivo perigoso novo: 20000 arquivos novos com dll: {exemplos}"
    assert [d.texto for d in perigosos] == [texto]
    assert palco.linhas()["arquivo_perigoso"].vezes == 20_000


def test_medidas_a_cada_segundo_nao_viram_enxurrada(palco: Palco) -> None:
    palco.iniciar()
    for megas in (2000, 1500, 1025, 1000, 1024, 930, 1100):
        palco.publicar(MetricasMedidas(Metricas(memory_usage=megas)))
    assert len(palco.terminar()) == 1
    assert palco.linhas()["memoria"].vezes == 1


def test_um_canal_que_falha_deixa_nota_e_os_outros_recebem(palco: Palco) -> None:
    ruim, bom = CanalDeMemoria("ruim", falhas=99), CanalDeMemoria("bom")
    palco.iniciar(ruim, bom)
    palco.publicar(AgenteTerminado("backup", "x"))
    palco.terminar()
    assert len(bom.recebidas) == 1
    assert ruim.tentativas == PRAZOS.tentativas
    assert palco.linhas()["agente_falhou"].envio == "ruim: recusado de propósito"


def test_a_nota_sai_quando_a_mensagem_seguinte_chega(palco: Palco) -> None:
    canal = CanalDeMemoria("instavel", falhas=PRAZOS.tentativas)
    palco.iniciar(canal)
    palco.publicar(AgenteTerminado("backup", "x"), AgenteTerminado("backup"))
    palco.terminar()
    assert palco.linhas()["agente_falhou"].envio == ""


def test_um_canal_preso_nao_segura_o_fim(palco: Palco) -> None:
    preso, bom = CanalDeMemoria("preso"), CanalDeMemoria("bom")
    preso.aberto.clear()
    palco.iniciar(preso, bom, prazos=replace(PRAZOS, fechamento=0.2))
    palco.publicar(AgenteTerminado("backup", "x"), *_fim("falhou"))
    palco.terminar()
    assert not preso.aberto.is_set()
    assert preso.recebidas == []
    assert len(bom.recebidas) == 2
    nota = "preso: a execução terminou antes do fim do envio"
    assert palco.linhas()["agente_falhou"].envio == nota
    assert palco.linhas()["execucao_falhou"].envio == nota
    preso.aberto.set()


def test_publicar_nunca_espera_e_o_que_sobra_e_contado(
    palco: Palco, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "orquestrador")
    ocupado, livre = threading.Event(), threading.Event()

    def segurar(evento: Evento) -> None:
        if isinstance(evento, AlertaEmitido):
            ocupado.set()
            livre.wait(PRAZO)

    palco.barramento.assinar(segurar)
    palco.iniciar()
    palco.publicar(PastaVigiadaMudou("primeira", "DEGRADADO"))
    assert ocupado.wait(PRAZO)
    palco.publicar(*(PastaVigiadaMudou(f"{n}", "DEGRADADO") for n in range(600)))
    livre.set()
    assert len(palco.terminar()) == 1 + 512
    assert "88 eventos sem tempo para alertas" in caplog.text


def test_nomes_e_erros_hostis_saem_inertes_e_sem_segredos(palco: Palco) -> None:
    canal = CanalDeMemoria()
    palco.iniciar(canal, tarja=Tarja.dos(["json://x/segredoDoCanal"]))
    palco.publicar(
        AgenteTerminado("backup", 'senha = "abracadabra" em segredoDoCanal'),
        ArquivoPerigoso("\x1b[2J\u202e[/x]\n<b>.mq4", ("dll",)),
    )
    palco.terminar()
    texto = "\n".join(m.texto for m in canal.recebidas)
    for veneno in ("\x1b", "\u202e", "abracadabra", "segredoDoCanal"):
        assert veneno not in texto
    assert "[/x]" in texto


def test_outra_passagem_com_a_mesma_encomenda(palco: Palco) -> None:
    canal = CanalDeMemoria()
    palco.iniciar(canal)
    palco.publicar(AgenteTerminado("backup", "x"))
    palco.terminar()
    palco.alertador.iniciar(_nada)
    palco.publicar(AgenteTerminado("backup"))
    assert [dito.resolvido for dito in palco.terminar()] == [False, True]
    assert len(canal.recebidas) == 2


def test_sabe_que_execucao_comecou_antes_dele(palco: Palco) -> None:
    palco.publicar(ExecucaoIniciada(1, "a-1", TUDO))
    palco.iniciar()
    palco.publicar(MetricasMedidas(Metricas(files_processed=100, falhas=50)))
    palco.terminar()
    assert palco.linhas()["taxa_de_erro"].alvo == TUDO


def test_antes_e_depois_de_viver_nao_ouve(palco: Palco) -> None:
    palco.publicar(AgenteTerminado("backup", "cedo"))
    palco.iniciar()
    assert palco.terminar() == []
    palco.publicar(AgenteTerminado("backup", "tarde"))
    palco.iniciar()
    assert palco.terminar() == []


def _por_lembrar(regra: str) -> Alerta:
    """Return a row that is raised and has not been told."""
    return Alerta(
        impressao=impressao(regra, "x"),
        regra=regra,
        gravidade="alta",
        alvo="x",
        mensagem="algo",
        situacao=SituacaoAlerta.ATIVO,
        nao_avisadas=1,
    )


def test_so_regras_ligadas_lembram_e_a_de_outra_versao_nao_derruba(palco: Palco) -> None:
    regras = palco.configuracao.regras
    palco.configuracao = Alertas(
        regras=replace(regras, memoria=replace(regras.memoria, ligada=False))
    )
    for regra in ("memoria", "regra_de_amanha", "vigia_degradado"):
        palco.escritor.executar(partial(gravar_alerta, alerta=_por_lembrar(regra)))
    palco.iniciar()
    palco.publicar(AgenteTerminado("backup", "x"))
    assert {dito.regra for dito in palco.terminar()} == {"vigia_degradado", "agente_falhou"}
    assert palco.alertador.supervisao.historico().erro == ""


def test_passagem_que_falha_nao_deixa_threads(
    palco: Palco, monkeypatch: pytest.MonkeyPatch
) -> None:
    falhas = [RuntimeError("defeito")]
    registrar = Livro.registrar

    def tropecar(livro: Livro, sinal: Sinal) -> Decisao:
        if falhas:
            raise falhas.pop()
        return registrar(livro, sinal)

    monkeypatch.setattr(Livro, "registrar", tropecar)
    palco.iniciar(CanalDeMemoria("de-um-só-teste"))
    palco.publicar(AgenteTerminado("backup", "x"))
    palco.alertador.parar()
    assert palco.alertador.aguardar(PRAZO)
    assert palco.alertador.supervisao.historico().erro == "defeito"
    vivas = [t for t in threading.enumerate() if t.name == "alerta-de-um-só-teste"]
    assert vivas == []


def test_sem_catalogo_o_alerta_sai_assim_mesmo(palco: Palco, tmp_path: Path) -> None:
    motor = abrir(tmp_path / "outro")
    fechado = Escritor(motor)
    fechado.fechar()
    motor.dispose()
    canal = CanalDeMemoria()
    palco.escritor = fechado
    palco.iniciar(canal)
    palco.publicar(AgenteTerminado("backup", "disco cheio"))
    assert len(palco.terminar()) == 1
    assert len(canal.recebidas) == 1
