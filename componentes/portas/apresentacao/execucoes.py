"""Runs, their events and their logs, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from componentes.base.erros import em_uma_linha
from componentes.portas.apresentacao.classificacao import membros
from componentes.portas.apresentacao.linha_de_comando import citar
from componentes.portas.apresentacao.painel import duracao, hora_local
from componentes.portas.apresentacao.tela.falhas import mostrar_falhas
from componentes.portas.saida import Saida
from componentes.relatorio.falhas import GrupoFalha
from componentes.relatorio.rotulos import ROTULOS
from componentes.relatorio.textos import inteiro, quantos, tamanho, visivel

ESTADOS = ROTULOS["estado"]
_RETOMAVEIS = frozenset({"cancelada", "falhou", "interrompida"})
_CORES = {"WARNING": "yellow", "ERROR": "red", "DEBUG": "dim"}
_NIVEIS = {"DEBUG": "detalhe", "INFO": "", "WARNING": "aviso", "ERROR": "erro"}
_DO_REGISTRO = frozenset({"ts", "level", "event", "run_id", "agent", "batch", "file"})
_EVENTOS_MOSTRADOS = 10
_LOTES = {"concluido": "prontos", "executando": "em andamento", "na_fila": "na fila"}


def mostrar_execucoes(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the runs, those alive first."""
    todas = [*resposta["vivas"], *resposta["na_fila"], *resposta["passadas"]]
    if not todas:
        saida.mostrar(Text("nenhuma execução ainda; comece com 'classificar_tudo'"))
        return
    tabela = Table(box=None, pad_edge=False)
    tabela.add_column("execução", no_wrap=True)
    for coluna in ("estado", "comando", "iniciada", "duração"):
        tabela.add_column(coluna)
    tabela.add_column("arquivos", justify="right")
    for execucao in todas:
        tabela.add_row(
            execucao["nome"],
            Text(ESTADOS.get(execucao["estado"], ""), _cor(execucao["estado"])),
            execucao["comando"],
            hora_local(execucao["iniciada_em"]),
            _duracao(execucao),
            inteiro(execucao["contagens"].get("arquivos", 0)) if execucao["contagens"] else "",
        )
    saida.mostrar(tabela)


