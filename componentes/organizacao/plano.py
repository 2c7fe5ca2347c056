"""From files, groups and scheme to a plan: pure, and the same whatever order files come in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from componentes.base.nomes import chave_de_gemeos, portatil
from componentes.base.plano import Acao, Passo, Plano
from componentes.organizacao.ligacoes import quebradas
from componentes.organizacao.lugares import (
    divisoes_cheias,
    pasta_do_cabecalho,
    pasta_inteira,
    usos_dos_cabecalhos,
)
from componentes.organizacao.modelo import Item, Opcoes
from componentes.organizacao.nomes import Alocador, CaminhoLongo

_LONGO = "o caminho ficaria longo demais; use um --destino mais curto"


class _Pedido(NamedTuple):
    """Where a file would go, folders in order of preference, and why."""

    item: Item
    pastas: Sequence[str]
    nome: str
    motivo: str


class _Lugar(NamedTuple):
    destino: str
    conflito: str
    motivo: str


def planejar(itens: Iterable[Item], opcoes: Opcoes) -> Plano:
    """Return what becomes of every file."""
    por_caminho = {item.caminho: item for item in sorted(itens, key=lambda i: i.caminho)}
    presentes = {sha: caminho for caminho, sha in sorted(opcoes.na_arvore.items()) if sha}
    ficam = {
        item.caminho: motivo
        for item in por_caminho.values()
        if (motivo := _por_que_fica(item, por_caminho, presentes, opcoes))
    }
    vao = [item for caminho, item in por_caminho.items() if caminho not in ficam]
    lugares = _alocar(_pedidos(por_caminho, vao, presentes, opcoes), ficam, opcoes)
    avisos = _avisos(por_caminho, lugares, presentes)
    passos = []
    numero = 0
    for caminho, item in por_caminho.items():
        lugar = lugares.get(caminho)
        numero += lugar is not None
        passos.append(
            Passo(
                numero=numero if lugar else 0,
                acao=_acao(item, presentes, opcoes) if lugar else Acao.DEIXAR,
                origem=caminho,
                local=item.local,
                destino=lugar.destino if lugar else "",
                sha256=item.sha256,
                tamanho=item.tamanho,
                mtime_ns=item.mtime_ns,
                motivo=lugar.motivo if lugar else ficam[caminho],
                conflito=lugar.conflito if lugar else "",
                avisos=avisos.get(caminho, ()),
            )
        )
    return _com_digest(opcoes, tuple(passos))


def _sobra(item: Item, presentes: Mapping[str, str]) -> str:
    """Return why another file has the place of this one, "" where it has its own."""
    if item.copia_de:
        return f"cópia idêntica de {item.copia_de}"
    presente = presentes.get(item.sha256)
    return f"já está na árvore, idêntico: {presente}" if presente else ""


def _por_que_fica(
    item: Item, itens: Mapping[str, Item], presentes: Mapping[str, str], opcoes: Opcoes
) -> str:
    if item.falha:
        return item.falha
    dono = itens.get(item.copia_de)
    if dono is not None and dono.falha:  # nothing goes out of the way of what is not there
        return f"cópia idêntica de {item.copia_de}, que fica: {dono.falha}"
    return "" if opcoes.quarentenar else _sobra(item, presentes)


def _acao(item: Item, presentes: Mapping[str, str], opcoes: Opcoes) -> Acao:
    if _sobra(item, presentes):
        return Acao.QUARENTENA
    return Acao.MOVER if opcoes.mover else Acao.COPIAR


def _pedidos(
    itens: Mapping[str, Item], vao: Sequence[Item], presentes: Mapping[str, str], opcoes: Opcoes
) -> Iterator[_Pedido]:
    """Yield the wishes in the order in which names are given."""
    sobras = {item.caminho: motivo for item in vao if (motivo := _sobra(item, presentes))}
    donos = [item for item in vao if item.caminho not in sobras]
    usos = usos_dos_cabecalhos(donos, _mantidos(itens))
    cheias = divisoes_cheias(donos, opcoes)

    def vez(item: Item) -> tuple[int, bool, str]:
        return -len(usos.get(item.caminho, ())), not item.preferido, item.caminho

    for item in sorted(donos, key=vez):
        pasta, porque = pasta_inteira(item), ""
        if item.cabecalho:
            raiz, abaixo = pasta_do_cabecalho(item, usos)
            pastas = [f"{raiz}/{abaixo}", f"{raiz}/{item.pasta}"]
        elif item.divisao and chave_de_gemeos(pasta) not in cheias:
            sem = "/".join(filter(None, (item.raiz, item.pasta)))
            resto = sem if sem == opcoes.resto else f"{sem}/{opcoes.resto}"
            if resto != pasta:
                porque = f"menos de {opcoes.minimo_por_pasta} arquivos em {item.divisao}"
            pastas = [resto]
        else:
            pastas = [pasta]
        yield _Pedido(item, pastas, item.nome, "; ".join(filter(None, (item.motivo, porque))))
    for item in vao:
        if item.caminho in sobras:
            pasta, _, nome = item.caminho.rpartition("/")
            yield _Pedido(item, [portatil(pasta) if pasta else "", ""], nome, sobras[item.caminho])


def _alocar(pedidos: Iterable[_Pedido], ficam: dict[str, str], opcoes: Opcoes) -> dict[str, _Lugar]:
    """Return the place of each file; those for which there is none join `ficam`."""
    arvore = Alocador(opcoes.limite, opcoes.na_arvore)
    quarentena = Alocador(opcoes.limite, opcoes.na_quarentena)
    presentes = frozenset(opcoes.na_arvore.values())
    lugares = {}
    for item, pastas, nome, motivo in pedidos:
        sobra = item.copia_de or item.sha256 in presentes
        try:
            destino, conflito = (quarentena if sobra else arvore).alocar(pastas, nome)
        except CaminhoLongo:
            ficam[item.caminho] = _LONGO
        else:
            lugares[item.caminho] = _Lugar(destino, conflito, motivo)
    return lugares


def _mantidos(itens: Mapping[str, Item]) -> dict[str, str]:
    """Return, for each path, the one among identical files that has the place."""
    return {caminho: item.copia_de or caminho for caminho, item in itens.items()}


def _avisos(
    itens: Mapping[str, Item], lugares: Mapping[str, _Lugar], presentes: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Return what each file that gets a place in the tree would no longer find from there."""
    onde = {c: presentes[i.sha256] for c, i in itens.items() if i.sha256 in presentes}
    onde |= {
        caminho: lugar.destino
        for caminho, lugar in lugares.items()
        if not _sobra(itens[caminho], presentes)
    }
    mantidos = _mantidos(itens)
    achados = {c: tuple(quebradas(itens[c], itens, mantidos, onde)) for c in lugares if c in onde}
    return {caminho: avisos for caminho, avisos in achados.items() if avisos}


def _com_digest(opcoes: Opcoes, passos: tuple[Passo, ...]) -> Plano:
    """Return the plan; the name of the run says nothing of it and is left out of the digest."""
    dito = (opcoes.destino, opcoes.quarentena, opcoes.mover, opcoes.quarentenar, passos)
    return Plano(
        digest=hashlib.sha256(msgspec.json.encode(dito)).hexdigest()[:16],
        execucao=opcoes.execucao,
        raiz=opcoes.raiz,
        destino=opcoes.destino,
        quarentena=opcoes.quarentena,
        mover=opcoes.mover,
        quarentenar=opcoes.quarentenar,
        passos=passos,
    )
