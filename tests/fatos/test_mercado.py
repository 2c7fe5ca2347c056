"""Symbols that bind a program, and the many that do not."""

from __future__ import annotations

import pytest

from componentes.fatos.modelo import Fatos
from tests.fatos.ajuda import fatos_mql, fatos_pine


def achados(fatos: Fatos) -> set[str]:
    return {nome for nome in fatos.ocorrencias if nome.startswith("simbolo_")}


@pytest.mark.parametrize(
    ("codigo", "fato"),
    [
        ('if (Symbol() != "EURUSD") { Alert("use EURUSD"); return; }', "exigido:EURUSD"),
        ('if (_Symbol != "XAUUSDc") return;', "exigido:XAUUSD"),
        ('if ("GBPUSDm" != Symbol()) return;', "exigido:GBPUSD"),
        ('if (StringSubstr(Symbol(), 0, 6) != "USDCHF") { return; }', "exigido:USDCHF"),
        ('if (StringFind(_Symbol, "XAU", 0) < 0) return;', "exigido:XAUUSD"),
        ('if (StringFind(Symbol(), "US30") == -1) ExpertRemove();', "exigido:US30"),
        ('if (OrderSymbol() == "GBPJPY" && OrderMagicNumber() == 7) n++;', "negociado:GBPJPY"),
        ('OrderSend("EURUSD", OP_BUY, 0.1, Ask, 3, 0, 0);', "negociado:EURUSD"),
        ('trade.Buy(0.1, "GOLD");', "negociado:XAUUSD"),
        ('pedido.symbol = "BTCUSD.x";', "negociado:BTCUSD"),
        ('if (Symbol() == "GBPUSD") { TakeProfit = 44; StopLoss = 90; }', "comparado:GBPUSD"),
        ('if (StringFind(Symbol(), "AUDUSD") >= 0) MaxSpread = 12;', "comparado:AUDUSD"),
        ('string titulo = "EURUSD";', None),
        ('string Simbolo = "EURUSD";', "padrao:EURUSD"),
        ('string MySymbol = "EURUSD";', "padrao:EURUSD"),
    ],
)
def test_o_que_prende_o_programa(codigo: str, fato: str | None) -> None:
    texto = f"void OnTick() {{ {codigo} }}"
    assert achados(fatos_mql(texto)) == ({f"simbolo_{fato}"} if fato else set())


@pytest.mark.parametrize(
    "codigo",
    [
        'if (Symbol() == "USDJPY" || Symbol() == "GBPJPY") casas = 2;',
        'if (Symbol() == "EURUSD") { PipValue = 10.0; }',
        'if (Symbol() == "GOLD") fator = 10; trailing = 30;',
        'if (Symbol() == "EURUSD") Reference = 801001;',
        'if (_Symbol != "USDJPY") pip = 0.0001;',
        'lotes = risco / MarketInfo("EURUSD", MODE_TICKVALUE);',
        'valor = iClose("USDJPY", 0, 0);',
        'if (StringFind(Symbol(), "JPY") >= 0) pip = 0.01;',
        'ObjectCreate("Gold", OBJ_LABEL, 0, 0, 0);',
        'string Method = "DOWN";',
        'if (moeda == "XAU") return;',
        '// if (Symbol() != "EURUSD") return;',
    ],
)
def test_o_que_nao_prende(codigo: str) -> None:
    assert achados(fatos_mql(f"void OnTick() {{ {codigo}\n }}")) == set()


def test_entradas_e_listas_de_entradas() -> None:
    texto = 'input string Ativo = "XAUUSDs";\nextern string Pares="AUDNZD,AUDCAD"; // pares\n'
    assert achados(fatos_mql(texto)) == {
        "simbolo_padrao:XAUUSD",
        "simbolo_padrao:AUDNZD",
        "simbolo_padrao:AUDCAD",
    }


@pytest.mark.parametrize(
    "entrada",
    [
        'input string Base = "GBPUSD"; // Symbol to compare to',
        'input string InpBenchmark = "US500";',
    ],
)
def test_entrada_para_comparar_nao_e_onde_o_programa_opera(entrada: str) -> None:
    assert achados(fatos_mql(f"{entrada}\n")) == set()


def test_soma_das_ordens_de_varios_mercados_e_uma_tabela() -> None:
    pares = ["EURUSD", "GBPUSD", "USDJPY", "USDCHF"]
    somas = [f'if (OrderSymbol() == "{par}") soma += OrderProfit();' for par in pares]
    assert achados(fatos_mql(f"void OnTick() {{ {' '.join(somas)} }}")) == set()
    assert len(achados(fatos_mql(f"void OnTick() {{ {' '.join(somas[:3])} }}"))) == 3


def test_precos_lidos_tres_vezes_sao_mais_que_conversao() -> None:
    leitura = 'a = iMA("EURCHF", 0, 14, 0, 0, 0, 1);'
    assert achados(fatos_mql(f"void OnTick() {{ {leitura * 2} }}")) == set()
    assert achados(fatos_mql(f"void OnTick() {{ {leitura * 3} }}")) == {"simbolo_consultado:EURCHF"}


def test_tabela_de_seis_mercados_nao_prende_a_nenhum() -> None:
    pares = ["EURUSD", "GBPUSD", "USDJPY", "USDCHF", "AUDUSD", "NZDUSD"]
    codigo = "".join(f'if (Symbol() == "{p}") {{ TakeProfit = 9; }}\n' for p in pares)
    assert achados(fatos_mql(f"void OnTick() {{ {codigo} }}")) == set()
    cinco = codigo.partition('if (Symbol() == "NZDUSD"')[0]
    assert len(achados(fatos_mql(f"void OnTick() {{ {cinco} }}"))) == 5


def test_codigo_que_nao_roda_nao_conta() -> None:
    texto = 'void OnTick() { }\nvoid Solta() { if (_Symbol != "EURUSD") return; }'
    assert achados(fatos_mql(texto)) == set()


def test_linha_do_fato_e_a_do_simbolo() -> None:
    fatos = fatos_mql('void OnTick() {\n\n  if (_Symbol != "EURUSD") return;\n}')
    ocorrencia = fatos.ocorrencias["simbolo_exigido:EURUSD"]
    assert (ocorrencia.linha, ocorrencia.trecho) == (3, 'if (_Symbol != "EURUSD") return;')


def test_simbolo_de_entrada_do_pine_e_referencia_e_nao_conta() -> None:
    texto = (
        '//@version=5\nindicator("x")\ns = input.symbol("CME_MINI:ES1!", "Compare")\nplot(close)\n'
    )
    assert achados(fatos_pine(texto)) == set()
