"""The log: rotated, one line for each message, no control characters, no secrets."""

from __future__ import annotations

import errno
import logging
import logging.handlers
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from componentes.base import registro
from componentes.base.erros import ErroDisco
from componentes.base.registro import RAIZ, abrir_log, fechar_log

Abrir = Callable[[str], logging.handlers.RotatingFileHandler]


@pytest.fixture
def abrir(tmp_path: Path) -> Iterator[Abrir]:
    abertos = []

    def fazer(nivel: str = "INFO") -> logging.handlers.RotatingFileHandler:
        aberto = abrir_log(tmp_path / "logs", nivel)
        abertos.append(aberto)
        assert isinstance(aberto, logging.handlers.RotatingFileHandler)
        return aberto

    yield fazer
    for aberto in abertos:
        fechar_log(aberto)


def _linhas(pasta: Path) -> list[str]:
    return (pasta / "logs" / "orquestrador.log").read_text(encoding="utf-8").splitlines()


def test_dez_megabytes_vezes_cinco(abrir: Abrir) -> None:
    destino = abrir("INFO")
    assert destino.maxBytes == 10 * 1024 * 1024
    assert destino.backupCount + 1 == 5


def test_gira_e_guarda_no_maximo_cinco(
    abrir: Abrir, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registro, "_BYTES_POR_ARQUIVO", 500)
    abrir("INFO")
    for numero in range(100):
        logging.getLogger(f"{RAIZ}.teste").info("mensagem %d", numero)
    arquivos = sorted((tmp_path / "logs").iterdir())
    assert len(arquivos) == 5
    assert all(arquivo.stat().st_size <= 500 for arquivo in arquivos)
    assert "mensagem 99" in _linhas(tmp_path)[-1]


@pytest.mark.parametrize(
    ("veneno", "mostrado"),
    [
        ("a\nb", "a\\nb"),
        ("a\rb", "a\\x0db"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b", "a\\u2066b"),
        ("a\u2028b", "a\\u2028b"),
        ("a\x9bb", "a\\x9bb"),
        ("a\x00b", "a\\x00b"),
        ("a\udc80b", "a\\udc80b"),
    ],
)
def test_uma_linha_sem_controles(abrir: Abrir, tmp_path: Path, veneno: str, mostrado: str) -> None:
    abrir("INFO")
    logging.getLogger(f"{RAIZ}.teste").info("arquivo %s!", veneno)
    (linha,) = (tmp_path / "logs" / "orquestrador.log").read_text(encoding="utf-8").split("\n")[:-1]
    assert linha.endswith(f" INFO MainThread {RAIZ}.teste: arquivo {mostrado}!")


def test_segredo_e_mascarado(abrir: Abrir, tmp_path: Path) -> None:
    abrir("INFO")
    logging.getLogger(f"{RAIZ}.teste").info('linha: senha = "%s"', "abracadabra")
    assert "abracadabra" not in "".join(_linhas(tmp_path))
    assert "●●●●" in _linhas(tmp_path)[0]


def test_excecao_tem_rastro_sem_controles_nem_segredos(abrir: Abrir, tmp_path: Path) -> None:
    abrir("INFO")
    erro = RuntimeError("nome \x1b[2J e token = '123456:abcdefabcdef'")
    logging.getLogger(f"{RAIZ}.teste").error("falhou", exc_info=erro)
    texto = "\n".join(_linhas(tmp_path))
    assert "RuntimeError: nome" in texto
    assert "\\x1b[2J" in texto
    assert "\x1b" not in texto
    assert "abcdefabcdef" not in texto


def test_nivel(abrir: Abrir, tmp_path: Path) -> None:
    abrir("WARNING")
    logging.getLogger(f"{RAIZ}.teste").info("baixo")
    logging.getLogger(f"{RAIZ}.teste").warning("alto")
    assert len(_linhas(tmp_path)) == 1


def test_fechado_nao_escreve_mais(tmp_path: Path) -> None:
    fechar_log(abrir_log(tmp_path / "logs", "INFO"))
    logging.getLogger(RAIZ).info("tarde")
    assert _linhas(tmp_path) == []


def test_disco_cheio_nao_enche_o_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    destino = abrir_log(tmp_path / "logs", "INFO")

    class Cheio:
        """A stream without room."""

        def write(self, *_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        flush = close = tell = write
        seek = write

    assert isinstance(destino, logging.handlers.RotatingFileHandler)
    assert destino.stream is not None
    destino.stream.close()
    monkeypatch.setattr(destino, "stream", Cheio())
    logging.getLogger(RAIZ).error("uma linha")
    fechar_log(destino)
    assert capsys.readouterr() == ("", "")


def test_pasta_impossivel(tmp_path: Path) -> None:
    (tmp_path / "logs").write_bytes(b"")
    with pytest.raises(ErroDisco):
        abrir_log(tmp_path / "logs", "INFO")
