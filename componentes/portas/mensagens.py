"""What is said while a command works, beside its progress."""

from __future__ import annotations

from componentes.base.eventos import (
    AlertaEmitido,
    ArquivoFalhou,
    Aviso,
    Evento,
    InventarioPronto,
    Passo,
)
from componentes.portas.apresentacao.alertas import mostrar_alerta
from componentes.portas.apresentacao.painel import linha_do_inventario
from componentes.portas.falhas_ditas import FalhasDitas
from componentes.portas.saida import Saida


class Mensagens:
    """Says what is worth a line of its own, above the live screen."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._falhas = FalhasDitas(saida)

    def __call__(self, evento: Evento) -> None:
        if isinstance(evento, InventarioPronto):
            self._inventario(evento)
        elif isinstance(evento, ArquivoFalhou):
            self._falhas.dizer(evento)
        elif isinstance(evento, Aviso):
            self._saida.avisar(evento.texto)
        elif isinstance(evento, AlertaEmitido):
            mostrar_alerta(evento, self._saida)
        elif isinstance(evento, Passo):
            self._saida.dizer(f"{evento.texto}…")

    def _inventario(self, evento: InventarioPronto) -> None:
        if self._saida.json:
            self._saida.emitir(
                "status", {"inventario": {n: getattr(evento, n) for n in evento.__struct_fields__}}
            )
        self._saida.dizer(linha_do_inventario(evento))
