"""A run as reports and lists show it."""

from __future__ import annotations

from componentes.base.tipos import ResumoExecucao
from componentes.catalogo.modelo import Execucao


def resumo(execucao: Execucao) -> ResumoExecucao:
    """Return what reports and lists say of a run."""
    return ResumoExecucao(
        id=execucao.id,
        nome=execucao.nome,
        comando=execucao.comando,
        estado=execucao.estado,
        iniciada_em=execucao.iniciada_em,
        terminada_em=execucao.terminada_em,
        raiz=execucao.raiz,
        versao=execucao.versao,
        regras=execucao.regras,
        pastas=execucao.raizes,
    )
