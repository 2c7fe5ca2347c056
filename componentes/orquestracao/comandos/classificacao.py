"""The main job, and the explanation of one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.gravacao_de_relatorios import ULTIMO, ler_ultimo
from componentes.base.caminhos import para_texto
from componentes.base.erros import (
    CODIGO_DE_FALHAS,
    CODIGO_DE_INTERRUPCAO,
    ErroCatalogo,
    ErroOrquestrador,
    ErroUso,
    erro_de_disco,
)
from componentes.catalogo.modelo import EstadoExecucao
from componentes.classificacao.explicacao import explicar_conteudo
from componentes.classificacao.ferramentas import preparar
from componentes.fontes.leitura import LIMITE_DE_ANALISE, Lido, ler
from componentes.fontes.varredura import conferir_pasta
from componentes.orquestracao.ambiente import absoluta
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, texto
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.execucoes import CondutorDeExecucao, Desfecho, Opcoes
from componentes.orquestracao.sessao import leitura, sessao

_CHAVES = frozenset({"nivel", "backup_auto", "gerar_relatorios", "monitoramento"})
_NIVEIS = ("rapido", "completo")


def classificar_tudo(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify the configured folders, with reports and backup."""
    conferir_nomes(parametros, _CHAVES)
    pastas = equipe.ambiente.pastas_da_biblioteca()
    return _classificar(equipe, "classificar_tudo", pastas, parametros)


def classificar_diretorio(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Classify one folder, with reports and backup."""
    conferir_nomes(parametros, _CHAVES | {"diretorio"})
    pasta = absoluta(Path(texto(parametros, "diretorio")))
    return _classificar(equipe, "classificar_diretorio", (pasta,), parametros)


def explicar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Explain every label of one file, with what spoke for and against it."""
    conferir_nomes(parametros, frozenset({"arquivo"}))
    caminho = _achar(equipe, texto(parametros, "arquivo"))
    lido = _ler(caminho)
    if not lido.inteiro:
        raise ErroUso(
            f"O arquivo passa do limite de {LIMITE_DE_ANALISE // 2**20} MB para análise",
            onde=caminho,
        )
    ferramentas = preparar(equipe.ambiente.pastas.regras)
    explicacao = explicar_conteudo(lido.dados, caminho.name, ferramentas)
    gravada = _analise_gravada(equipe, caminho, (lido.sha256, ferramentas.chave))
    return {
        "sucesso": True,
        "arquivo": para_texto(str(caminho)),
        "sha256": lido.sha256,
        "tamanho": lido.tamanho,
        "ficha": gravada or explicacao["analise"],
        "descartados": explicacao["descartados"],
    }


def _classificar(
    equipe: Equipe,
    comando: str,
    pastas: tuple[Path, ...],
    parametros: Mapping[str, Any],
) -> dict[str, Any]:
    """`rapido` leaves reports and backup out unless they are asked for."""
    nivel = texto(parametros, "nivel", "completo")
    if nivel not in _NIVEIS:
        raise ErroUso(f"Nível desconhecido: '{nivel}'", o_que_fazer=f"use {' ou '.join(_NIVEIS)}")
    for pasta in pastas:
        conferir_pasta(pasta)
    completo = nivel == "completo"
    configuracao = equipe.ambiente.configuracao
    opcoes = Opcoes(
        comando=comando,
        pastas=pastas,
        monitoramento=booleano(parametros, "monitoramento", configuracao.monitoramento_tempo_real),
        relatorios=booleano(parametros, "gerar_relatorios", completo),
        backup=booleano(parametros, "backup_auto", completo and configuracao.auto_backup),
    )
    with sessao(equipe.ambiente, comando) as aberta:
        desfecho = CondutorDeExecucao(equipe, aberta, opcoes).conduzir()
    return _responder(equipe, desfecho, opcoes)


def _responder(equipe: Equipe, desfecho: Desfecho, opcoes: Opcoes) -> dict[str, Any]:
    if desfecho.erro is not None:
        if isinstance(desfecho.erro, ErroOrquestrador):
            raise desfecho.erro
        raise ErroOrquestrador(
            f"A classificação falhou: {type(desfecho.erro).__name__}: {desfecho.erro}",
            onde=equipe.ambiente.pastas.logs / "orquestrador.log",
            o_que_fazer="veja o log; o mesmo comando retoma de onde parou",
        ) from desfecho.erro
    execucao = desfecho.execucao
    erros = {
        nome: agente.estado().erro
        for nome, agente in equipe.componentes.items()
        if agente.erro is not None
    }
    pasta = equipe.ambiente.pastas.relatorios
    inteiro = desfecho.balanco is not None and not desfecho.balanco.cancelado
    relatado = opcoes.relatorios and inteiro and "relatorios" not in erros
    return {
        "sucesso": execucao.estado in _BOAS and not erros,
        "codigo": 1 if erros else _CODIGOS.get(execucao.estado, 1),
        "execucao": execucao.nome,
        "estado": str(execucao.estado),
        "pastas": [str(pasta) for pasta in opcoes.pastas],
        "erro": execucao.erro,
        "erros_dos_agentes": erros,
        "mudou": desfecho.balanco.mudou if desfecho.balanco else False,
        "contagens": execucao.totais.get("contagens", {}),
        "metricas": msgspec.to_builtins(equipe.monitor.metricas()),
        "relatorio": str(pasta / ULTIMO) if relatado else "",
        "resumo": ler_ultimo(pasta) if relatado else {},
        "backup": equipe.backup.estado().atividade if opcoes.backup else "",
    }


_BOAS = frozenset({EstadoExecucao.CONCLUIDA, EstadoExecucao.CONCLUIDA_COM_FALHAS})
_CODIGOS = {
    EstadoExecucao.CONCLUIDA: 0,
    EstadoExecucao.CONCLUIDA_COM_FALHAS: CODIGO_DE_FALHAS,
    EstadoExecucao.CANCELADA: CODIGO_DE_INTERRUPCAO,
}


def _achar(equipe: Equipe, nome: str) -> Path:
    """Return the file meant: a path, or one relative to a library folder or its parents."""
    candidatos = [Path(nome)]
    for pasta in equipe.ambiente.pastas_da_biblioteca():
        candidatos += [pasta / nome, pasta.parent / nome]
    for candidato in candidatos:
        if candidato.is_file() and not candidato.is_symlink():
            return absoluta(candidato)
    raise ErroUso(
        "O arquivo não existe",
        onde=nome,
        o_que_fazer="informe o caminho do arquivo, ou relativo à pasta da biblioteca",
    )


def _ler(caminho: Path) -> Lido:
    try:
        return ler(caminho)
    except OSError as erro:
        raise erro_de_disco(erro, "ler o arquivo", caminho) from erro


def _analise_gravada(
    equipe: Equipe, caminho: Path, chave: tuple[str, str]
) -> dict[str, Any] | None:
    """Return what the last run found, which knows the includes; None where it no longer holds.

    `chave` is the hash of the content and the key of the rules in force.
    """
    try:
        with leitura(equipe.ambiente) as consulta:
            registro = consulta.registro(para_texto(caminho.as_posix()), chave[1])
    except ErroCatalogo:
        return None
    if registro is None or registro.analise is None or registro.sha256 != chave[0]:
        return None
    analise: dict[str, Any] = msgspec.msgpack.decode(registro.analise)
    return analise
