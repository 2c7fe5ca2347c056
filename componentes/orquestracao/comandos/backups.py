"""Backup, restore and verification on demand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.auto_backup_integration import NADA_MUDOU, BackupPedido, fazer_backup
from componentes.base.caminhos import para_texto
from componentes.base.erros import CODIGO_DE_FALHAS
from componentes.catalogo.consulta import Consulta
from componentes.copia_seguranca.andamento import BackupCancelado
from componentes.copia_seguranca.modelo import ULTIMO, Instantaneo
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.orquestracao.ambiente import absoluta, raiz_comum
from componentes.orquestracao.comandos.parametros import (
    booleano,
    conferir_nomes,
    fora_da_biblioteca,
    texto,
)
from componentes.orquestracao.comandos.segundo_lugar import (
    anunciar,
    origem_de,
    proteger,
    resgatar,
    verificar_destino,
)
from componentes.orquestracao.exclusividade import consulta_exclusiva
from componentes.orquestracao.oficina import Oficina
from componentes.orquestracao.protecao import ajustes_de


def backup_completo(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Back up library, catalogue, configuration and reports, verified, and to second places."""
    conferir_nomes(parametros, frozenset())
    pastas = equipe.ambiente.pastas_da_biblioteca()
    raizes = tuple(para_texto(p.as_posix()) for p in pastas)
    with consulta_exclusiva(equipe.ambiente, "backup_completo") as consulta:
        instantaneo = copiar_pastas(equipe, consulta, raizes, raiz_comum(pastas))
        depois = proteger(equipe, instantaneo)
    if instantaneo is None:
        return {"sucesso": True, "id": "", "motivo": NADA_MUDOU, **depois}
    return {"sucesso": True, "motivo": "", **msgspec.to_builtins(instantaneo), **depois}


def copiar_pastas(
    equipe: Oficina, consulta: Consulta, raizes: tuple[str, ...], raiz: str
) -> Instantaneo | None:
    """Back up catalogued folders with what the program wrote; the caller holds the lock."""
    ambiente = equipe.ambiente
    ajustes = ajustes_de(ambiente)
    pedido = BackupPedido(ambiente.pastas, raizes, raiz, consulta, ajustes=ajustes)
    return fazer_backup(pedido, equipe.parada_pedida.is_set, anunciar(equipe))


def restaurar(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Bring files back into an own folder; never over existing ones unless asked.

    From the second place `de`, if that is given. What is replaced is backed up before.
    """
    aceitos = frozenset({"id", "destino", "arquivo", "sobrescrever", "de", "backup_auto"})
    conferir_nomes(parametros, aceitos)
    destino = absoluta(Path(texto(parametros, "destino")))
    fora_da_biblioteca(equipe.ambiente, destino)
    padrao = texto(parametros, "arquivo", "")
    sobrescrever = booleano(parametros, "sobrescrever", padrao=False)
    resgate = ""
    with origem_de(
        equipe, texto(parametros, "de", ""), texto(parametros, "id", ULTIMO), padrao
    ) as (
        pasta,
        pedido,
    ):
        qual = pedido
        if sobrescrever and booleano(parametros, "backup_auto", padrao=True):
            qual, resgate = resgatar(equipe, pasta, pedido, destino, padrao)
        resultado = Repositorio(pasta).restaurar(
            qual,
            destino,
            padrao=padrao,
            sobrescrever=sobrescrever,
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
        "resgate": resgate,
    }


def verificar(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Check one backup, with `ler_tudo` by reading every content again.

    With `destino` all of a second place is read again instead.
    """
    conferir_nomes(parametros, frozenset({"id", "ler_tudo", "destino"}))
    if destino := texto(parametros, "destino", ""):
        return verificar_destino(equipe, destino)
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
        "destino": "",
    }
