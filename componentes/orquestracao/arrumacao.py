"""What a run knows, as the planner of the tidy tree asks for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from componentes.base.caminhos import de_texto, membro_de_arquivo, para_texto
from componentes.base.erros import ErroUso
from componentes.base.pastas import quarentena_de
from componentes.base.plano import Plano
from componentes.base.tipos import Analise, Linguagem, Tipo
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import Execucao, RegistroArquivo
from componentes.classificacao.arvore import Arvore, carregar_arvore
from componentes.classificacao.ficha import decodificado, relativo
from componentes.classificacao.semelhanca.agrupamento import agrupar
from componentes.classificacao.semelhanca.caminhos import original
from componentes.classificacao.semelhanca.colecao import conteudos
from componentes.classificacao.semelhanca.modelo import Conteudo, Grupo
from componentes.classificacao.sugestao import lugar_sugerido, nome_sugerido
from componentes.classificacao.tarefa import ler_analise
from componentes.organizacao.atos import comum
from componentes.organizacao.existentes import arquivos_em
from componentes.organizacao.modelo import Item, Opcoes
from componentes.organizacao.plano import planejar
from componentes.orquestracao.ambiente import Ambiente
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import quantos

_CAMINHO_DO_WINDOWS = 259
_RAIZ_NO_WINDOWS = 80
"""Elsewhere the tree may be carried to Windows, into a folder of up to so many characters."""


class Pedido(NamedTuple):
    """What a user may say about a plan."""

    destino: Path
    mover: bool = False
    quarentenar: bool = False


class _Escolha(NamedTuple):
    """Which of identical files has the place, and what there is to say of it."""

    caminho: str
    preferido: bool = True
    motivo: str = ""


def montar_plano(
    ambiente: Ambiente, consulta: Consulta, execucao: Execucao, pedido: Pedido
) -> Plano:
    """Return the plan for what a run saw; raises `ErroUso` for a place that will not do."""
    quarentena = quarentena_de(pedido.destino)
    conferir_destinos(ambiente, execucao, (pedido.destino, quarentena))
    esquema = carregar_arvore(ambiente.pastas.arvore)
    achados = list(itens(consulta, execucao, esquema))
    opcoes = Opcoes(
        execucao=execucao.nome,
        raiz=execucao.raiz,
        destino=para_texto(pedido.destino.as_posix()),
        quarentena=para_texto(quarentena.as_posix()),
        mover=pedido.mover,
        quarentenar=pedido.quarentenar,
        minimo_por_pasta=esquema.minimo_por_pasta,
        resto=esquema.resto,
        limite=_limite(quarentena),
        na_arvore=arquivos_em(pedido.destino, frozenset(item.tamanho for item in achados)),
        na_quarentena=tuple(arquivos_em(quarentena, frozenset())),
    )
    return planejar(achados, opcoes)


def conferir_destinos(ambiente: Ambiente, execucao: Execucao, destinos: Iterable[Path]) -> None:
    """Raise `ErroUso` for a tree that would lie inside a library, hold one, or hold the program."""
    pastas = ambiente.pastas
    bibliotecas = {*ambiente.pastas_da_biblioteca(), *(Path(de_texto(r)) for r in execucao.raizes)}
    proprias = pastas.da_saida() - {pastas.arrumada, quarentena_de(pastas.arrumada)}
    for destino in destinos:
        if destino.exists() and not destino.is_dir():
            raise ErroUso(
                "O destino existe e não é uma pasta",
                onde=destino,
                o_que_fazer="escolha outra pasta em --destino",
            )
        for outra, nome in (
            *((pasta, "da biblioteca") for pasta in sorted(bibliotecas)),
            *((pasta, "do programa") for pasta in sorted(proprias)),
        ):
            relacao = _relacao(destino, outra)
            if relacao:
                raise ErroUso(
                    f"O destino {relacao} uma pasta {nome}: {outra}",
                    onde=destino,
                    o_que_fazer="escolha em --destino uma pasta ao lado, fora dela",
                )


def itens(consulta: Consulta, execucao: Execucao, esquema: Arvore) -> Iterator[Item]:
    """Yield every file on disk that a run saw; raises `ErroCatalogo`."""
    achados = conteudos(_no_disco(consulta, execucao), execucao.raiz, consulta.decisoes())
    escolhas = _escolhas(achados, agrupar(achados))
    del achados
    for registro in _no_disco(consulta, execucao):
        yield _item(registro, execucao.raiz, escolhas, esquema)


def _no_disco(consulta: Consulta, execucao: Execucao) -> Iterator[RegistroArquivo]:
    return (r for r in consulta.registros(execucao.id) if not membro_de_arquivo(r.caminho))


def _escolhas(achados: Iterable[Conteudo], grupos: Iterable[Grupo]) -> dict[str, _Escolha]:
    """Return, by sha256, which file has the place."""
    escolhas = {c.sha256: _Escolha(c.decidido or original(c.caminhos)) for c in achados}
    for grupo in grupos:
        arquivos = quantos(grupo.arquivos, "arquivo", "arquivos")
        motivo = f"preferido entre {arquivos} da mesma coisa: "
        mantido = grupo.membros[0].conteudo.sha256
        escolhas[mantido] = _Escolha(grupo.manter, True, motivo + ", ".join(grupo.motivos))
        for membro in grupo.membros[1:]:
            sha256 = membro.conteudo.sha256
            motivo = f"outra versão de {grupo.manter}, com lugar próprio"
            escolhas[sha256] = _Escolha(escolhas[sha256].caminho, False, motivo)
    return escolhas


def _item(
    registro: RegistroArquivo, raiz: str, escolhas: Mapping[str, _Escolha], esquema: Arvore
) -> Item:
    caminho = relativo(registro.caminho, raiz)
    item = Item(
        caminho=caminho,
        local=registro.caminho,
        sha256=registro.sha256,
        tamanho=registro.tamanho,
        mtime_ns=registro.mtime_ns,
    )
    if not registro.sha256 or registro.analise is None:
        motivo = registro.falha.motivo if registro.falha else "não foi lido"
        return msgspec.structs.replace(item, falha=f"sem resultado: {motivo}")
    if comum(Path(de_texto(registro.caminho))) is None:
        return msgspec.structs.replace(item, falha="não está mais lá desde a classificação")
    escolha = escolhas[registro.sha256]
    if escolha.caminho != caminho:
        return msgspec.structs.replace(item, copia_de=escolha.caminho)
    analise = decodificado(registro, ler_analise)
    return _com_lugar(item, analise, escolha, esquema) if analise else item


def _com_lugar(item: Item, analise: Analise, escolha: _Escolha, esquema: Arvore) -> Item:
    lugar = lugar_sugerido(item.caminho, analise, esquema)
    cabecalho = analise.tipo is Tipo.INCLUDE and bool(lugar.raiz)
    return msgspec.structs.replace(
        item,
        nome=nome_sugerido(item.caminho, analise, esquema),
        raiz=lugar.raiz,
        pasta=lugar.pasta,
        divisao=lugar.divisao,
        cabecalho=cabecalho,
        raiz_incerta=cabecalho and analise.linguagem is Linguagem.MQL,
        preferido=escolha.preferido,
        motivo="; ".join(filter(None, (_o_que_e(analise), escolha.motivo))),
        dependencias=tuple(d for d in analise.dependencias if d.resolvida),
    )


def _o_que_e(analise: Analise) -> str:
    """Return type, language and first family in the words of the reports."""
    tipo = nome_de("tipo", analise.tipo)
    if analise.tipo is Tipo.NAO_CODIGO:
        return f"{tipo} ({analise.conteiner})"
    partes = [tipo, nome_de("linguagem", analise.linguagem)]
    partes += [nome_de("familia", familia) for familia in analise.familias[:1]]
    return " · ".join(partes)


def _limite(raiz: Path) -> int:
    """Return how long a path below the tree may be."""
    tamanho = len(os.fsencode(raiz))
    if sys.platform != "win32":
        tamanho = min(tamanho, _RAIZ_NO_WINDOWS)
    return _CAMINHO_DO_WINDOWS - tamanho - 1


def _relacao(destino: Path, outra: Path) -> str:
    """Return how one folder contains the other, "" when they lie apart."""
    if _dentro(destino, outra):
        return "fica dentro de"
    return "contém" if _dentro(outra, destino) else ""


def _dentro(uma: Path, outra: Path) -> bool:
    """Whether a folder is the other or below it, however links and letter case spell it."""
    real = Path(os.path.realpath(uma))
    acima = (real, *real.parents)
    return Path(os.path.realpath(outra)) in acima or any(_mesma(pasta, outra) for pasta in acima)


def _mesma(uma: Path, outra: Path) -> bool:
    try:
        return uma.samefile(outra)
    except OSError:
        return False
