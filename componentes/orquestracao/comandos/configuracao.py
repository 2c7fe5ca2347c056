"""The configuration as the program sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from componentes.base.config import NOME_DO_ESQUEMA
from componentes.base.config import esquema as texto_do_esquema
from componentes.base.erros import ErroConfiguracao
from componentes.base.gravacao import gravar_inteiro
from componentes.classificacao.arvore import carregar_arvore
from componentes.classificacao.exemplos import exemplos_que_falham
from componentes.classificacao.ferramentas import preparar
from componentes.fontes.varredura import conferir_pasta
from componentes.orquestracao.comandos.parametros import conferir_nomes
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.protecao import conferir_lugares
from componentes.orquestracao.residencia.agendaveis import compromissos


def mostrar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Return each value in force and where it comes from."""
    conferir_nomes(parametros, frozenset())
    lida = equipe.ambiente.lida
    return {
        "sucesso": True,
        "arquivo": lida.arquivo,
        "valores": msgspec.to_builtins(lida.valores),
        "origens": lida.origens,
        "avisos": list(lida.avisos),
        "base": str(equipe.ambiente.pastas.base),
        "biblioteca": [str(pasta) for pasta in equipe.ambiente.pastas_da_biblioteca()],
    }


def validar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Check configuration, agenda, places, rules, tables, scheme; raise the first mistake."""
    conferir_nomes(parametros, frozenset())
    pastas = equipe.ambiente.pastas
    ferramentas = preparar(pastas.regras, pastas.mesas)
    for regra, exemplo in exemplos_que_falham(ferramentas):
        raise ErroConfiguracao(
            f"O exemplo '{exemplo.espera}' da regra {regra.id} não é julgado assim",
            onde=exemplo.codigo.strip().split("\n")[0][:80],
            o_que_fazer="corrija o exemplo, ou as evidências e o limiar da regra",
        )
    carregar_arvore(pastas.arvore)
    agendados = compromissos(equipe.ambiente.lida)
    ausentes = conferir_lugares(equipe.ambiente)
    for pasta in equipe.ambiente.pastas_da_biblioteca():
        conferir_pasta(pasta)
    return {
        "sucesso": True,
        "arquivo": equipe.ambiente.lida.arquivo,
        "avisos": list(equipe.ambiente.lida.avisos),
        "ausentes": ausentes,
        "regras": len(ferramentas.exclusivas) + len(ferramentas.multiplas),
        "mesas": len(ferramentas.conjunto.mesas),
        "agendamentos": len(agendados),
    }


def esquema(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Write the JSON Schema beside the configuration, so that editors complete its keys."""
    conferir_nomes(parametros, frozenset())
    destino = equipe.ambiente.pastas.configuracao.parent / NOME_DO_ESQUEMA
    gravar_inteiro(destino, texto_do_esquema().encode())
    return {"sucesso": True, "saida": str(destino), "esquema": texto_do_esquema()}
