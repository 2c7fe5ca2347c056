"""Follows a command that copies: how far it is, as a bar or as plain lines."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from tqdm import tqdm

from componentes.base.eventos import Evento, ProgressoCopia
from componentes.orquestracao.oficina import Oficina
from componentes.portas.apresentacao.painel import linha_de_copia
from componentes.portas.mensagens import Mensagens
from componentes.portas.saida import Saida

_SEGUNDOS_ENTRE_LINHAS = 10.0
_SEGUNDOS_MINIMOS = 1.0
_PARTE_ENTRE_LINHAS = 0.05


@contextlib.contextmanager
def medindo_copia(oficina: Oficina, titulo: str, saida: Saida) -> Iterator[None]:
    """Show how many bytes a command that copies is through, of how many where that is known."""
    mudo = saida.json or saida.quieto or not saida.mensagens.is_terminal
    with tqdm(desc=titulo, unit="B", unit_scale=True, disable=mudo, leave=False) as barra:

        def mostrar(evento: Evento) -> None:
            if isinstance(evento, ProgressoCopia):
                barra.total = evento.bytes_total or None
                barra.set_postfix_str(f"{evento.arquivos} arquivos", refresh=False)
                barra.update(evento.bytes_feitos - barra.n)

        with contextlib.ExitStack() as pilha:
            pilha.callback(oficina.barramento.assinar(mostrar))
            pilha.callback(oficina.barramento.assinar(Mensagens(saida)))
            if mudo and not saida.quieto:
                pilha.callback(oficina.barramento.assinar(_LinhasDeCopia(saida)))
            yield


class _LinhasDeCopia:
    """One plain line every 10 s, or 5 % where the total is known; NDJSON with `--json`."""

    def __init__(self, saida: Saida) -> None:
        self._saida = saida
        self._ultima = time.monotonic()
        self._parte = 0.0

    def __call__(self, evento: Evento) -> None:
        if not isinstance(evento, ProgressoCopia):
            return
        parte = evento.bytes_feitos / evento.bytes_total if evento.bytes_total else 0.0
        espera = time.monotonic() - self._ultima
        andou = espera >= _SEGUNDOS_MINIMOS and parte - self._parte >= _PARTE_ENTRE_LINHAS
        if parte < 1 and (andou or espera >= _SEGUNDOS_ENTRE_LINHAS):
            self._ultima, self._parte = time.monotonic(), parte
            self._escrever(evento)

    def _escrever(self, evento: ProgressoCopia) -> None:
        if self._saida.json:
            campos = {nome: getattr(evento, nome) for nome in evento.__struct_fields__}
            self._saida.emitir("status", {"andamento": campos})
        else:
            self._saida.dizer(linha_de_copia(evento))
