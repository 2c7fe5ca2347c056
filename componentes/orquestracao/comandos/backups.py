"""Backup, restore and verification on demand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.auto_backup_integration import NADA_MUDOU, BackupPedido, fazer_backup
from componentes.base.caminhos import para_texto
from componentes.base.erros import CODIGO_DE_FALHAS
from componentes.base.eventos import ProgressoCopia
from componentes.catalogo.consulta import Consulta
from componentes.copia_seguranca.andamento import AoProgredir, BackupCancelado
from componentes.copia_seguranca.modelo import ULTIMO, Instantaneo
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.orquestracao.ambiente import absoluta, raiz_comum
from componentes.orquestracao.comandos.parametros import (
    booleano,
    conferir_nomes,
    fora_da_biblioteca,
    texto,
)
from componentes.orquestracao.exclusividade import consulta_exclusiva
from componentes.orquestracao.oficina import Oficina


def backup_completo(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Back up library, catalogue, configuration and reports, verified."""
    conferir_nomes(parametros, frozenset())
    pastas = equipe.ambiente.pastas_da_biblioteca()
    raizes = tuple(para_texto(p.as_posix()) for p in pastas)
    with consulta_exclusiva(equipe.ambiente, "backup_completo") as consulta:
        instantaneo = copiar_pastas(equipe, consulta, raizes, raiz_comum(pastas))
    if instantaneo is None:
        return {"sucesso": True, "id": "", "motivo": NADA_MUDOU}
    return {"sucesso": True, "motivo": "", **msgspec.to_builtins(instantaneo)}


def copiar_pastas(
    equipe: Oficina, consulta: Consulta, raizes: tuple[str, ...], raiz: str
) -> Instantaneo | None:
    """Back up catalogued folders with what the program wrote; the caller holds the lock."""
    ambiente = equipe.ambiente
    nivel = ambiente.configuracao.backup.nivel_compressao
    pedido = BackupPedido(ambiente.pastas, raizes, raiz, consulta, nivel)
    return fazer_backup(pedido, equipe.parada_pedida.is_set, anunciar(equipe))


def restaurar(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Bring files back into an own folder; never over existing ones unless asked."""
    conferir_nomes(parametros, frozenset({"id", "destino", "arquivo", "sobrescrever"}))
    destino = absoluta(Path(texto(parametros, "destino")))
    fora_da_biblioteca(equipe.ambiente, destino)
    resultado = Repositorio(equipe.ambiente.pastas.backups).restaurar(
        texto(parametros, "id", ULTIMO),
        destino,
        padrao=texto(parametros, "arquivo", ""),
        sobrescrever=booleano(parametros, "sobrescrever", padrao=False),
        cancelado=equipe.parada_pedida.is_set,
        ao_progredir=anunciar(equipe),
    )
    codigo = CODIGO_DE_FALHAS if resultado.danificados else 0
    if resultado.cancelada:
        codigo = BackupCancelado.codigo
    return {
        "sucesso": codigo == 0,
        "codigo": codigo,
        **msgspec.to_builtins(resultado),
    }


def verificar(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Check one backup, with `ler_tudo` by reading every content again."""
    conferir_nomes(parametros, frozenset({"id", "ler_tudo"}))
    problemas = Repositorio(equipe.ambiente.pastas.backups).verificar(
        texto(parametros, "id", ULTIMO),
        ler_tudo=booleano(parametros, "ler_tudo", padrao=False),
        cancelado=equipe.parada_pedida.is_set,
        ao_progredir=anunciar(equipe),
    )
    return {
        "sucesso": not problemas,
        "codigo": CODIGO_DE_FALHAS if problemas else 0,
        "problemas": problemas,
        "ler_tudo": booleano(parametros, "ler_tudo", padrao=False),
    }


def anunciar(equipe: Oficina, total: tuple[int, int] = (0, 0)) -> AoProgredir:
    """Return what turns progress into events; `total` is bytes and files to come, where known."""

    def ao_progredir(feitos: int, arquivos: int) -> None:
        equipe.barramento.publicar(ProgressoCopia(arquivos, feitos, *total))

    return ao_progredir
