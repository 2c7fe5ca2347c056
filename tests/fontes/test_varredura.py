"""The walk: every entry once, sorted, and nothing that is no plain file is opened."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any

import pytest

from componentes.base.erros import ErroDisco, ErroUso
from componentes.fontes import varredura
from componentes.fontes.varredura import Encontrado, varrer, varrer_pastas

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


@POSIX
def test_pasta_excluida_por_outro_nome_e_a_mesma(tmp_path: Path) -> None:
    criar(tmp_path, "base/relatorios/r.html", "base/outra/relatorios/x.mq4")
    (tmp_path / "atalho").symlink_to(tmp_path / "base")
    (tmp_path / "vitrine").symlink_to(tmp_path / "base/relatorios")
    for excluida in ("atalho/relatorios", "base/outra/../relatorios", "vitrine"):
        excluir = frozenset({tmp_path / excluida})
        assert nomes(tmp_path / "base", excluir=excluir) == ["x.mq4"]


def test_pasta_excluida_com_outra_caixa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    criar(tmp_path, "Relatorios/r.html", "b/RELATORIOS/x.mq4")
    excluir = frozenset({tmp_path / "relatorios"})
    if not (tmp_path / "relatorios").exists():  # as a disk that ignores case would answer
        original = Path.stat

        def examinar(caminho: Path, *, follow_symlinks: bool = True) -> os.stat_result:
            if caminho in excluir:
                caminho = tmp_path / "Relatorios"
            return original(caminho, follow_symlinks=follow_symlinks)

        monkeypatch.setattr(Path, "stat", examinar)
    assert nomes(tmp_path, excluir=excluir) == ["x.mq4"]


def test_so_se_examina_a_pasta_de_nome_excluido(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    criar(tmp_path, "a/1", "b/c/2", "relatorios/r", "b/relatorios/3")
    comparadas: list[str] = []

    def comparar(uma: Path, outra: Path) -> bool:
        comparadas.append(uma.relative_to(tmp_path).as_posix())
        return uma == outra

    monkeypatch.setattr(varredura, "_mesma_pasta", comparar)
    excluir = frozenset({tmp_path / "relatorios", tmp_path / "ausente"})
    assert nomes(tmp_path, excluir=excluir) == ["1", "2", "3"]
    assert sorted(comparadas) == ["b/relatorios", "relatorios"]


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
    assert [(a.caminho.name, a.problema, a.oculta) for a in varrer((tmp_path,))] == [
        ("a", "", False),
        ("fechada", "a pasta não pôde ser listada: negado", True),
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


class EntradaFalsa:
    """A `DirEntry` of a file system that is not at hand; `estado` None refuses every question."""

    def __init__(self, caminho: Path, estado: SimpleNamespace | None) -> None:
        self.name, self.path, self._estado = caminho.name, os.fspath(caminho), estado

    def stat(self, *, follow_symlinks: bool) -> SimpleNamespace:
        assert not follow_symlinks
        if self._estado is None:
            raise OSError(5, "erro de leitura")
        return self._estado

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        return stat.S_ISDIR(self.stat(follow_symlinks=follow_symlinks).st_mode)


class ListaFalsa(list[EntradaFalsa]):
    """What `os.scandir` returns: a list to be closed."""

    def __enter__(self) -> ListaFalsa:
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, erro: object, onde: TracebackType | None
    ) -> None:
        pass


def listar(
    monkeypatch: pytest.MonkeyPatch, onde: Path, **estados: SimpleNamespace | None
) -> dict[str, Encontrado]:
    """Walk the folder `onde` as if it held one entry per state."""
    original = os.scandir
    falsas = ListaFalsa(EntradaFalsa(onde / nome, estado) for nome, estado in estados.items())
    monkeypatch.setattr(os, "scandir", lambda p: falsas if Path(p) == onde else original(p))
    return {achado.caminho.name: achado for achado in varrer((onde,))}


def de_tipo(modo: int, mtime_ns: int = 7, **mais: Any) -> SimpleNamespace:
    return SimpleNamespace(st_mode=modo, st_size=5, st_mtime_ns=mtime_ns, **mais)


def test_juncao_e_listada_e_nao_seguida(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    criar(tmp_path, "juncao/fora.mq4", "pasta/dentro.mq4")
    monkeypatch.setattr(varredura, "_WINDOWS", True)
    juncao = de_tipo(stat.S_IFDIR, st_reparse_tag=0xA0000003)
    pasta = de_tipo(stat.S_IFDIR, st_reparse_tag=0)
    achados = listar(monkeypatch, tmp_path, juncao=juncao, pasta=pasta, node_modules=juncao)
    assert {nome: a.problema for nome, a in achados.items()} == {
        "juncao": "junção, que não é seguida",
        "dentro.mq4": "",
    }
    assert (achados["juncao"].tamanho, achados["juncao"].mtime_ns) == (0, 7)


def test_entrada_que_nao_diz_o_que_e(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    achados = listar(monkeypatch, tmp_path, muda=None)
    assert achados["muda"].problema == "não pôde ser examinado: erro de leitura"
    assert achados["muda"].oculta  # it may be a folder: nothing is known of what is below


@pytest.mark.parametrize("tipo", [stat.S_IFREG, stat.S_IFLNK, stat.S_IFCHR])
def test_datas_de_qualquer_tipo_cabem_em_64_bits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tipo: int
) -> None:
    achados = listar(
        monkeypatch, tmp_path, depois=de_tipo(tipo, 2**70), antes=de_tipo(tipo, -(2**70))
    )
    assert achados["depois"].mtime_ns == 2**63 - 1
    assert -(2**63) <= achados["antes"].mtime_ns < 0


@POSIX
def test_pastas_sao_as_que_a_varredura_percorre(tmp_path: Path) -> None:
    criar(tmp_path, "MQL4/a.mq4", ".git/config", "saida/x", "MQL4/funda/b.mq4")
    (tmp_path / "vazia").mkdir()
    (tmp_path / "elo").symlink_to(tmp_path / "MQL4", target_is_directory=True)
    os.utime(tmp_path / "vazia", ns=(10**18, 10**18 + 7))
    achadas = dict(varrer_pastas(tmp_path, excluir=frozenset({tmp_path / "saida"})))
    nomes_achados = sorted(p.relative_to(tmp_path).as_posix() for p in achadas)
    assert nomes_achados == [".", "MQL4", "MQL4/funda", "vazia"]
    assert achadas[tmp_path / "vazia"] == (tmp_path / "vazia").stat().st_mtime_ns
    assert list(varrer_pastas(tmp_path / "nenhures")) == []
