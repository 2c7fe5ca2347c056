"""How carefully a program handles its own orders: told apart by magic, results checked."""

from __future__ import annotations

import re

from componentes.fatos.gestao.leitor import Leitor, Mencao
from componentes.fatos.rastreio.condicoes import comparacoes

_MAGICOS = ("OrderMagicNumber", "POSITION_MAGIC", "ORDER_MAGIC", "DEAL_MAGIC", "Magic", "magic")
_MAGICO = re.compile(
    r"\b(?:OrderMagicNumber|POSITION_MAGIC|ORDER_MAGIC|DEAL_MAGIC|Magic)\b\s*[()]", re.IGNORECASE
)
_CONFERE = ("GetLastError", "ResultRetcode", "ResultRetcodeDescription")
_ENVIO = (
    "OrderSend",
    "OrderModify",
    "OrderClose",
    "OrderSendAsync",
    "PositionClose",
    "PositionModify",
)
_METODOS = ("Buy", "Sell", "PositionOpen", "BuyStop", "SellStop", "BuyLimit", "SellLimit")
_BILHETE = re.compile(r"(?<!\w)([^\W\d]\w*)(?:\[[^\]]{0,40}\])?\s*=\s*\w*\Z")
_DEPOIS = 400


def anotar_disciplina(leitor: Leitor) -> None:
    """Note `gestao:magic` and `gestao:verifica_erro`."""
    if leitor.falta("magic"):
        _anotar_magico(leitor)
    if leitor.falta("verifica_erro"):
        _anotar_conferencia(leitor)


def _anotar_magico(leitor: Leitor) -> None:
    for mencao in leitor.mencoes(_MAGICOS):
        iguais = (c for c in comparacoes(mencao.texto) if c.sinal in ("==", "!="))
        if any(_MAGICO.search(c.esquerda) or _MAGICO.search(c.direita) for c in iguais):
            leitor.anotar("magic", mencao)
            return


def _anotar_conferencia(leitor: Leitor) -> None:
    for mencao in leitor.chamadas(*_CONFERE):
        leitor.anotar("verifica_erro", mencao)
        return
    for mencao in leitor.mencoes(["retcode"]):
        leitor.anotar("verifica_erro", mencao)
        return
    for mencao in leitor.chamadas(*_ENVIO, *_METODOS):
        if _e_conferido(leitor, mencao):
            leitor.anotar("verifica_erro", mencao)
            return


def _e_conferido(leitor: Leitor, mencao: Mencao) -> bool:
    """Tell whether the result of a call decides something: at once, or by the ticket kept."""
    antes = leitor.codigo[mencao.inicio : mencao.posicao]
    if re.search(r"\b(?:if|while)\s*\([^)]*\Z", antes):
        return True
    bilhete = _BILHETE.search(antes)
    if not bilhete:
        return False
    depois = leitor.codigo[mencao.fim : mencao.fim + _DEPOIS]
    return bool(re.search(rf"\b(?:if|while)\s*\(\s*!?\s*{re.escape(bilhete[1])}\b", depois))
