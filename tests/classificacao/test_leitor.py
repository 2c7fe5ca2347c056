"""Batches and their reading: bounded in memory, and what cannot be read says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from componentes.classificacao import leitor
from componentes.classificacao.contexto import Contexto
from componentes.classificacao.inventario import Item
from componentes.classificacao.leitor import ler_lote, repartir


def itens(*tamanhos: int) -> list[Item]:
    return [Item(Path(f"/b/{n}"), f"/b/{n}", t, 0, Contexto()) for n, t in enumerate(tamanhos)]


def test_lotes_limitados_em_arquivos_e_em_bytes() -> None:
    mega = 1024 * 1024
    assert [len(lote) for lote in repartir(itens(*[1] * 130))] == [64, 64, 2]
    assert [len(lote) for lote in repartir(itens(3 * mega, mega, 1, 9 * mega, 1))] == [2, 1, 1, 1]
    assert list(repartir([])) == []
    todos = itens(*range(0, 9 * mega, mega // 2))
    assert [item for lote in repartir(todos) for item in lote] == todos


def test_lote_com_um_arquivo_que_sumiu(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    lote = [Item(tmp_path / nome, nome, 1, 0, Contexto()) for nome in ("a", "sumiu", ".")]
    lidos = ler_lote(lote, lambda: False)
    assert [lido.lido is not None for lido in lidos] == [True, False, False]
    assert [lido.desfecho.falha.motivo if lido.desfecho.falha else "" for lido in lidos][:2] == [
        "",
        "o arquivo sumiu entre o inventário e a leitura",
    ]
    assert ler_lote(lote, lambda: True) == []


@pytest.mark.parametrize(
    ("windows", "tamanho", "motivo"),
    [
        (True, 260, "caminho com mais de 260 caracteres: ative caminhos longos no Windows"),
        (True, 259, "o arquivo sumiu entre o inventário e a leitura"),
        (False, 260, "o arquivo sumiu entre o inventário e a leitura"),
    ],
)
def test_caminho_longo_no_windows(
    monkeypatch: pytest.MonkeyPatch, windows: bool, tamanho: int, motivo: str
) -> None:
    def recusar(caminho: Path, _: object) -> None:
        raise FileNotFoundError(2, "sumiu", str(caminho))

    monkeypatch.setattr(leitor, "_WINDOWS", windows)
    monkeypatch.setattr(leitor, "ler", recusar)
    caminho = Path("/" + "a" * (tamanho - 1))
    [lido] = ler_lote([Item(caminho, str(caminho), 1, 0, Contexto())], lambda: False)
    assert lido.desfecho.falha is not None
    assert lido.desfecho.falha.motivo == motivo
