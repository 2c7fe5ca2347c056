"""What belongs around a command on a terminal: signals, keys, and the view of what it does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from componentes.orquestracao.central import OrquestradorCentral
from componentes.portas.acompanhamento import acompanhando, assistindo
from componentes.portas.acompanhamento_do_servico import acompanhando_servico
from componentes.portas.interrupcao import interrompivel
from componentes.portas.medicao_de_copia import medindo_copia
from componentes.portas.saida import Saida
from componentes.portas.vigilancia import mostrando_vigia
from componentes.portas.vivo.teclado import Teclado

_QUE_COPIAM = frozenset(
    {"backup_completo", "backups_enviar", "backups_podar", "backups_restaurar"}
    | {"backups_verificar"}
    | {"organizar_aplicar", "organizar_desfazer"}
)
_QUE_TRABALHAM = frozenset(
    {"classificar_tudo", "classificar_diretorio", "demo_completo", "agenda_executar"}
    | {"execucoes_retomar", "execucoes_repetir"}
)
_QUE_ASSISTEM = frozenset({"monitorar_tempo_real"})


@contextlib.contextmanager
def cenario(central: OrquestradorCentral, comando: str, saida: Saida) -> Iterator[None]:
    """Set the scene for `comando`; most commands need none."""
    with contextlib.ExitStack() as pilha:
        if comando in _QUE_TRABALHAM:
            teclado = _sinais_e_teclas(pilha, central, saida)
            pilha.enter_context(acompanhando(central, comando, saida, teclado))
        elif comando in _QUE_ASSISTEM:
            teclado = _sinais_e_teclas(pilha, central, saida, recado="")
            pilha.enter_context(assistindo(central, saida, teclado))
        elif comando in _QUE_COPIAM:
            pilha.enter_context(interrompivel(central.pedir_parada, saida.dizer))
            pilha.enter_context(medindo_copia(central, comando, saida))
        elif comando == "execucoes_cancelar":
            pilha.enter_context(interrompivel(central.pedir_parada, saida.dizer, recado=""))
        elif comando == "vigiar":
            pilha.enter_context(mostrando_vigia(central, saida))
        elif comando == "servico":
            pilha.enter_context(
                interrompivel(central.pedir_parada, saida.dizer, recado="encerrando o serviço…")
            )
            pilha.enter_context(acompanhando_servico(central, saida))
        yield


def _sinais_e_teclas(
    pilha: contextlib.ExitStack, central: OrquestradorCentral, saida: Saida, **recado: str
) -> Teclado:
    teclado = Teclado()
    if saida.ao_vivo:
        pilha.enter_context(teclado)
    pilha.enter_context(
        interrompivel(central.pedir_parada, saida.dizer, teclado.devolver, **recado)
    )
    return teclado
