"""Plausible records of a messy library, made without reading a file, the same for the same seed."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import msgspec

from componentes.base.tipos import (
    Dependencia,
    Entrada,
    Evidencia,
    Falha,
    Familia,
    Ficha,
    Linguagem,
    ResumoExecucao,
    Risco,
    Situacao,
    Tipo,
)

_PALAVRAS = (
    *("Scalper", "Grid", "Trend", "Breakout", "Robot", "Signal", "Trader", "Gold", "Hunter"),
    *("Zone", "Recovery", "Fractal", "Volume", "Supply", "Demand", "Candle", "Momentum", "Night"),
    *("London", "Sniper", "Ilan", "Hedge", "Channel", "Regression", "Pivot"),
)
_CHAMADAS = (
    "OrderSend(Symbol(), OP_BUY, {0}, Ask, 3, 0, TakeProfit{1}, Comentario, Magico, 0, Blue)",
    "double media{1} = iMA(NULL, PERIOD_H1, {1}, 0, MODE_EMA, PRICE_CLOSE, {0});",
    "#property indicator_separate_window // painel {1}",
    "void OnTick() {{ if (NovaBarra({1})) ProcessarSinais{0}(); }}",
    "if (OrdersTotal() > {0} && AccountEquity() < LimiteDeSaldo{1}) return;",
    "strategy.entry('Compra{1}', strategy.long, qty={0}, when=ta.crossover(rapida, lenta))",
)
_TIPOS_MQL = (Tipo.EA, Tipo.EA, Tipo.INDICADOR, Tipo.INDICADOR, Tipo.SCRIPT, Tipo.INCLUDE)
_TIPOS_PINE = (Tipo.INDICADOR, Tipo.INDICADOR, Tipo.ESTRATEGIA)
_LINGUAGENS = (
    (Linguagem.MQL4,) * 6
    + (Linguagem.MQL5,) * 2
    + (Linguagem.PINE,) * 2
    + (Linguagem.MQL, Linguagem.OUTRA)
)

EXECUCAO = ResumoExecucao(
    id=7,
    nome="noite-de-teste",
    comando="classificar_tudo",
    estado="terminada",
    iniciada_em="2025-11-20T14:41:02.123Z",
    terminada_em="2025-11-20T14:43:12.000Z",
    raiz="D:/Trading/CODIGO_FONTE_LIBRARY",
    versao="0.1.0",
    regras="9f2c4be0d1a7c3e5f6a8b9c0",
)


def ficha(caminho: str = "EAs/Robo.mq4", **mudancas: Any) -> Ficha:
    """Return one ordinary, fully classified record with the given fields changed."""
    return msgspec.structs.replace(_MODELO, caminho=caminho, **mudancas)


def gerar_fichas(arquivos: int = 15_000, conteudos: int = 4_000, semente: int = 1) -> list[Ficha]:
    """Return `arquivos` records, sorted by path, over `conteudos` distinct contents."""
    sorte = random.Random(semente)  # noqa: S311 - plausible data, not secrets
    originais = [_original(sorte, numero) for numero in range(min(conteudos, arquivos))]
    copias = [
        _copia(sorte, originais[sorte.randrange(len(originais))], numero)
        for numero in range(arquivos - len(originais))
    ]
    return sorted([*originais, *copias], key=lambda f: f.caminho)


def _original(sorte: random.Random, numero: int) -> Ficha:
    falha = sorte.random() < 0.01
    linguagem = sorte.choice(_LINGUAGENS)
    base = ficha(
        _caminho(sorte, f"{numero}"),
        sha256=hashlib.sha256(str(numero).encode()).hexdigest(),
        tamanho=int(sorte.lognormvariate(9.5, 1.1)),
        codificacao=sorte.choice(("utf-8", "cp1252", "cp1251", "utf-16-le", "ascii")),
    )
    return _com_falha(sorte, base) if falha else _classificada(sorte, base, linguagem)


def _classificada(sorte: random.Random, base: Ficha, linguagem: Linguagem) -> Ficha:
    tipo = _tipo(sorte, linguagem)
    riscos = tuple(sorte.sample(list(Risco), sorte.choice((0, 0, 1, 1, 2)))) if tipo == "ea" else ()
    return msgspec.structs.replace(
        base,
        linguagem=linguagem,
        versao_linguagem="5" if linguagem is Linguagem.PINE else "",
        tipo=tipo,
        familias=tuple(sorte.sample(list(Familia), sorte.randrange(4))),
        riscos=riscos,
        confianca={
            f"linguagem:{linguagem}": min(100, sorte.randrange(55, 140)),
            f"tipo:{tipo}": min(100, sorte.randrange(50, 140)),
        },
        evidencias=tuple(_evidencias(sorte, [f"linguagem:{linguagem}", f"tipo:{tipo}", *riscos])),
        dependencias=tuple(_dependencias(sorte)),
        observacoes=("inclui arquivo ausente",) if sorte.random() < 0.1 else (),
        linhas=sorte.randrange(20, 3000),
    )


def _tipo(sorte: random.Random, linguagem: Linguagem) -> Tipo:
    if linguagem is Linguagem.OUTRA:
        return Tipo.NAO_CODIGO
    return sorte.choice(_TIPOS_PINE if linguagem is Linguagem.PINE else _TIPOS_MQL)


def _com_falha(sorte: random.Random, base: Ficha) -> Ficha:
    motivo = sorte.choice(("arquivo vazio depois do cabeçalho", "zip cifrado", "tempo esgotado"))
    return msgspec.structs.replace(
        base,
        linguagem=None,
        tipo=None,
        familias=(),
        riscos=(),
        confianca={},
        evidencias=(),
        dependencias=(),
        situacao=sorte.choice((Situacao.ILEGIVEL, Situacao.QUARENTENA, Situacao.FALHA)),
        falha=Falha("ler", motivo),
        linhas=0,
    )


def _copia(sorte: random.Random, original: Ficha, numero: int) -> Ficha:
    caminho = _caminho(sorte, f"copia {numero}")
    return msgspec.structs.replace(original, caminho=caminho, copia_de=original.caminho)


def _caminho(sorte: random.Random, fim: str) -> str:
    pasta = f"MQL4_Source/All_MQ4/{sorte.choice(_PALAVRAS)}/Coletânea {sorte.randrange(40):02}"
    nome = "_".join(sorte.sample(_PALAVRAS, 3))
    return f"{pasta}/EA_{nome}_v{sorte.randrange(9)}.{sorte.randrange(9)} ({fim}).mq4"


def _evidencias(sorte: random.Random, rotulos: list[str]) -> list[Evidencia]:
    return [
        Evidencia(
            rotulo=rotulo,
            regra=f"{rotulo.replace(':', '.')}.{numero}",
            linha=sorte.randrange(2000),
            trecho=sorte.choice(_CHAMADAS).format(sorte.randrange(90), sorte.randrange(900)),
            peso=sorte.randrange(-40, 90),
            porque=f"O código faz o que só {rotulo} faz, na forma {numero}.",
        )
        for rotulo in rotulos
        for numero in range(5)
    ]


def _dependencias(sorte: random.Random) -> list[Dependencia]:
    if sorte.random() < 0.7:
        return []
    return [
        Dependencia("include", "Trade/Trade.mqh", 3, padrao=True),
        Dependencia("include", sorte.choice(("stdlib.mqh", "Lib\\Comum.mqh", "lib/comum.mqh")), 4),
    ]


_MODELO = Ficha(
    caminho="",
    sha256="0" * 64,
    tamanho=12_345,
    codificacao="utf-8",
    linguagem=Linguagem.MQL4,
    versao_linguagem="",
    tipo=Tipo.EA,
    origem=(),
    familias=(Familia.GRADE,),
    riscos=(Risco.MARTINGALE,),
    confianca={"linguagem:mql4": 95, "tipo:ea": 90},
    graus={"risco:martingale": "idioma"},
    evidencias=(
        Evidencia("tipo:ea", "tipo.ea.on_tick", 12, "void OnTick()", 80, "OnTick só roda em EAs."),
    ),
    mercados=("XAUUSD",),
    timeframes=("M5", "H1"),
    propriedades={"copyright": "Ana"},
    entradas=(Entrada("Lotes", "double", "0.01", "tamanho", 4),),
    dependencias=(),
    indicadores=("iMA",),
    conformidade={"ftmo.perda_diaria": "nao_encontrado"},
    qualidade={"nota": 71},
    nome_sugerido="EA_Robo_v1.0_XAUUSD.mq4",
    pasta_sugerida="EAs/Grid_Martingale",
    grupo="",
    copia_de="",
    situacao=Situacao.OK,
    falha=None,
    conteiner="",
    linhas=240,
    observacoes=(),
    avisos=(),
    pontos_de_entrada=("OnInit", "OnTick"),
)
