"""What presets, charts and templates say of themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.fontes.conteiner import FormaTexto
from componentes.fontes.do_terminal import propriedades_da_forma

DO_MT4 = "Lote=0.20\nLote,F=0\nLote,1=0.1\nLote,2=0\nLote,3=0\nStop=250\nStop,F=0\n"
DO_MT5 = """; saved on 2024.01.05 10:00:00
; this file contains input parameters for testing/optimizing Moving Average expert advisor
; to use it in the strategy tester, click Load in the context menu of the Inputs tab
;
Lote=0.1||0.1||0.01||1.0||N
Stop=300||100||50||600||Y
"""
GRAFICO_4 = """<chart>
id=131
symbol=EURUSD
period=60
<expert>
name=Robo da Casa
flags=343
<inputs>
symbol=GBPUSD
</inputs>
</expert>
<window>
height=100
<indicator>
name=main
</indicator>
<indicator>
name=Custom Indicator
<expert>
name=ZigZag
flags=339
</expert>
</indicator>
</window>
</chart>
"""
GRAFICO_5 = r"""<chart>
id=1
symbol=WIN$N
period_type=0
<expert>
name=ExpertMACD
path=Experts\Examples\ExpertMACD.ex5
</expert>
<window>
<indicator>
name=Main
</indicator>
<indicator>
name=Moving Average
</indicator>
</window>
</chart>
"""


@pytest.mark.parametrize(
    ("forma", "texto", "esperadas"),
    [
        (
            FormaTexto.PREDEFINICAO,
            DO_MT4,
            {"formato": "set", "plataforma": "MetaTrader 4", "entradas": "2"},
        ),
        (
            FormaTexto.PREDEFINICAO,
            DO_MT5,
            {
                "formato": "set",
                "plataforma": "MetaTrader 5",
                "programa": "Moving Average",
                "entradas": "2",
            },
        ),
        (FormaTexto.PREDEFINICAO, "a=1\nb=2\n", {"formato": "set", "entradas": "2"}),
        (
            FormaTexto.GRAFICO,
            GRAFICO_4,
            {
                "formato": "chr/tpl",
                "simbolo": "EURUSD",
                "periodo": "60",
                "programa": "Robo da Casa",
                "indicadores": "ZigZag",
            },
        ),
        (
            FormaTexto.GRAFICO,
            GRAFICO_5,
            {
                "formato": "chr/tpl",
                "simbolo": "WIN$N",
                "programa": "ExpertMACD",
                "indicadores": "Moving Average",
            },
        ),
        (FormaTexto.GRAFICO, "<chart>", {"formato": "chr/tpl"}),
        (FormaTexto.HTML, "<html>", {}),
    ],
)
def test_propriedades(forma: FormaTexto, texto: str, esperadas: dict[str, str]) -> None:
    assert propriedades_da_forma(forma, texto) == esperadas


@given(st.sampled_from(FormaTexto), st.text(alphabet="<>/=;chart\nexpindo name|Y", max_size=300))
def test_qualquer_texto(forma: FormaTexto, texto: str) -> None:
    assert all(len(v) <= 6000 for v in propriedades_da_forma(forma, texto).values())


def test_marcas_que_nunca_fecham() -> None:
    texto = "<chart>\n" + "<window>\n" * 100_000 + "name=x\n"
    assert propriedades_da_forma(FormaTexto.GRAFICO, texto) == {"formato": "chr/tpl"}
