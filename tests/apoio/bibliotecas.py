"""Small libraries of trading code, written where a test wants them, and their portraits."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

ROBO = b"""//+---+
#property copyright "Ana"
#property strict
extern double Lotes = 0.1;
extern int StopLoss = 50;
int start() {
   if (OrdersTotal() == 0 && iMA(NULL, 0, 14, 0, MODE_EMA, PRICE_CLOSE, 0) < Bid)
      OrderSend(Symbol(), OP_BUY, Lotes, Ask, 3, Bid - StopLoss * Point, 0, "robo", 7, 0, Blue);
   return(0);
}
"""
INCLUDE = b"int init() { return(0); }\ndouble Media() { return(iMA(NULL,0,9,0,0,0,0)); }\n"
QUE_INCLUI = b'#include <casa.mqh>\nint start() { if (Media() > Bid) Alert("x"); return(0); }\n'


def fonte(numero: int, linhas: int = 3) -> bytes:
    """Return an MQL4 program that differs from every other number's."""
    corpo = b"".join(
        b"   double m%d = iMA(NULL, 0, %d, 0, MODE_EMA, PRICE_CLOSE, %d);\n" % (n, numero + n, n)
        for n in range(linhas)
    )
    return ROBO.replace(b"   return(0);", corpo + b"   Print(%d);\n   return(0);" % numero)


def escrever(raiz: Path, arquivos: Mapping[str, bytes]) -> Path:
    """Write files with these names and contents below `raiz` and return it."""
    raiz.mkdir(parents=True, exist_ok=True)
    for nome, dados in arquivos.items():
        caminho = raiz / nome
        caminho.parent.mkdir(parents=True, exist_ok=True)
        caminho.write_bytes(dados)
    return raiz


def gerar(raiz: Path, quantos: int, linhas: int = 3) -> Path:
    """Write `quantos` different programs, some of which include another file, in a few folders."""
    arquivos = {f"p{n % 7}/robo {n:04d}.mq4": fonte(n, linhas) for n in range(quantos)}
    arquivos |= {f"p0/inclui {n}.mq4": QUE_INCLUI + b"// %d\n" % n for n in range(quantos // 60)}
    return escrever(raiz, {**arquivos, "Include/casa.mqh": INCLUDE})


def retrato(raiz: Path) -> dict[str, tuple[str, int, int]]:
    """Return mode, size, time and content of every entry below `raiz`: equal means untouched."""
    retratos = {}
    for caminho in sorted(raiz.rglob("*")):
        dados = caminho.lstat()
        comum = caminho.is_file() and not caminho.is_symlink()
        conteudo = hashlib.sha256(caminho.read_bytes()).hexdigest() if comum else ""
        nome = os.fsencode(caminho.relative_to(raiz)).hex()
        retratos[nome] = (conteudo, dados.st_mode, dados.st_mtime_ns)
    return retratos
