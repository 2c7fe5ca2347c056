"""One folder under watch: begun, lost, found, replaced, and observers that die or go blind."""

from __future__ import annotations

from pathlib import Path

import pytest

from componentes.base.vigilancia import SituacaoDaPasta
from componentes.fontes.vigilancia.observadores import Ouvinte
from componentes.fontes.vigilancia.posto import Posto
from componentes.fontes.vigilancia.presenca import examinar
from tests.apoio.vigilancia import Observacoes, ObservadorFalso


@pytest.fixture
def pasta(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    return tmp_path / "b"


@pytest.fixture
def observacoes() -> Observacoes:
    return Observacoes()


@pytest.fixture
def posto(pasta: Path, observacoes: Observacoes) -> Posto:
    return Posto(pasta, frozenset({pasta / "relatorios"}), observacoes, examinar)


def test_comeca_degradado_e_passa_a_vigiar(posto: Posto, pasta: Path) -> None:
    assert posto.estado().situacao is SituacaoDaPasta.DEGRADADO
    assert posto.cuidar(0.0)
    estado = posto.estado()
    assert (estado.situacao, estado.modo, estado.motivo) == ("VIGIANDO", "eventos", "")
    assert estado.caminho == pasta.as_posix()
    assert posto.cuidar(1.0) == ""


def test_pasta_que_some_e_volta(posto: Posto, pasta: Path, observacoes: Observacoes) -> None:
    posto.cuidar(0.0)
    pasta.rename(pasta.with_name("longe"))
    assert posto.cuidar(2.0) == ""
    assert not posto.presente
    assert posto.estado().motivo == "a pasta não existe"
    assert not observacoes.de[pasta].vivo()
    pasta.with_name("longe").rename(pasta)
    assert posto.cuidar(3.0) == ""
    assert posto.cuidar(4.0) == "a pasta está de volta"
    assert posto.presente


def test_outra_pasta_no_lugar_e_observada_de_novo(
    posto: Posto, pasta: Path, observacoes: Observacoes
) -> None:
    posto.cuidar(0.0)
    pasta.rename(pasta.with_name("longe"))
    pasta.mkdir()
    assert posto.cuidar(2.0) == "outra pasta está no lugar"
    assert observacoes.feitas == 2


def test_eventos_sem_o_ruido(posto: Posto, pasta: Path, observacoes: Observacoes) -> None:
    posto.cuidar(0.0)
    ouvinte = observacoes.de[pasta].ouvinte
    for nome in ("a.mq4", "relatorios/x.html", ".a.mq4.swp", "b.mq4"):
        ouvinte.evento(str(pasta / nome))
    assert list(posto.eventos()) == [str(pasta / "a.mq4"), str(pasta / "b.mq4")]
    assert list(posto.eventos()) == []


def test_eventos_perdidos_pedem_uma_varredura(
    posto: Posto, pasta: Path, observacoes: Observacoes
) -> None:
    posto.cuidar(0.0)
    observacoes.de[pasta].ouvinte.problema("transbordo")
    assert posto.cuidar(0.5) == "eventos perdidos"
    assert posto.cuidar(0.6) == ""


def test_observador_morto_e_trocado(posto: Posto, pasta: Path, observacoes: Observacoes) -> None:
    posto.cuidar(0.0)
    observacoes.de[pasta].esta_vivo = False
    assert posto.cuidar(0.5) == "a observação recomeçou"
    assert observacoes.de[pasta].vivo()


def test_observador_morto_com_a_pasta_nao_e_trocado(
    posto: Posto, pasta: Path, observacoes: Observacoes
) -> None:
    posto.cuidar(0.0)
    observacoes.de[pasta].esta_vivo = False
    pasta.rmdir()
    assert posto.cuidar(0.5) == ""
    assert observacoes.feitas == 1
    assert posto.estado().motivo == "a pasta não existe"


def test_observador_cego_e_trocado(posto: Posto, pasta: Path, observacoes: Observacoes) -> None:
    posto.cuidar(0.0)
    posto.conferir(0.5)
    assert observacoes.feitas == 1
    observacoes.de[pasta].esta_cego = True
    posto.conferir(1.0)
    assert observacoes.feitas == 2


def test_pasta_que_some_e_notada_antes_de_ser_percorrida(posto: Posto, pasta: Path) -> None:
    posto.cuidar(0.0)
    pasta.rmdir()
    assert posto.cuidar(0.5) == ""
    assert posto.presente
    posto.conferir(0.5)
    assert not posto.presente


def test_pasta_que_ninguem_consegue_observar_e_tentada_de_novo(pasta: Path) -> None:
    tentativas = []

    def observar(onde: Path, ouvinte: Ouvinte) -> ObservadorFalso:
        tentativas.append(onde)
        if len(tentativas) < 3:
            raise PermissionError(13, "sem permissão")
        return ObservadorFalso(ouvinte)

    posto = Posto(pasta, frozenset(), observar, examinar)
    assert posto.cuidar(0.0) == ""
    assert posto.estado().motivo == "Sem permissão: não foi possível vigiar a pasta"
    assert posto.cuidar(2.0) == ""
    assert posto.cuidar(5.9) == ""
    assert posto.cuidar(6.0) == "a pasta está de volta"
