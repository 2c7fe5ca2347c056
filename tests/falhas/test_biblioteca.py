"""The library: never touched, and nothing in it can stop a run."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from componentes.classificacao import leitor
from componentes.fontes.leitura import Lido
from componentes.orquestracao.ambiente import PASTA_DO_PROGRAMA
from tests.apoio.bibliotecas import escrever, fonte, gerar, retrato
from tests.apoio.centrais import configurar, criar_central, exportado
from tests.apoio.programa import rodar

SO_POSIX = pytest.mark.skipif(os.name == "nt", reason="links, FIFOs and devices are POSIX")


def _fichas(dados: bytes) -> dict[str, dict[str, Any]]:
    return {ficha["caminho"]: ficha for ficha in map(json.loads, dados.splitlines())}


def test_a_biblioteca_nao_e_tocada(tmp_path: Path) -> None:
    biblioteca = gerar(tmp_path / "b", 120)
    base = tmp_path / "base"
    configurar(base, biblioteca, auto_backup=True)
    antes = retrato(biblioteca)
    for comando in (
        ("classificar_tudo",),
        ("classificar_tudo",),
        ("explicar", "Include/casa.mqh"),
        ("gerar_relatorio_executivo",),
        ("backup_completo",),
    ):
        assert rodar(*comando, "--base", base).returncode == 0
    assert retrato(biblioteca) == antes
    assert (base / "relatorios" / "ultimo.html").is_file()
    assert list((base / "backups" / "instantaneos").iterdir())


def test_a_biblioteca_de_exemplo_nao_e_tocada(tmp_path: Path) -> None:
    exemplo = PASTA_DO_PROGRAMA / "CODIGO_FONTE_LIBRARY"
    antes = retrato(exemplo)
    feito = rodar("classificar_tudo", "--base", tmp_path, "--biblioteca", exemplo)
    assert feito.returncode == 0
    assert retrato(exemplo) == antes


def test_biblioteca_somente_leitura(tmp_path: Path) -> None:
    biblioteca = escrever(tmp_path / "b", {"x.mq4": fonte(1)})
    (biblioteca / "x.mq4").chmod(0o444)
    biblioteca.chmod(0o555)
    configurar(tmp_path / "base", biblioteca, auto_backup=True)
    feito = rodar("classificar_tudo", "--base", tmp_path / "base")
    biblioteca.chmod(0o755)
    assert feito.returncode == 0


@pytest.mark.parametrize(
    ("erro", "motivo"),
    [
        (PermissionError(13, "Permission denied"), "sem permissão de leitura"),
        (FileNotFoundError(2, "No such file"), "sumiu entre o inventário e a leitura"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_arquivo_ilegivel_e_um_resultado(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, erro: OSError, motivo: str
) -> None:
    arquivos = {f"{n}.mq4": fonte(n) for n in range(5)}
    central = criar_central(tmp_path / "base", escrever(tmp_path / "b", arquivos))
    original = vars(leitor)["ler"]

    def ler(caminho: Path, _: object = None) -> Lido:
        if caminho.name == "2.mq4":
            raise erro
        return original(caminho)  # type: ignore[no-any-return]

    with monkeypatch.context() as remendo:
        remendo.setattr(leitor, "ler", ler)
        resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["sucesso"], resposta["codigo"]) == (True, 3)
    assert resposta["estado"] == "concluida_com_falhas"
    assert resposta["metricas"]["success_rate"] == 80.0
    assert resposta["contagens"]["por_situacao"] == {"ilegivel": 1, "ok": 4}
    ficha = _fichas(exportado(central, tmp_path / "x"))["2.mq4"]
    assert (ficha["situacao"], ficha["sha256"], ficha["tipo"]) == ("ilegivel", "", None)
    assert ficha["falha"]["etapa"] == "leitura"
    assert motivo in ficha["falha"]["motivo"]

    de_novo = central.executar_comando_completo("classificar_tudo")
    assert (de_novo["codigo"], de_novo["metricas"]["em_cache"]) == (0, 4)
    assert _fichas(exportado(central, tmp_path / "x"))["2.mq4"]["situacao"] == "ok"


@SO_POSIX
def test_sem_permissao_de_verdade(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("permissions deny nothing to root")
    arquivos = {"a.mq4": fonte(1), "b.mq4": fonte(2), "fechada/c.mq4": fonte(3)}
    biblioteca = escrever(tmp_path / "b", arquivos)
    (biblioteca / "b.mq4").chmod(0)
    (biblioteca / "fechada").chmod(0)
    central = criar_central(tmp_path / "base", biblioteca)
    resposta = central.executar_comando_completo("classificar_tudo")
    (biblioteca / "fechada").chmod(0o755)
    assert resposta["codigo"] == 3
    fichas = _fichas(exportado(central, tmp_path / "x"))
    assert fichas["b.mq4"]["falha"]["motivo"] == "sem permissão de leitura"
    assert "a pasta não pôde ser listada" in fichas["fechada"]["falha"]["motivo"]


@SO_POSIX
def test_lacos_fifos_e_dispositivos_sao_listados_e_nunca_abertos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biblioteca = escrever(tmp_path / "b", {"a.mq4": fonte(1), "sub/b.mq4": fonte(2)})
    (biblioteca / "sub" / "laco").symlink_to(biblioteca)
    (biblioteca / "eu mesmo").symlink_to(biblioteca / "eu mesmo")
    (biblioteca / "fora.mq4").symlink_to("/etc/hostname")
    os.mkfifo(biblioteca / "fila.mq4")
    soquete = socket.socket(socket.AF_UNIX)
    monkeypatch.chdir(biblioteca)  # a socket's path is short
    soquete.bind("tomada.mq4")
    soquete.close()
    estranhos = {"sub/laco", "eu mesmo", "fora.mq4", "fila.mq4", "tomada.mq4"}
    if sys.platform == "linux" and os.geteuid() == 0:
        try:
            os.mknod(biblioteca / "zero.mq4", 0o20644, os.makedev(1, 5))
            estranhos.add("zero.mq4")
        except PermissionError:
            pass  # a container without the right to make devices
    abertos = []
    original = vars(leitor)["ler"]

    def ler(caminho: Path, _: object = None) -> Any:
        abertos.append(caminho.name)
        return original(caminho)

    monkeypatch.setattr(leitor, "ler", ler)
    central = criar_central(tmp_path / "base", biblioteca, auto_backup=True)
    resposta = central.executar_comando_completo("classificar_tudo")
    assert resposta["codigo"] == 3
    assert resposta["erros_dos_agentes"] == {}
    assert sorted(abertos) == ["a.mq4", "b.mq4"]
    fichas = _fichas(exportado(central, tmp_path / "x"))
    assert fichas.keys() == {"a.mq4", "sub/b.mq4"} | estranhos
    for nome in estranhos:
        assert fichas[nome]["situacao"] == "ilegivel"
        assert fichas[nome]["falha"]["etapa"] == "inventario"
    assert "link simbólico" in fichas["sub/laco"]["falha"]["motivo"]
    assert "FIFO" in fichas["fila.mq4"]["falha"]["motivo"]
    de_novo = central.executar_comando_completo("classificar_tudo")
    assert de_novo["metricas"]["files_processed"] == de_novo["metricas"]["total"] == len(fichas)
    assert (de_novo["codigo"], de_novo["mudou"]) == (3, False)


@SO_POSIX
def test_arquivo_que_vira_fifo_nao_prende_a_execucao(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    biblioteca = escrever(tmp_path / "b", {"a.mq4": fonte(1), "b.mq4": fonte(2)})
    original = vars(leitor)["ler"]

    def ler(caminho: Path, _: object = None) -> Lido:
        if caminho.name == "b.mq4":
            caminho.unlink()
            os.mkfifo(caminho)
        return original(caminho)  # type: ignore[no-any-return]

    monkeypatch.setattr(leitor, "ler", ler)
    central = criar_central(tmp_path / "base", biblioteca)
    assert central.executar_comando_completo("classificar_tudo")["codigo"] == 3
    ficha = _fichas(exportado(central, tmp_path / "x"))["b.mq4"]
    assert ficha["situacao"] == "ilegivel"


@pytest.mark.parametrize("linha_do_tempo", ["some", "aparece", "muda"])
def test_biblioteca_que_muda_durante_a_execucao(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linha_do_tempo: str
) -> None:
    biblioteca = escrever(tmp_path / "b", {"a.mq4": fonte(1), "b.mq4": fonte(2)})
    central = criar_central(tmp_path / "base", biblioteca, max_threads=1)
    original = vars(leitor)["ler"]

    def ler(caminho: Path, _: object = None) -> Lido:
        if caminho.name == "a.mq4":
            if linha_do_tempo == "some":
                (biblioteca / "b.mq4").unlink(missing_ok=True)
            else:
                nome = "b.mq4" if linha_do_tempo == "muda" else "c.mq4"
                escrever(biblioteca, {nome: fonte(3, linhas=9)})
        return original(caminho)  # type: ignore[no-any-return]

    with monkeypatch.context() as remendo:
        remendo.setattr(leitor, "ler", ler)
        primeira = central.executar_comando_completo("classificar_tudo")
    assert primeira["codigo"] == (3 if linha_do_tempo == "some" else 0)
    assert central.executar_comando_completo("classificar_tudo")["codigo"] == 0
    fichas = _fichas(exportado(central, tmp_path / "x"))
    arquivos = {p.name: p for p in biblioteca.iterdir()}
    assert fichas.keys() == arquivos.keys()
    for nome, ficha in fichas.items():
        assert ficha["tamanho"] == arquivos[nome].stat().st_size
        assert ficha["situacao"] == "ok"


def test_pasta_que_some_entre_duas_execucoes(tmp_path: Path) -> None:
    biblioteca = escrever(tmp_path / "b", {"sub/a.mq4": fonte(1), "b.mq4": fonte(2)})
    central = criar_central(tmp_path / "base", biblioteca)
    assert central.executar_comando_completo("classificar_tudo")["sucesso"]
    (biblioteca / "sub" / "a.mq4").unlink()
    (biblioteca / "sub").rmdir()
    resposta = central.executar_comando_completo("classificar_tudo")
    assert (resposta["codigo"], resposta["contagens"]["arquivos"]) == (0, 1)
    assert _fichas(exportado(central, tmp_path / "x")).keys() == {"b.mq4"}


@pytest.mark.parametrize(
    "dados",
    [b"", b"\0" * 100, b"\xff" * 5000, b"Rar!\x1a\x07" + b"\0" * 50, b"\xfe\xff" + b"\xd8" * 999,
     b"(" * 100_000, b"/*" * 50_000, b'"' * 99_999, b"#define A A\n" * 9000, b"\r" * 1000],
    ids=lambda dados: repr(dados[:4]),
)  # fmt: skip
def test_qualquer_conteudo_tem_resultado(tmp_path: Path, dados: bytes) -> None:
    central = criar_central(tmp_path / "base", escrever(tmp_path / "b", {"x.mq4": dados}))
    resposta = central.executar_comando_completo("classificar_tudo")
    assert resposta["codigo"] == 0
    ficha = _fichas(exportado(central, tmp_path / "x"))["x.mq4"]
    situacao = "nao_verificavel" if dados.startswith(b"Rar!") else "ok"
    assert (ficha["situacao"], ficha["tamanho"]) == (situacao, len(dados))


def test_compactado_cortado_e_uma_falha_que_nada_para(tmp_path: Path) -> None:
    biblioteca = escrever(tmp_path / "b", {"x.mq4": b"PK\x03\x04" + bytes(50), "y.mq4": fonte(1)})
    central = criar_central(tmp_path / "base", biblioteca)
    assert central.executar_comando_completo("classificar_tudo")["codigo"] == 3
    fichas = _fichas(exportado(central, tmp_path / "x"))
    assert {nome: ficha["situacao"] for nome, ficha in fichas.items()} == {
        "x.mq4": "ilegivel",
        "y.mq4": "ok",
    }
