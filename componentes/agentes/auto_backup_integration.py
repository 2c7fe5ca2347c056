"""The agent that backs up: library, catalogue, configuration, rules and reports, after each run."""

from __future__ import annotations

import math
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from componentes.agentes.agente import Agente
from componentes.agentes.depois_do_backup import (
    Protecao,
    a_ensaiar,
    ensaiar_backup,
    evento_do_ensaio,
    evento_do_envio,
    remeter,
)
from componentes.agentes.supervisao.politica import Politica
from componentes.base.barramento import Barramento
from componentes.base.caminhos import de_texto, para_texto, relativo, relativo_em_texto
from componentes.base.erros import ErroBackup, ErroOrquestrador, em_uma_linha
from componentes.base.eventos import (
    AgenteTerminado,
    Aviso,
    BackupTerminado,
    ClassificacaoTerminada,
    Evento,
)
from componentes.base.pastas import Pastas
from componentes.base.secoes_backup import AjustesDoBackup
from componentes.catalogo.consulta import Consulta
from componentes.catalogo.esquema import NOME_DO_ARQUIVO
from componentes.copia_seguranca.andamento import BackupCancelado
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.ensaio import Ensaio
from componentes.copia_seguranca.envio import ResultadoEnvio
from componentes.copia_seguranca.modelo import Instantaneo, ItemBackup, PastaGuardada
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.fontes.varredura import varrer_pastas
from componentes.relatorio.textos import quantos, tamanho

_SEM_CONTEUDO = "inventario"
"""The stage at which links, devices and folders fail: there is nothing in them to keep."""
_SEM_LUGAR = frozenset({"", ".", ".."})
CANCELADO = "cancelado a pedido"
NADA_MUDOU = "nada mudou desde o último backup"


@dataclass(frozen=True, slots=True)
class BackupPedido:
    """What is to be protected."""

    pastas: Pastas
    raizes: tuple[str, ...]
    """Library folders as absolute text."""
    raiz: str
    """What makes the paths in the backup relative."""
    consulta: Consulta
    espera_relatorio: bool = False
    """Whether a report of this run is still being written and belongs into the backup."""
    ajustes: AjustesDoBackup = field(default_factory=AjustesDoBackup)
    lugares: tuple[Lugar, ...] = ()
    """Second places that get it too."""
    prazo_de_envio: float = math.inf
    """Seconds for all of them, from the start of the agent on: a run is not to fail for them."""

    @property
    def protecao(self) -> Protecao:
        """What follows the backup works with this."""
        base = str(self.pastas.base)
        return Protecao(self.pastas.backups, base, self.ajustes, self.lugares)


class NadaACopiar(ErroBackup):
    """No file of the library is catalogued: for the agent no failure, for a command an answer."""


