"""The tidy tree in the terminal: the plan, how it went, what was undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from componentes.portas.apresentacao.linha_de_comando import citar
from componentes.portas.apresentacao.painel import hora_local
from componentes.portas.saida import Saida
from componentes.relatorio.textos import inteiro, quantos, tamanho, visivel

_RESSALVAS_MOSTRADAS = 20
_PASTAS_MOSTRADAS = 24
_FAZER = {"copiar": "a copiar", "mover": "a mover", "quarentena": "à quarentena"}
_ESTADOS = {
    "aplicando": "pela metade",
    "aplicada": "feita",
    "desfazendo": "pela metade de ser desfeita",
    "desfeita": "desfeita",
}
_DESFEITO = ("já desfeito", "já desfeitos")
_DE_VOLTA = ("de volta ao lugar", "de volta ao lugar")
_RETIRADO = (
    "retirado da árvore; o original fica",
    "retirados da árvore; os originais ficam",
)
_CORES = {"copiar": "green", "mover": "yellow", "quarentena": "magenta"}


def mostrar_plano(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the first steps, conflicts and warnings, the totals, and how to carry it out."""
    a_fazer = [passo for passo in resposta["passos"] if passo["numero"]]
    for passo in a_fazer[: resposta["limite"]]:
        for linha in _do_passo(passo):
            saida.mostrar(linha)
    if len(a_fazer) > resposta["limite"]:
        outros = quantos(len(a_fazer) - resposta["limite"], "passo", "passos")
        saida.mostrar(Text(f"… e mais {outros}; todos com --html ou --json", "dim"))
    if a_fazer:
        saida.mostrar(_pastas(a_fazer))
    for linha in _resumo(resposta):
        saida.mostrar(linha)
    if resposta["html"]:
        saida.mostrar(Text.assemble("página: ", (visivel(resposta["html"]), "bold")))
    if a_fazer:
        saida.mostrar(_a_seguir(f"{saida.programa} organizar aplicar{_opcoes(resposta)}"))


def _do_passo(passo: Mapping[str, Any]) -> Iterator[Text]:
    yield Text.assemble(
        (f"{passo['numero']:>5}  ", "bold"),
        (f"{passo['acao']} ", _CORES[passo["acao"]]),
        visivel(passo["origem"]),
    )
    yield Text.assemble("       → ", (visivel(passo["destino"]), "bold"))
    yield Text(f"       {visivel(passo['motivo'])}", "dim")
    if passo["conflito"]:
        yield Text(f"       conflito: {visivel(passo['conflito'])}", "yellow")
    for aviso in passo["avisos"]:
        yield Text(f"       atenção: {visivel(aviso)}", "yellow")


def _pastas(passos: Sequence[Mapping[str, Any]]) -> Table:
    """Return how many files each folder of the tree gets."""
    destinos = [passo["destino"] for passo in passos if passo["acao"] != "quarentena"]
    contagem = Counter(destino.rpartition("/")[0] for destino in destinos)
    mostradas = len(contagem) if len(contagem) <= _PASTAS_MOSTRADAS else _PASTAS_MOSTRADAS - 1
    grandes = sorted(contagem, key=lambda pasta: (-contagem[pasta], pasta))[:mostradas]
    tabela = Table(box=None, pad_edge=False, show_header=True)
    tabela.add_column("arquivos", justify="right")
    tabela.add_column("pasta da árvore")
    for pasta in sorted(grandes):
        tabela.add_row(inteiro(contagem[pasta]), Text(visivel(pasta)))
    outras = len(contagem) - len(grandes)
    if outras > 0:
        resto = sum(contagem.values()) - sum(contagem[pasta] for pasta in grandes)
        tabela.add_row(inteiro(resto), Text(f"em mais {quantos(outras, 'pasta', 'pastas')}", "dim"))
    return tabela


def _resumo(resposta: Mapping[str, Any]) -> Iterator[Text]:
    passos = resposta["passos"]
    conflitos = sum(bool(passo["conflito"]) for passo in passos)
    if conflitos:
        resolvidos = quantos(conflitos, "conflito de nome", "conflitos de nome")
        yield Text(f"{resolvidos}, cada um com o seu lugar", "yellow")
    avisados = sum(bool(passo["avisos"]) for passo in passos)
    if avisados:
        yield Text(
            f"{quantos(avisados, 'programa', 'programas')} com dependências a ajustar", "yellow"
        )
    totais = resposta["totais"]
    partes = [
        f"{quantos(totais[acao]['arquivos'], 'arquivo', 'arquivos')} {palavras}"
        f" ({tamanho(totais[acao]['bytes'])})"
        for acao, palavras in _FAZER.items()
        if totais[acao]["arquivos"]
    ]
    ficam = totais["deixar"]["arquivos"]
    if ficam:
        partes.append(quantos(ficam, "fica onde está", "ficam onde estão"))
    yield Text(f"destino: {visivel(resposta['destino'])}")
    yield Text(f"plano {resposta['digest']}: {' · '.join(partes)}; nada foi tocado", "bold")


