"""Chooses how the answer of each command is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from componentes.portas.apresentacao import (
    agenda,
    agentes,
    alertas,
    avulsas,
    backups,
    classificacao,
    depois_do_backup,
    duplicatas,
    execucoes,
    organizacao,
    relatorios,
    vigilancia,
)
from componentes.portas.apresentacao.explicacao import pagina
from componentes.portas.saida import Saida

Apresentador = Callable[[Mapping[str, Any], Saida], None]

_APRESENTADORES: Mapping[str, Apresentador] = {
    "classificar_tudo": classificacao.mostrar_classificacao,
    "classificar_diretorio": classificacao.mostrar_classificacao,
    "demo_completo": classificacao.mostrar_demonstracao,
    "duplicatas": duplicatas.mostrar_duplicatas,
    "duplicatas_decidir": duplicatas.mostrar_decisao,
    "organizar_plano": organizacao.mostrar_plano,
    "organizar_aplicar": organizacao.mostrar_aplicacao,
    "organizar_desfazer": organizacao.mostrar_desfazimento,
    "organizar_listar": organizacao.mostrar_organizacoes,
    "explicar": pagina.mostrar_explicacao,
    "execucoes_listar": execucoes.mostrar_execucoes,
    "execucoes_mostrar": execucoes.mostrar_uma,
    "execucoes_eventos": execucoes.mostrar_eventos,
    "execucoes_log": execucoes.mostrar_log,
    "execucoes_cancelar": execucoes.mostrar_cancelamento,
    "execucoes_retomar": classificacao.mostrar_classificacao,
    "execucoes_repetir": classificacao.mostrar_classificacao,
    "status_sistema": avulsas.mostrar_situacao,
    "status": avulsas.mostrar_situacao,
    "monitorar_tempo_real": avulsas.mostrar_situacao,
    "parar_sistema": avulsas.mostrar_parada,
    "agentes_listar": agentes.mostrar_agentes,
    "agentes_reiniciar": agentes.mostrar_respostas,
    "agentes_redefinir": agentes.mostrar_respostas,
    "vigiar": vigilancia.mostrar_vigilancia,
    "gerar_relatorio_executivo": relatorios.mostrar_relatorio,
    "exportar": avulsas.mostrar_exportacao,
    "alertas_listar": alertas.mostrar_alertas,
    "alertas_silenciar": alertas.mostrar_silencio,
    "alertas_testar": alertas.mostrar_teste,
    "backup_completo": avulsas.mostrar_backup,
    "backups_listar": backups.mostrar_backups,
    "backups_diferenca": backups.mostrar_diferenca,
    "backups_podar": backups.mostrar_poda,
    "backups_enviar": depois_do_backup.mostrar_envio,
    "backups_restaurar": avulsas.mostrar_restauracao,
    "backups_verificar": avulsas.mostrar_verificacao,
    "config_mostrar": avulsas.mostrar_configuracao,
    "config_validar": avulsas.mostrar_validacao,
    "config_esquema": avulsas.mostrar_esquema,
    "agenda_listar": agenda.mostrar_agenda,
    "agenda_executar": agenda.mostrar_execucao,
    "servico": agenda.mostrar_servico,
}


def mostrar(comando: str, resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the answer of `comando` for a person."""
    _APRESENTADORES[comando](resposta, saida)
    if comando == "agenda_executar":
        mostrar(resposta["comando_executado"], resposta, saida)