class AutoBackupIntegration(Agente):
    """Backs up after each classification: the library beside the report, then the report."""

    nome = "backup"
    politica = Politica(
        falhas_para_abrir=4,
        janela=3600,
        resfriamento=900,
        espera_inicial=1,
        sem_resposta=120,
        insiste=False,
    )

    def __init__(self, barramento: Barramento) -> None:
        super().__init__(barramento)
        self._classificado = threading.Event()
        self._relatado = threading.Event()
        self._pedido: BackupPedido | None = None
        self._enviar_ate = math.inf
        self.ensaio: Ensaio | None = None
        """Of the backup made last."""
        self.envios: tuple[ResultadoEnvio, ...] = ()
        """To each second place, since the last start."""
        barramento.assinar(self._ao_ocorrer)

    def encomendar(self, pedido: BackupPedido) -> None:
        """Set what the next start protects."""
        self._pedido = pedido
        self._classificado.clear()
        self._relatado.clear()
        self._enviar_ate = time.monotonic() + pedido.prazo_de_envio
        self.ensaio, self.envios = None, ()

    def trabalhar(self) -> None:
        """Wait for the classification, then back up what it found and what the program wrote."""
        pedido = self._pedido
        if pedido is None:
            raise RuntimeError("o backup foi iniciado sem trabalho")
        self.fazer("esperando a classificação")
        if not self.esperar(self._classificado):
            self.fazer("não foi preciso")
            return
        self.fazer("copiando")
        try:
            instantaneo = fazer_backup(
                pedido, self.deve_parar, self._progredir, self._esperar_relatorio
            )
        except NadaACopiar:
            self.fazer("nada a copiar: a biblioteca está vazia")
            return
        except BackupCancelado:
            self._anunciar_cancelamento()
            return
        self.concluir()
        self.fazer(_resumo(instantaneo) if instantaneo else NADA_MUDOU)
        self._anunciar(instantaneo)
        self._depois(pedido, instantaneo)

    def _depois(self, pedido: BackupPedido, instantaneo: Instantaneo | None) -> None:
        """Rehearse and send; the backup is made, and nothing here undoes that."""
        dito = self.estado().atividade
        try:
            self._ensaiar(pedido, instantaneo)
            for lugar in pedido.lugares:
                if self.deve_parar():
                    break
                self._enviar(pedido.protecao, lugar)
        except BackupCancelado:
            pass
        except ErroOrquestrador as erro:
            self.barramento.publicar(Aviso(f"backup: {em_uma_linha(erro)}"))
        self.fazer(dito)

    def _ensaiar(self, pedido: BackupPedido, instantaneo: Instantaneo | None) -> None:
        if qual := a_ensaiar(pedido.protecao, instantaneo):
            self.fazer("ensaiando a restauração")
            self.ensaio = ensaiar_backup(pedido.protecao, qual, self.deve_parar)
            self.barramento.publicar(evento_do_ensaio(self.ensaio))

    def _enviar(self, protecao: Protecao, lugar: Lugar) -> None:
        self.fazer(f"enviando a {lugar.nome}")
        prazo = max(0.0, self._enviar_ate - time.monotonic())
        feito = remeter(protecao, lugar, partial(self.esperar, segundos=prazo), self._enviando)
        self.envios = (*self.envios, feito)
        if evento := evento_do_envio(feito):
            self.barramento.publicar(evento)

    def _enviando(self, feitos: int, arquivos: int) -> None:
        quanto = quantos(arquivos, "arquivo", "arquivos")
        self._mudar("executando", f"enviando: {quanto}, {tamanho(feitos)}")

    def _esperar_relatorio(self) -> None:
        if self._pedido and self._pedido.espera_relatorio:
            self.esperar(self._relatado)

    def _anunciar_cancelamento(self) -> None:
        if not self.recomecando:
            self.fazer(CANCELADO)
            self.barramento.publicar(BackupTerminado("", motivo=CANCELADO))

    def _anunciar(self, instantaneo: Instantaneo | None) -> None:
        if instantaneo is None:
            self.barramento.publicar(BackupTerminado("", motivo=NADA_MUDOU))
            return
        for aviso in instantaneo.avisos:
            self.barramento.publicar(Aviso(f"backup: {aviso.nome}: {aviso.motivo}"))
        self.barramento.publicar(
            BackupTerminado(instantaneo.id, instantaneo.arquivos, instantaneo.bytes_proprios)
        )

    def _progredir(self, feitos: int, arquivos: int) -> None:
        self.fazer(f"copiando: {quantos(arquivos, 'arquivo', 'arquivos')}, {tamanho(feitos)}")

    def _ao_ocorrer(self, evento: Evento) -> None:
        if isinstance(evento, ClassificacaoTerminada):
            self._classificado.set()
        elif isinstance(evento, AgenteTerminado) and evento.agente == "relatorios":
            self._relatado.set()


def _resumo(instantaneo: Instantaneo) -> str:
    arquivos = quantos(instantaneo.arquivos, "arquivo", "arquivos")
    return f"{instantaneo.id}: {arquivos}, {tamanho(instantaneo.bytes_proprios)} novos"


