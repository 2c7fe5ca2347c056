"""What makes a program show on history what it could not know: future data, redrawing."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.repintura.futuro import anotar_dados_futuros
from componentes.fatos.repintura.mtf import anotar_prazo_maior
from componentes.fatos.repintura.passado import anotar_passado_refeito
from componentes.fatos.repintura.pine import anotar_repintura_pine


def anotar_repintura(coletor: Coletor, programa: Programa) -> None:
    """Note what makes a program show on history what it could not know: future data, redrawing."""
    if coletor.vistas.gramatica == "pine":
        anotar_repintura_pine(coletor, programa)
    elif "SetIndexBuffer" in coletor.vistas.palavras:
        anotar_dados_futuros(coletor, programa)
        anotar_prazo_maior(coletor, programa)
        anotar_passado_refeito(coletor, programa)
