"""Addresses of second places: where they come from, what is refused, and that none is shown."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from componentes.base.config import interpretar
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_backup import DestinoDeBackup
from componentes.copia_seguranca.enderecos import Lugar, Lugares, reunir

SENHA = "S3nhaSecreta"
SECRETO = f"sftp://ana:{SENHA}@maquina/copias"


def _reunir(
    base: Path, *destinos: tuple[str, str], ambiente: dict[str, str] | None = None
) -> Lugares:
    ditos = [DestinoDeBackup(nome, endereco) for nome, endereco in destinos]
    return reunir(ditos, base / "segredos.json", ambiente or {}, base, (base / "b", base / "bib"))


def test_as_tres_fontes(tmp_path: Path) -> None:
    segredos = tmp_path / "segredos.json"
    segredos.write_text(json.dumps({"backup": {"casa": SECRETO, "disco": "s3://antigo/x"}}))
    segredos.chmod(0o600)
    ditos = (("disco", "../disco"), ("nuvem", "env:NUVEM"), ("balde", "s3://balde/pasta"))
    lugares = _reunir(tmp_path, *ditos, ambiente={"NUVEM": f" {SECRETO} "})
    assert lugares.problemas == ()
    assert {lugar.nome: (lugar.endereco, lugar.esquema) for lugar in lugares.todos} == {
        "casa": (SECRETO, "sftp"),
        "disco": (str(tmp_path.parent / "disco"), ""),
        "nuvem": (SECRETO, "sftp"),
        "balde": ("s3://balde/pasta", "s3"),
    }


@pytest.mark.parametrize(
    "endereco",
    ["b", "b/dentro", "bib", "bib/EAs", "x/../b/y", "atalho/dentro", "file://{base}/b/z"],
)
def test_dentro_da_biblioteca_ou_dos_backups(tmp_path: Path, endereco: str) -> None:
    (tmp_path / "bib").mkdir()
    if endereco.startswith("atalho"):
        if sys.platform == "win32":
            pytest.skip("symbolic links need rights on Windows")
        (tmp_path / "atalho").symlink_to(tmp_path / "bib")
    lugares = _reunir(tmp_path, ("mau", endereco.format(base=tmp_path.as_posix())), ("bom", "c"))
    (problema,) = lugares.problemas
    assert "'mau' fica dentro de uma pasta" in problema.o_que
    assert [lugar.nome for lugar in lugares.todos] == ["bom"]


def test_file_e_uma_pasta(tmp_path: Path) -> None:
    (lugar,) = _reunir(tmp_path, ("disco", (tmp_path / "a b").as_uri())).todos
    assert lugar.pasta == tmp_path / "a b"


@pytest.mark.skipif(sys.platform == "win32", reason="lá são caminhos de verdade")
@pytest.mark.parametrize("endereco", ["D:/copias", r"D:\copias", r"\\servidor\copias"])
def test_caminhos_do_windows_noutro_sistema(tmp_path: Path, endereco: str) -> None:
    (problema,) = _reunir(tmp_path, ("disco", endereco)).problemas
    assert "caminho do Windows" in problema.o_que


def test_variavel_que_falta_e_segredos_abertos(tmp_path: Path) -> None:
    (problema,) = _reunir(tmp_path, ("nuvem", "env:NAO_HA")).problemas
    assert "'nuvem' não tem endereço" in problema.o_que
    (tmp_path / "segredos.json").write_text("{nada")
    (tmp_path / "segredos.json").chmod(0o600)
    (problema,) = _reunir(tmp_path, ("bom", "c")).problemas
    assert "segredos" in problema.o_que


@pytest.mark.parametrize(
    "endereco",
    [SECRETO, f"s3://chave:{SENHA}@balde/x", f"sftp://ana:{SENHA}/x@maquina/c",
     f"abfs://c@conta/x?sas={SENHA}"],
)  # fmt: skip
def test_senha_na_configuracao_e_recusada_e_nao_aparece(endereco: str) -> None:
    dados = {"backup": {"destinos": [{"nome": "x", "endereco": endereco}]}}
    with pytest.raises(ErroConfiguracao) as erro:
        interpretar(json.dumps(dados), "o.json")
    assert "backup.destinos[0].endereco" in str(erro.value)
    assert "env:NOME" in str(erro.value)
    assert SENHA not in str(erro.value)


@pytest.mark.parametrize(
    "endereco",
    ["D:/copias", r"\\servidor\copias", "/media/disco/c", "s3://balde/x", "sftp://ana@m:22/x",
     "env:NUVEM", "../copias"],
)  # fmt: skip
def test_enderecos_sem_senha_servem(endereco: str) -> None:
    dados = {"backup": {"destinos": [{"nome": "x", "endereco": endereco}]}}
    lida = interpretar(json.dumps(dados), "o.json")
    assert lida.valores.backup.destinos[0].endereco == endereco


@pytest.mark.parametrize(
    "dito",
    [f"falhou: {SECRETO}", f"ana:{SENHA}", f"pwd {SENHA}", f"//ana:{SENHA}@maquina/copias: não"],
)
def test_o_que_uma_biblioteca_diz_fica_sem_segredos(dito: str) -> None:
    lugar = Lugar("casa", SECRETO)
    assert SENHA not in lugar.esconder(dito)
    assert SENHA not in repr(lugar)
    assert lugar.esconder("disco cheio em copias") == "disco cheio em copias"


def test_senha_escapada_no_endereco() -> None:
    lugar = Lugar("casa", "sftp://ana:a%2Fb%40cd@maquina/x")
    assert "a/b@cd" not in lugar.esconder("bad password 'a/b@cd'")