def fazer_backup(
    pedido: BackupPedido,
    cancelado: Callable[[], bool],
    ao_progredir: Callable[[int, int], None],
    esperar_relatorio: Callable[[], None] = lambda: None,
) -> Instantaneo | None:
    """Make one verified snapshot; None when nothing changed. Raises `ErroBackup`, `ErroDisco`.

    The library is copied first; the program's own files after `esperar_relatorio` has returned.
    """
    biblioteca = list(_da_biblioteca(pedido))
    if not biblioteca:
        raise NadaACopiar(
            "Não há nada a copiar",
            onde=pedido.pastas.base,
            o_que_fazer="classifique uma pasta primeiro, com classificar_tudo",
        )
    catalogo = pedido.pastas.catalogo / NOME_DO_ARQUIVO

    def itens() -> Iterator[ItemBackup]:
        yield from biblioteca
        esperar_relatorio()
        yield from _do_programa(pedido.pastas)

    return Repositorio(pedido.pastas.backups, nivel=pedido.ajustes.nivel_compressao).fazer(
        itens(),
        pastas=_pastas_da_biblioteca(pedido),
        catalogo=catalogo,
        cancelado=cancelado,
        ao_progredir=ao_progredir,
    )


def _da_biblioteca(pedido: BackupPedido) -> Iterator[ItemBackup]:
    """Yield the catalogued files; their hashes spare reading what a backup already holds.

    What the classification could not read has no hash: the backup tries again, or warns.
    Members of archives are no files: their archive brings them along.
    """
    estados = pedido.consulta.estado_dos_arquivos(pedido.raizes, com_membros=False)
    for caminho in sorted(estados):
        estado = estados[caminho]
        if estado.falha is None or estado.falha.etapa != _SEM_CONTEUDO:
            yield ItemBackup(
                Path(de_texto(caminho)),
                nome_na_copia(caminho, pedido.raiz),
                estado.tamanho,
                estado.mtime_ns,
                estado.sha256,
            )


def _pastas_da_biblioteca(pedido: BackupPedido) -> Iterator[PastaGuardada]:
    """Yield the folders that the classification enters: the catalogue knows only of files."""
    excluir = pedido.pastas.da_saida()
    for raiz in pedido.raizes:
        for caminho, mtime_ns in varrer_pastas(Path(de_texto(raiz)), excluir=excluir):
            nome = nome_na_copia(f"{para_texto(caminho.as_posix())}/", pedido.raiz)
            yield PastaGuardada(nome, mtime_ns)


def nome_na_copia(caminho: str, raiz: str) -> str:
    """Return the name, in a backup, of a library file: only parts that lead down, `/` between."""
    partes = relativo(caminho, raiz).split("/")
    return "/".join(("biblioteca", *(parte for parte in partes if parte not in _SEM_LUGAR)))


def _do_programa(pastas: Pastas) -> Iterator[ItemBackup]:
    configuracao = pastas.configuracao.parent
    for item in _da_pasta(configuracao, "configuracao"):
        if item.origem != pastas.segredos:  # a backup is read by more people than the file is
            yield item
    yield from _da_pasta(pastas.relatorios, "relatorios")


def _da_pasta(pasta: Path, nome: str) -> Iterator[ItemBackup]:
    """Yield the ordinary files below `pasta`, hidden ones apart; any may vanish meanwhile."""
    # Unlike `rglob`, `os.walk` bears a folder that vanishes.
    achados = [Path(onde, arquivo) for onde, _, nomes in os.walk(pasta) for arquivo in nomes]
    for arquivo in sorted(achados):
        try:
            estado = arquivo.lstat()
        except FileNotFoundError:
            continue
        if stat.S_ISREG(estado.st_mode) and not arquivo.name.startswith("."):
            dentro = relativo_em_texto(arquivo, pasta)
            yield ItemBackup(arquivo, f"{nome}/{dentro}", estado.st_size, estado.st_mtime_ns)
