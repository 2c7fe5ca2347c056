"""The tidy tree: its plan, carrying it out, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.auto_backup_integration import NADA_MUDOU
from componentes.base.erros import CODIGO_DE_FALHAS, CODIGO_DE_INTERRUPCAO, ErroBackup, ErroUso
from componentes.base.eventos import Passo as PassoDoComando
from componentes.base.plano import Plano, totais
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.modelo import Execucao
from componentes.organizacao.aplicacao import Aplicacao, iniciar
from componentes.organizacao.desfazimento import Desfazimento
from componentes.organizacao.diario import Diario, aberto, historia
from componentes.organizacao.modelo import (
    A_DESFAZER,
    Balanco,
    EstadoPasso,
    Organizacao,
)
from componentes.orquestracao.ambiente import absoluta
from componentes.orquestracao.arvore.arrumacao import Pedido, montar_plano
from componentes.orquestracao.arvore.organizacoes import achar_organizacao, achar_passo, inacabada
from componentes.orquestracao.comandos.backups import copiar_pastas
from componentes.orquestracao.comandos.paginas import gravar_pagina
from componentes.orquestracao.comandos.parametros import (
    booleano,
    conferir_nomes,
    natural,
    texto,
)
from componentes.orquestracao.comandos.relatorios import achar_execucao
from componentes.orquestracao.comandos.segundo_lugar import anunciar, ensaiar
from componentes.orquestracao.equipe import Equipe
from componentes.orquestracao.exclusividade import exclusiva
from componentes.orquestracao.sessao import leitura
from componentes.relatorio.plano import formatar_plano

_DO_PLANO = frozenset({"execucao", "destino", "mover", "quarentena"})
_PASSOS_MOSTRADOS = 20


def plano(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Say what would go where and why; nothing is written but the page that `html` names."""
    conferir_nomes(parametros, _DO_PLANO | {"limite", "html"})
    with leitura(equipe.ambiente) as consulta:
        feito, _ = _planejar(equipe, consulta, parametros)
    padrao = equipe.ambiente.pastas.relatorios / f"organizar-{feito.digest}.html"
    return {
        "sucesso": True,
        **msgspec.to_builtins(feito),
        "totais": totais(feito.passos),
        "destino_pedido": texto(parametros, "destino", ""),
        "limite": natural(parametros, "limite", _PASSOS_MOSTRADOS),
        "html": gravar_pagina(equipe.ambiente, parametros, padrao, lambda: formatar_plano(feito)),
    }


def aplicar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Carry out the plan, or go on with one that was cut off."""
    conferir_nomes(parametros, _DO_PLANO | {"plano", "backup_auto"})
    pedido = _pedido(equipe, parametros)
    pastas = equipe.ambiente.pastas
    with exclusiva(equipe.ambiente, "organizar aplicar"), aberto(pastas.organizacao) as diario:
        aberta = inacabada(diario, pedido)
        if aberta is None:
            with leitura(equipe.ambiente) as consulta:
                feito, execucao = _planejar(equipe, consulta, parametros)
                _conferir_digest(feito.digest, texto(parametros, "plano", ""))
                if not feito.a_fazer():
                    return _nada(feito)
                _guardar(equipe, consulta, execucao, parametros)
            aberta = iniciar(diario, feito)
        _conferir_digest(aberta.digest, texto(parametros, "plano", ""))
        conta = Aplicacao(
            diario, aberta, equipe.parada_pedida.is_set, anunciar(equipe, _a_fazer(diario, aberta))
        )
        balanco = conta.executar()
        return _responder(diario, aberta, balanco, (EstadoPasso.PULADO, EstadoPasso.FEITO))


def desfazer(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Take an application back, the newest unless `nome` says which; or one step of it."""
    conferir_nomes(parametros, frozenset({"nome", "passo"}))
    pastas = equipe.ambiente.pastas
    with exclusiva(equipe.ambiente, "organizar desfazer"), aberto(pastas.organizacao) as diario:
        organizacao = achar_organizacao(diario, texto(parametros, "nome", ""))
        total = diario.soma(organizacao.id, A_DESFAZER)
        volta = Desfazimento(
            diario, organizacao, equipe.parada_pedida.is_set, anunciar(equipe, total)
        )
        numero = natural(parametros, "passo", 0)
        balanco = volta.um(achar_passo(diario, organizacao, numero)) if numero else volta.tudo()
        return _responder(diario, organizacao, balanco, A_DESFAZER)


