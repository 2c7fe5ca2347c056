"""The backups that are there: listed with what is known of them, compared, pruned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from componentes.base.erros import CODIGO_DE_FALHAS, ErroUso
from componentes.copia_seguranca.andamento import BackupCancelado
from componentes.copia_seguranca.conferencias import acharam_dano, conferencias_de
from componentes.copia_seguranca.diferenca import Diferenca
from componentes.copia_seguranca.modelo import ULTIMO, Instantaneo, ResultadoPoda
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.copia_seguranca.retencao import Retencao
from componentes.orquestracao.comandos.parametros import (
    booleano,
    conferir_nomes,
    natural,
    texto,
)
from componentes.orquestracao.comandos.segundo_lugar import anunciar
from componentes.orquestracao.oficina import Oficina

_LINHAS = 20
DE_PODAR = frozenset({"manter_ultimos", "diarios", "semanais", "mensais", "simular", "danificados"})


def listar(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """List the backups, newest first, each with its last checks."""
    conferir_nomes(parametros, frozenset())
    instantaneos = Repositorio(equipe.ambiente.pastas.backups).listar()
    return {"sucesso": True, "backups": [_com_conferencias(equipe, i) for i in instantaneos]}


def _com_conferencias(equipe: Oficina, instantaneo: Instantaneo) -> dict[str, Any]:
    feitas = conferencias_de(equipe.ambiente.pastas.backups, instantaneo.id)
    return {
        **msgspec.to_builtins(instantaneo),
        "conferencias": msgspec.to_builtins(feitas),
        "com_dano_conhecido": acharam_dano(feitas),
    }


def diferenca(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say what changed from one backup to another."""
    conferir_nomes(parametros, frozenset({"antes", "depois", "limite"}))
    limite = natural(parametros, "limite", _LINHAS)
    achada = Repositorio(equipe.ambiente.pastas.backups).diferenca(
        texto(parametros, "antes"), texto(parametros, "depois", ULTIMO)
    )
    return {
        "sucesso": True,
        **msgspec.to_builtins(achada),
        "totais": _totais(achada),
        "limite": limite,
    }


def _totais(achada: Diferenca) -> dict[str, dict[str, int]]:
    """Return number and bytes of each kind; those of altered files are what they have now."""
    bytes_de = {
        "novos": [presenca.tamanho for presenca in achada.novos],
        "sumidos": [presenca.tamanho for presenca in achada.sumidos],
        "alterados": [alteracao.depois for alteracao in achada.alterados],
        "movidos": [mudanca.tamanho for mudanca in achada.movidos],
    }
    return {nome: {"arquivos": len(b), "bytes": sum(b)} for nome, b in bytes_de.items()}


def podar(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Remove old backups and what only they needed; what stays is set by the configuration."""
    conferir_nomes(parametros, DE_PODAR)
    feita = Repositorio(equipe.ambiente.pastas.backups).podar(
        _retencao(equipe, parametros),
        simular=booleano(parametros, "simular", padrao=False),
        danificados=booleano(parametros, "danificados", padrao=False),
        cancelado=equipe.parada_pedida.is_set,
        ao_progredir=anunciar(equipe),
    )
    codigo = _codigo(feita)
    return {"sucesso": codigo == 0, "codigo": codigo, **msgspec.to_builtins(feita)}


def _retencao(equipe: Oficina, parametros: Mapping[str, Any]) -> Retencao:
    ajustes = equipe.ambiente.configuracao.backup
    ultimos = natural(parametros, "manter_ultimos", ajustes.manter_ultimos)
    if not ultimos:
        raise ErroUso(
            "O parâmetro 'manter_ultimos' deve ser um número a partir de 1",
            o_que_fazer="o backup mais novo sempre fica; para ficar só com ele, use 1",
        )
    return Retencao(
        ultimos,
        natural(parametros, "diarios", ajustes.manter_diarios),
        natural(parametros, "semanais", ajustes.manter_semanais),
        natural(parametros, "mensais", ajustes.manter_mensais),
    )


def _codigo(feita: ResultadoPoda) -> int:
    if feita.cancelada:
        return BackupCancelado.codigo
    return CODIGO_DE_FALHAS if feita.danificados or feita.avisos else 0
