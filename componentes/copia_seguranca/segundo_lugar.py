"""What a second place is for: proving that it is whole, and bringing files back from it."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from componentes.base.erros import ErroBackup
from componentes.base.gravacao import gravando
from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.andamento import Andamento
from componentes.copia_seguranca.caderneta import gravar_caderneta, ler_caderneta, reservada
from componentes.copia_seguranca.conteudo import LeituraFalhou, sha256_de
from componentes.copia_seguranca.deposito import Deposito, DestinoAusente
from componentes.copia_seguranca.enderecos import Lugar
from componentes.copia_seguranca.lugares import deposito_de
from componentes.copia_seguranca.modelo import ULTIMO
from componentes.copia_seguranca.preparo import INSTANTANEOS, PACOTES
from componentes.copia_seguranca.remessa import NaoSegue, conferido, nomes_daqui
from componentes.copia_seguranca.restauracao import escolher


def verificar_la(backups: Path, lugar: Lugar, andamento: Andamento) -> list[str]:
    """Read every file of a second place again and return what is wrong, a sentence for each.

    What is wrong is no longer held for proven: the next sending replaces it. Raises
    `FalhaDeDestino`, `Ocupado`, `BackupCancelado`.
    """
    with reservada(backups, lugar):
        return _Exame(backups, lugar, andamento).executar()


class _Exame:
    def __init__(self, backups: Path, lugar: Lugar, andamento: Andamento) -> None:
        self._backups = backups
        self._lugar = lugar
        self._andamento = andamento
        self._deposito = deposito_de(lugar)
        self._caderneta = ler_caderneta(backups, lugar)
        self._aqui = frozenset(nomes_daqui(backups))

    def executar(self) -> list[str]:
        _exigir(self._deposito, self._lugar)
        la = {n for p in ("", PACOTES, INSTANTANEOS) for n in self._deposito.tamanhos(p)}
        nomes = sorted(self._aqui | self._caderneta.provados.keys() | _nossos(la))
        achados = []
        for nome in nomes:
            self._andamento.parar_se_pedido()
            motivo = self._dano(nome) if nome in la else "não está no destino"
            if motivo:
                self._desconfiar(nome)
                achados.append(f"{nome}: {motivo}; {self._remedio(nome)}")
        return achados

    def _dano(self, nome: str) -> str:
        esperado = self._esperado(nome)
        if not esperado:
            return self._dano_do_desconhecido(nome)
        resumo = sha256_de(self._contados(nome))
        return "" if resumo == esperado else "não confere com o SHA-256 do que foi enviado"

    def _esperado(self, nome: str) -> str:
        """Return the hash a file has to have there, "" where nobody here knows."""
        if provado := self._caderneta.provados.get(nome):
            return provado.sha256
        try:
            return conferido(self._backups, nome, self._andamento).sha256
        except (NaoSegue, LeituraFalhou):
            return ""

    def _dano_do_desconhecido(self, nome: str) -> str:
        """Fetch what only that place has, and let it prove itself."""
        with tempfile.TemporaryDirectory(prefix="orquestrador-") as provisoria:
            copia = Path(provisoria) / nome
            with gravando(copia) as arquivo:
                arquivo.writelines(self._contados(nome))
            try:
                conferido(Path(provisoria), nome, self._andamento)
            except NaoSegue as erro:
                return str(erro).replace("danificado aqui, não foi enviado", "está danificado")
        return ""

    def _contados(self, nome: str) -> Iterator[bytes]:
        tamanho = 0
        for pedaco in self._andamento.vigiar(self._deposito.ler(nome)):
            tamanho += len(pedaco)
            yield pedaco
        self._andamento.avancar(tamanho)

    def _desconfiar(self, nome: str) -> None:
        provados = {n: p for n, p in self._caderneta.provados.items() if n != nome}
        self._caderneta = replace(self._caderneta, provados=provados)
        gravar_caderneta(self._backups, self._lugar, self._caderneta)

    def _remedio(self, nome: str) -> str:
        if nome in self._aqui:
            return "'backups enviar' o manda de novo"
        return "aqui ele já não existe: o que só ele guardava não volta daquele destino"


@contextlib.contextmanager
def pasta_com(
    lugar: Lugar, qual: str, padrao: str, andamento: Andamento
) -> Iterator[tuple[Path, str]]:
    """Yield a folder of backups that holds snapshot `qual` of a second place, and its id.

    A folder is read where it is; of a store the packs that the files need are fetched into a
    temporary folder, which vanishes after the block. Raises `FalhaDeDestino`, `ErroBackup`.
    """
    deposito = deposito_de(lugar)
    _exigir(deposito, lugar)
    nome = _escolhido(deposito, lugar, qual)
    if lugar.pasta is not None:
        yield lugar.pasta, nome
        return
    with tempfile.TemporaryDirectory(prefix="orquestrador-") as provisoria:
        pasta = Path(provisoria)
        _trazer(deposito, f"{INSTANTANEOS}/{nome}.zip", pasta, andamento)
        manifesto = instantaneo.ler_manifesto(pasta / INSTANTANEOS, nome)
        la = deposito.tamanhos(PACOTES)
        for pacote in sorted({entrada.pacote for entrada in escolher(manifesto, padrao)}):
            if f"{PACOTES}/{pacote}.zip" in la:  # of a pack that is missing the restore speaks
                _trazer(deposito, f"{PACOTES}/{pacote}.zip", pasta, andamento)
        yield pasta, nome


def _exigir(deposito: Deposito, lugar: Lugar) -> None:
    """Raise `DestinoAusente` where there is nothing to read; nothing is made there."""
    if not deposito.tamanhos(INSTANTANEOS):
        raise DestinoAusente(
            f"No destino de backup '{lugar.nome}' não há nenhum backup",
            onde=lugar.pasta or "",
            o_que_fazer="ligue a unidade ou a rede, ou mande os backups com 'backups enviar'",
        )


def _escolhido(deposito: Deposito, lugar: Lugar, qual: str) -> str:
    nomes = (nome.rpartition("/")[2] for nome in deposito.tamanhos(INSTANTANEOS))
    ids = sorted(filter(instantaneo.e_id, (nome.removesuffix(".zip") for nome in nomes)))
    if qual == ULTIMO and ids:
        return ids[-1]
    if qual not in ids:
        raise ErroBackup(
            f"Não existe o backup {qual!r} no destino '{lugar.nome}'",
            o_que_fazer=f"existem lá: {', '.join(ids[-10:]) or 'nenhum'}",
        )
    return qual


def _trazer(deposito: Deposito, nome: str, pasta: Path, andamento: Andamento) -> None:
    with gravando(pasta / nome) as arquivo:
        arquivo.writelines(andamento.vigiar(deposito.ler(nome)))


def _nossos(nomes: set[str]) -> set[str]:
    return {nome for nome in nomes if nome.startswith((f"{PACOTES}/", f"{INSTANTANEOS}/"))
            and nome.endswith(".zip")}  # fmt: skip