def listar(equipe: Equipe, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """List the applications, newest first, each with how many steps are in which state."""
    conferir_nomes(parametros, frozenset())
    return {
        "sucesso": True,
        "organizacoes": [
            {**msgspec.to_builtins(organizacao), "passos": contagens}
            for organizacao, contagens in historia(equipe.ambiente.pastas.organizacao)
        ],
    }


def _pedido(equipe: Equipe, parametros: Mapping[str, Any]) -> Pedido:
    dado = texto(parametros, "destino", "")
    mover = booleano(parametros, "mover", padrao=False)
    quarentenar = booleano(parametros, "quarentena", padrao=False)
    if quarentenar and not mover:
        raise ErroUso(
            "A quarentena só existe ao mover",
            o_que_fazer="use --mover --quarentena, ou nenhum dos dois: copiando, cópias ficam",
        )
    destino = absoluta(Path(dado)) if dado else equipe.ambiente.pastas.arrumada
    return Pedido(destino, mover, quarentenar)


def _planejar(
    equipe: Equipe, consulta: Consulta, parametros: Mapping[str, Any]
) -> tuple[Plano, Execucao]:
    execucao = achar_execucao(consulta, texto(parametros, "execucao", ""))
    pedido = _pedido(equipe, parametros)
    return montar_plano(equipe.ambiente, consulta, execucao, pedido), execucao


def _conferir_digest(digest: str, pedido: str) -> None:
    if not digest.startswith(pedido):
        raise ErroUso(
            f"O plano mudou desde que foi mostrado: agora é {digest}",
            onde=pedido,
            o_que_fazer="veja 'organizar plano' de novo, com as mesmas opções",
        )


def _guardar(
    equipe: Equipe, consulta: Consulta, execucao: Execucao, parametros: Mapping[str, Any]
) -> None:
    """Back up before anything is copied or moved, unless that is not wanted.

    Raises `ErroBackup` for a backup that does not restore: nothing is touched on its word.
    """
    querido = equipe.ambiente.configuracao.auto_backup
    if not booleano(parametros, "backup_auto", querido):
        return
    equipe.barramento.publicar(PassoDoComando("fazendo um backup antes de organizar"))
    feito = copiar_pastas(equipe, consulta, execucao.raizes, execucao.raiz)
    if feito is None:
        equipe.barramento.publicar(PassoDoComando(f"nenhum backup novo: {NADA_MUDOU}"))
    ensaio = ensaiar(equipe, feito)
    if ensaio and ensaio.problemas:
        raise ErroBackup(
            f"O backup de antes não se deixa restaurar: {ensaio.problemas[0]}",
            onde=equipe.ambiente.pastas.backups,
            o_que_fazer="confira o disco com 'backups verificar --ler-tudo'; nada foi organizado",
        )


def _a_fazer(diario: Diario, organizacao: Organizacao) -> tuple[int, int]:
    return diario.soma(organizacao.id, (EstadoPasso.PENDENTE, EstadoPasso.INICIADO))


def _responder(
    diario: Diario,
    organizacao: Organizacao,
    balanco: Balanco,
    ressalva_em: tuple[EstadoPasso, ...],
) -> dict[str, Any]:
    """Return the answer; steps in one of `ressalva_em` with a note did not go as asked."""
    ressalvas = [passo for passo in balanco.ressalvas if passo.estado in ressalva_em]
    avisos = [passo for passo in balanco.ressalvas if passo.estado not in ressalva_em]
    codigo = CODIGO_DE_FALHAS if ressalvas else 0
    if balanco.cancelado:
        codigo = CODIGO_DE_INTERRUPCAO
    return {
        "sucesso": codigo == 0,
        "codigo": codigo,
        "organizacao": organizacao.nome,
        "digest": organizacao.digest,
        "destino": organizacao.destino,
        "quarentena": organizacao.quarentena if organizacao.quarentenar else "",
        "mover": organizacao.mover,
        "arquivos": balanco.feitos,
        "bytes": balanco.bytes,
        "cancelada": balanco.cancelado,
        "passos": diario.contagens(organizacao.id),
        "ressalvas": msgspec.to_builtins(ressalvas),
        "avisos": msgspec.to_builtins(avisos),
    }


def _nada(feito: Plano) -> dict[str, Any]:
    return {"sucesso": True, "organizacao": "", "digest": feito.digest, "destino": feito.destino}
