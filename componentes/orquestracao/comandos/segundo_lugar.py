"""Second places of backups on demand, and what follows and precedes a backup or a restore."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from componentes.agentes.depois_do_backup import (
    a_ensaiar,
    ensaiar_backup,
    enviar_a,
    evento_do_ensaio,
    evento_do_envio,
    medir,
)
from componentes.base.erros import CODIGO_DE_FALHAS, ErroBackup, em_uma_linha
from componentes.base.eventos import Aviso, Passo, ProgressoCopia
from componentes.copia_seguranca import instantaneo
from componentes.copia_seguranca.andamento import Andamento, AoProgredir, BackupCancelado
from componentes.copia_seguranca.caderneta import Ocupado
from componentes.copia_seguranca.ensaio import Ensaio
from componentes.copia_seguranca.envio import CANCELADO, ResultadoEnvio
from componentes.copia_seguranca.modelo import Instantaneo
from componentes.copia_seguranca.preparo import INSTANTANEOS
from componentes.copia_seguranca.repositorio import Repositorio
from componentes.copia_seguranca.segundo_lugar import pasta_com, verificar_la
from componentes.copia_seguranca.substituidos import a_resgatar
from componentes.orquestracao.comandos.parametros import booleano, conferir_nomes, texto
from componentes.orquestracao.oficina import Oficina
from componentes.orquestracao.protecao import escolhidos, lugares_de, protecao_de


def enviar(equipe: Oficina, parametros: Mapping[str, Any]) -> dict[str, Any]:
    """Bring all second places up to date, or the one called `destino`, as long as it takes."""
    conferir_nomes(parametros, frozenset({"destino", "recomecar"}))
    recomecar = booleano(parametros, "recomecar", padrao=False)
    lugares = escolhidos(equipe.ambiente, texto(parametros, "destino", ""))
    protecao = protecao_de(equipe.ambiente, lugares_de(equipe.ambiente))
    if not instantaneo.ids(protecao.backups / INSTANTANEOS):
        raise ErroBackup(
            "Ainda não há nenhum backup para enviar",
            onde=protecao.backups,
            o_que_fazer="faça um com: backup_completo",
        )
    envios = []
    for lugar in lugares:
        equipe.barramento.publicar(Passo(f"enviando a {lugar.nome}"))
        parar, avancar = equipe.parada_pedida.is_set, anunciar(equipe)
        envios.append(enviar_a(protecao, lugar, parar, avancar, recomecar=recomecar))
    codigo = _codigo(envios)
    return {"sucesso": codigo == 0, "codigo": codigo, "envios": msgspec.to_builtins(envios)}


def _codigo(envios: list[ResultadoEnvio]) -> int:
    if any(envio.situacao == CANCELADO for envio in envios):
        return BackupCancelado.codigo
    return 1 if any(envio.motivo for envio in envios) else 0


def proteger(equipe: Oficina, feito: Instantaneo | None) -> dict[str, Any]:
    """Rehearse a backup just made and send it on; a second place that fails is a warning."""
    lugares = lugares_de(equipe.ambiente)
    for problema in lugares.problemas:
        equipe.barramento.publicar(Aviso(em_uma_linha(problema)))
    protecao = protecao_de(equipe.ambiente, lugares)
    ensaio = None
    with contextlib.suppress(BackupCancelado):  # the backup is made all the same
        ensaio = ensaiar(equipe, feito)
    envios = []
    for lugar in () if equipe.parada_pedida.is_set() else lugares.todos:
        envio = enviar_a(protecao, lugar, equipe.parada_pedida.is_set, anunciar(equipe))
        envios.append(envio)
        if evento := evento_do_envio(envio):
            equipe.barramento.publicar(evento)
    for medida in medir(protecao):
        equipe.barramento.publicar(medida)
    resposta = {"ensaio": msgspec.to_builtins(ensaio) if ensaio else {},
                "envios": msgspec.to_builtins(envios)}  # fmt: skip
    if ensaio and ensaio.problemas:
        resposta |= {"sucesso": False, "codigo": CODIGO_DE_FALHAS}
    return resposta


def ensaiar(equipe: Oficina, feito: Instantaneo | None) -> Ensaio | None:
    """Rehearse what `a_ensaiar` says, None where it says nothing; raises `BackupCancelado`."""
    protecao = protecao_de(equipe.ambiente, lugares_de(equipe.ambiente))
    qual = a_ensaiar(protecao, feito)
    if not qual:
        return None
    ensaio = ensaiar_backup(protecao, qual, equipe.parada_pedida.is_set)
    equipe.barramento.publicar(evento_do_ensaio(ensaio))
    return ensaio


def verificar_destino(equipe: Oficina, nome: str) -> dict[str, Any]:
    """Read everything in a second place again; what is wrong there is sent anew next time."""
    (lugar,) = escolhidos(equipe.ambiente, nome)
    andamento = Andamento(equipe.parada_pedida.is_set, anunciar(equipe))
    try:
        problemas = verificar_la(equipe.ambiente.pastas.backups, lugar, andamento)
    except Ocupado as erro:
        raise ErroBackup(
            f"Um envio ao destino '{nome}' está em andamento", o_que_fazer="espere o fim dele"
        ) from erro
    return {
        "sucesso": not problemas,
        "codigo": CODIGO_DE_FALHAS if problemas else 0,
        "problemas": problemas,
        "ler_tudo": True,
        "destino": nome,
    }


@contextlib.contextmanager
def origem_de(equipe: Oficina, de: str, qual: str, padrao: str) -> Iterator[tuple[Path, str]]:
    """Yield the folder of backups to restore from: the own one, or what a second place has."""
    if not de:
        yield equipe.ambiente.pastas.backups, qual
        return
    (lugar,) = escolhidos(equipe.ambiente, de)
    andamento = Andamento(equipe.parada_pedida.is_set, anunciar(equipe))
    with pasta_com(lugar, qual, padrao, andamento) as achado:
        yield achado


def resgatar(
    equipe: Oficina, origem: Path, qual: str, destino: Path, padrao: str
) -> tuple[str, str]:
    """Back up what a restore is about to replace and no backup holds.

    Return the id of the backup to restore, which need not be the newest any more, and of the one
    just made, "" where none was needed.
    """
    backups = equipe.ambiente.pastas.backups
    manifesto = instantaneo.ler_manifesto(origem / INSTANTANEOS, qual)
    andamento = Andamento(equipe.parada_pedida.is_set, lambda _bytes, _arquivos: None)
    itens = a_resgatar(backups, manifesto, destino, padrao, andamento)
    if not itens:
        return manifesto.instantaneo.id, ""
    quantos = "1 arquivo que será substituído" if len(itens) == 1 else (
        f"{len(itens)} arquivos que serão substituídos")  # fmt: skip
    equipe.barramento.publicar(Passo(f"guardando em um backup {quantos}"))
    cancelado = equipe.parada_pedida.is_set
    feito = Repositorio(backups).fazer(itens, herdar=True, cancelado=cancelado)
    return manifesto.instantaneo.id, feito.id if feito else ""


def anunciar(equipe: Oficina, total: tuple[int, int] = (0, 0)) -> AoProgredir:
    """Return what turns progress into events; `total` is bytes and files to come, where known."""

    def ao_progredir(feitos: int, arquivos: int) -> None:
        equipe.barramento.publicar(ProgressoCopia(arquivos, feitos, *total))

    return ao_progredir
