"""The same bytes give the same facts and labels, whatever order sets of words happen to have."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RAIZ = Path(__file__).parents[2]
# One fact is found at two words; which of them is cited must not hang on the order of a set.
EXTREMOS = """
#property indicator_chart_window
#property indicator_buffers 1
double alto[];
int init() { SetIndexBuffer(0, alto); return(0); }
int start()
  {
   for(int i = 100; i >= 0; i--)
     {
      alto[i] = High[Highest(NULL, 0, MODE_HIGH, 9, i - 9 + 1)]
         - Low[Lowest(NULL, 0, MODE_LOW, 9, i - 9 + 1)];
     }
   return(0);
  }
"""
PROGRAMA = f"""
import hashlib, sys
import msgspec
from pathlib import Path
from componentes.classificacao.arquivo import julgar_leitura, ler_conteudo
from componentes.classificacao.contexto import contexto_do_nome
from componentes.classificacao.ferramentas import preparar

ferramentas = preparar()
conteudos = [(p.name, p.read_bytes()) for p in sorted(Path(sys.argv[1]).rglob("*")) if p.is_file()]
conteudos += [("extremos.mq4", {EXTREMOS!r}.encode())]
conteudos += [
    (exemplo.nome, exemplo.codigo.encode())
    for regra in ferramentas.conjunto.regras for exemplo in regra.exemplos
]
for nome, dados in conteudos:
    leitura = ler_conteudo(dados, ferramentas)
    analise = julgar_leitura(leitura, contexto_do_nome(nome), ferramentas)
    fatos = sorted(leitura.fatos.ocorrencias.items())
    print(hashlib.sha256(msgspec.json.encode((fatos, analise))).hexdigest())
"""


def _resumos(semente: str) -> list[str]:
    ambiente = {**os.environ, "PYTHONHASHSEED": semente, "PYTHONPATH": str(RAIZ)}
    biblioteca = str(RAIZ / "CODIGO_FONTE_LIBRARY")
    feito = subprocess.run(
        [sys.executable, "-c", PROGRAMA, biblioteca],
        env=ambiente,
        cwd=RAIZ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    return feito.stdout.split()


def test_a_ordem_dos_conjuntos_nao_muda_nada() -> None:
    primeiros = _resumos("1")
    assert len(primeiros) > 500
    assert all(_resumos(semente) == primeiros for semente in ("2", "3", "4", "5"))
