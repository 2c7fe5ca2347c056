"""Which application of a plan, and which step of it, a command means."""

from __future__ import annotations

from pathlib import Path

from componentes.base.caminhos import de_texto
from componentes.base.erros import ErroUso
from componentes.organizacao.diario import Diario
from componentes.organizacao.modelo import (
    A_DESFAZER,
    EstadoOrganizacao,
    Organizacao,
    PassoGravado,
)
from componentes.orquestracao.arvore.arrumacao import Pedido


def inacabada(diario: Diario, pedido: Pedido) -> Organizacao | None:
    """Return the application to go on with; raises `ErroUso` when it is not the one meant."""
    abertas = (EstadoOrganizacao.APLICANDO, EstadoOrganizacao.DESFAZENDO)
    organizacao = next((o for o in diario.todas() if o.estado in abertas), None)
    if organizacao is None:
        return None
    if organizacao.estado is EstadoOrganizacao.DESFAZENDO:
        raise ErroUso(
            f"A organização {organizacao.nome} está pela metade de ser desfeita",
            o_que_fazer=f"termine com 'organizar desfazer {organizacao.nome}'",
        )
    dela = Pedido(Path(de_texto(organizacao.destino)), organizacao.mover, organizacao.quarentenar)
    if dela != pedido:
        opcoes = " --mover" * dela.mover + " --quarentena" * dela.quarentenar
        raise ErroUso(
            f"A organização {organizacao.nome} ficou pela metade e foi pedida de outro modo",
            onde=dela.destino,
            o_que_fazer=f"retome com 'organizar aplicar{opcoes} --destino' e esta pasta, ou "
            f"desfaça com 'organizar desfazer {organizacao.nome}'",
        )
    return organizacao


def achar_organizacao(diario: Diario, nome: str) -> Organizacao:
    """Return the one called `nome` (or of this number), the newest not yet undone for ""."""
    todas = diario.todas()
    if nome:
        achadas = [o for o in todas if nome in (o.nome, str(o.id))]
    else:
        achadas = [o for o in todas if o.estado is not EstadoOrganizacao.DESFEITA]
    if not achadas:
        raise ErroUso(
            f"A organização '{nome}' não existe" if nome else "Não há o que desfazer",
            o_que_fazer="veja as que há com 'organizar listar'",
        )
    return achadas[0]


def achar_passo(diario: Diario, organizacao: Organizacao, numero: int) -> PassoGravado:
    """Return a step that can be undone; raises `ErroUso` for any other number."""
    passo = diario.passo(organizacao.id, numero)
    if passo is None or passo.estado not in A_DESFAZER:
        como = f"está {passo.estado}" if passo else "não existe"
        raise ErroUso(
            f"O passo {numero} de {organizacao.nome} {como}: não há o que desfazer nele",
            o_que_fazer="os números são os de 'organizar plano'",
        )
    return passo
