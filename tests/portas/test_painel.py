"""Frames of the live screen are pure functions of a snapshot, and fit the terminal."""

from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from componentes.agentes.agente import EstadoAgente
from componentes.base.eventos import InventarioPronto
from componentes.base.metricas import Metricas
from componentes.portas.apresentacao.painel import (
    duracao,
    linha_do_inventario,
    linha_simples,
    tela,
)

NOVA = Metricas()
MEIO = Metricas(
    threads_ativas=4,
    files_processed=7_512,
    success_rate=99.8,
    memory_usage=612.4,
    cpu_usage=387.0,
    total=15_212,
    bytes_total=734_003_200,
    bytes_feitos=361_234_567,
    classificados=3_050,
    copias=4_400,
    em_cache=62,
    segundos=3_725.4,
    arquivos_por_segundo=812.5,
    bytes_por_segundo=9_000_000,
    restante_segundos=7_261.0,
    atual="/b/MQL4_Source/All_MQ4/" + "nome muito comprido " * 20 + "均线动能提醒.mq4",
)
ENORME = replace(MEIO, total=10**12, bytes_total=10**18, bytes_feitos=10**17, falhas=10**9)
HOSTIL = replace(MEIO, atual="/b/[/x]\x1b[2J\u202e\n[bold]均线.mq4")
AGENTES = (
    EstadoAgente("classificador", "executando", "", "classificando"),
    EstadoAgente("monitor", "executando", "", "medindo"),
    EstadoAgente("relatorios", "falhou", "", "escrevendo", "Disco cheio: " + "x" * 300),
    EstadoAgente("backup", "parado", "", "[/red] copiando: \x1b]0;título\x07 均线"),
)


def _quadro(metricas: Metricas, largura: int, *, cor: bool = True) -> str:
    saida = io.StringIO()
    console = Console(
        file=saida,
        width=largura,
        height=50,
        force_terminal=cor,
        color_system="truecolor" if cor else None,
        legacy_windows=False,
        _environ={},
    )
    console.print(tela("classificar_tudo", metricas, AGENTES, largura))
    return saida.getvalue()


@pytest.mark.parametrize("largura", [60, 100, 200])
@pytest.mark.parametrize(
    "metricas", [NOVA, MEIO, ENORME, HOSTIL], ids=["nova", "meio", "enorme", "hostil"]
)
def test_o_quadro_cabe_na_largura(metricas: Metricas, largura: int) -> None:
    linhas = _quadro(metricas, largura).splitlines()
    assert len(linhas) == 7
    for linha in linhas:
        assert cell_len(Text.from_ansi(linha).plain) <= largura


@pytest.mark.parametrize("largura", [60, 100, 200])
def test_o_quadro_diz_o_essencial(largura: int) -> None:
    texto = "\n".join(Text.from_ansi(linha).plain for linha in _quadro(MEIO, largura).splitlines())
    for palavra in ("49\u00a0%", "restam 2:01:01", "classificador", "✗ relatorios", "Disco cheio"):
        assert palavra in texto
    if largura == 200:
        for palavra in ("7\u202f512", "falhas 0", "812 arq/s", "1:02:05", "612 MB", "387 %"):
            assert palavra in texto.replace("files", "") or palavra == "7\u202f512"


def test_nomes_hostis_nao_viram_nada() -> None:
    puro = _quadro(HOSTIL, 200, cor=False)
    assert "\x1b" not in puro
    assert "\u202e" not in puro
    assert "\x07" not in puro
    assert "[bold]" in puro
    assert "[/red]" in puro


def _inventario(**mudancas: int) -> InventarioPronto:
    nenhum = dict.fromkeys(InventarioPronto.__struct_fields__, 0)
    return InventarioPronto(**{**nenhum, **mudancas})


@pytest.mark.parametrize(
    ("inventario", "linha"),
    [
        (
            _inventario(arquivos=15_212, bytes_total=751_619_277, unicos_estimados=3_050,
                        novos=15_212),
            "15 212 arquivos · 717 MB · ~3 050 únicos · ~80 % cópias · nada será movido",
        ),
        (
            _inventario(arquivos=15_212, bytes_total=751_619_277, unicos_estimados=3_050,
                        em_cache=15_198, novos=14),
            "15 212 arquivos · 717 MB · 15 198 em cache · 14 novos ou alterados · nada será movido",
        ),
        (
            _inventario(arquivos=1, bytes_total=10, unicos_estimados=1, em_cache=1, removidos=1),
            "1 arquivo · 10 B · 1 em cache · 0 novos ou alterados · 1 removido · nada será movido",
        ),
        (_inventario(), "0 arquivos · 0 B · nada será movido"),
        (_inventario(removidos=2), "0 arquivos · 0 B · 2 removidos · nada será movido"),
    ],
)  # fmt: skip
def test_linha_do_inventario(inventario: InventarioPronto, linha: str) -> None:
    obtida = linha_do_inventario(inventario).replace("\u202f", " ").replace("\u00a0", " ")
    assert obtida == linha


def test_linha_simples() -> None:
    linha = linha_simples(MEIO).replace("\u202f", " ").replace("\u00a0", " ")
    assert linha == (
        "49 % · 7 512 de 15 212 · classificados 3 050 · cópias 4 400 · em cache 62 · falhas 0"
        " · restam 2:01:01"
    )
    assert "restam" not in linha_simples(NOVA)


@pytest.mark.parametrize(
    ("segundos", "texto"),
    [(0.0, "0:00"), (6.6, "0:07"), (59.7, "1:00"), (3_599.9, "1:00:00"),
     (3_750.0, "1:02:30"), (360_000.0, "100:00:00")],
)  # fmt: skip
def test_duracao(segundos: float, texto: str) -> None:
    assert duracao(segundos) == texto
