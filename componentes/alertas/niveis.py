"""Rules about values that have a limit: share of failures, room on disk, memory, age. Pure.

A value at its limit does not flap: what is raised at the limit is resolved a tenth beyond it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from componentes.alertas.modelo import Contexto, Natureza, Sinal, impressao
from componentes.base.erros import em_uma_linha
from componentes.base.eventos import (
    BackupEnviado,
    ExecucaoTerminada,
    IdadeDoBackup,
    MetricasMedidas,
)
from componentes.base.secoes_alertas import Regras

_FOLGA = 0.1
_MEGA = 1024 * 1024
_FAMILIA = "processos do programa"


def das_medidas(
    evento: MetricasMedidas, contexto: Contexto, regras: Regras, ativos: Collection[str]
) -> Iterator[Sinal]:
    """Yield what is too high or too low, and what no longer is; what is unknown says nothing."""
    m = evento.metricas
    yield from da_taxa(m.files_processed, m.falhas, contexto.comando, regras, ativos)
    yield from do_disco(contexto.base, m.disco_livre, regras, ativos)
    if m.memory_usage:
        limite = regras.memoria.limite_mb
        ativo = impressao("memoria", _FAMILIA) in ativos
        texto = f"{m.memory_usage:.0f} MB em uso (limite {limite} MB) por todos os processos"
        alto = alem(m.memory_usage, limite, ativo=ativo)
        yield from _sinal("memoria", _FAMILIA, texto, alto=alto, ativo=ativo)


def do_disco(pasta: str, livres: int, regras: Regras, ativos: Collection[str]) -> Iterator[Sinal]:
    """Yield whether room is short where `pasta` lies; -1 says nothing."""
    if livres >= 0:
        livre, limite = livres / _MEGA, regras.disco_livre.limite_mb
        ativo = impressao("disco_livre", pasta) in ativos
        texto = f"{livre:.0f} MB livres (limite {limite} MB) no disco de {pasta}"
        baixo = aquem(livre, limite, ativo=ativo)
        yield from _sinal("disco_livre", pasta, texto, alto=baixo, ativo=ativo)


def da_idade(evento: IdadeDoBackup, ativos: Collection[str]) -> Iterator[Sinal]:
    """Yield whether the last good backup is too old; a new one settles it, no tenth needed."""
    ativo = impressao("backup_velho", evento.base) in ativos
    texto = f"o último backup bom ({evento.id}) tem {evento.horas:.0f} h (limite {evento.limite} h)"
    velho = 0 < evento.limite < evento.horas
    yield from _sinal("backup_velho", evento.base, texto, alto=velho, ativo=ativo)


def do_envio(evento: BackupEnviado, regras: Regras, ativos: Collection[str]) -> Iterator[Sinal]:
    """Yield whether a second place has been failing for too long; only a full sending settles it.

    One that another sending keeps busy, or that was called off, says nothing.
    """
    ativo = impressao("destino_parado", evento.destino) in ativos
    if not evento.motivo:
        texto = f"{evento.destino} recebeu tudo"
        yield from _sinal("destino_parado", evento.destino, texto, alto=False, ativo=ativo)
    elif evento.horas > regras.destino_parado.limite_horas:
        texto = f"{evento.destino} falha há {evento.horas:.0f} h: {em_uma_linha(evento.motivo)}"
        yield from _sinal("destino_parado", evento.destino, texto, alto=True, ativo=ativo)


def do_fim(evento: ExecucaoTerminada, regras: Regras, ativos: Collection[str]) -> Iterator[Sinal]:
    """Yield what the totals of a run say of its failures, measured while it ran or not."""
    yield from da_taxa(evento.arquivos, evento.falhas, evento.comando, regras, ativos)


def da_taxa(
    arquivos: int, falhas: int, comando: str, regras: Regras, ativos: Collection[str]
) -> Iterator[Sinal]:
    """Yield whether too many of the files so far have failed; few files say nothing."""
    regra = regras.taxa_de_erro
    if arquivos < regra.minimo_de_arquivos:
        return
    taxa = 100 * falhas / arquivos
    ativo = impressao("taxa_de_erro", comando) in ativos
    texto = (
        f"{comando}: {falhas} de {arquivos} arquivos {'falhou' if falhas == 1 else 'falharam'} "
        f"({taxa:.1f} %; limite {regra.limite_por_cento} %)"
    ).replace(".", ",")
    alto = alem(taxa, regra.limite_por_cento, ativo=ativo)
    yield from _sinal("taxa_de_erro", comando, texto, alto=alto, ativo=ativo)


def alem(valor: float, limite: float, *, ativo: bool) -> bool:
    """Tell whether a value that must not rise above `limite` is, or still is, too high."""
    return valor > (limite * (1 - _FOLGA) if ativo else limite)


def aquem(valor: float, limite: float, *, ativo: bool) -> bool:
    """Tell whether a value that must not fall below `limite` is, or still is, too low."""
    return valor < (limite * (1 + _FOLGA) if ativo else limite)


def _sinal(regra: str, alvo: str, texto: str, *, alto: bool, ativo: bool) -> Iterator[Sinal]:
    if alto:
        yield Sinal(regra, alvo, Natureza.DISPARA, texto, conta=0 if ativo else 1)
    elif ativo:
        yield Sinal(regra, alvo, Natureza.RESOLVE, texto)
