"""The commands about backups, which need no agents: they answer without loading the analysis."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from componentes.orquestracao.comandos import backups, backups_guardados, segundo_lugar
from componentes.orquestracao.oficina import Oficina
from componentes.portas.apresentacao import avulsas, depois_do_backup
from componentes.portas.apresentacao import backups as guardados
from componentes.portas.chamada import ambiente_de, chamada_de, comando_de, parametros_de
from componentes.portas.interrupcao import interrompivel
from componentes.portas.medicao_de_copia import medindo_copia
from componentes.portas.saida import Saida

_Comando = Callable[[Oficina, Mapping[str, Any]], dict[str, Any]]
_Apresentador = Callable[[Mapping[str, Any], Saida], None]

LEVES: Mapping[str, tuple[_Comando, _Apresentador]] = {
    "backup_completo": (backups.backup_completo, avulsas.mostrar_backup),
    "backups_diferenca": (backups_guardados.diferenca, guardados.mostrar_diferenca),
    "backups_enviar": (segundo_lugar.enviar, depois_do_backup.mostrar_envio),
    "backups_listar": (backups_guardados.listar, guardados.mostrar_backups),
    "backups_podar": (backups_guardados.podar, guardados.mostrar_poda),
    "backups_restaurar": (backups.restaurar, avulsas.mostrar_restauracao),
    "backups_verificar": (backups.verificar, avulsas.mostrar_verificacao),
}
_SO_OLHAM = frozenset({"backups_diferenca", "backups_listar"})


def executar(opcoes: argparse.Namespace, saida: Saida) -> int:
    """Do what the options of one call ask for and return its exit code."""
    saida = replace(saida, programa=chamada_de(saida.programa, opcoes))
    oficina = Oficina(ambiente_de(opcoes))
    for aviso in oficina.ambiente.lida.avisos:
        saida.avisar(aviso)
    comando = comando_de(opcoes)
    fazer, mostrar = LEVES[comando]
    with _cenario(oficina, comando, saida):
        resposta = {"comando": comando, "codigo": 0, **fazer(oficina, parametros_de(opcoes))}
    if saida.json:
        saida.emitir("summary", resposta)
    else:
        mostrar(resposta, saida)
    codigo: int = resposta["codigo"]
    return codigo


def _cenario(oficina: Oficina, comando: str, saida: Saida) -> contextlib.ExitStack:
    """Return what belongs around the command: signals and a bar, unless it only looks."""
    pilha = contextlib.ExitStack()
    if comando not in _SO_OLHAM:
        pilha.enter_context(interrompivel(oficina.pedir_parada, saida.dizer))
        pilha.enter_context(medindo_copia(oficina, comando, saida))
    return pilha
