"""What a run knows, as the planner of the tidy tree asks for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from componentes.base.caminhos import de_texto, para_texto, relativo
from componentes.base.pastas import quarentena_de
from componentes.base.plano import Plano
from componentes.base.tipos import Analise, Linguagem, Tipo
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import Execucao, RegistroArquivo
from componentes.classificacao.arvore import Arvore, carregar_arvore
from componentes.classificacao.ficha import decodificado
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
from componentes.orquestracao.arvore.destinos import conferir_destinos, limite_do_caminho
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import quantos


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
        limite=limite_do_caminho(quarentena),
        na_arvore=arquivos_em(pedido.destino, frozenset(item.tamanho for item in achados)),
        na_quarentena=tuple(arquivos_em(quarentena, frozenset())),
    )
    return planejar(achados, opcoes)


def itens(consulta: Consulta, execucao: Execucao, esquema: Arvore) -> Iterator[Item]:
    """Yield every file on disk that a run saw; raises `ErroCatalogo`."""
    achados = conteudos(_no_disco(consulta, execucao), execucao.raiz, consulta.decisoes())
    escolhas = _escolhas(achados, agrupar(achados))
    del achados
    for registro in _no_disco(consulta, execucao):
        yield _item(registro, execucao.raiz, escolhas, esquema)


def _no_disco(consulta: Consulta, execucao: Execucao) -> Iterator[RegistroArquivo]:
    return (r for r in consulta.registros(execucao.id) if not r.pacote)


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
