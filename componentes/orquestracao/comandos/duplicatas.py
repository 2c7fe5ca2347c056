"""Which files of a run are the same thing, which to keep and why, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from componentes.base.erros import ErroUso
from componentes.catalogo import operacoes
from componentes.classificacao.semelhanca.agrupamento import agrupar
from componentes.classificacao.semelhanca.colecao import conteudos
from componentes.classificacao.semelhanca.diferencas import comparar, linhas_diferentes
from componentes.classificacao.semelhanca.modelo import Conteudo, Grupo
from componentes.classificacao.semelhanca.relato import a_volta, descrever, resumo
from componentes.fontes.conteiner import Conteiner, identificar
from componentes.fontes.decodificacao import decodificar, normalizar_linhas
from componentes.orquestracao.comandos.exportacao import gravar
from componentes.orquestracao.comandos.forma_do_csv import PARAMETROS_DE_CSV, ler_forma
from componentes.orquestracao.comandos.lugar import ler_lugar, lugar_catalogado
from componentes.orquestracao.comandos.parametros import conferir_nomes, natural, texto
from componentes.orquestracao.comandos.relatorios import achar_execucao
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import leitura, sessao
from componentes.relatorio.csv import formatar_tabela

_GRUPOS_MOSTRADOS = 20
_LINHAS_MOSTRADAS = 400


def duplicatas(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Group the files of a run; with `grupo`, show one group and how two members differ."""
    aceitos = frozenset({"execucao", "grupo", "membro", "limite", "formato", "saida"})
    conferir_nomes(parametros, aceitos | {"sobrescrever"} | PARAMETROS_DE_CSV)
    ler_forma(parametros)
    if parametros.get("formato") == "csv":
        saida, linhas = gravar(equipe, parametros, linhas_de_duplicatas(equipe, parametros))
        return {"sucesso": True, "saida": saida, "linhas": linhas - 1}  # the header is no file
    achados, grupos = _agrupados(equipe, texto(parametros, "execucao", ""))
    numero = natural(parametros, "grupo", 0)
    if numero:
        return {"sucesso": True, **_um_grupo(grupos, numero, natural(parametros, "membro", 2))}
    limite = natural(parametros, "limite", _GRUPOS_MOSTRADOS)
    return {
        "sucesso": True,
        "resumo": resumo(achados, grupos),
        "grupos": [descrever(n, g) for n, g in enumerate(grupos[:limite], 1)],
        **a_volta(achados, grupos),
    }


