"""The watcher on a clock that the test turns: what leads to a look, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from componentes.agentes.ronda import Ordens, Ronda
from componentes.base.secoes_vigilancia import AjustesDaVigilancia
from componentes.base.vigilancia import EstadoVigia, Rodada
from tests.apoio.vigilancia import NaHora, Observacoes, Relogio

QUANDO = "2026-01-01T00:00:00.000Z"


class Palco:
    """A watch over two folders, and everything around it in the test's hand."""

    def __init__(self, raiz: Path) -> None:
        self.a, self.b = raiz / "a", raiz / "b"
        for pasta in (self.a, self.b):
            pasta.mkdir()
        self.relogio, self.observacoes, self.executor = Relogio(), Observacoes(), NaHora()
        self.olhadas: list[tuple[tuple[Path, ...], str]] = []
        self.resposta: Rodada | Exception = Rodada("", quando=QUANDO)
        self.ronda = Ronda(
            Ordens(
                pastas=(self.a, self.b),
                excluir=frozenset(),
                ajustes=AjustesDaVigilancia(),
                olhar=self._olhar,
                observar=self.observacoes,
                relogio=self.relogio,
            ),
            self.executor,
        )

    def _olhar(self, pastas: tuple[Path, ...], motivo: str) -> Rodada:
        self.olhadas.append((pastas, motivo))
        if isinstance(self.resposta, Exception):
            raise self.resposta
        return self.resposta

    def passar(self, segundos: float) -> list[str]:
        """Let time pass in steps of half a second; returns the reasons of the looks begun."""
        antes = len(self.olhadas)
        for _ in range(int(segundos * 2)):
            self.relogio.andar(0.5)
            self.ronda.pulsar()
            self.executor.fazer()
            self.ronda.pulsar()
        return [motivo for _, motivo in self.olhadas[antes:]]

    def escrever(self, pasta: Path, nome: str, dados: bytes = b"x") -> None:
        """Write a file and tell of it, as an observer would."""
        (pasta / nome).write_bytes(dados)
        self.observacoes.de[pasta].ouvinte.evento(str(pasta / nome))

    @property
    def estado(self) -> EstadoVigia:
        return self.ronda.estado()


@pytest.fixture
def palco(tmp_path: Path) -> Iterator[Palco]:
    palco = Palco(tmp_path)
    assert palco.passar(0.5) == ["início"]
    yield palco
    palco.ronda.encerrar()


def test_no_inicio_tudo_e_visto_uma_vez(palco: Palco) -> None:
    assert palco.olhadas == [((palco.a, palco.b), "início")]
    assert palco.passar(60) == []
    assert palco.estado.ultima_varredura == QUANDO


def test_quinhentos_arquivos_sao_uma_olhada(palco: Palco) -> None:
    for n in range(500):
        palco.escrever(palco.a, f"{n}.mq4")
        if n % 50 == 0:
            assert palco.passar(0.5) == []
    palco.ronda.pulsar()
    assert palco.estado.fila == 500
    assert palco.estado.ultimo_caminho.endswith("/a/499.mq4")
    assert palco.passar(30) == ["eventos"]
    assert palco.estado.fila == 0


def test_escrita_lenta_so_e_vista_no_fim(palco: Palco) -> None:
    for pedaco in range(6):
        palco.escrever(palco.a, "lento.mq4", b"x" * pedaco)
        assert palco.passar(1) == []
    assert palco.passar(5) == ["eventos"]


def test_a_cada_quinze_minutos_tudo_e_visto(palco: Palco) -> None:
    assert palco.passar(898) == []
    assert palco.passar(4) == ["varredura periódica"]
    assert palco.passar(890) == []


def test_eventos_perdidos_levam_a_olhar_tudo(palco: Palco) -> None:
    palco.observacoes.de[palco.a].ouvinte.problema("transbordo")
    assert palco.passar(1) == ["eventos perdidos"]


def test_tempestade_e_uma_olhada(palco: Palco) -> None:
    ouvinte = palco.observacoes.de[palco.a].ouvinte
    for n in range(30_000):
        ouvinte.evento(f"{palco.a}/{n}.mq4")
    assert palco.passar(1) == []
    assert palco.estado.fila == 30_000
    assert palco.passar(10) == ["eventos"]


def test_pasta_perdida_nao_para_as_outras(palco: Palco) -> None:
    palco.b.rename(palco.b.with_name("longe"))
    assert palco.passar(3) == []
    situacoes = [pasta.situacao for pasta in palco.estado.pastas]
    assert situacoes == ["VIGIANDO", "DEGRADADO"]
    palco.escrever(palco.a, "novo.mq4")
    assert palco.passar(5) == ["eventos"]
    assert list(palco.olhadas[-1][0]) == [palco.a]
    palco.b.with_name("longe").rename(palco.b)
    assert palco.passar(30) == ["a pasta está de volta"]
    assert list(palco.olhadas[-1][0]) == [palco.a, palco.b]


def test_sem_pasta_nenhuma_espera(tmp_path: Path, palco: Palco) -> None:
    palco.a.rmdir()
    palco.b.rmdir()
    assert palco.passar(2000) == []
    palco.a.mkdir()
    assert palco.passar(40) != []


def test_trava_ocupada_espera_e_tenta_de_novo(palco: Palco) -> None:
    palco.resposta = Rodada("", codigo=11, erro="Outra execução está em andamento: x")
    palco.escrever(palco.a, "novo.mq4")
    assert palco.passar(4) == ["eventos"]
    assert palco.estado.atividade == "esperando: Outra execução está em andamento: x"
    palco.resposta = Rodada("", quando=QUANDO)
    assert palco.passar(6) == ["nova tentativa"]
    assert palco.estado.atividade == ""
    assert palco.passar(60) == []


@pytest.mark.parametrize("resposta", [Rodada("", codigo=1, erro="disco cheio"), ValueError("ops")])
def test_o_que_falha_e_tentado_de_novo_com_recuo(palco: Palco, resposta: Rodada) -> None:
    palco.resposta = resposta
    palco.escrever(palco.a, "novo.mq4")
    assert palco.passar(4) == ["eventos"]
    assert palco.estado.atividade.startswith("nova tentativa em 5 s: ")
    assert palco.passar(40) == ["nova tentativa"] * 3
    assert palco.estado.ultima is not None
    assert palco.estado.ultima.codigo == 1
    palco.resposta = Rodada("", quando=QUANDO)
    assert palco.passar(40) == ["nova tentativa"]
    assert palco.passar(60) == []


def test_execucao_cancelada_de_fora_nao_recomeca_sozinha(palco: Palco) -> None:
    palco.resposta = Rodada("", quando=QUANDO, codigo=130)
    palco.escrever(palco.a, "novo.mq4")
    assert palco.passar(60) == ["eventos"]


def test_mudanca_durante_a_olhada_leva_a_outra(palco: Palco) -> None:
    palco.escrever(palco.a, "um.mq4")
    for _ in range(6):
        palco.relogio.andar(0.5)
        palco.ronda.pulsar()
    assert palco.ronda.ocupada
    palco.escrever(palco.a, "dois.mq4")
    palco.relogio.andar(0.5)
    palco.ronda.pulsar()
    assert palco.estado.fila == 1
    palco.executor.fazer()
    assert palco.passar(10) == ["eventos"]


def test_observador_cego_e_trocado_antes_de_olhar(palco: Palco) -> None:
    palco.observacoes.de[palco.a].esta_cego = True
    palco.escrever(palco.a, "um.mq4")
    palco.passar(5)
    assert palco.observacoes.feitas == 3
