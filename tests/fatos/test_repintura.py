"""What counts as repainting in Pine and in MQL, and what only looks like it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.fatos.ajuda import fatos_mql, fatos_pine

INDICADOR = "double b[];\nint init() { SetIndexBuffer(0, b); return(0); }\n"


ADIANTE = "lookahead=barmerge.lookahead_on"


def de_pine(codigo: str, versao: int = 5) -> set[str]:
    texto = f"//@version={versao}\n{codigo}".replace("ADIANTE", ADIANTE)
    return repinturas(fatos_pine(texto).ocorrencias)


def de_mql(corpo: str, antes: str = "") -> set[str]:
    fatos = fatos_mql(f"{antes}\n{INDICADOR}int start() {{ {corpo} return(0); }}")
    return repinturas(fatos.ocorrencias)


def repinturas(ocorrencias: Iterable[str]) -> set[str]:
    return {nome[10:] for nome in ocorrencias if nome.startswith("repintura:")}


@pytest.mark.parametrize(
    "codigo",
    [
        'x = request.security(s, "D", close, ADIANTE)\nplot(x)',
        'x = request.security(s, "D", close, gaps, barmerge.lookahead_on)\nplot(x)',
        'hl() => [high, low]\n[t, f] = request.security(s, "D", hl()\n , ADIANTE)\nplot(t - f)',
        'maior(p, e) =>\n    request.security(s, p, e, ADIANTE)\nplot(maior("D", close))',
        'topo(p) =>\n    v = request.security(s, p, high, ADIANTE)\n    v\nplot("D".topo())',
    ],
)
def test_pine_que_olha_adiante(codigo: str) -> None:
    assert de_pine(codigo) == {"lookahead"}


@pytest.mark.parametrize(
    "codigo",
    [
        'plot(request.security(s, "D", high[1], ADIANTE))',
        'plot(request.security(s, "D", open, ADIANTE))',
        "plot(request.security(s, timeframe.period, close, ADIANTE))",
        'plot(request.security(s, "D", close, lookahead=barmerge.lookahead_off))',
        'plot(request.security(s, "D", close))',
        'ontem = close[1]\nplot(request.security(s, "D", ontem, ADIANTE))',
        'hl() =>\n    [high[1], low]\n[t, f] = request.security(s, "D", hl(), ADIANTE)\nplot(t)',
        'x = request.security(s, "D", close, ADIANTE)\ny = x * 2\nplot(close)',
        'maior(p, e) => request.security(s, p, e, ADIANTE)\nplot(maior("D", close[1]))',
        "maior(p, e) => request.security(s, p, e, ADIANTE)\nplot(close)",
        'n = ta.pivot_point_levels("Woodie", true)\nplot(request.security(s, "D", n, ADIANTE))',
        'p = input.timeframe("")\nplot(request.security(s, p, close, ADIANTE))',
    ],
)
def test_pine_que_nao_olha_adiante(codigo: str) -> None:
    assert de_pine(codigo) == set()


def test_security_dos_primeiros_pines_olha_adiante_sem_pedir() -> None:
    codigo = 'study("x")\nplot(security(tickerid, "D", close))'
    assert de_pine(codigo, 2) == {"security_antiga"}
    assert de_pine(codigo, 3) == set()
    assert de_pine('study("x")\nplot(security(tickerid, period, close))', 1) == set()


@pytest.mark.parametrize(
    ("fato", "corpo"),
    [
        ("janela_centrada", "for(i=9;i>=0;i--){ s+=c[i+j]; s += c[i-j]; }"),
        ("janela_centrada", "if (i - k >= 0) { if (High[i] > High[i - k]) n++; } High[i + k];"),
        ("valor_adiante", "for(i=9;i>=0;i--) m = iMA(NULL,0,9,0,0,0,i-1);"),
        ("extremo_adiante", "for(i=9;i>=0;i--) h = High[iHighest(NULL,0,2,N,i-N+1)];"),
        ("extremo_movido", "if (x) b[fim] = 0; b[i] = High[i]; fim = i;"),
        ("do_novo_ao_velho", "for(i=0;i<9;i++){ v=High[i]+0.6*w; b[i]=v; w=v; }"),
    ],
)
def test_mql_que_repinta(fato: str, corpo: str) -> None:
    assert de_mql(corpo) == {fato}


@pytest.mark.parametrize(
    "corpo",
    [
        "if (High[i] > High[i+1] && High[i] > High[i-1]) b[i] = High[i];",
        "for(i=9;i<n;i++){ s += c[i-j]; }",
        "if (y == iBarShift(NULL,0,Time[i-1])) return(0);",
        "while (iMA(NULL,0,9,0,0,0,i-1) > 0) i--;",
        "for(i=9;i>=0;i--) b[i] = EMPTY_VALUE;",
        "for(i=0;i<9;i++){ s = s + 0.6*High[i]; }",
        "h = High[iHighest(NULL,0,2,N,fim-N)];",
    ],
)
def test_mql_que_nao_repinta(corpo: str) -> None:
    assert de_mql(corpo) == set()


def test_perna_apagada_e_posta_de_novo() -> None:
    corpo = (
        "for(i=a;i>=z;i--){ if(zz[i]<m) p = i; zz[i]=0.0; } zz[p]=m; SetIndexStyle(0,DRAW_SECTION);"
    )
    assert de_mql(corpo) == {"extremo_movido"}
    assert de_mql(corpo.replace("DRAW_SECTION", "DRAW_LINE")) == set()


MTF = "int y = iBarShift(NULL,Prazo,Time[i]); b[i] = iMA(NULL,Prazo,9,0,0,0,y);"


@pytest.mark.parametrize(
    ("antes", "corpo"),
    [
        ("extern int Prazo=60;", MTF),
        ("input ENUM_TIMEFRAMES Prazo=PERIOD_H4;", MTF),
        ('extern string Nome="H1"; int Prazo;', "Prazo = ler(Nome); " + MTF),
        ("", MTF.replace("Prazo", "PERIOD_D1")),
        ("", "int t[9] = {5,60,1440}; Prazo = t[k]; " + MTF),
        ("extern int Prazo=60;", "ArrayCopySeries(h,MODE_TIME,s,Prazo); b[i]=iCCI(s,Prazo,9,0,y);"),
        ("extern int Prazo=60;", "datetime t = Time[i]; " + MTF.replace("Time[i]", "t")),
        ("extern int Prazo=60;", MTF.replace("Time[i]", "iTime(NULL,0,i)")),
    ],
)
def test_prazo_maior_fixo(antes: str, corpo: str) -> None:
    assert de_mql(corpo, antes) == {"prazo_maior"}


@pytest.mark.parametrize(
    ("antes", "corpo"),
    [
        ("extern int Prazo=0;", MTF),
        ("extern int Prazo=1;", MTF),
        ("input ENUM_TIMEFRAMES Prazo=PERIOD_CURRENT;", MTF),
        ("extern int Prazo=60;", MTF.replace("y)", "y+1)")),
        ("extern int Prazo=60;", MTF.replace("Time[i])", "Time[i])+1")),
        ("extern int Prazo=60;", MTF.replace("iMA(NULL,Prazo,9,0,0,0,y)", "iOpen(NULL,Prazo,y)")),
        ("extern int Prazo=60;", MTF.replace("Time[i]", "Time[i]-3600")),
    ],
)
def test_prazo_que_nao_reescreve(antes: str, corpo: str) -> None:
    assert de_mql(corpo, antes) == set()


def test_a_entrada_do_prazo_vem_com_o_fato() -> None:
    fatos = fatos_mql(f"extern int Prazo=60;\n{INDICADOR}int start() {{ {MTF} return(0); }}")
    assert fatos.ocorrencias["repintura:prazo_maior"].entradas == ("Prazo",)


def test_funcao_que_ninguem_chama_nao_repinta() -> None:
    texto = (
        f"{INDICADOR}int start() {{ return(0); }}\nvoid solta() {{ if (x) b[fim] = 0; fim = i; }}"
    )
    assert repinturas(fatos_mql(texto).ocorrencias) == set()


def test_so_quem_desenha_repinta() -> None:
    texto = "int start() { if (x) b[fim] = 0; fim = i; return(0); }"
    assert repinturas(fatos_mql(texto).ocorrencias) == set()


SINAL = (
    "for (int i=0; i<300; i++) { if (Close[i] > topo && lado != 1) { b[i] = High[i]; lado = 1; } }"
)


def test_sinal_que_espera_o_oposto_da_barra_nova_para_a_velha() -> None:
    assert de_mql(SINAL) == {"sinal_do_novo_ao_velho"}
    assert de_mql(SINAL.replace("int i=0; i<300; i++", "int i=300; i>=0; i--")) == set()
    assert de_mql(SINAL.replace("lado = 1;", "outro = 1;")) == set()


NUCLEO = "if barstate.islast\n    w = math.exp(-(math.pow(i - j, 2) / (h * h * 2)))\n    plot(w)\n"


def test_curva_que_pesa_barras_dos_dois_lados() -> None:
    assert de_pine(NUCLEO) == {"nucleo_dos_dois_lados"}
    assert de_pine(NUCLEO.replace("barstate.islast", "x")) == set()
    assert de_pine(NUCLEO.replace("i - j", "i")) == set()
