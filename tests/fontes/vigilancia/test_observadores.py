"""Real observers on a real folder: what they tell, what they keep quiet about, how they give up."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from componentes.fontes.vigilancia import observadores
from componentes.fontes.vigilancia.observadores import Observacao, Observador
from tests.apoio.programa import esperar


class Ouvido:
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.eventos: set[str] = set()
        self.problemas: list[str] = []

    def evento(self, caminho: str) -> None:
        self.eventos.add(caminho)

    def problema(self, motivo: str) -> None:
        self.problemas.append(motivo)


@pytest.fixture
def ouvido() -> Ouvido:
    return Ouvido()


@pytest.fixture(params=["eventos", "sondagem"])
def observador(
    request: pytest.FixtureRequest, tmp_path: Path, ouvido: Ouvido
) -> Iterator[Observador]:
    observador = Observacao(request.param, 0.1)(tmp_path, ouvido)
    yield observador
    observador.parar()


def _ouviu(ouvido: Ouvido, caminho: Path) -> None:
    esperar(lambda: str(caminho) in ouvido.eventos, f"evento de {caminho.name}")


def test_novo_alterado_renomeado_e_apagado(
    tmp_path: Path, ouvido: Ouvido, observador: Observador
) -> None:
    arquivo, outro = tmp_path / "a.mq4", tmp_path / "b.mq4"
    arquivo.write_bytes(b"int x;")
    _ouviu(ouvido, arquivo)
    ouvido.eventos.clear()
    arquivo.write_bytes(b"int x; int y;")
    _ouviu(ouvido, arquivo)
    ouvido.eventos.clear()
    arquivo.rename(outro)
    _ouviu(ouvido, arquivo)
    _ouviu(ouvido, outro)
    ouvido.eventos.clear()
    outro.unlink()
    _ouviu(ouvido, outro)


def test_pasta_nova_e_vigiada_tambem(
    tmp_path: Path, ouvido: Ouvido, observador: Observador
) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    _ouviu(ouvido, tmp_path / "x")
    (tmp_path / "x" / "y" / "a.mq4").write_bytes(b"1")
    _ouviu(ouvido, tmp_path / "x" / "y" / "a.mq4")


def test_ler_nao_e_mudar(tmp_path: Path, ouvido: Ouvido) -> None:
    lido, depois = tmp_path / "lido.mq4", tmp_path / "depois.mq4"
    lido.write_bytes(b"1")
    observador = Observacao("eventos", 0.1)(tmp_path, ouvido)
    try:
        lido.read_bytes()
        depois.write_bytes(b"2")  # events come in order: after this one there is none of reading
        _ouviu(ouvido, depois)
    finally:
        observador.parar()
    assert str(lido) not in ouvido.eventos


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux allows such names")
def test_nome_que_nao_e_texto(tmp_path: Path, ouvido: Ouvido, observador: Observador) -> None:
    arquivo = tmp_path / os.fsdecode(b"\xff\x1b[2J.mq4")
    arquivo.write_bytes(b"1")
    _ouviu(ouvido, arquivo)


def test_pasta_que_nao_existe_e_recusada(tmp_path: Path, ouvido: Ouvido) -> None:
    with pytest.raises(FileNotFoundError):
        Observacao("eventos", 0.1)(tmp_path / "nada", ouvido)


@pytest.mark.skipif("sys.platform != 'linux'", reason="watches are counted on Linux")
def test_sem_direito_a_mais_observacoes_passa_a_sondar(
    tmp_path: Path, ouvido: Ouvido, monkeypatch: pytest.MonkeyPatch
) -> None:
    def esgotado(_: Path) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(observadores, "conferir_limite", esgotado)
    observador = Observacao("eventos", 0.1)(tmp_path, ouvido)
    try:
        assert observador.modo == "sondagem"
        assert "max_user_watches" in observador.motivo
        (tmp_path / "a.mq4").write_bytes(b"1")
        _ouviu(ouvido, tmp_path / "a.mq4")
    finally:
        observador.parar()


def test_limite_atingido_depois_deixa_cego(
    tmp_path: Path, ouvido: Ouvido, observador: Observador, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not observador.cego()

    def esgotado(_: Path) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(observadores, "conferir_limite", esgotado)
    assert observador.cego() == (observador.modo == "eventos")


def test_unidade_de_rede_e_sondada(
    tmp_path: Path, ouvido: Ouvido, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observadores, "em_rede", lambda _: True)
    observador = Observacao("eventos", 0.1)(tmp_path, ouvido)
    observador.parar()
    assert (observador.modo, observador.motivo) == (
        "sondagem",
        "unidade de rede, que não avisa de tudo",
    )


def test_queixa_da_biblioteca_de_observacao_e_um_problema(
    ouvido: Ouvido, observador: Observador, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; %s", "x")
    assert ouvido.problemas == ["Inotify queue overflowed; x"]
    observador.parar()
    logging.getLogger("watchdog").warning("depois")
    assert len(ouvido.problemas) == 1
    assert "overflowed" not in capsys.readouterr().err


@pytest.mark.skipif("sys.platform != 'linux'", reason="elsewhere a watched folder cannot go")
def test_pasta_apagada_encerra_a_observacao(tmp_path: Path, ouvido: Ouvido) -> None:
    pasta = tmp_path / "p"
    pasta.mkdir()
    observador = Observacao("eventos", 0.1)(pasta, ouvido)
    try:
        assert observador.vivo()
        pasta.rmdir()
        esperar(lambda: not observador.vivo(), "fim da observação")
    finally:
        observador.parar()
