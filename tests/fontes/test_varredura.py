"""The walk: every entry once, sorted, and nothing that is no plain file is opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from componentes.base.erros import ErroDisco, ErroUso
from componentes.fontes import varredura
from componentes.fontes.varredura import varrer

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX file types")


def nomes(*pastas: Path, excluir: frozenset[Path] = frozenset()) -> list[str]:
    return [achado.caminho.name for achado in varrer(pastas, excluir=excluir)]


def criar(raiz: Path, *caminhos: str) -> None:
    for caminho in caminhos:
        (raiz / caminho).parent.mkdir(parents=True, exist_ok=True)
        (raiz / caminho).write_bytes(b"12345")


def test_tudo_em_ordem_com_tamanho_e_data(tmp_path: Path) -> None:
    criar(tmp_path, "b/z.mq4", "a.mq5", "b/a/x.txt", "c")
    os.utime(tmp_path / "a.mq5", ns=(10**18, 10**18 + 7))
    achados = varrer((tmp_path,))
    assert [a.caminho.relative_to(tmp_path).as_posix() for a in achados] == [
        "a.mq5",
        "b/a/x.txt",
        "b/z.mq4",
        "c",
    ]
    assert {(a.tamanho, a.problema) for a in achados} == {(5, "")}
    assert achados[0].mtime_ns == (tmp_path / "a.mq5").stat().st_mtime_ns


def test_pastas_de_ferramentas_ficam_de_fora_e_todo_arquivo_dentro(tmp_path: Path) -> None:
    criar(tmp_path, ".git/config", "x/__pycache__/a", "Thumbs.db", ".DS_Store", ".oculto", "a.mq4")
    assert nomes(tmp_path) == [".DS_Store", ".oculto", "Thumbs.db", "a.mq4"]


def test_pasta_excluida_nao_e_visitada(tmp_path: Path) -> None:
    criar(tmp_path, "relatorios/r.html", "b/relatorios/x.mq4")
    assert nomes(tmp_path, excluir=frozenset({tmp_path / "relatorios"})) == ["x.mq4"]


def test_pastas_sobrepostas_contam_cada_arquivo_uma_vez(tmp_path: Path) -> None:
    criar(tmp_path, "a/1", "b/2")
    assert nomes(tmp_path / "a", tmp_path, tmp_path / "a") == ["1", "2"]


@POSIX
def test_links_e_fifos_sao_listados_com_o_motivo(tmp_path: Path) -> None:
    criar(tmp_path, "a.mq4", "dentro/b.mq4")
    (tmp_path / "elo.mq4").symlink_to(tmp_path / "a.mq4")
    (tmp_path / "ida").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "quebrado").symlink_to(tmp_path / "nada")
    os.mkfifo(tmp_path / "fila")
    problemas = {a.caminho.name: a.problema for a in varrer((tmp_path,))}
    assert set(problemas) == {"a.mq4", "b.mq4", "elo.mq4", "ida", "quebrado", "fila"}
    assert (problemas["a.mq4"], problemas["b.mq4"]) == ("", "")
    for nome in ("elo.mq4", "ida", "quebrado"):
        assert problemas[nome].startswith("link simbólico")
    assert "FIFO" in problemas["fila"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_nome_que_nao_e_texto(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\xfe.mq4")).write_bytes(b"x")
    assert nomes(tmp_path) == ["\udcff\udcfe.mq4"]


def test_profundidade_maxima(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(varredura, "PROFUNDIDADE_MAXIMA", 2)
    criar(tmp_path, "1/2/ainda", "1/2/3/4/fundo")
    achados = varrer((tmp_path,))
    assert [(a.caminho.name, a.problema) for a in achados] == [
        ("3", "mais de 2 níveis de pastas"),
        ("ainda", ""),
    ]


def test_pasta_que_nao_se_deixa_listar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    criar(tmp_path, "aberta/a", "fechada/b")
    original = os.scandir

    def recusar(pasta: Path) -> object:
        if Path(pasta).name == "fechada":
            raise PermissionError(13, "negado")
        return original(pasta)

    monkeypatch.setattr(os, "scandir", recusar)
    assert [(a.caminho.name, a.problema) for a in varrer((tmp_path,))] == [
        ("a", ""),
        ("fechada", "a pasta não pôde ser listada: negado"),
    ]
    with pytest.raises(ErroDisco, match="Sem permissão") as pego:
        varrer((tmp_path / "fechada",))
    assert pego.value.onde == str(tmp_path / "fechada")


def test_raiz_que_nao_e_pasta(tmp_path: Path) -> None:
    criar(tmp_path, "a.mq4")
    with pytest.raises(ErroUso, match="A pasta não existe"):
        varrer((tmp_path, tmp_path / "ausente"))
    with pytest.raises(ErroUso, match="não é uma pasta"):
        varrer((tmp_path / "a.mq4",))


def test_data_absurda_cabe_no_banco(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(varredura, "_MAIOR_INTEIRO", 1000)
    criar(tmp_path, "a")
    [achado] = varrer((tmp_path,))
    assert achado.mtime_ns == 1000