def decidir(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a file of a group whatever the program would choose, or forget that choice."""
    conferir_nomes(parametros, frozenset({"manter", "esquecer"}))
    pedido = texto(parametros, "esquecer", "")
    caminho = pedido or texto(parametros, "manter")
    achados, grupos = _agrupados(equipe, "")
    grupo, conteudo = _do_caminho(grupos, caminho, achados)
    deste = {membro.conteudo.sha256 for membro in grupo.membros}
    with sessao(equipe.ambiente, "duplicatas") as aberta:
        if pedido:
            aberta.escritor.executar(partial(operacoes.esquecer, conteudos=deste))
            return {"sucesso": True, "manter": "", "arquivos": grupo.arquivos}
        gravar_decisao = partial(
            operacoes.decidir,
            sha256=conteudo.sha256,
            caminho=conteudo.locais[conteudo.caminhos.index(caminho)],
            no_lugar_de=deste,
        )
        aberta.escritor.executar(gravar_decisao)
    return {"sucesso": True, "manter": caminho, "arquivos": grupo.arquivos}


def _do_caminho(
    grupos: list[Grupo], caminho: str, achados: list[Conteudo]
) -> tuple[Grupo, Conteudo]:
    """Return the group and the content of a path; raises `ErroUso` where there is none."""
    for grupo in grupos:
        for membro in grupo.membros:
            if caminho in membro.conteudo.caminhos:
                return grupo, membro.conteudo
    conhecido = any(caminho in conteudo.caminhos for conteudo in achados)
    raise ErroUso(
        "O arquivo não tem cópias nem versões" if conhecido else "O arquivo não está na biblioteca",
        onde=caminho,
        o_que_fazer="informe um caminho como 'duplicatas --grupo N' o mostra",
    )


def linhas_de_duplicatas(equipe: Equipe, parametros: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the table of groups as CSV, line ends included: one row per file.

    All groups, but for `grupo` (that one) and `limite` (the first so many).
    """
    forma = ler_forma(parametros)
    _, grupos = _agrupados(equipe, texto(parametros, "execucao", ""))
    numero = natural(parametros, "grupo", 0)
    if numero:
        pedidos = [(numero, _numerado(grupos, numero))]
    else:
        pedidos = list(enumerate(grupos, 1))[: natural(parametros, "limite", len(grupos))]
    return forma.codificar(formatar_tabela(_linhas(pedidos), forma.separador))


def _linhas(grupos: list[tuple[int, Grupo]]) -> Iterator[list[str]]:
    yield ["grupo", "nivel", "manter", "caminho", "sha256", "tamanho", "motivos"]
    for numero, grupo in grupos:
        for membro in grupo.membros:
            sha256, tamanho = membro.conteudo.sha256, str(membro.conteudo.tamanho)
            for caminho in membro.conteudo.caminhos:
                fica = caminho == grupo.manter
                marca, motivos = ("sim", "; ".join(grupo.motivos)) if fica else ("", "")
                yield [str(numero), membro.nivel.nome, marca, caminho, sha256, tamanho, motivos]


def _agrupados(equipe: Equipe, nome: str) -> tuple[list[Conteudo], list[Grupo]]:
    with leitura(equipe.ambiente) as consulta:
        execucao = achar_execucao(consulta, nome)
        registros = consulta.registros(execucao.id)
        achados = conteudos(registros, execucao.raiz, consulta.decisoes())
        return achados, agrupar(achados)


def _numerado(grupos: list[Grupo], numero: int) -> Grupo:
    if numero > len(grupos):
        raise ErroUso(
            f"O grupo {numero} não existe",
            o_que_fazer=f"há {len(grupos)}; veja 'duplicatas' sem --grupo",
        )
    return grupos[numero - 1]


def _um_grupo(grupos: list[Grupo], numero: int, membro: int) -> dict[str, Any]:
    grupo = _numerado(grupos, numero)
    resposta = {"grupo": descrever(numero, grupo)}
    if len(grupo.membros) == 1:
        return resposta
    if not 2 <= membro <= len(grupo.membros):
        raise ErroUso(
            f"O grupo {numero} não tem o membro {membro}",
            o_que_fazer=f"escolha de 2 a {len(grupo.membros)}",
        )
    return {**resposta, "membro": membro, **_comparacao(grupo, membro)}


def _comparacao(grupo: Grupo, membro: int) -> dict[str, Any]:
    """Return what member number `membro` has, lacks or changes against the one to keep."""
    um, outro = grupo.membros[0].conteudo, grupo.membros[membro - 1].conteudo
    textos = (_texto(um), _texto(outro))
    linhas = list(linhas_diferentes(*textos, (um.caminhos[0], outro.caminhos[0])))
    resposta: dict[str, Any] = {
        "linhas": linhas[:_LINHAS_MOSTRADAS],
        "linhas_omitidas": max(0, len(linhas) - _LINHAS_MOSTRADAS),
    }
    if um.programa and outro.programa:
        diferencas = comparar(um.programa, outro.programa, textos)
        resposta["diferencas"] = msgspec.to_builtins(diferencas)
    return resposta


def _texto(conteudo: Conteudo) -> str:
    """Return the source as the run saw it; raises `ErroUso` where it changed since."""
    # A file is read faster than a member of an archive.
    pacote, local = min(zip(conteudo.pacotes, conteudo.locais, strict=True))
    lugar = lugar_catalogado(local, pacote)
    lido = ler_lugar(lugar)
    if lido.sha256 != conteudo.sha256:
        raise ErroUso(
            "O arquivo mudou depois da classificação",
            onde=lugar.texto,
            o_que_fazer="classifique de novo antes de comparar",
        )
    if identificar(lido.dados) is not Conteiner.TEXTO:
        return ""
    return normalizar_linhas(decodificar(lido.dados).conteudo)
