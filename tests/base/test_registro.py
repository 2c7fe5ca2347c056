"""The log: rotated, one line for each message, no control characters, no secrets."""

from __future__ import annotations

import errno
import json
import logging
import logging.handlers
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from componentes.base import registro
from componentes.base.erros import ErroDisco
from componentes.base.registro import (
    RAIZ,
    abrir_log,
    anotar,
    fechar_log,
    log_da_execucao,
    partes_do_log,
    podar_logs,
)

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


def _da_execucao(pasta: Path) -> list[dict[str, Any]]:
    return [json.loads(linha) for linha in (pasta / "e-1.ndjson").read_bytes().splitlines()]


def test_log_da_execucao_e_json_por_linha(abrir: Abrir, tmp_path: Path) -> None:
    abrir("INFO")
    logger = logging.getLogger(f"{RAIZ}.teste")
    campos = {"arquivo": "a\n\udc80\x1b.mq4", "lote": 7, "motivo": 'senha = "abracadabra"'}
    with log_da_execucao(tmp_path, "e-1", "INFO") as destino:
        anotar(logger, logging.WARNING, "ArquivoFalhou", campos)
        agente = threading.Thread(target=logger.info, args=("sem %s", "campos"), name="agente-x")
        agente.start()
        agente.join()
        logger.debug("baixo demais")
    logger.info("tarde demais")
    assert destino == tmp_path / "e-1.ndjson"
    primeira, segunda = _da_execucao(tmp_path)
    assert datetime.fromisoformat(primeira.pop("ts")).tzinfo is not None
    assert primeira == {
        "level": "WARNING",
        "event": "ArquivoFalhou",
        "run_id": "e-1",
        "agent": None,
        "batch": 7,
        "file": "a\n\\udc80\x1b.mq4",
        "motivo": 'senha = "●●●●"',
    }
    assert (segunda["event"], segunda["agent"], segunda["file"]) == ("sem campos", "x", None)
    texto = _linhas(tmp_path)
    assert "abracadabra" not in texto[0]
    assert '"lote":7' in texto[0], "the program's log tells the fields too"


def test_excecao_no_log_da_execucao(tmp_path: Path) -> None:
    with log_da_execucao(tmp_path, "e-1", "INFO"):
        logging.getLogger(RAIZ).error("falhou", exc_info=RuntimeError("token = '123:abcdefabc'"))
    (linha,) = _da_execucao(tmp_path)
    assert "RuntimeError" in linha["erro"]
    assert "abcdefabc" not in linha["erro"]


def test_log_da_execucao_gira_e_as_partes_vem_em_ordem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registro, "_BYTES_POR_ARQUIVO", 500)
    with log_da_execucao(tmp_path, "e-1", "INFO") as destino:
        for numero in range(60):
            anotar(logging.getLogger(RAIZ), logging.INFO, "x", {"n": numero})
    numeros = [
        json.loads(linha)["n"]
        for parte in partes_do_log(destino)
        for linha in parte.read_bytes().splitlines()
    ]
    assert len(partes_do_log(destino)) == 5
    assert numeros == list(range(60 - len(numeros), 60))
    podar_logs(tmp_path, frozenset({"e-1"}))
    assert len(partes_do_log(destino)) == 5
    podar_logs(tmp_path, frozenset({"e-2"}))
    assert partes_do_log(destino) == []


def test_pasta_impossivel_para_o_log_da_execucao(tmp_path: Path) -> None:
    (tmp_path / "logs").write_bytes(b"")
    with pytest.raises(ErroDisco), log_da_execucao(tmp_path / "logs", "e-1", "INFO"):
        pass


def test_o_log_da_execucao_nao_manda_no_terminal(tmp_path: Path) -> None:
    """What JSON leaves raw and a terminal obeys is escaped; it still means the same."""
    hostil = "a\x9b31m\u202e\u2028\u2066\x7fb"
    with log_da_execucao(tmp_path, "e-1", "INFO") as destino:
        anotar(logging.getLogger(RAIZ), logging.INFO, "x", {"arquivo": hostil})
    cru = destino.read_text(encoding="utf-8")
    assert not set(hostil) & set(cru) - {"a", "b", "3", "1", "m"}
    assert _da_execucao(tmp_path)[0]["file"] == hostil
