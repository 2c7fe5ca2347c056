"""The closing words of a run: what there is, what is wrong with it, where to look next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from rich.text import Text

from componentes.agentes.auto_backup_integration import CANCELADO
from componentes.base.tipos import falhas_em
from componentes.portas.apresentacao.depois_do_backup import depois_do_backup
from componentes.portas.apresentacao.linha_de_comando import citar
from componentes.portas.apresentacao.tela.falhas import em_resumo
from componentes.portas.saida import Saida
from componentes.relatorio.falhas import GrupoFalha
from componentes.relatorio.frases import em_compactados
from componentes.relatorio.rotulos import TIPOS_CONTADOS, nome_de
from componentes.relatorio.textos import inteiro, porcentagem, quantos, tamanho, visivel

_CAUSAS_MOSTRADAS = 3
_ROTULOS_MOSTRADOS = 6
_MUITAS_COPIAS = 0.1
_CORTADAS = {
    "cancelada": "Interrompida a pedido; o que ficou pronto está guardado.",
    "interrompida": "O prazo de timeout_operacoes se esgotou; o que ficou pronto está guardado.",
}
_SEM_TIPO = ("sem resultado", "sem resultado")


def mostrar_classificacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the summary of a run, most important last."""
    if resposta["estado"] in _CORTADAS:
        saida.mostrar(Text(_CORTADAS[resposta["estado"]]))
        saida.mostrar(_a_seguir(f"{_a_mesma(resposta, saida)}   (retoma de onde parou)"))
        return
    if resposta["erro"]:
        saida.avisar(f"a execução não chegou ao fim: {resposta['erro']}")
    for agente, erro in resposta["erros_dos_agentes"].items():
        saida.avisar(f"o agente {agente} falhou: {erro}")
    resumo = resposta["resumo"]
    for linha in (*_composicao(resumo), *_falhas(resposta)):
        saida.mostrar(linha)
    saida.mostrar(_totais(resposta))
    if resposta["backup"] and "backup" not in resposta["erros_dos_agentes"]:
        depois = depois_do_backup(resposta, saida)
        saida.mostrar(Text(f"backup: {visivel(resposta['backup'])}{_remedio(resposta)}{depois}"))
    if resposta["relatorio"]:
        saida.mostrar(Text.assemble("relatório: ", (visivel(resposta["relatorio"]), "bold")))
    saida.mostrar(_a_seguir(_proximo(resposta, saida.programa)))


def _a_mesma(resposta: Mapping[str, Any], saida: Saida) -> str:
    """Return the command line that takes this run up again."""
    if resposta["comando"].startswith("execucoes"):
        return f"{saida.programa} execucoes retomar {resposta['execucao']}"
    um_so = resposta["comando"] == "classificar_diretorio"
    pasta = f" {citar(resposta['pastas'][0])}" if um_so else ""
    return f"{saida.programa} {resposta['comando']}{pasta}"


def _remedio(resposta: Mapping[str, Any]) -> str:
    cancelado = resposta["backup"] == CANCELADO
    return "; faça-o depois com 'backup_completo'" if cancelado else ""


