"""The answers of the small commands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from componentes.base.erros import em_uma_linha
from componentes.base.metricas import Metricas
from componentes.portas.apresentacao.classificacao import membros
from componentes.portas.apresentacao.depois_do_backup import depois_do_backup
from componentes.portas.apresentacao.execucoes import ESTADOS
from componentes.portas.apresentacao.linha_de_comando import citar
from componentes.portas.apresentacao.painel import hora_local, linha_simples
from componentes.portas.apresentacao.vigilancia import mostrar_servicos
from componentes.portas.saida import Saida
from componentes.relatorio.textos import quantos, tamanho, visivel

_PROBLEMAS_MOSTRADOS = 20
_METRICAS = "metricas_tempo_real"
_SITUACOES = {
    "executando": "em andamento",
    "parado": "parado",
    "interrompida": "parado: a última execução foi cortada",
    "sem_resposta": "sem resposta: há um processo com a trava, mas ele não dá sinal",
}
_SERVICOS = {"vigia": "vigia", "servico": "serviço"}


def mostrar_situacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what runs, or how the last run ended."""
    execucao = resposta.get("execucao")
    saida.mostrar(Text(f"status: {_SITUACOES[resposta['status']]}", "bold"))
    if execucao:
        _mostrar_execucao(execucao, resposta["status"], saida)
    if resposta["status"] == "executando":
        saida.mostrar(Text(linha_simples(msgspec.convert(resposta[_METRICAS], Metricas))))
        _mostrar_agentes(resposta, saida)
    mostrar_servicos(resposta, saida)


def _mostrar_execucao(execucao: Mapping[str, Any], status: str, saida: Saida) -> None:
    nome = f"{execucao['nome']} ({execucao['comando']})"
    tempos = f"iniciada {hora_local(execucao['iniciada_em'])}"
    if execucao["terminada_em"]:
        tempos += f", terminada {hora_local(execucao['terminada_em'])}"
    estado = "cortada" if status == "interrompida" else ESTADOS.get(execucao["estado"], "")
    saida.mostrar(Text(f"última execução: {nome}, {estado}, {tempos}"))
    contagens = execucao["contagens"]
    if contagens and contagens["arquivos"]:
        arquivos = quantos(contagens["arquivos"], "arquivo", "arquivos")
        conteudos = quantos(contagens["conteudos"], "conteúdo único", "conteúdos únicos")
        partes = [arquivos, *membros(contagens), conteudos, tamanho(contagens["bytes"])]
        saida.mostrar(Text(" · ".join(partes)))
    if execucao["erro"]:
        saida.mostrar(Text(f"erro: {visivel(em_uma_linha(execucao['erro']))}", "red"))
    if status == "interrompida" or execucao["estado"] in ("interrompida", "cancelada"):
        saida.mostrar(Text(f"para retomar: {_retomada(execucao, saida)}"))
    if execucao["estado"] == "concluida_com_falhas":
        ver = f"{saida.programa} execucoes mostrar {execucao['nome']}"
        saida.mostrar(Text(f"o que falhou, e o que fazer: {ver}"))


def _retomada(execucao: Mapping[str, Any], saida: Saida) -> str:
    """Return the command line that takes up a run, whatever folders this call was given."""
    pastas = [citar(pasta) for pasta in execucao["pastas"]]
    if execucao["comando"] == "classificar_diretorio":
        return f"{saida.programa} classificar_diretorio {pastas[0]}"
    biblioteca = f" --biblioteca {pastas[0]}" if len(pastas) == 1 else ""
    return f"{saida.programa}{biblioteca} {execucao['comando']}"


def _mostrar_agentes(resposta: Mapping[str, Any], saida: Saida) -> None:
    metricas = resposta["metricas_tempo_real"]
    threads = ", ".join(resposta["threads_ativas"])
    carga = f"processador {metricas['cpu_usage']:.0f} %, memória {metricas['memory_usage']:.0f} MB"
    saida.mostrar(Text(f"threads ativas: {threads} · {carga}"))
    for nome, estado in resposta["componentes"].items():
        partes = filter(None, (estado["situacao"], visivel(estado["atividade"])))
        saida.mostrar(Text(f"  {nome}: {', '.join(partes)}"))


