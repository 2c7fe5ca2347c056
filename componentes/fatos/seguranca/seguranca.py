"""What reaches beyond the terminal or binds the user: DLLs, network, locks, credentials."""

from __future__ import annotations

from componentes.fatos.funcoes import Programa
from componentes.fatos.modelo import Coletor
from componentes.fatos.seguranca.credencial import anotar_credencial
from componentes.fatos.seguranca.dll import anotar_dll
from componentes.fatos.seguranca.licenca import anotar_licenca
from componentes.fatos.seguranca.rede import anotar_rede
from componentes.fatos.seguranca.trava import anotar_travas


def anotar_seguranca(coletor: Coletor, programa: Programa) -> None:
    """Note what reaches beyond the terminal or binds the user."""
    anotar_credencial(coletor, programa, programa.raizes)
    if programa.vistas.gramatica == "mql":
        anotar_dll(coletor, programa)
        anotar_rede(coletor, programa)
        anotar_travas(coletor, programa, programa.raizes)
        anotar_licenca(coletor, programa)