def mostrar_demonstracao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what each step of the tour gave."""
    for passo in resposta["passos"]:
        sinal = "✓" if passo["sucesso"] else "✗"
        saida.mostrar(Text(f"{sinal} {visivel(passo['passo'])}: {_resultado(passo)}"))
    saida.mostrar(Text.assemble("relatório: ", (visivel(resposta["relatorio"]), "bold")))
    saida.mostrar(Text(f"tudo ficou em {visivel(resposta['pasta'])}; apague quando quiser"))
    saida.mostrar(_a_seguir(f"{saida.programa} classificar_tudo --biblioteca SUA_PASTA"))


def _resultado(passo: Mapping[str, Any]) -> str:
    if not passo["sucesso"]:
        return str(passo.get("erro", "falhou"))
    if "contagens" in passo:
        metricas = passo["metricas"]
        lidos = metricas["classificados"] + metricas["copias"]
        return f"{inteiro(lidos)} lidos, {inteiro(metricas['em_cache'])} em cache"
    if "ficha" in passo:
        ficha = passo["ficha"]
        return f"{nome_de('linguagem', ficha['linguagem'])}, {nome_de('tipo', ficha['tipo'])}"
    if "backups" in passo:
        return quantos(len(passo["backups"]), "backup", "backups")
    return quantos(passo["restaurados"], "arquivo restaurado", "arquivos restaurados")


def _composicao(resumo: Mapping[str, Any]) -> Sequence[Text]:
    tipos = resumo.get("por_tipo", [])
    if not tipos:
        return []
    partes = [
        quantos(t["conteudos"], *TIPOS_CONTADOS.get(t["valor"], _SEM_TIPO))
        for t in tipos
        if t["conteudos"]
    ]
    linhas = [Text("conteúdos: " + " · ".join(partes))]
    for titulo, dimensao, cor in (("famílias", "familia", ""), ("riscos", "risco", "yellow")):
        ditos = [
            f"{nome_de(dimensao, c['valor'])} {inteiro(c['conteudos'])}"
            for c in resumo.get(f"por_{dimensao}", [])[:_ROTULOS_MOSTRADOS]
        ]
        if ditos:
            linhas.append(Text(f"{titulo}: " + " · ".join(ditos), cor))
    return linhas


def _falhas(resposta: Mapping[str, Any]) -> Sequence[Text]:
    """Name the top causes, each with its count, an example and what to do."""
    grupos = msgspec.convert(resposta["falhas"], list[GrupoFalha])
    linhas = [linha for grupo in grupos[:_CAUSAS_MOSTRADAS] for linha in em_resumo(grupo)]
    outras = len(grupos) - _CAUSAS_MOSTRADAS
    if outras > 0:
        causas = quantos(outras, "outra causa", "outras causas")
        linhas.append(Text(f"e {causas}: veja o relatório", "yellow"))
    return linhas


def _totais(resposta: Mapping[str, Any]) -> Text:
    contagens = resposta["contagens"]
    arquivos, conteudos = contagens.get("arquivos", 0), contagens.get("conteudos", 0)
    falhas = falhas_em(contagens.get("por_situacao", {}))
    partes = [
        f"{quantos(arquivos, 'arquivo', 'arquivos')} em {_segundos(resposta)}",
        *membros(contagens),
        quantos(conteudos, "conteúdo único", "conteúdos únicos"),
    ]
    recuperavel = resposta["resumo"].get("totais", {}).get("bytes_copias", 0)
    if recuperavel:
        copias = porcentagem(resposta["resumo"]["totais"]["copias"], arquivos)
        partes.append(f"{copias} são cópias ({tamanho(recuperavel)} recuperáveis)")
    if falhas:
        partes.append(quantos(falhas, "falha", "falhas"))
    if arquivos and not resposta["mudou"]:
        partes.append("nada mudou desde a última vez")
    return Text(" · ".join(partes), "bold")


def membros(contagens: Mapping[str, Any]) -> Sequence[str]:
    """Return how much lies in archives, nothing where there is none."""
    quantas = contagens.get("membros", 0)
    return [em_compactados(quantas, contagens["compactados"])] if quantas else []


def _segundos(resposta: Mapping[str, Any]) -> str:
    return f"{resposta['metricas']['segundos']:.1f} s".replace(".", ",")


def _proximo(resposta: Mapping[str, Any], programa: str) -> str:
    """Return exactly one command: the report if it was left out, the copies if many, the data."""
    if not resposta["relatorio"]:
        return f"{programa} gerar_relatorio_executivo"
    totais = resposta["resumo"].get("totais", {})
    if totais.get("copias", 0) >= _MUITAS_COPIAS * totais.get("arquivos", 0) > 0:
        return f"{programa} duplicatas"
    return f"{programa} exportar --formato csv --saida fichas.csv"


def _a_seguir(comando: str) -> Text:
    return Text.assemble("a seguir: ", (visivel(comando), "bold"))
