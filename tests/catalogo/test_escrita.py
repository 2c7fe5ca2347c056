"""The writer: order, isolation of failures, back-pressure, disk errors, a second writer."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, exc

from componentes.base.erros import ErroDisco, ErroTrava
from componentes.catalogo import dialeto
from componentes.catalogo.dialeto import para_gravar
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir
from componentes.catalogo.migracoes import MIGRACOES


def _gravar(versao: int) -> Callable[[Connection], int]:
    def operacao(conn: Connection) -> int:
        conn.exec_driver_sql("INSERT INTO esquema VALUES (?, '')", (versao,))
        return versao

    return operacao


def _versoes(motor: Engine) -> list[int]:
    """Return what the tests wrote, without the rows of the schema's own versions."""
    with motor.connect() as conn:
        todas = conn.exec_driver_sql("SELECT versao FROM esquema ORDER BY 1").scalars()
        return [versao for versao in todas if versao > len(MIGRACOES)]


def _encher(conn: Connection) -> None:
    paginas = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
    conn.exec_driver_sql(f"PRAGMA max_page_count = {paginas + 2}")
    conn.exec_driver_sql("INSERT INTO resultados VALUES ('c', 's', 'x', zeroblob(1000000))")


def test_valor_chega_depois_do_commit(motor: Engine, escritor: Escritor) -> None:
    assert escritor.executar(_gravar(7)) == 7
    assert 7 in _versoes(motor)


def test_operacoes_rodam_na_ordem_e_na_mesma_thread(escritor: Escritor) -> None:
    vistos: list[tuple[int, str]] = []

    def ver(_: Connection, n: int) -> None:
        vistos.append((n, threading.current_thread().name))

    futuros = [escritor.enviar(partial(ver, n=n)) for n in range(100)]
    for futuro in futuros:
        futuro.result()
    assert vistos == [(n, "catalogo-escrita") for n in range(100)]


def test_falha_desfaz_so_a_propria_operacao(motor: Engine, escritor: Escritor) -> None:
    def quebrada(conn: Connection) -> None:
        _gravar(8)(conn)
        raise KeyError("defeito")

    futuro = escritor.enviar(quebrada)
    escritor.executar(_gravar(9))
    assert isinstance(futuro.exception(), KeyError)
    assert _versoes(motor) == [9]


def test_erro_do_programa_conserva_o_tipo(escritor: Escritor) -> None:
    with pytest.raises(exc.IntegrityError):
        escritor.executar(_gravar(1))
    assert escritor.executar(_gravar(8)) == 8


def test_disco_cheio_e_definitivo(motor: Engine, escritor: Escritor) -> None:
    escritor.executar(_gravar(8))
    with pytest.raises(ErroDisco, match="Disco cheio") as erro:
        escritor.executar(_encher)
    assert erro.value.onde.endswith("catalogo.sqlite")
    assert "libere espaço" in erro.value.o_que_fazer
    with pytest.raises(ErroDisco, match="Disco cheio"):
        escritor.executar(_gravar(9))
    assert _versoes(motor) == [8]


def test_fila_cheia_faz_esperar(motor: Engine) -> None:
    liberar = threading.Event()
    with Escritor(motor, capacidade=2) as escritor:
        escritor.enviar(lambda _: liberar.wait(10))
        enviados: list[int] = []

        def produzir() -> None:
            for n in range(5):
                escritor.enviar(lambda _: None)
                enviados.append(n)

        produtor = threading.Thread(target=produzir)
        produtor.start()
        time.sleep(0.1)
        assert len(enviados) <= 3
        liberar.set()
        produtor.join(10)
        assert enviados == [0, 1, 2, 3, 4]


def test_fechar_grava_o_que_esta_na_fila(motor: Engine) -> None:
    escritor = Escritor(motor)
    futuros = [escritor.enviar(_gravar(n)) for n in range(10, 30)]
    assert escritor.fechar(10) is True
    assert all(futuro.done() for futuro in futuros)
    assert _versoes(motor) == [*range(10, 30)]
    with pytest.raises(RuntimeError, match="fechado"):
        escritor.enviar(_gravar(99))


def test_fechar_respeita_o_prazo(motor: Engine) -> None:
    liberar = threading.Event()
    escritor = Escritor(motor)
    escritor.enviar(lambda _: liberar.wait(10))
    assert escritor.fechar(0.05) is False
    liberar.set()
    assert escritor.fechar(10) is True


def test_pedido_cancelado_nao_roda(motor: Engine) -> None:
    liberar = threading.Event()
    with Escritor(motor) as escritor:
        escritor.enviar(lambda _: liberar.wait(10))
        futuro = escritor.enviar(_gravar(50))
        assert futuro.cancel()
        liberar.set()
    assert _versoes(motor) == []


def test_segundo_escritor_espera_a_vez(motor: Engine, tmp_path: Path) -> None:
    outro = abrir(tmp_path)
    ocupado = threading.Event()

    def demorada(conn: Connection) -> None:
        _gravar(60)(conn)
        ocupado.set()
        time.sleep(0.3)

    with Escritor(motor) as primeiro, Escritor(outro) as segundo:
        futuro = primeiro.enviar(demorada)
        ocupado.wait(10)
        segundo.executar(_gravar(61))
        assert futuro.done()
    assert _versoes(motor) == [60, 61]
    outro.dispose()


def test_espera_vencida_nao_e_definitiva(
    motor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialeto, "ESPERA_S", 0.05)
    outro = abrir(tmp_path)
    with Escritor(outro) as escritor:
        with para_gravar(motor).begin(), pytest.raises(ErroTrava, match="Outro processo"):
            escritor.executar(_gravar(70))
        assert escritor.executar(_gravar(70)) == 70
    outro.dispose()


def test_leitor_nao_espera_o_escritor(motor: Engine) -> None:
    with para_gravar(motor).begin() as conn:
        _gravar(80)(conn)
        assert _versoes(motor) == []


_FILHO = """
import sys
from pathlib import Path
from componentes.catalogo.escrita import Escritor
from componentes.catalogo.esquema import abrir

with Escritor(abrir(Path(sys.argv[1]))) as escritor:
    for n in range(10, 1_000_000):
        escritor.executar(
            lambda conn: conn.exec_driver_sql("INSERT INTO esquema VALUES (?, '')", (n,))
        )
        print(n, flush=True)
"""


def test_morte_do_processo_nao_perde_o_confirmado(motor: Engine, tmp_path: Path) -> None:
    comando = [sys.executable, "-c", _FILHO, str(tmp_path)]
    raiz = Path(__file__).parents[2]
    with subprocess.Popen(comando, stdout=subprocess.PIPE, text=True, cwd=raiz) as filho:
        assert filho.stdout is not None
        confirmadas = [int(filho.stdout.readline()) for _ in range(50)]
        filho.kill()
        confirmadas += [int(linha) for linha in filho.stdout if linha.endswith("\n")]
    gravadas = _versoes(motor)
    assert gravadas[: len(confirmadas)] == confirmadas
    assert len(gravadas) <= len(confirmadas) + 1
