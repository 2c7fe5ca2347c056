"""The write operations: functions of an open transaction, handed to `escrita.Escritor`."""

from __future__ import annotations

from componentes.catalogo.operacoes.alertas import anotar_envio, gravar_alerta, silenciar_alerta
from componentes.catalogo.operacoes.arquivos import (
    fechar_inventario,
    gravar_arquivos,
    gravar_resultados,
    marcar_ausentes,
)
from componentes.catalogo.operacoes.decisoes import decidir, esquecer
from componentes.catalogo.operacoes.execucoes import (
    bater,
    criar_execucao,
    encerrar_execucao,
    interromper_orfas,
    pedir_cancelamento,
    reabrir_execucao,
    registrar_evento,
)
from componentes.catalogo.operacoes.lotes import criar_lotes, marcar_lote
from componentes.catalogo.operacoes.poda import podar_execucoes

__all__ = [
    "anotar_envio",
    "bater",
    "criar_execucao",
    "criar_lotes",
    "decidir",
    "encerrar_execucao",
    "esquecer",
    "fechar_inventario",
    "gravar_alerta",
    "gravar_arquivos",
    "gravar_resultados",
    "interromper_orfas",
    "marcar_ausentes",
    "marcar_lote",
    "pedir_cancelamento",
    "podar_execucoes",
    "reabrir_execucao",
    "registrar_evento",
    "silenciar_alerta",
]