def mostrar_parada(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print whom the request was left to."""
    if resposta["execucao"]:
        saida.mostrar(Text(f"pedido feito a {resposta['execucao']}: vai parar após o lote atual"))
    for servico in resposta["servicos"]:
        saida.mostrar(Text(f"pedido feito ao {_SERVICOS[servico]}: vai encerrar em segundos"))


def mostrar_exportacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print where the data are."""
    fichas = quantos(resposta["fichas"], "ficha", "fichas")
    saida.mostrar(Text(f"{fichas} em {visivel(resposta['saida'])}"))


def mostrar_backup(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what a backup holds."""
    if not resposta["id"]:
        depois = depois_do_backup(resposta, saida)
        saida.mostrar(Text(f"nenhum backup novo: {resposta['motivo']}{depois}"))
        return
    for aviso in resposta["avisos"]:
        saida.avisar(f"{aviso['nome']}: {aviso['motivo']}")
    depois = depois_do_backup(resposta, saida)
    tudo, novos = tamanho(resposta["bytes_total"]), tamanho(resposta["bytes_proprios"])
    arquivos = quantos(resposta["arquivos"], "arquivo", "arquivos")
    saida.mostrar(
        Text(f"backup {resposta['id']}: {arquivos}, {tudo}, dos quais {novos} novos{depois}")
    )


def mostrar_restauracao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what came back and what did not."""
    for caso, casos in (("ignorado", "ignorados"), ("danificado", "danificados")):
        for item in resposta[casos][:_PROBLEMAS_MOSTRADOS]:
            saida.avisar(f"{caso}: {item['nome']}: {item['motivo']}")
    partes = [quantos(resposta["restaurados"], "arquivo restaurado", "arquivos restaurados")]
    if resposta["iguais"]:
        partes.append(f"{resposta['iguais']} já estavam lá, iguais")
    partes += [f"{len(resposta[c])} {c}" for c in ("ignorados", "danificados") if resposta[c]]
    if resposta["resgate"]:
        dito = f"o que foi substituído está no backup {resposta['resgate']}, em substituidos/"
        saida.mostrar(Text(dito))
    saida.mostrar(Text(" · ".join(partes)))


def mostrar_verificacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what is wrong with a backup."""
    for problema in resposta["problemas"][:_PROBLEMAS_MOSTRADOS]:
        saida.avisar(problema)
    total = len(resposta["problemas"])
    achados = quantos(total, "problema", "problemas") if total else "nenhum problema"
    if resposta["destino"]:
        saida.mostrar(Text(f"{visivel(resposta['destino'])}, relido inteiro: {achados}"))
        return
    if resposta["ler_tudo"]:
        saida.mostrar(Text(f"backup verificado: {achados}"))
        return
    saida.mostrar(Text(f"estrutura conferida: {achados}; com --ler-tudo cada conteúdo é relido"))


def mostrar_configuracao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print each value and where it comes from."""
    saida.mostrar(Text(f"arquivo: {visivel(resposta['arquivo'])}"))
    tabela = Table(box=None, pad_edge=False)
    for coluna in ("chave", "valor", "origem"):
        tabela.add_column(coluna)
    for chave, valor in resposta["valores"].items():
        for caminho, parte in _aplanado(chave, valor):
            texto = json.dumps(parte, ensure_ascii=False)
            tabela.add_row(caminho, Text(visivel(texto)), resposta["origens"][chave])
    saida.mostrar(tabela)
    for pasta in resposta["biblioteca"]:
        saida.mostrar(Text(f"biblioteca: {visivel(pasta)}"))


def _aplanado(chave: str, valor: Any) -> Iterator[tuple[str, Any]]:
    """Yield each value of a section by its path; one row for a whole section cannot be read."""
    if not isinstance(valor, dict) or not valor:
        yield chave, valor
        return
    for nome, parte in valor.items():
        yield from _aplanado(f"{chave}.{nome}", parte)


def mostrar_validacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print that configuration, folders, rules and tables are sound."""
    regras = quantos(resposta["regras"], "regra", "regras")
    mesas = quantos(resposta["mesas"], "tabela de mesa", "tabelas de mesas")
    agenda = quantos(resposta["agendamentos"], "agendamento", "agendamentos")
    partes = f"{visivel(resposta['arquivo'])}; {regras}, {mesas}, {agenda}"
    for ausente in resposta["ausentes"]:
        saida.avisar(ausente)
    saida.mostrar(Text(f"configuração válida: {partes}"))


def mostrar_esquema(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the schema itself, so that it can be redirected."""
    saida.mostrar(Text(resposta["esquema"].rstrip()))
    saida.dizer(f"também gravado em {resposta['saida']}")
