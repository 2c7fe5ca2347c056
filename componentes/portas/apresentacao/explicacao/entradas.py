"""An input of a program as code and terminal show it: name, default, label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.text import Text

from componentes.relatorio.textos import trecho_curto

_VALOR_MAXIMO = 80
_ROTULO_MAXIMO = 100


def linha_de_entrada(entrada: Mapping[str, Any]) -> Text:
    """Return `int Passo = 20  “Distância”`; the label is what MetaTrader's dialog shows."""
    partes = [entrada["tipo"], entrada["nome"]]
    partes += ["=", entrada["padrao"]] if entrada["padrao"] else []
    texto = Text(trecho_curto(" ".join(filter(None, partes)), _VALOR_MAXIMO))
    if entrada["comentario"]:
        texto.append(f"  “{trecho_curto(entrada['comentario'], _ROTULO_MAXIMO)}”", "dim")
    return texto