def _opcoes(resposta: Mapping[str, Any]) -> str:
    opcoes = " --mover" if resposta["mover"] else ""
    opcoes += " --quarentena" if resposta["quarentenar"] else ""
    pedido = resposta["destino_pedido"]
    opcoes += f" --destino {citar(pedido)}" if pedido else ""
    return f"{opcoes} --plano {resposta['digest']}"


def mostrar_aplicacao(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print how carrying out a plan went, and the one command that follows."""
    if not resposta["organizacao"]:
        saida.mostrar(Text("nada a fazer: tudo já está na árvore, ou fica onde está"))
        return
    _mostrar_ressalvas(resposta, saida)
    nome = resposta["organizacao"]
    if resposta["cancelada"]:
        prontos = _arquivos(resposta, "pronto, e anotado", "prontos, e anotados")
        saida.mostrar(Text(f"interrompida a pedido: {prontos}"))
        opcoes = " --mover" * resposta["mover"] + " --quarentena" * bool(resposta["quarentena"])
        opcoes += f" --destino {citar(resposta['destino'])}"
        saida.mostrar(_a_seguir(f"{saida.programa} organizar aplicar{opcoes}   (retoma)"))
        return
    verbos = ("movido", "movidos") if resposta["mover"] else ("copiado", "copiados")
    feitos = _arquivos(resposta, *verbos)
    saida.mostrar(Text(f"organização {nome}: {feitos}, cada um conferido", "bold"))
    saida.mostrar(Text(f"árvore: {visivel(resposta['destino'])}"))
    if resposta["quarentena"]:
        saida.mostrar(Text(f"quarentena: {visivel(resposta['quarentena'])}"))
    if resposta["mover"]:
        seguinte = f"classificar_diretorio {citar(resposta['destino'])}"
        saida.mostrar(Text(f"para voltar atrás: organizar desfazer {nome}"))
    else:
        seguinte = f"organizar desfazer {nome}   (se não gostar; o que você mudar lá fica)"
    saida.mostrar(_a_seguir(f"{saida.programa} {seguinte}"))


def mostrar_desfazimento(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what is back where it was, and what stayed and why."""
    _mostrar_ressalvas(resposta, saida)
    nome = resposta["organizacao"]
    if resposta["cancelada"]:
        saida.mostrar(Text(f"interrompido a pedido: {_arquivos(resposta, *_DESFEITO)}"))
        saida.mostrar(_a_seguir(f"{saida.programa} organizar desfazer {nome}   (retoma)"))
        return
    verbos = _DE_VOLTA if resposta["mover"] else _RETIRADO
    saida.mostrar(Text(f"organização {nome}: {_arquivos(resposta, *verbos)}", "bold"))
    saida.mostrar(_a_seguir(f"{saida.programa} organizar plano"))


def mostrar_organizacoes(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the applications, newest first."""
    if not resposta["organizacoes"]:
        saida.mostrar(Text("nenhuma organização ainda; veja 'organizar plano'"))
        return
    tabela = Table(box=None, pad_edge=False)
    for coluna in ("nome", "feita em", "modo", "estado", "passos", "destino"):
        tabela.add_column(coluna)
    for organizacao in resposta["organizacoes"]:
        tabela.add_row(
            organizacao["nome"],
            hora_local(organizacao["criada_em"]),
            "mover" if organizacao["mover"] else "copiar",
            _ESTADOS[organizacao["estado"]],
            ", ".join(f"{inteiro(n)} {estado}" for estado, n in organizacao["passos"].items()),
            Text(visivel(organizacao["destino"])),
        )
    saida.mostrar(tabela)


def _mostrar_ressalvas(resposta: Mapping[str, Any], saida: Saida) -> None:
    todas = [*resposta["ressalvas"], *resposta["avisos"]]
    for passo in todas[:_RESSALVAS_MOSTRADAS]:
        saida.avisar(f"passo {passo['numero']}: {passo['origem']}: {passo['nota']}")
    if len(todas) > _RESSALVAS_MOSTRADAS:
        saida.avisar(f"e mais {inteiro(len(todas) - _RESSALVAS_MOSTRADAS)}; todas com --json")
    total = len(resposta["ressalvas"])
    if total:
        saida.mostrar(Text(quantos(total, "passo com ressalva", "passos com ressalva"), "yellow"))


def _arquivos(resposta: Mapping[str, Any], singular: str, plural: str) -> str:
    """Return how many files, how much, and what became of them."""
    total = resposta["arquivos"]
    arquivos = quantos(total, "arquivo", "arquivos")
    return f"{arquivos} ({tamanho(resposta['bytes'])}) {singular if total == 1 else plural}"


def _a_seguir(comando: str) -> Text:
    return Text.assemble("a seguir: ", (visivel(comando), "bold"))
