"""Groups of copies in the terminal: what to keep, why, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from componentes.portas.saida import Saida
from componentes.relatorio.textos import inteiro, quantos, tamanho, visivel

_NIVEIS = {
    "bytes": "idênticos",
    "texto": "mesmo texto",
    "codigo": "mesmo código",
    "marca": "mesma coisa com outra marca",
    "versao": "versões ou edições",
    "descompilado": "descompilados do mesmo programa",
}
_CAMINHOS_MOSTRADOS = 6
_NOMES_MOSTRADOS = 5
_CORES = {"+": "green", "-": "red", "@": "cyan"}


def mostrar_duplicatas(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the summary and the groups, or one group with what differs, or where the table is."""
    if "saida" in resposta:
        linhas = quantos(resposta["linhas"], "arquivo", "arquivos")
        saida.mostrar(Text(f"{linhas} em {visivel(resposta['saida'])}"))
    elif "grupo" in resposta:
        _mostrar_um(resposta, saida)
    else:
        _mostrar_todos(resposta, saida)


def mostrar_decisao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what stays of the group, or that the program chooses again."""
    grupo = quantos(resposta["arquivos"], "arquivo", "arquivos")
    if resposta["manter"]:
        manter = visivel(resposta["manter"])
        saida.mostrar(Text(f"guardado: do grupo de {grupo} fica {manter}; nada foi movido"))
    else:
        saida.mostrar(Text(f"esquecido: a escolha do grupo de {grupo} volta a ser do programa"))


def _mostrar_todos(resposta: Mapping[str, Any], saida: Saida) -> None:
    resumo = resposta["resumo"]
    for grupo in resposta["grupos"]:
        saida.mostrar(_cabeca(grupo))
        saida.mostrar(_manter(grupo))
        saida.mostrar(Text(f"     {_composicao(grupo)}", "dim"))
    iguais = resposta["nomes_com_codigos_diferentes"]
    if iguais:
        nomes = quantos(len(iguais), "nome serve", "nomes servem")
        saida.mostrar(Text(f"\n{nomes} a códigos diferentes:", "yellow"))
        for item in iguais[:_NOMES_MOSTRADOS]:
            lugares = quantos(len(item["caminhos"]), "código", "códigos")
            saida.mostrar(Text(f"  {visivel(item['nome'])}: {lugares}"))
    for linha in _a_volta(resposta):
        saida.mostrar(Text(linha, "dim"))
    saida.mostrar(Text.assemble("\n", *_totais(resumo)))
    if resposta["grupos"]:
        saida.mostrar(Text(f"a seguir: {saida.programa} duplicatas --grupo 1"))


def _a_volta(resposta: Mapping[str, Any]) -> Iterator[str]:
    varios = resposta["codigos_com_varios_nomes"]
    if varios:
        yield quantos(varios, "código anda", "códigos andam") + " com vários nomes"
    compilados = len(resposta["compilados_com_fonte"])
    if compilados:
        palavras = ("compilado tem", "compilados têm")
        yield quantos(compilados, *palavras) + " o código-fonte na biblioteca"
    gemeos = len(resposta["gemeos_mt4_mt5"])
    if gemeos:
        yield quantos(gemeos, "programa existe", "programas existem") + " para MT4 e MT5"


def _totais(resumo: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    arquivos = _arquivos(resumo)
    conteudos = quantos(resumo["conteudos"], "conteúdo", "conteúdos")
    yield f"{arquivos} · {conteudos}", "bold"
    yield f" · {inteiro(resumo['programas'])} programas em ", ""
    yield quantos(resumo["programas_distintos"], "família", "famílias"), "bold"
    yield f" · {tamanho(resumo['bytes_recuperaveis'])} recuperáveis", "bold"


def _cabeca(grupo: Mapping[str, Any]) -> Text:
    recuperaveis = tamanho(grupo["bytes_recuperaveis"])
    return Text.assemble(
        (f"{grupo['numero']:>3}  ", "bold"),
        f"{_NIVEIS[grupo['nivel']]} · ",
        _arquivos(grupo),
        (f" · {recuperaveis} recuperáveis" if grupo["bytes_recuperaveis"] else ""),
    )


def _arquivos(contado: Mapping[str, Any]) -> str:
    """Return how many files, and how many members of archives beside them."""
    arquivos = quantos(contado["arquivos"], "arquivo", "arquivos")
    dentro = contado["em_compactados"]
    return f"{arquivos} e {inteiro(dentro)} em compactados" if dentro else arquivos


def _manter(grupo: Mapping[str, Any]) -> Text:
    motivos = "; ".join(grupo["motivos"])
    return Text.assemble(
        "     manter ", (visivel(grupo["manter"]), "green"), f": {visivel(motivos)}"
    )


def _composicao(grupo: Mapping[str, Any]) -> str:
    """Return how many contents are how close to the one to keep."""
    partes = []
    for nivel, palavras in _NIVEIS.items():
        arquivos = sum(len(m["caminhos"]) for m in grupo["membros"] if m["nivel"] == nivel)
        if arquivos:
            partes.append(f"{inteiro(arquivos)} {palavras}")
    return ", ".join(partes)


def _mostrar_um(resposta: Mapping[str, Any], saida: Saida) -> None:
    grupo = resposta["grupo"]
    saida.mostrar(_cabeca(grupo))
    saida.mostrar(_manter(grupo))
    for numero, membro in enumerate(grupo["membros"], 1):
        marca = "manter" if numero == 1 else _NIVEIS[membro["nivel"]]
        medida = f"{tamanho(membro['tamanho'])}, {inteiro(membro['linhas'])} linhas"
        saida.mostrar(Text.assemble((f"{numero:>3}  ", "bold"), f"{marca} · {medida}"))
        for caminho in membro["caminhos"][:_CAMINHOS_MOSTRADOS]:
            saida.mostrar(Text(f"       {visivel(caminho)}"))
        if len(membro["caminhos"]) > _CAMINHOS_MOSTRADOS:
            outros = len(membro["caminhos"]) - _CAMINHOS_MOSTRADOS
            saida.mostrar(Text(f"       e mais {inteiro(outros)}", "dim"))
    if "linhas" in resposta:
        _mostrar_diferencas(resposta, saida)


def _mostrar_diferencas(resposta: Mapping[str, Any], saida: Saida) -> None:
    saida.mostrar(Text(f"\nO que o membro {resposta['membro']} tem de diferente do 1:", "bold"))
    for linha in _frases(resposta.get("diferencas", {})):
        saida.mostrar(Text(f"  {visivel(linha)}"))
    if not resposta["linhas"]:
        saida.mostrar(Text("  nada que se leia: só bytes, fins de linha ou brancos"))
    for linha in resposta["linhas"]:
        saida.mostrar(Text(visivel(linha), _CORES.get(linha[:1], "")))
    if resposta["linhas_omitidas"]:
        saida.mostrar(Text(f"… e mais {inteiro(resposta['linhas_omitidas'])} linhas", "dim"))


def _frases(diferencas: Mapping[str, Any]) -> Iterator[str]:
    for chave, palavras in (
        ("padroes_mudados", "valores de fábrica"),
        ("propriedades", "propriedades"),
    ):
        mudados = [f"{nome} {um} → {outro}" for nome, um, outro in diferencas.get(chave, ())]
        if mudados:
            yield f"{palavras}: {', '.join(mudados)}"
    for chave, palavras in (
        ("riscos_novos", "riscos a mais"),
        ("riscos_retirados", "riscos a menos"),
        ("stops_novos", "stop loss das ordens, só neste"),
        ("stops_retirados", "stop loss das ordens, só no 1"),
        ("lotes_novos", "lotes das ordens, só neste"),
        ("lotes_retirados", "lotes das ordens, só no 1"),
        ("entradas_novas", "entradas a mais"),
        ("entradas_retiradas", "entradas a menos"),
        ("funcoes_novas", "funções a mais"),
        ("funcoes_retiradas", "funções a menos"),
        ("textos_novos", "textos a mais"),
        ("textos_retirados", "textos a menos"),
    ):
        nomes: Sequence[str] = diferencas.get(chave, ())
        if nomes:
            yield f"{palavras}: {', '.join(nomes)}"
