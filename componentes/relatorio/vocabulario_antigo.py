"""The words of the older schema for the labels of this one; documented in conformidade.md."""

from __future__ import annotations

from componentes.base.tipos import Familia, Linguagem, Risco, Tipo

DESCONHECIDO = "Unknown"
"""The old word for what could not be told."""

TIPOS = {
    Tipo.EA: "EA",
    Tipo.ESTRATEGIA: "Strategy",
    Tipo.INDICADOR: "Indicator",
    Tipo.SCRIPT: "Script",
    Tipo.SERVICO: "Script",
    Tipo.BIBLIOTECA: "Library",
    Tipo.INCLUDE: "Library",
}
LINGUAGENS = {
    Linguagem.MQL4: "MQL4",
    Linguagem.MQL5: "MQL5",
    Linguagem.MQL: "MQL",
    Linguagem.PINE: "Pine",
}
ESTRATEGIAS = {
    Familia.SCALPING: "Scalping",
    Familia.GRADE: "Grid_Martingale",
    Familia.MARTINGALE: "Grid_Martingale",
    Familia.HEDGE: "Hedging",
    Familia.TENDENCIA: "Trend_Following",
    Familia.ROMPIMENTO: "Breakout",
    Familia.REVERSAO: "Mean_Reversion",
    Familia.NOTICIAS: "News_Trading",
    Familia.SESSAO: "Session",
    Familia.ARBITRAGEM: "Arbitrage",
    Familia.ML: "Machine_Learning",
    Familia.GESTOR: "Utilities",
    Familia.OSCILADOR: "Oscillators",
    Familia.VOLATILIDADE: "Channels",
    Familia.VOLUME: "Volume",
    Familia.NIVEIS: "Pivots",
    Familia.SMC: "SMC_ICT",
    Familia.PADROES: "Patterns",
    Familia.ESTATISTICA: "Statistics",
    Familia.PAINEL: "Utilities",
    Familia.INFRA: "Utilities",
}
DE_INDICADOR = ESTRATEGIAS | {Familia.TENDENCIA: "Trend"}
SEM_PROVA = "Não especificado"
"""What stands where nothing in the code names a timeframe."""

SEM_MERCADO = "MULTI"
"""What stands where nothing in the code names a market: the normal case."""

AJUSTES = {
    Risco.MARTINGALE: "o lote cresce depois de perda ou a cada posição somada",
    Risco.GRADE: "soma posições a passos de preço",
    Risco.SEM_STOP_LOSS: "abre posições sem stop loss",
    Risco.DLL: "depende de DLL",
    Risco.REDE: "acessa a rede",
    Risco.TRAVA: "só funciona em certa conta, corretora, data ou com licença",
    Risco.DESCOMPILADO: "foi descompilado: procurar o original e a licença",
    Risco.CREDENCIAL: "tem senha ou token escrito no código",
    Risco.REPINTURA: "pode repintar",
}

BLOQUEIOS = frozenset({Risco.DLL, Risco.TRAVA, Risco.DESCOMPILADO, Risco.CREDENCIAL})
"""The risks that keep a file from being merged into another as it is."""
