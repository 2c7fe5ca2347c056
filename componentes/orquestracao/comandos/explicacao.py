"""The explanation of one file: found, read, judged, with what the last run knew of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from componentes.base.caminhos import para_texto
from componentes.base.erros import ErroCatalogo, ErroUso
from componentes.base.nomes import encurtar, portatil
from componentes.base.tipos import Analise
from componentes.classificacao.explicacao.prazo import explicar_com_prazo
from componentes.classificacao.ferramentas import preparar
from componentes.classificacao.tarefa import ler_analise
from componentes.fontes.conteiner import Conteiner, identificar
from componentes.fontes.leitura import LIMITE_DE_ANALISE, Lido
from componentes.orquestracao.ambiente import absoluta
from componentes.orquestracao.comandos.lugar import Lugar, ler_lugar, partes_possiveis
from componentes.orquestracao.comandos.paginas import gravar_pagina
from componentes.orquestracao.comandos.parametros import conferir_nomes, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.sessao import leitura
from componentes.relatorio.explicacao.pagina import formatar_explicacao, nome_do_arquivo

_NOME_MAXIMO = 120


def explicar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Explain every label of one file, with what spoke for and against it.

    With `html` it is also written as a page: there, or for "" under a name of its own.
    """
    conferir_nomes(parametros, frozenset({"arquivo", "html"}))
    lugar = _achar(equipe, texto(parametros, "arquivo"))
    lido = _ler(lugar)
    pastas = equipe.ambiente.pastas
    ferramentas = preparar(pastas.regras, pastas.mesas)
    gravada = _analise_gravada(equipe, lugar, (lido.sha256, ferramentas.chave))
    explicada = {
        "sucesso": True,
        "arquivo": lugar.texto if lugar.membro else para_texto(str(lugar.arquivo)),
        "sha256": lido.sha256,
        "tamanho": lido.tamanho,
        **explicar_com_prazo(lido.dados, lugar.texto, ferramentas, gravada),
    }
    padrao = pastas.explicacoes / _nome_da_pagina(explicada["arquivo"], lido.sha256)
    pagina = gravar_pagina(
        equipe.ambiente, parametros, padrao, lambda: formatar_explicacao(explicada)
    )
    return {**explicada, "html": pagina}


def _nome_da_pagina(arquivo: str, sha256: str) -> str:
    """Return a name that every system accepts, the same for the same name and content."""
    nome = encurtar(portatil(nome_do_arquivo(arquivo)), _NOME_MAXIMO)
    return f"{nome}-{sha256[:12]}.html"


def _achar(equipe: Equipe, nome: str) -> Lugar:
    """Return what is meant: a path, or one relative to a library folder or the folder above."""
    for arquivo, membro in partes_possiveis(nome):
        for candidato in _candidatos(equipe, arquivo):
            if candidato.is_file() and not candidato.is_symlink():
                return Lugar(absoluta(candidato), membro)
    dica = _dica(_candidatos(equipe, nome))
    raise ErroUso("O arquivo não existe", onde=nome, o_que_fazer=dica)


def _candidatos(equipe: Equipe, nome: str) -> list[Path]:
    pastas = equipe.ambiente.pastas_da_biblioteca()
    return [Path(nome), *(onde / nome for pasta in pastas for onde in (pasta, pasta.parent))]


def _dica(candidatos: Sequence[Path]) -> str:
    if any(candidato.is_symlink() for candidato in candidatos):
        return "é um link simbólico, que não se segue; informe o arquivo para que ele aponta"
    if any(candidato.is_dir() for candidato in candidatos):
        return "é uma pasta; informe um arquivo dela, ou use classificar_diretorio"
    return "informe o caminho do arquivo, ou relativo à pasta da biblioteca"


def _ler(lugar: Lugar) -> Lido:
    """Read what lies there; of a large archive or binary the head says enough, as in a run."""
    lido = ler_lugar(lugar)
    if not lido.inteiro and identificar(lido.dados) is Conteiner.TEXTO:
        raise ErroUso(
            f"O arquivo passa do limite de {LIMITE_DE_ANALISE // 2**20} MB para análise",
            onde=lugar.texto,
            o_que_fazer="divida-o: um texto desse tamanho costuma ser uma coleção",
        )
    return lido


def _analise_gravada(equipe: Equipe, lugar: Lugar, chave: tuple[str, str]) -> Analise | None:
    """Return what the last run found, which knows the includes; None where it no longer holds.

    `chave` is the hash of the content and the key of the rules in force.
    """
    try:
        with leitura(equipe.ambiente) as consulta:
            registro = consulta.registro(lugar.texto, chave[1])
    except ErroCatalogo:
        return None
    if registro is None or registro.analise is None or registro.sha256 != chave[0]:
        return None
    try:
        return ler_analise(registro.analise)
    except msgspec.DecodeError:  # a damaged row: what the file says is judged afresh
        return None
