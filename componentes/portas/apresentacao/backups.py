"""The backups that are there: the list, what changed between two, what a pruning removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from componentes.copia_seguranca.conferencias import ATUAL, ENSAIO, ESTRUTURA, TUDO
from componentes.portas.apresentacao.painel import hora_local
from componentes.portas.saida import Saida
from componentes.relatorio.textos import inteiro, quantos, tamanho, visivel

_ESPECIES = {
    ATUAL: "em dia",
    ESTRUTURA: "estrutura",
    TUDO: "tudo relido",
    ENSAIO: "ensaio",
}
_UNIDADES = ((365 * 86400, "ano", "anos"), (30 * 86400, "mês", "meses"), (86400, "dia", "dias"),
             (3600, "h", "h"), (60, "min", "min"))  # fmt: skip
_ID = 24


def idade(rfc3339: str, momento: datetime) -> str:
    """Return how long ago a recorded time is, in words; "" stays ""."""
    if not rfc3339:
        return ""
    segundos = (momento - datetime.fromisoformat(rfc3339)).total_seconds()
    for unidade, singular, plural in _UNIDADES:
        if segundos >= unidade:
            return f"há {quantos(int(segundos // unidade), singular, plural)}"
    return "há instantes"  # also when the clock was set back


def mostrar_backups(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print the list of backups."""
    if not resposta["backups"]:
        saida.mostrar(Text("nenhum backup ainda; faça um com 'backup_completo'"))
        return
    tabela = Table(box=None, pad_edge=False)
    tabela.add_column("id", no_wrap=True, min_width=_ID)
    for coluna in ("criado em", "idade", "arquivos", "tamanho", "próprios", "conferido", "estado"):
        tabela.add_column(coluna)
    momento = datetime.now(UTC)
    for backup in resposta["backups"]:
        tabela.add_row(
            backup["id"],
            hora_local(backup["criado_em"]),
            idade(backup["criado_em"], momento),
            inteiro(backup["arquivos"]),
            tamanho(backup["bytes_total"]),
            tamanho(backup["bytes_proprios"]),
            _conferido(backup["conferencias"], momento),
            _estado(backup),
        )
    saida.mostrar(tabela)


def _conferido(feitas: Sequence[Mapping[str, Any]], momento: datetime) -> str:
    """Return when and how, newest first: `tudo relido há 2 dias; estrutura há 3 h`."""
    return (
        "; ".join(
            f"{_ESPECIES.get(feita['especie'], 'de outro modo')} {idade(feita['quando'], momento)}"
            for feita in reversed(feitas)
        )
        or "nunca"
    )


def _estado(backup: Mapping[str, Any]) -> Text:
    if backup["dano"]:
        return Text(visivel(backup["dano"]), "red")
    if backup["com_dano_conhecido"]:
        return Text("danificado: veja 'backups verificar ID --ler-tudo'", "red")
    return Text("inteiro")


def mostrar_diferenca(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print what is new, gone, altered and moved, and how much of each."""
    for sinal, grupo, linha in _GRUPOS:
        itens = resposta[grupo]
        for item in itens[: resposta["limite"]]:
            saida.mostrar(Text(f"{sinal} {linha(item)}"))
        if len(itens) > resposta["limite"]:
            resto = len(itens) - resposta["limite"]
            outros = quantos(resto, grupo.removesuffix("s"), grupo)
            saida.mostrar(Text(f"… e mais {outros}; todos com --json ou --limite", "dim"))
    saida.mostrar(Text(" · ".join(_resumo_da_diferenca(resposta))))


def _presenca(item: Mapping[str, Any]) -> str:
    return f"{visivel(item['nome'])}  {tamanho(item['tamanho'])}"


def _alteracao(item: Mapping[str, Any]) -> str:
    tamanhos = f"{tamanho(item['antes'])} → {tamanho(item['depois'])}"
    hashes = f"{item['sha256_antes'][:8]} → {item['sha256_depois'][:8]}"
    return f"{visivel(item['nome'])}  {tamanhos}, SHA-256 {hashes}"


def _mudanca(item: Mapping[str, Any]) -> str:
    return f"{visivel(item['de'])} → {visivel(item['para'])}  {tamanho(item['tamanho'])}"


_GRUPOS: Sequence[tuple[str, str, Callable[[Mapping[str, Any]], str]]] = (
    ("+", "novos", _presenca),
    ("-", "sumidos", _presenca),
    ("~", "alterados", _alteracao),
    (">", "movidos", _mudanca),
)


def _resumo_da_diferenca(resposta: Mapping[str, Any]) -> Iterator[str]:
    yield f"de {resposta['de']} a {resposta['para']}"
    for grupo, total in resposta["totais"].items():
        if total["arquivos"]:
            quais = quantos(total["arquivos"], grupo.removesuffix("s"), grupo)
            yield f"{quais} ({tamanho(total['bytes'])})"
    yield quantos(resposta["iguais"], "igual", "iguais")


def mostrar_poda(resposta: Mapping[str, Any], saida: Saida) -> None:
    """Print which backups stay and why, which go, and what that frees."""
    for item in (*resposta["danificados"], *resposta["avisos"]):
        saida.avisar(f"{item['nome']}: {item['motivo']}")
    if resposta["mantidos"]:
        saida.mostrar(_decisoes(resposta))
    saida.mostrar(Text(" · ".join(_resumo_da_poda(resposta))))
    ficaram = {item["nome"] for item in resposta["danificados"]} & resposta["mantidos"].keys()
    if ficaram:
        saida.mostrar(Text("os danificados ficam e não contam; com --danificados podem sair"))


def _decisoes(resposta: Mapping[str, Any]) -> Table:
    saiu = "sairia" if resposta["simulada"] else "saiu"
    decisoes = {qual: "fica: " + ", ".join(r) for qual, r in resposta["mantidos"].items()}
    decisoes |= dict.fromkeys(resposta["removidos"], saiu)
    tabela = Table(box=None, pad_edge=False)
    tabela.add_column("id", no_wrap=True, min_width=_ID)
    tabela.add_column("decisão")
    for qual in sorted(decisoes, reverse=True):
        tabela.add_row(visivel(qual), decisoes[qual])
    return tabela


def _resumo_da_poda(resposta: Mapping[str, Any]) -> Iterator[str]:
    if resposta["cancelada"]:
        yield "interrompida a pedido; tudo o que fica está inteiro"
    um, varios, a_mais = "removido", "removidos", ""
    if resposta["simulada"]:
        yield "simulação, nada foi tocado"
        um, varios, a_mais = "sairia", "sairiam", "seriam "
    yield quantos(len(resposta["removidos"]), f"backup {um}", f"backups {varios}")
    yield quantos(len(resposta["pacotes_removidos"]), f"pacote {um}", f"pacotes {varios}")
    if reescritos := len(resposta["pacotes_reescritos"]):
        yield a_mais + quantos(reescritos, "reescrito", "reescritos")
    yield f"{tamanho(max(0, resposta['bytes_liberados']))} {a_mais}liberados"
