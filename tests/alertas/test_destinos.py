"""Where addresses come from, and that no mistake about them shows one."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from componentes.alertas.destinos import (
    VARIAVEL,
    Destino,
    citados_em_vao,
    reunir,
)
from componentes.base.config import interpretar
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_alertas import Alertas, Referencia
from componentes.base.segredos import conferir_permissoes

SEGREDO = "tgram://123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/99"
SO_POSIX = pytest.mark.skipif(os.name == "nt", reason="o Windows não tem modos de arquivo")


def _guardar(pasta: Path, conteudo: Any, modo: int = 0o600) -> Path:
    arquivo = pasta / "segredos.json"
    texto = conteudo if isinstance(conteudo, str) else json.dumps(conteudo)
    arquivo.write_text(texto, encoding="utf-8")
    arquivo.chmod(modo)
    return arquivo


def test_as_tres_fontes(tmp_path: Path) -> None:
    arquivo = _guardar(tmp_path, {"alertas": {"do-arquivo": "json://a"}})
    ambiente = {"MEU": " mailtos://b ", VARIAVEL: f"{SEGREDO}\n casa=json://c/?x=1 "}
    destinos = reunir((Referencia(nome="da-config", endereco="env:MEU"),), arquivo, ambiente)
    assert destinos.problemas == ()
    assert [(d.nome, d.endereco, d.servico) for d in destinos.todos] == [
        ("do-arquivo", "json://a", "json"),
        ("da-config", "mailtos://b", "mailtos"),
        ("ambiente-1", SEGREDO, "tgram"),
        ("casa", "json://c/?x=1", "json"),
    ]


def test_nada_configurado(tmp_path: Path) -> None:
    destinos = reunir((), tmp_path / "segredos.json", {})
    assert (destinos.todos, destinos.problemas) == ((), ())


def test_a_representacao_nao_mostra_o_endereco() -> None:
    destino = Destino("casa", SEGREDO)
    assert "AAHdq" not in repr(destino) + str(destino) + f"{[destino]}"


def test_variavel_que_falta_e_um_problema_e_os_outros_servem(tmp_path: Path) -> None:
    referencia = Referencia(nome="telegram", endereco="env:NAO_HA")
    destinos = reunir((referencia,), tmp_path / "s", {VARIAVEL: "json://a"})
    assert [d.nome for d in destinos.todos] == ["ambiente-1"]
    (problema,) = destinos.problemas
    assert "telegram" in problema.o_que
    assert problema.onde == "variável de ambiente NAO_HA"


@SO_POSIX
@pytest.mark.parametrize("modo", [0o644, 0o640, 0o620, 0o604, 0o660])
def test_arquivo_aberto_a_outros_e_recusado(tmp_path: Path, modo: int) -> None:
    arquivo = _guardar(tmp_path, {"alertas": {"a": SEGREDO}}, modo)
    destinos = reunir((), arquivo, {})
    assert destinos.todos == ()
    (problema,) = destinos.problemas
    assert f"{modo:04o}" in problema.o_que
    assert problema.o_que_fazer == f"execute: chmod 600 '{arquivo}'"
    assert "AAHdq" not in problema.mensagem()


@SO_POSIX
@pytest.mark.parametrize("modo", [0o600, 0o400, 0o700])
def test_arquivo_so_do_dono_serve(tmp_path: Path, modo: int) -> None:
    destinos = reunir((), _guardar(tmp_path, {"alertas": {"a": "json://a"}}, modo), {})
    assert len(destinos.todos) == 1


def test_no_windows_o_modo_nada_diz() -> None:
    conferir_permissoes(stat.S_IFREG | 0o666, Path("x"), "nt")
    with pytest.raises(ErroConfiguracao):
        conferir_permissoes(stat.S_IFREG | 0o666, Path("x"), "posix")


@pytest.mark.parametrize(
    "conteudo",
    [
        '{"alertas": {"a": "' + SEGREDO + '",}}',
        [SEGREDO],
        {"alertas": [SEGREDO]},
        {"alertas": {"a": [SEGREDO]}},
        {"alertas": {"Nome Feio": SEGREDO}},
        {"alertas": {"a": SEGREDO.replace("://", "")}},
        {"alertas": {"terminal": SEGREDO}},
        {"alertas": {"externos": SEGREDO}},
    ],
)
def test_arquivo_errado_e_explicado_sem_mostrar_nada(tmp_path: Path, conteudo: Any) -> None:
    destinos = reunir((), _guardar(tmp_path, conteudo), {})
    assert destinos.todos == ()
    (problema,) = destinos.problemas
    assert problema.o_que_fazer
    assert "AAHdq" not in problema.mensagem()
    assert problema.__cause__ is None
    assert problema.__suppress_context__ or problema.__context__ is None


def test_sem_a_secao_de_alertas(tmp_path: Path) -> None:
    assert reunir((), _guardar(tmp_path, {"outra": 1}), {}).problemas == ()


def test_pasta_no_lugar_do_arquivo(tmp_path: Path) -> None:
    (tmp_path / "segredos.json").mkdir(mode=0o700)
    (problema,) = reunir((), tmp_path / "segredos.json", {}).problemas
    assert "segredos" in problema.o_que


def test_regra_que_manda_para_ninguem(tmp_path: Path) -> None:
    dados = {
        "destinos": [{"nome": "telegram", "endereco": "env:NAO_HA"}],
        "regras": {
            "memoria": {"destinos": ["telegram", "casa", "log"]},
            "disco_livre": {"destinos": ["cassa"]},
        },
    }
    alertas: Alertas = interpretar(json.dumps({"alertas": dados}), "o.json").valores.alertas
    destinos = reunir(alertas.destinos, tmp_path / "s", {VARIAVEL: "casa=json://a"})
    (vao,) = citados_em_vao(alertas, destinos)
    assert "'disco_livre' manda para 'cassa'" in vao.o_que
    assert "casa" in vao.o_que_fazer
