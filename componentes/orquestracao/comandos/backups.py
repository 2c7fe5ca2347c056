"""Backup, restore and verification on demand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from componentes.agentes.auto_backup_integration import NADA_MUDOU, BackupPedido, fazer_backup
from componentes.base.caminhos import para_texto
from componentes.base.eventos import ProgressoCopia
from componentes.copia_seguranca.andamento import AoProgredir
from componentes.copia_seguranca.modelo import ULTIMO
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.orquestracao.ambiente import absoluta, raiz_comum
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, texto
from componentes.orquestracao.sessao import sessao

if TYPE_CHECKING:
    from componentes.orquestracao.central import OrquestradorCentral

_CODIGO_DE_FALHAS = 3


def backup_completo(central: OrquestradorCentral, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Back up library, catalogue, configuration and reports, verified."""
    conferir_nomes(parametros, frozenset())
    pastas = central.ambiente.pastas_da_biblioteca()
    with sessao(central.ambiente, "backup_completo") as aberta:
        pedido = BackupPedido(
            central.ambiente.pastas,
            tuple(para_texto(p.as_posix()) for p in pastas),
            raiz_comum(pastas),
            aberta.consulta,
        )
        instantaneo = fazer_backup(pedido, central.parada_pedida.is_set, _anunciar(central))
    if instantaneo is None:
        return {"sucesso": True, "id": "", "motivo": NADA_MUDOU}
    return {"sucesso": True, "motivo": "", **msgspec.to_builtins(instantaneo)}


def listar(central: OrquestradorCentral, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """List the backups, newest first."""
    conferir_nomes(parametros, frozenset())
    instantaneos = Repositorio(central.ambiente.pastas.backups).listar()
    return {"sucesso": True, "backups": msgspec.to_builtins(instantaneos)}


def restaurar(central: OrquestradorCentral, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Bring files back into an own folder; never over existing ones unless asked."""
    conferir_nomes(parametros, frozenset({"id", "destino", "arquivo", "sobrescrever"}))
    resultado = Repositorio(central.ambiente.pastas.backups).restaurar(
        texto(parametros, "id", ULTIMO),
        absoluta(Path(texto(parametros, "destino"))),
        padrao=texto(parametros, "arquivo", ""),
        sobrescrever=booleano(parametros, "sobrescrever", padrao=False),
        cancelado=central.parada_pedida.is_set,
        ao_progredir=_anunciar(central),
    )
    inteiro = not resultado.danificados and not resultado.cancelada
    return {
        "sucesso": inteiro,
        "codigo": 0 if inteiro else _CODIGO_DE_FALHAS,
        **msgspec.to_builtins(resultado),
    }


def verificar(central: OrquestradorCentral, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Check one backup, with `ler_tudo` by reading every content again."""
    conferir_nomes(parametros, frozenset({"id", "ler_tudo"}))
    problemas = Repositorio(central.ambiente.pastas.backups).verificar(
        texto(parametros, "id", ULTIMO),
        ler_tudo=booleano(parametros, "ler_tudo", padrao=False),
        cancelado=central.parada_pedida.is_set,
        ao_progredir=_anunciar(central),
    )
    return {
        "sucesso": not problemas,
        "codigo": _CODIGO_DE_FALHAS if problemas else 0,
        "problemas": problemas,
    }


def _anunciar(central: OrquestradorCentral) -> AoProgredir:
    """Return what turns the engine's progress into events."""

    def ao_progredir(feitos: int, arquivos: int) -> None:
        central.barramento.publicar(ProgressoCopia(arquivos, feitos))

    return ao_progredir
