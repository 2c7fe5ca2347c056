"""Migrations lead exactly to the tables the code knows, all of a step or nothing of it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, Engine

from componentes.base.erros import ErroCatalogo
from componentes.catalogo import migracoes
from componentes.catalogo.dialeto import criar_motor, para_gravar
from componentes.catalogo.esquema import abrir, abrir_leitura
from componentes.catalogo.migracoes import v003_compactados
from componentes.catalogo.tabelas import metadados


def _retrato(motor: Engine) -> dict[str, Any]:
    """Return all that SQLite says of the tables: columns, keys, indexes, references."""
    with motor.connect() as conn:
        ler = conn.exec_driver_sql
        tabelas = {
            linha[1]: linha[4]  # name -> WITHOUT ROWID
            for linha in ler("PRAGMA table_list")
            if not linha[1].startswith("sqlite_")
        }
        return {
            nome: {
                "sem_rowid": sem_rowid,
                "colunas": [tuple(linha) for linha in ler(f"PRAGMA table_xinfo({nome})")],
                "referencias": sorted(
                    tuple(linha[2:]) for linha in ler(f"PRAGMA foreign_key_list({nome})")
                ),
                "indices": sorted(
                    (tuple(indice[2:]), [tuple(c) for c in ler(f"PRAGMA index_xinfo({indice[1]})")])
                    for indice in ler(f"PRAGMA index_list({nome})")
                ),
            }
            for nome, sem_rowid in tabelas.items()
        }


def test_migracoes_produzem_as_tabelas_do_codigo(motor: Engine, tmp_path: Path) -> None:
    direto = criar_motor(tmp_path / "direto.sqlite")
    with para_gravar(direto).begin() as conn:
        metadados.create_all(conn)
    assert _retrato(motor) == _retrato(direto)
    assert set(_retrato(motor)) == set(metadados.tables)
    direto.dispose()


def test_cada_versao_e_registrada_uma_vez(motor: Engine, tmp_path: Path) -> None:
    abrir(tmp_path).dispose()
    with motor.connect() as conn:
        versoes = conn.exec_driver_sql("SELECT versao FROM esquema").scalars().all()
    assert versoes == list(range(1, len(migracoes.MIGRACOES) + 1))


def test_migracao_que_falha_nao_deixa_rastro(
    motor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quebrada(conn: Connection) -> None:
        conn.exec_driver_sql("CREATE TABLE metade (id INTEGER)")
        raise RuntimeError("queda")

    antes = _retrato(motor)
    monkeypatch.setattr(migracoes, "MIGRACOES", (*migracoes.MIGRACOES, quebrada))
    with pytest.raises(RuntimeError, match="queda"):
        abrir(tmp_path)
    assert _retrato(motor) == antes


def test_catalogo_anterior_e_migrado_so_por_quem_grava(
    motor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def segunda(conn: Connection) -> None:
        conn.exec_driver_sql("ALTER TABLE lotes ADD COLUMN nota TEXT")

    monkeypatch.setattr(migracoes, "MIGRACOES", (*migracoes.MIGRACOES, segunda))
    with pytest.raises(ErroCatalogo, match="versão anterior"):
        abrir_leitura(tmp_path)
    abrir(tmp_path).dispose()
    abrir_leitura(tmp_path).dispose()
    assert "nota" in [coluna[1] for coluna in _retrato(motor)["lotes"]["colunas"]]


def test_catalogo_mais_novo_nao_e_tocado(motor: Engine, tmp_path: Path) -> None:
    with para_gravar(motor).begin() as conn:
        conn.exec_driver_sql("INSERT INTO esquema VALUES (99, '')")
    for abertura in (abrir, abrir_leitura):
        with pytest.raises(ErroCatalogo, match="versão mais nova") as erro:
            abertura(tmp_path)
        assert "atualize o programa" in erro.value.o_que_fazer


def test_compactados_de_antes_sao_lidos_de_novo(motor: Engine) -> None:
    """An archive of an earlier version was catalogued unopened: its date is made to differ."""
    with para_gravar(motor).begin() as conn:
        executar = conn.exec_driver_sql
        executar("INSERT INTO execucoes VALUES (1,'a','','','','','','','','',0,'','','','','','')")
        for numero, conteiner in enumerate(("zip", "rar", "7z", "texto", "gzip")):
            analise = msgspec.msgpack.encode({"tipo": "ea", "conteiner": conteiner, "x": 1})
            executar("INSERT INTO resultados VALUES ('k', ?, '', ?)", (str(numero), analise))
            executar(
                "INSERT INTO arquivos VALUES (?, ?, 1, 7, ?, '', 'ok', NULL, 1, 1, '')",
                (numero, f"/b/{conteiner}", str(numero)),
            )
        for instrucao in v003_compactados._INSTRUCOES[1:]:
            executar(instrucao)
        datas = executar("SELECT caminho FROM arquivos WHERE mtime_ns = -1").scalars().all()
    assert sorted(datas) == ["/b/7z", "/b/rar", "/b/zip"]


def test_duas_aberturas_ao_mesmo_tempo(tmp_path: Path) -> None:
    for rodada in range(10):
        pasta = tmp_path / str(rodada)
        erros: list[BaseException] = []
        largada = threading.Barrier(4)

        def abrir_junto(
            pasta: Path = pasta,
            erros: list[BaseException] = erros,
            largada: threading.Barrier = largada,
        ) -> None:
            largada.wait()
            try:
                abrir(pasta).dispose()
            except BaseException as erro:
                erros.append(erro)

        threads = [threading.Thread(target=abrir_junto) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert erros == []
