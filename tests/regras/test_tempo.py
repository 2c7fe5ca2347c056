"""Time stays linear on hostile text: only catastrophic patterns come near the bound."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MEBI = 1024 * 1024
PRAZO = 20
MQL = "#property strict\nint start() { return(0); }\n"
PINE = '//@version=5\nindicator("x")\n'
TICK = "void OnTick(){"
ENVIA = "OrderSend(Symbol(),OP_BUY,x,Ask,3,s,0);"
PROGRAMA = """
import sys
sys.stdin.reconfigure(encoding="utf-8")
from componentes.classificacao.arquivo import ler_conteudo
from componentes.classificacao.ferramentas import preparar
inicio, pedaco, fim, vezes = eval(sys.stdin.read())
leitura = ler_conteudo((inicio + pedaco * vezes + fim).encode(), preparar())
print(leitura.fatos.linhas)
"""
BUFFERS = "double b[];\nint init() { SetIndexBuffer(0, b); iBarShift(); DRAW_SECTION; }\n"
PEDACOS = {
    "aspas": '"',
    "parenteses": "(",
    "letras": "a",
    "blocos": "/*",
    "propriedades": "#property ",
    "descricoes": '#property d "x"\n',
    "chaves": "{",
    "condicionais": "#ifdef A\n{\n#else\n",
    "entradas": "input int a=",
    "entradas com vetor": "input int a[",
    "entradas com valor aberto": "input int a=(",
    "nomes de entradas": "input int a,b,c,",
    "virgulas": "int x,,,,,,,,,,,,,,,,",
    "chamadas": "OrderSend(,,,,,,,,,,",
    "indicadores": "iCustom(",
    "includes": "#include <",
    "brancos": " ",
    "linhas": "\n",
    "retornos": "\r",
    "cabecalhos": "a(" * 50 + ")" + " " * 690 + "yconst{}",
    "cabecalhos de letras": "a" * 790 + "){}",
    "series": "Close[",
    "maximos": "ArrayMaximum(a,",
    "matrizes": "matrix ",
    "senhas": '#property x "' + "pass" * 100,
    "entradas do pine": "a=input(\n",
    "importacoes": '#import "a.dll"\nint f(a);\n',
    "vencimentos": "if(TimeCurrent()>D'2020.01.01",
    "contas": "if(AccountNumber()==7654321){",
    "licencas": 'Alert("license expired");',
    "buffers apagados": BUFFERS + "b[i]=0;" * 9000,
    "extremos lembrados": BUFFERS + "b[p]=0;p=i;" * 9000,
    "lacos": BUFFERS + "for(i=0;i<9;i++){" * 6000,
    "prazos maiores": BUFFERS + "iBarShift(s,60,t[i]);iOpen(s,60,(((((" * 3000,
    "diferencas": BUFFERS + "s+=x[i-j]+m(i,i-1);" * 6000,
    "lacunas": "low>high[2]",
    "bandas": BUFFERS + "a[i]=b+c;" * 9000,
    "metades": BUFFERS + "]=" + "a" * 59,
    "pivos": "2*p-l;",
    "camarilha": "High-Low*1.1",
    "medias do dia": "high+low+close-daily/3;",
    "votos": "n++;",
    "corpos": "close[i]>open[j]",
    "aberturas do pine": 'indicator("","",',
    "titulos": 'IndicatorShortName("rsi")',
    "nomes": "rsiMacdEma",
    "extremos do pine": "rsi" + " " * 90,
    "security sem uso": 'a=security(s,"D",b,lookahead=lookahead_on)\n',
    "security em cadeia": 'x=security(s,"D",c,lookahead=lookahead_on)\n' + " y=x\n" * 900,
    "simbolos comparados": 'Symbol()=="EURUSD"',
    "simbolos procurados": 'StringFind(Sym,"EURUSD"',
    "simbolos": 'a="EURUSD",',
    "palavras antes de simbolo": "Sym" * 40 + '"EURUSD"',
    "prazos": "Period()!=60 ",
    "series de um prazo": "iMA(NULL,PERIOD_M5,",
    "entradas de prazo": "input ENUM_TIMEFRAMES TF=PERIOD_H1;",
    "prosa": "// TF ",
    "linhas de prosa": "// PAIR TF ;;;\n",
}


@pytest.mark.parametrize("nome", PEDACOS)
@pytest.mark.parametrize("inicio", [MQL, PINE], ids=["mql", "pine"])
def test_um_mebibyte_hostil(nome: str, inicio: str) -> None:
    _analisar(inicio, PEDACOS[nome], "")


@pytest.mark.parametrize(
    ("inicio", "pedaco", "fim"),
    [
        (MQL + "#include <", " ", ""),
        (MQL + '#property x "', "pass", '"'),
        (PINE.replace("x", "pass"), "pass", '")'),
        ("", "\n", "instrument"),
        ("a\n", " ", "b"),
        (MQL + "ArrayMaximum(a,", "b", ""),
        (MQL + "iCustom", " ", ""),
        ("@version=", "1", '\nindicator("x")'),
        (TICK, "if(OrderProfit()<-a)OrderClose(1,1,1,1);", "}"),
        (TICK, "OrderModify(1,1,a,1,1);", "}"),
        (TICK, "if(maxorders<", ")OrderSend();}"),
        (TICK + "OrderSend();", "maxtrades", "}"),
        (TICK + "OrderSend();", " spread hour day equity {", "}"),
        ("", "void A(){OrderClose(B());}", TICK + "A();}"),
        (MQL + "void f(){OrderSend();}", "// no no no ", ""),
        (MQL + "void f(){OrderSend();}", "input int StopLoss=1;", ""),
        (PINE + 'strategy("x")\nstrategy.entry(equity)\n', "risk=strategy.equity*", ""),
        (TICK, "OrderSend(a,b,x,d,e,x,0,0,0,0,0);", "}"),
        (TICK, "if(x<3)", ENVIA + "}"),
        (TICK, "if(x){", ENVIA + "}"),
        (TICK, "if(0){x=1;}", ENVIA + "}"),
        (TICK, "x=x*", "2;" + ENVIA + "}"),
        (TICK, "s=x;x=s*2;", ENVIA + "}"),
        (TICK, "x=f(f(f(", ENVIA + "}"),
        (TICK + ENVIA, "if(q)OrderModify(a,b,x,d,e);x=0;", "}"),
        (TICK + ENVIA, "if(Ask<OrderOpenPrice()-s)x=true;", "}"),
        (TICK, "for(int i=0;i<9;i++)", "OrderSend(a,OP_BUYSTOP,x,Ask+i*s,3,0,0);}"),
        (TICK, "x=0.1*MathPow(x,n);", ENVIA + "}"),
        (TICK, "r.sl=1;OrderSend(r,t);", "}"),
        ("void f(R &r){" + "OrderSend(r,t);" * 900 + "}" + TICK, "f(q);", "}"),
        ("", "double f(double x){return(f(x));}\n", TICK + "x=f(x);" + ENVIA + "}"),
        ("", "class A{void f(){OrderSend(a,b,c,d,e,x,0);}};\n", TICK + "A a;a.f();}"),
        ("void a(double x){" + (f"if(q)x*=2;{ENVIA}") * 200 + "}" + TICK, "a ", "a(1);}"),
        (TICK, "if(rsi<30)b=true;if(b)", ENVIA + "}"),
        (PINE + 'strategy("x")\nstrategy.entry("a",strategy.long)\n', "strategy.exit(a,", ""),
    ],
)
def test_uma_corrida_de_um_mebibyte(inicio: str, pedaco: str, fim: str) -> None:
    _analisar(inicio, pedaco, fim)


def _analisar(inicio: str, pedaco: str, fim: str) -> None:
    """Analyse in another process: a runaway pattern holds the GIL and only a kill ends it."""
    caso = repr((inicio, pedaco, fim, MEBI // len(pedaco)))
    feito = subprocess.run(
        [sys.executable, "-c", PROGRAMA],
        input=caso,  # a command line holds 32 kB on Windows
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PRAZO,
        check=True,
    )
    assert int(feito.stdout) >= 1
