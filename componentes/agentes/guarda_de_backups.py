"""The agent that looks after backups between runs: their age, and second places that lag behind."""

from __future__ import annotations

import logging
import threading
import time
from functools import partial

from componentes.agentes.agente import Agente
from componentes.agentes.depois_do_backup import Protecao, evento_do_envio, medir, remeter
from componentes.base.barramento import Barramento
from componentes.base.eventos import Aviso, BackupEnviado
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.idade import ultimo_bom

registro = logging.getLogger("orquestrador.backup")
_INTERVALO = 900.0
_REPETIR_DEPOIS = 6 * 3600.0
_MAIOR_ENVIO = 6 * 3600.0


class GuardaDeBackups(Agente):
    """Looks every quarter of an hour, and sends what a second place has not got yet."""

    nome = "guarda"

    def __init__(self, barramento: Barramento, protecao: Protecao) -> None:
        super().__init__(barramento)
        self._protecao = protecao
        self._mudou = threading.Event()
        self._ditos: dict[str, tuple[str, float]] = {}

    def recarregar(self, protecao: Protecao) -> None:
        """Take other settings over, and look at once."""
        self._protecao = protecao
        self._mudou.set()

    def trabalhar(self) -> None:
        """Look, then wait, until asked to stop."""
        while not self.deve_parar():
            self._mudou.clear()
            self._olhar(self._protecao)
            self.fazer("atento")
            self.esperar(self._mudou, _INTERVALO)

    def _olhar(self, protecao: Protecao) -> None:
        for medida in medir(protecao):
            self.barramento.publicar(medida)
        if ultimo_bom(protecao.backups) is None:
            return
        for lugar in protecao.lugares:
            if self.deve_parar():
                return
            self._enviar(protecao, lugar)

    def _enviar(self, protecao: Protecao, lugar: Lugar) -> None:
        self.fazer(f"conferindo {lugar.nome}")
        esperar = partial(self.esperar, segundos=_MAIOR_ENVIO)
        feito = remeter(protecao, lugar, esperar, lambda _bytes, _arquivos: None)
        evento = evento_do_envio(feito)
        if evento is None or self.parada.is_set() or not self._vale_dizer(evento):
            return
        self.barramento.publicar(evento)
        if evento.motivo:
            texto = f"{evento.destino} não tem todos os backups, fica para depois: {evento.motivo}"
            registro.warning("%s", texto)
            self.barramento.publicar(Aviso(texto))

    def _vale_dizer(self, evento: BackupEnviado) -> bool:
        """Tell news from what was said already: an absent drive is one warning, not hundreds."""
        agora = time.monotonic()
        motivo, quando = self._ditos.get(evento.destino, (None, agora))
        if not evento.enviados and motivo == evento.motivo and agora - quando < _REPETIR_DEPOIS:
            return False
        self._ditos[evento.destino] = evento.motivo, agora
        return True
