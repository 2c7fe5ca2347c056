"""Sending to a second place: pack by pack, each proven there, from where the last sending ended."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from componentes.base.erros import CODIGO_DE_INTERRUPCAO, ErroBackup
from componentes.base.tempo import agora
from componentes.copia_seguranca.andamento import Andamento, BackupCancelado
from componentes.copia_seguranca.caderneta import (
    Ocupado,
    Provado,
    gravar_caderneta,
    horas_em_falta,
    ler_caderneta,
    reservada,
)
from componentes.copia_seguranca.conteudo import LeituraFalhou, ler_pedacos, sha256_de
from componentes.copia_seguranca.deposito import Deposito, DestinoAusente, FalhaDeDestino
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.lugares import deposito_de
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES
from componentes.copia_seguranca.remessa import NaoSegue, conferido, nomes_daqui, pacotes_de

MARCA = ".destino.json"
_TENTATIVAS = 3
_ESPERA = 1.0
_PULSO = 0.2

EM_DIA = "em_dia"
INCOMPLETO = "incompleto"
AUSENTE = "ausente"
OCUPADO = "ocupado"
CANCELADO = "cancelado"


class ResultadoEnvio(Struct, frozen=True):
    """How a sending ended: `situacao` is `em_dia`, `incompleto`, `ausente`, `ocupado`, `cancelado`.

    `problemas` name files that stayed behind; `horas` is how long nothing has been complete.
    """

    destino: str
    situacao: str
    enviados: int = 0
    bytes: int = 0
    faltam: int = 0
    motivo: str = ""
    problemas: tuple[str, ...] = ()
    horas: float = 0.0


def enviar(
    backups: Path, lugar: Lugar, andamento: Andamento, *, recomecar: bool = False
) -> ResultadoEnvio:
    """Bring a second place up to date; what goes wrong is in the answer.

    With `recomecar` what was proven there is read again, and another drive may take the place.
    Raises `ErroDisco` when this side cannot keep its record, `ErroConfiguracao` for a store that
    nobody here speaks to.
    """
    try:
        with reservada(backups, lugar):
            envio = Envio(backups, lugar, andamento, recomecar=recomecar)
            return envio.executar()
    except Ocupado:
        return ResultadoEnvio(lugar.nome, OCUPADO, motivo="outro envio está em andamento")


class Envio:
    """One sending to one place, with its record."""

    def __init__(
        self, backups: Path, lugar: Lugar, andamento: Andamento, *, recomecar: bool
    ) -> None:
        self._backups = backups
        self._lugar = lugar
        self._andamento = andamento
        self._deposito = deposito_de(lugar)
        lida = ler_caderneta(backups, lugar)
        self._caderneta = replace(lida, provados={}, marca="") if recomecar else lida
        self._la: dict[str, int] = {}
        self._enviados = self._bytes = 0
        self._problemas: dict[str, str] = {}
        self._pendentes: list[str] = []

    def executar(self) -> ResultadoEnvio:
        """Send what is missing; the record is kept file by file, so that a break costs one.

        It counts as failing from its beginning: one that hangs can say nothing later.
        """
        try:
            self._anotar(falha_desde=self._caderneta.falha_desde or agora())
            self._insistir(self._chegar)
            for nome in self._a_enviar():
                self._andamento.parar_se_pedido()
                self._tentar_um(nome)
        except BackupCancelado:
            return self._resultado(CANCELADO, "cancelado a pedido")
        except DestinoAusente as erro:
            return self._falhou(AUSENTE, erro)
        except FalhaDeDestino as erro:
            return self._falhou(INCOMPLETO, erro)
        except FileNotFoundError:
            return self._falhou(INCOMPLETO, "uma pasta do destino sumiu durante o envio")
        if self._problemas:
            return self._falhou(INCOMPLETO, "há arquivos que não puderam ser enviados")
        self._anotar(completo_em=agora(), falha_desde="", motivo="")
        return self._resultado(EM_DIA, "")

    def _chegar(self) -> None:
        """Make sure that the place is there and is the one of before; list what it has."""
        self._deposito.preparar(novo=not self._caderneta.marca)
        self._reconhecer()
        self._deposito.limpar_restos()
        self._la = {n: t for p in ("", PACOTES, INSTANTANEOS) for n, t in self._tamanhos(p)}

    def _tamanhos(self, pasta: str) -> Iterator[tuple[str, int]]:
        yield from self._deposito.tamanhos(pasta).items()

    def _reconhecer(self) -> None:
        """Compare the mark: an empty mount point, or another drive, looks like the place too."""
        marca = marca_em(self._deposito)
        if self._caderneta.marca and marca != self._caderneta.marca:
            raise DestinoAusente(
                f"O destino '{self._lugar.nome}' não é o que recebeu os envios anteriores",
                o_que_fazer="ligue a unidade certa; se trocou de unidade de propósito, use "
                "'backups enviar --recomecar'",
            )
        if not marca:
            marca = secrets.token_hex(16)
            dados = msgspec.json.encode({"marca": marca})
            self._deposito.publicar(MARCA, [dados], sha256_de([dados]))
        self._anotar(marca=marca)

    def _a_enviar(self) -> list[str]:
        self._pendentes = [nome for nome in nomes_daqui(self._backups) if not self._provado(nome)]
        return list(self._pendentes)

    def _provado(self, nome: str) -> bool:
        """Whether this file, as it is here now, was proven there, and still has its size there."""
        provado = self._caderneta.provados.get(nome)
        if provado is None or self._la.get(nome) != provado.tamanho:
            return False
        try:
            dados = (self._backups / nome).stat()
        except OSError:
            return True  # pruned here since the list was made: what is there stays
        return (dados.st_size, dados.st_mtime_ns) == (provado.tamanho, provado.mtime_ns)

    def _tentar_um(self, nome: str) -> None:
        try:
            presos = pacotes_de(self._backups, nome) & set(self._pendentes)
            if presos:
                raise NaoSegue(f"espera por {min(presos)}")  # noqa: TRY301
            self._um(nome)
        except (NaoSegue, LeituraFalhou) as erro:
            if (self._backups / nome).exists():
                self._problemas[nome] = str(erro)
        except ErroBackup as erro:
            if isinstance(erro, FalhaDeDestino) or erro.codigo == CODIGO_DE_INTERRUPCAO:
                raise
            self._problemas[nome] = erro.o_que  # a manifest that cannot be read

    def _um(self, nome: str) -> None:
        """Send one file, unless the same bytes are there already from a sending that was cut."""
        aqui = conferido(self._backups, nome, self._andamento)
        if not self._ja_esta(nome, aqui):
            self._insistir(lambda: self._publicar(nome, aqui))
            self._enviados += 1
            self._bytes += aqui.tamanho
            self._andamento.avancar(aqui.tamanho)
        self._pendentes.remove(nome)
        self._anotar(provados={**self._caderneta.provados, nome: aqui})

    def _publicar(self, nome: str, aqui: Provado) -> None:
        pedacos = ler_pedacos(self._backups / nome, aqui.tamanho)
        self._deposito.publicar(nome, self._andamento.vigiar(pedacos), aqui.sha256)

    def _ja_esta(self, nome: str, aqui: Provado) -> bool:
        if self._la.get(nome) != aqui.tamanho:
            return False
        try:
            return sha256_de(self._andamento.vigiar(self._deposito.ler(nome))) == aqui.sha256
        except FileNotFoundError:
            return False

    def _insistir(self, acao: Callable[[], None]) -> None:
        """Try again what failed, a little later; a drive that is not there is not waited for."""
        insistente = Retrying(
            stop=stop_after_attempt(1 if self._lugar.pasta else _TENTATIVAS),
            wait=wait_exponential_jitter(multiplier=_ESPERA, jitter=_ESPERA),
            retry=retry_if_exception_type(FalhaDeDestino),
            sleep=self._descansar,
            reraise=True,
        )
        insistente(acao)

    def _descansar(self, segundos: float) -> None:
        fim = time.monotonic() + segundos
        while time.monotonic() < fim:
            self._andamento.parar_se_pedido()
            time.sleep(min(_PULSO, segundos))

    def _anotar(self, **mudancas: object) -> None:
        self._caderneta = replace(self._caderneta, **mudancas)
        gravar_caderneta(self._backups, self._lugar, self._caderneta)

    def _falhou(self, situacao: str, erro: ErroBackup | str) -> ResultadoEnvio:
        motivo = self._lugar.esconder(erro if isinstance(erro, str) else erro.o_que)
        self._anotar(motivo=motivo)
        return self._resultado(situacao, motivo)

    def _resultado(self, situacao: str, motivo: str) -> ResultadoEnvio:
        return ResultadoEnvio(
            destino=self._lugar.nome,
            situacao=situacao,
            enviados=self._enviados,
            bytes=self._bytes,
            faltam=len(self._pendentes),
            motivo=motivo,
            problemas=tuple(f"{nome}: {dito}" for nome, dito in self._problemas.items()),
            horas=horas_em_falta(self._caderneta),
        )


def marca_em(deposito: Deposito) -> str:
    """Return the mark of a place, "" where there is none, or none that can be read."""
    try:
        lida = msgspec.json.decode(b"".join(deposito.ler(MARCA)), type=dict[str, str])
    except (FileNotFoundError, msgspec.MsgspecError):
        return ""
    return lida.get("marca", "")