def mostrar_uma(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print one run from its name to what to do next."""
    execucao = resposta["execucao"]
    saida.mostrar(Text(f"{execucao['nome']}: {ESTADOS.get(execucao['estado'], '')}", "bold"))
    for linha in (
        *_quem(execucao),
        *_quanto(execucao),
        *_lotes(resposta),
        f"log: {visivel(resposta['log'])}",
    ):
        saida.mostrar(Text(linha))
    if execucao["erro"]:
        saida.mostrar(Text(f"erro: {visivel(em_uma_linha(execucao['erro']))}", "red"))
    mostrar_falhas(msgspec.convert(resposta["falhas"], list[GrupoFalha]), saida)
    eventos = [evento for evento in resposta["eventos"] if evento["texto"]][-_EVENTOS_MOSTRADOS:]
    if eventos:
        saida.mostrar(Text("últimos eventos:"))
    for evento in eventos:
        saida.mostrar(Text("  ").append_text(linha_de_evento(evento)))
    proximo = _proximo(execucao, saida)
    if proximo:
        saida.mostrar(Text.assemble("a seguir: ", (proximo, "bold")))


def mostrar_eventos(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the events of a run, oldest first, each with the number `--apos` takes."""
    if not resposta["eventos"]:
        saida.mostrar(Text(f"nenhum evento de {resposta['execucao']}"))
    for evento in resposta["eventos"]:
        saida.mostrar(Text(f"{evento['id']:>7} ").append_text(linha_de_evento(evento)))


def mostrar_cancelamento(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print whether the run has ended, and how to take it up again."""
    nome, estado = resposta["execucao"], resposta["estado"]
    if not resposta["sucesso"]:
        saida.avisar(
            f"{nome} ainda está {ESTADOS[estado]} depois de {resposta['segundos']:.0f} s "
            f"(prazo: {resposta['prazo']:.0f} s); acompanhe com 'monitorar_tempo_real'"
        )
        return
    if estado not in _RETOMAVEIS:
        saida.mostrar(Text(f"{nome}: {ESTADOS[estado]}, antes que o pedido chegasse"))
        return
    tempo = f"{resposta['segundos']:.1f}".replace(".", ",")
    fim = f"{nome}: {ESTADOS[estado]}, em {tempo} s"
    saida.mostrar(Text(f"{fim}; o que ficou pronto está guardado"))
    saida.mostrar(Text.assemble("a seguir: ", (_retomada(nome, saida), "bold")))


def mostrar_log(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print a log."""
    mostrar_registros(resposta["registros"], saida)


def mostrar_registros(registros: Iterable[Mapping[str, Any]], saida: Saida) -> None:
    """Print the records of a log as they come: lines for people, NDJSON as they are stored."""
    for registro in registros:
        if saida.json:
            saida.emitir("status", {"log": registro})
        else:
            saida.mostrar(_linha_do_log(registro))


def linha_de_evento(evento: Mapping[str, Any]) -> Text:
    """Return one stored event as a line: in words, or what has none by its name and fields."""
    quando, nivel, texto = evento["quando"], evento["nivel"], evento["texto"]
    return _linha(quando, nivel, texto or evento["tipo"], {} if texto else evento["dados"])


def _linha_do_log(registro: Mapping[str, Any]) -> Text:
    quando, nivel, evento = (registro.get(nome, "") for nome in ("ts", "level", "event"))
    if texto := registro.get("texto"):
        return _linha(quando, nivel, texto, {})
    campos = {nome: registro[nome] for nome in ("agent", "batch", "file") if registro.get(nome)}
    campos |= {nome: v for nome, v in registro.items() if nome not in _DO_REGISTRO}
    return _linha(quando, nivel, evento, campos)


def _linha(quando: str, nivel: str, evento: str, campos: Mapping[str, Any]) -> Text:
    partes = [_hora(quando), _NIVEIS.get(nivel, nivel), evento]
    partes += [f"{nome}={_curto(valor)}" for nome, valor in campos.items() if _diz_algo(valor)]
    return Text(visivel("  ".join(filter(None, partes))), _CORES.get(nivel, ""))


def _hora(quando: str) -> str:
    try:
        return datetime.fromisoformat(quando).astimezone().strftime("%H:%M:%S")
    except ValueError:
        return quando


def _curto(valor: object) -> str:
    return str(valor).replace("\n", " · ")


def _diz_algo(valor: object) -> bool:
    return valor not in ("", None, 0, False) and valor != {}


def _cor(estado: str) -> str:
    if estado in ("falhou", "interrompida"):
        return "red"
    return "green" if estado in ("executando", "cancelando") else ""


def _duracao(execucao: Mapping[str, Any]) -> str:
    ate = execucao["terminada_em"] or execucao["batida_em"]
    if not execucao["iniciada_em"] or not ate:
        return ""
    inicio, fim = (datetime.fromisoformat(t) for t in (execucao["iniciada_em"], ate))
    return duracao(max(0.0, (fim - inicio).total_seconds()))


def _quem(execucao: Mapping[str, Any]) -> Sequence[str]:
    pastas = ", ".join(visivel(pasta) for pasta in execucao["pastas"])
    tempos = f"iniciada {hora_local(execucao['iniciada_em']) or 'ainda não'}"
    if execucao["terminada_em"]:
        tempos += f", terminada {hora_local(execucao['terminada_em'])} ({_duracao(execucao)})"
    processo = f"processo {execucao['pid']} em {visivel(execucao['maquina'])}"
    return (
        f"{execucao['comando']}: {pastas}",
        tempos,
        f"{processo}, último sinal {hora_local(execucao['batida_em'])}",
        f"versão {execucao['versao']}, regras {execucao['regras'][:12]}",
    )


def _quanto(execucao: Mapping[str, Any]) -> Sequence[str]:
    contagens = execucao["contagens"]
    if not contagens:
        return ()
    partes = [
        quantos(contagens["arquivos"], "arquivo", "arquivos"),
        *membros(contagens),
        quantos(contagens["conteudos"], "conteúdo único", "conteúdos únicos"),
        tamanho(contagens["bytes"]),
    ]
    return (" · ".join(partes),)


def _lotes(resposta: Mapping[str, Any]) -> Sequence[str]:
    lotes = resposta["lotes"]
    if not lotes:
        return ()
    ditos = [f"{inteiro(lotes[e])} {nome}" for e, nome in _LOTES.items() if lotes.get(e)]
    donos = f" (com {', '.join(resposta['donos'])})" if resposta["donos"] else ""
    return (f"lotes: {', '.join(ditos)}{visivel(donos)}",)


def _proximo(execucao: Mapping[str, Any], saida: Saida) -> str:
    if execucao["estado"] in _RETOMAVEIS:
        return _retomada(execucao["nome"], saida)
    if execucao["estado"] == "concluida_com_falhas":
        return f"{saida.programa} execucoes repetir {execucao['nome']} --apenas-falhas"
    if execucao["estado"] == "na_fila":
        return f"{saida.programa} execucoes cancelar {execucao['nome']}"
    return f"{saida.programa} monitorar_tempo_real" if execucao["estado"] == "executando" else ""


def _retomada(nome: str, saida: Saida) -> str:
    return f"{saida.programa} execucoes retomar {citar(nome)}"
