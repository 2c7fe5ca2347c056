"""What could not be verified in a content, and why: absence of a finding is no proof of absence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from componentes.base.tipos import Analise, Dependencia

_TEXTOS = {
    "include_ausente": "não está na biblioteca; o que define não foi analisado",
    "include_nao_procurado": "não foi procurado, pois o arquivo não está na última execução; "
    "o que define não foi analisado",
    "indicador_ausente": "o indicador chamado por iCustom não está na biblioteca",
    "codigo_nativo": "é código nativo, que não pode ser examinado",
    "biblioteca_externa": "é importada de outro programa: o que faz não se vê neste arquivo",
}


def nao_verificaveis(analise: Analise, *, ligada: bool) -> list[dict[str, Any]]:
    """Return each reason with the names concerned; `ligada` tells whether a run sought them."""
    por_motivo: dict[str, list[str]] = {}
    for dependencia in analise.dependencias:
        for motivo in _motivos(dependencia, ligada=ligada):
            por_motivo.setdefault(motivo, []).append(dependencia.nome)
    return [
        *({"motivo": m, "texto": _TEXTOS[m], "nomes": por_motivo[m]} for m in _TEXTOS
          if m in por_motivo),
        *({"motivo": "conteudo", "texto": nota, "nomes": []} for nota in analise.observacoes),
    ]  # fmt: skip


def _motivos(dependencia: Dependencia, *, ligada: bool) -> Iterator[str]:
    nome = dependencia.nome.casefold()
    if dependencia.tipo == "import" and not dependencia.resolvida:
        if nome.endswith(".dll"):
            yield "codigo_nativo"
        elif not dependencia.padrao:
            yield "biblioteca_externa"
    elif not dependencia.padrao and not dependencia.resolvida:
        if dependencia.tipo == "include":
            yield "include_ausente" if ligada else "include_nao_procurado"
        elif dependencia.tipo == "icustom" and ligada:
            yield "indicador_ausente"
