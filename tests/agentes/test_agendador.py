"""What is due is run: once, in order, whatever happened before and whatever happens in it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from componentes.agenda.compromisso import Compromisso
from componentes.agentes import agendador as modulo
from componentes.agentes.agendador import Agendador
from componentes.base.barramento import Barramento
from componentes.base.erros import ErroDisco, ErroTrava, ErroUso
from componentes.base.eventos import (
    AgendamentoEsperando,
    AgendamentoIniciado,
    AgendamentoPerdido,
    AgendamentoTerminado,
    AgendaMudou,
    Aviso,
)
from componentes.base.tempo import em_texto
from componentes.catalogo import operacoes
from componentes.catalogo.perguntas.agendado import Agendado, EstadoAgendado
from componentes.orquestracao.ambiente import preparar_ambiente
from componentes.orquestracao.residencia.livro_da_agenda import LivroDaAgenda
from tests.apoio.agenda import Encenado, em
from tests.apoio.centrais import Gravador
from tests.apoio.programa import esperar


class Palco:
    """An agenda in a folder of its own."""

    def __init__(self, pasta: Path) -> None:
        self.livro = LivroDaAgenda(preparar_ambiente(pasta))
        self.livro.gravar(operacoes.interromper_agendados)  # from here on there is a catalogue
        self.gravador = Gravador()
        self._agendadores: list[Agendador] = []

    def iniciar(
        self, executor: Encenado, *compromissos: Compromisso, livro: Any = None
    ) -> Agendador:
        barramento = Barramento()
        barramento.assinar(self.gravador)
        agendador = Agendador(barramento, livro or self.livro, executor, compromissos)
        self._agendadores.append(agendador)
        agendador.iniciar(lambda _: None)
        return agendador

    def parar(self) -> None:
        for agendador in self._agendadores:
            agendador.parar()
        for agendador in self._agendadores:
            assert agendador.aguardar(30.0)

    def lembrar(self, compromisso: Compromisso) -> str:
        """Write that an entry was due at its first moment, and return when that was."""
        dados = compromisso.em_dados()
        primeira = compromisso.proxima(datetime(2000, 1, 1, tzinfo=UTC))
        assert primeira is not None
        quando = em_texto(primeira)
        self.livro.gravar(lambda c: operacoes.programar(c, compromisso.nome, dados, quando))
        return quando

    def linha(self, nome: str) -> Agendado:
        return self.livro.ler()[nome]

    def terminados(self, quantos: int) -> list[AgendamentoTerminado]:
        esperar(lambda: len(self.gravador.de(AgendamentoTerminado)) >= quantos, "terminarem")
        return self.gravador.de(AgendamentoTerminado)


@pytest.fixture
def palco(tmp_path: Path) -> Iterator[Palco]:
    palco = Palco(tmp_path)
    yield palco
    palco.parar()


def test_o_que_vence_e_executado_e_lembrado(palco: Palco) -> None:
    executor = Encenado(lambda _: {"codigo": 3, "contagens": {"arquivos": 7}})
    palco.iniciar(executor, em("noite", 0.3))
    (fim,) = palco.terminados(1)
    assert (fim.estado, fim.codigo, fim.resumo) == ("com_falhas", 3, "7 arquivos")
    linha = palco.linha("noite")
    assert linha.ultimo_resultado.estado is EstadoAgendado.COM_FALHAS
    assert linha.ultima_em > linha.ultimo_resultado.prevista_em
    assert datetime.fromisoformat(linha.proxima_em) > datetime.now(UTC)
    esperar(lambda: palco.gravador.de(AgendaMudou)[-1].proxima_em == linha.proxima_em, "a próxima")
    assert executor.feitos == ["noite"]


def test_o_que_se_perdeu_com_tudo_desligado_e_feito_uma_vez(palco: Palco) -> None:
    compromisso = em("noite", -300, -200, -100)
    palco.lembrar(compromisso)
    executor = Encenado()
    palco.iniciar(executor, compromisso)
    palco.terminados(1)
    (inicio,) = palco.gravador.de(AgendamentoIniciado)
    esperada = compromisso.devida(datetime.min.replace(tzinfo=UTC), datetime.now(UTC))
    assert esperada is not None
    assert inicio.prevista_em == em_texto(esperada)
    palco.parar()
    assert executor.feitos == ["noite"]
    assert datetime.fromisoformat(palco.linha("noite").proxima_em) > datetime.now(UTC)


def test_atrasado_demais_e_perdido_e_dito(palco: Palco) -> None:
    compromisso = em("noite", -300, tolerancia_minutos=1)
    prevista = palco.lembrar(compromisso)
    executor = Encenado()
    palco.iniciar(executor, compromisso)
    esperar(lambda: palco.gravador.de(AgendamentoPerdido), "a perda")
    (perda,) = palco.gravador.de(AgendamentoPerdido)
    assert (perda.agendamento, perda.prevista_em) == ("noite", prevista)
    esperar(lambda: palco.gravador.de(AgendaMudou), "a próxima")
    palco.parar()
    assert executor.feitos == []
    linha = palco.linha("noite")
    assert linha.ultimo_resultado.estado is EstadoAgendado.PERDIDO
    assert "não estava em execução" in linha.ultimo_resultado.resumo
    assert datetime.fromisoformat(linha.proxima_em) > datetime.now(UTC)


def test_definido_de_outro_modo_nao_deve_nada(palco: Palco) -> None:
    palco.lembrar(em("noite", -100))
    executor = Encenado()
    palco.iniciar(executor, em("noite", -100, parametros={"nivel": "rapido"}))
    esperar(lambda: palco.gravador.de(AgendaMudou), "a agenda")
    palco.parar()
    assert executor.feitos == []
    assert palco.gravador.de(AgendamentoPerdido) == []


def test_o_que_foi_morto_no_meio_e_devido_ainda(palco: Palco) -> None:
    compromisso = em("noite", -100)
    quando = palco.lembrar(compromisso)
    palco.livro.gravar(lambda conn: operacoes.comecar_agendado(conn, "noite", quando))
    executor = Encenado()
    palco.iniciar(executor, compromisso)
    palco.terminados(1)
    assert executor.feitos == ["noite"]
    assert palco.linha("noite").ultimo_resultado.estado is EstadoAgendado.CONCLUIDO


@pytest.mark.parametrize(
    ("erro", "codigo", "palavras"),
    [
        (ErroUso("A pasta sumiu", onde="x", o_que_fazer="y"), 2, "A pasta sumiu · Onde: x"),
        (ZeroDivisionError("ora"), 1, "ZeroDivisionError: ora"),
    ],
)
def test_um_erro_nao_para_a_agenda(
    palco: Palco, erro: Exception, codigo: int, palavras: str
) -> None:
    def fazer(compromisso: Compromisso) -> Mapping[str, Any]:
        if compromisso.nome == "ruim":
            raise erro
        return {"codigo": 0}

    palco.iniciar(Encenado(fazer), em("ruim", 0.2), em("boa", 0.4))
    ruim, boa = palco.terminados(2)
    assert (ruim.agendamento, ruim.estado, ruim.codigo) == ("ruim", "falhou", codigo)
    assert palavras in ruim.resumo
    assert palco.linha("ruim").ultimo_resultado.resumo == ruim.resumo
    assert (boa.agendamento, boa.estado) == ("boa", "concluido")


def test_um_de_cada_vez_na_ordem_em_que_vencem(palco: Palco) -> None:
    porta = threading.Event()

    def fazer(compromisso: Compromisso) -> Mapping[str, Any]:
        assert porta.wait(30)
        return {"codigo": 0}

    executor = Encenado(fazer)
    palco.iniciar(executor, em("terceiro", 0.6), em("primeiro", 0.2), em("segundo", 0.4))
    esperar(lambda: executor.feitos, "o primeiro")
    threading.Timer(1.0, porta.set).start()
    assert [t.agendamento for t in palco.terminados(3)] == ["primeiro", "segundo", "terceiro"]
    assert executor.juntos == 1


def test_espera_a_trava_de_outro_e_diz(palco: Palco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modulo, "_ENTRE_TENTATIVAS", 0.05)
    vezes = iter(range(10))

    def fazer(_: Compromisso) -> Mapping[str, Any]:
        if next(vezes) < 3:
            raise ErroTrava("Outra execução está em andamento: x")
        return {"codigo": 0}

    palco.iniciar(Encenado(fazer), em("noite", 0.2))
    assert [t.estado for t in palco.terminados(1)] == ["concluido"]
    (espera,) = palco.gravador.de(AgendamentoEsperando)
    assert "Outra execução" in espera.motivo


def test_a_espera_acaba_com_a_tolerancia(palco: Palco, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modulo, "_ENTRE_TENTATIVAS", 0.05)

    def fazer(_: Compromisso) -> Mapping[str, Any]:
        raise ErroTrava("Outra execução está em andamento: x")

    compromisso = em("noite", -59.0, tolerancia_minutos=1)
    palco.lembrar(compromisso)
    palco.iniciar(Encenado(fazer), compromisso)
    esperar(lambda: palco.gravador.de(AgendamentoPerdido), "desistir")
    palco.parar()
    resultado = palco.linha("noite").ultimo_resultado
    assert resultado.estado is EstadoAgendado.PERDIDO
    assert "Outra execução" in resultado.resumo
    assert palco.gravador.de(AgendamentoTerminado) == []


def test_parar_pede_ao_comando_e_o_deve_ainda(palco: Palco) -> None:
    executor = Encenado()

    def fazer(_: Compromisso) -> Mapping[str, Any]:
        assert executor.parado.wait(30)
        return {"codigo": 130}

    executor._fazer = fazer
    palco.iniciar(executor, em("noite", 0.2), em("depois", 0.3))
    esperar(lambda: executor.feitos, "começar")
    devida = palco.linha("noite").proxima_em
    palco.parar()
    linha = palco.linha("noite")
    assert linha.ultimo_resultado.estado is EstadoAgendado.CANCELADO
    assert linha.proxima_em == devida
    assert executor.feitos == ["noite"]  # what waited behind it was not begun
    assert palco.linha("depois").ultimo_resultado.estado is EstadoAgendado.NUNCA


def test_cancelado_por_outro_terminal_espera_a_proxima(palco: Palco) -> None:
    palco.iniciar(Encenado(lambda _: {"codigo": 130}), em("noite", 0.2))
    assert [t.estado for t in palco.terminados(1)] == ["cancelado"]
    assert datetime.fromisoformat(palco.linha("noite").proxima_em) > datetime.now(UTC)


def test_outra_agenda_vale_na_hora(palco: Palco) -> None:
    executor = Encenado()
    fica = em("fica")
    agendador = palco.iniciar(executor, fica, em("sai"), em("muda"))
    esperar(lambda: len(palco.livro.ler()) == 3, "programar")
    ficava = palco.linha("fica").proxima_em
    desligado = em("desliga", 0.1, ligada=False)
    muda = em("muda", 0.2, parametros={"nivel": "rapido"})
    agendador.recarregar([fica, muda, desligado])
    palco.terminados(1)
    assert executor.feitos == ["muda"]
    assert sorted(palco.livro.ler()) == ["desliga", "fica", "muda"]
    assert palco.linha("fica").proxima_em == ficava
    assert palco.linha("desliga").proxima_em == ""


@pytest.mark.parametrize("mudanca", ["sai", "desliga", "muda"])
def test_quem_termina_depois_de_mudado_nao_diz_a_proxima(palco: Palco, mudanca: str) -> None:
    porta = threading.Event()

    def fazer(_: Compromisso) -> Mapping[str, Any]:
        assert porta.wait(30)
        return {"codigo": 0}

    executor = Encenado(fazer)
    agendador = palco.iniciar(executor, em("noite", 0.2))
    esperar(lambda: executor.feitos, "começar")
    outra = {
        "sai": [],
        "desliga": [em("noite", ligada=False)],
        "muda": [em("noite", 43_200.0, parametros={"nivel": "rapido"})],
    }[mudanca]
    anuncios = len(palco.gravador.de(AgendaMudou))
    agendador.recarregar(outra)
    esperar(lambda: len(palco.gravador.de(AgendaMudou)) > anuncios, "a outra agenda")
    antes = {nome: linha.proxima_em for nome, linha in palco.livro.ler().items()}
    porta.set()
    palco.terminados(1)
    depois = palco.livro.ler()
    assert {nome: linha.proxima_em for nome, linha in depois.items()} == antes
    estados = [str(linha.ultimo_resultado.estado) for linha in depois.values()]
    assert estados == ([] if mudanca == "sai" else ["concluido"])


def test_livro_que_nao_se_deixa_escrever_e_um_aviso(palco: Palco) -> None:
    class Ilegivel:
        def ler(self) -> Mapping[str, Agendado]:
            raise ErroDisco("Disco cheio")

        def gravar(self, operacao: Callable[[Connection], object]) -> None:
            raise ErroDisco("Disco cheio", onde=repr(operacao))

    palco.iniciar(Encenado(), em("noite", 0.2), livro=Ilegivel())
    assert [t.estado for t in palco.terminados(1)] == ["concluido"]
    assert all("Disco cheio" in aviso.texto for aviso in palco.gravador.de(Aviso))
    assert palco.gravador.de(Aviso)


def test_agenda_vazia_espera_e_para(palco: Palco) -> None:
    agendador = palco.iniciar(Encenado())
    esperar(lambda: palco.gravador.de(AgendaMudou), "dizer que nada há")
    assert palco.gravador.de(AgendaMudou) == [AgendaMudou("", "")]
    assert agendador.vivo
