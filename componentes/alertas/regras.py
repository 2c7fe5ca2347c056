"""The rules: what each event means for each of them. Pure, but for what the caller remembers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import assert_never

from componentes.alertas.modelo import ArquivosPerigosos, Contexto, Natureza, Sinal, peso
from componentes.alertas.niveis import da_idade, das_medidas, do_disco, do_envio, do_fim
from componentes.base.erros import em_uma_linha
from componentes.base.eventos import (
    AgenteCalado,
    AgenteIniciado,
    AgenteRecuperado,
    AgenteReiniciado,
    AgenteRespondeu,
    AgenteTerminado,
    ArquivoPerigoso,
    BackupEnviado,
    DiscoMedido,
    DisjuntorMudou,
    EnsaioTerminado,
    Evento,
    ExecucaoIniciada,
    ExecucaoInterrompida,
    ExecucaoTerminada,
    IdadeDoBackup,
    MetricasMedidas,
    PastaVigiadaMudou,
    RotulosAchados,
)
from componentes.base.secoes_alertas import Regra, Regras
from componentes.base.tempo import em_utc

_DE_AGENTES = ("agente_falhou",)
_DE_EXECUCOES = (
    "execucao_concluida",
    "execucao_com_falhas",
    "execucao_falhou",
    "execucao_interrompida",
)
_INTERESSADAS: dict[type[Evento], tuple[str, ...]] = {
    AgenteCalado: _DE_AGENTES,
    AgenteIniciado: _DE_AGENTES,
    AgenteRecuperado: _DE_AGENTES,
    AgenteReiniciado: _DE_AGENTES,
    AgenteRespondeu: _DE_AGENTES,
    AgenteTerminado: _DE_AGENTES,
    DisjuntorMudou: _DE_AGENTES,
    ArquivoPerigoso: ("arquivo_perigoso",),
    ArquivosPerigosos: ("arquivo_perigoso",),
    BackupEnviado: ("destino_parado",),
    DiscoMedido: ("disco_livre",),
    EnsaioTerminado: ("ensaio_falhou",),
    ExecucaoInterrompida: ("execucao_interrompida",),
    ExecucaoTerminada: (*_DE_EXECUCOES, "taxa_de_erro"),
    IdadeDoBackup: ("backup_velho",),
    MetricasMedidas: ("taxa_de_erro", "disco_livre", "memoria"),
    PastaVigiadaMudou: ("vigia_degradado",),
}
_BOM, _RUIM = Natureza.RESOLVE, Natureza.DISPARA


def julgar(
    evento: Evento, contexto: Contexto, regras: Regras, ativos: Collection[str]
) -> tuple[Sinal, ...]:
    """Return what the rules in force say of an event; `ativos` are fingerprints now raised."""
    sinais = _ler(evento, contexto, regras, ativos)
    return tuple(sinal for sinal in sinais if regra_de(regras, sinal.regra).ligada)


def regra_de(regras: Regras, nome: str) -> Regra:
    """Return the rule of this name."""
    regra: Regra = getattr(regras, nome)
    return regra


def regra_em_vigor(regras: Regras, nome: str) -> Regra | None:
    """Return the rule of this name; None for one that is off, or of another version."""
    regra = getattr(regras, nome, None)
    return regra if isinstance(regra, Regra) and regra.ligada else None


def peso_do_evento(evento: Evento, regras: Regras) -> int | None:
    """Return the highest gravity an event can have; None when no rule in force cares for it."""
    nomes = _INTERESSADAS.get(type(evento), ())
    pesos = [peso(r.gravidade) for n in nomes if (r := regra_de(regras, n)).ligada]
    return max(pesos, default=None)


def anotado(contexto: Contexto, evento: Evento) -> Contexto:
    """Return what is known after an event that says which run goes on, or what it finds."""
    if isinstance(evento, ExecucaoIniciada):
        return Contexto(contexto.base, evento.comando)
    if isinstance(evento, RotulosAchados):
        somas = dict(contexto.por_risco)
        for risco, quantos in evento.por_risco.items():
            somas[risco] = somas.get(risco, 0) + quantos
        return Contexto(contexto.base, contexto.comando, somas)
    return contexto


def _ler(
    evento: Evento, contexto: Contexto, regras: Regras, ativos: Collection[str]
) -> Iterator[Sinal]:
    match evento:
        case MetricasMedidas():
            yield from das_medidas(evento, contexto, regras, ativos)
        case IdadeDoBackup() | BackupEnviado() | DiscoMedido() | EnsaioTerminado():
            yield from _dos_backups(evento, contexto, regras, ativos)
        case ExecucaoTerminada():
            yield from do_fim(evento, regras, ativos)
            yield from _da_execucao(evento, contexto, regras)
        case ExecucaoInterrompida(execucao=nome, comando=comando, batida_em=quando):
            texto = f"{comando} ({nome}): o processo morreu; último sinal: {em_utc(quando)}"
            yield Sinal("execucao_interrompida", comando, _RUIM, texto)
        case ArquivosPerigosos():
            yield _dos_arquivos(evento)
        case PastaVigiadaMudou():
            natureza = _RUIM if evento.situacao == "DEGRADADO" else _BOM
            texto = _com_motivo(evento.caminho, evento.motivo)
            yield Sinal("vigia_degradado", evento.caminho, natureza, texto)
        case AgenteReiniciado() | AgenteRecuperado() | AgenteTerminado() | DisjuntorMudou():
            yield from _do_agente(evento)
        case AgenteCalado() | AgenteRespondeu() | AgenteIniciado():
            yield _do_sinal(evento)
        case _:
            return


def _dos_backups(
    evento: IdadeDoBackup | BackupEnviado | DiscoMedido | EnsaioTerminado,
    contexto: Contexto,
    regras: Regras,
    ativos: Collection[str],
) -> Iterator[Sinal]:
    match evento:
        case IdadeDoBackup():
            yield from da_idade(evento, ativos)
        case BackupEnviado():
            yield from do_envio(evento, regras, ativos)
        case DiscoMedido(pasta=pasta, livre=livre):
            yield from do_disco(pasta, livre, regras, ativos)
        case EnsaioTerminado(impedido="", problemas=problemas):
            natureza = _RUIM if problemas else _BOM
            texto = f"backup {evento.id}: {'; '.join(problemas[:3]) or 'restaura bem'}"
            yield Sinal("ensaio_falhou", contexto.base, natureza, em_uma_linha(texto))
        case EnsaioTerminado():  # there was none
            return
        case _:
            assert_never(evento)


def _do_agente(
    evento: AgenteReiniciado | AgenteRecuperado | AgenteTerminado | DisjuntorMudou,
) -> Iterator[Sinal]:
    """An agent that begins again proves nothing; one that goes or ends well, or a closed circuit,
    does.
    """
    nome = evento.agente
    match evento:
        case AgenteReiniciado(erro=""):  # asked for
            return
        case AgenteReiniciado():
            texto = f"{nome} falhou e recomeça (tentativa {evento.tentativa})"
            yield Sinal("agente_falhou", nome, _RUIM, _com_motivo(texto, evento.erro))
        case AgenteRecuperado():
            yield Sinal("agente_falhou", nome, _BOM, f"{nome} voltou a trabalhar bem")
        case AgenteTerminado(erro=""):
            yield Sinal("agente_falhou", nome, _BOM, f"{nome} terminou bem")
        case AgenteTerminado():
            texto = _com_motivo(f"{nome} falhou e parou", evento.erro)
            yield Sinal("agente_falhou", nome, _RUIM, texto)
        case DisjuntorMudou(estado="aberto"):
            texto = _com_motivo(f"o disjuntor de {nome} está aberto", evento.motivo)
            yield Sinal("agente_falhou", nome, _RUIM, texto)
        case DisjuntorMudou(estado="fechado"):
            yield Sinal("agente_falhou", nome, _BOM, f"o disjuntor de {nome} está fechado")
        case DisjuntorMudou():
            return
        case _:
            assert_never(evento)


def _do_sinal(evento: AgenteCalado | AgenteRespondeu | AgenteIniciado) -> Sinal:
    """Silence is an alert of its own: that an agent answers says nothing of how its work goes."""
    nome = evento.agente
    alvo = f"{nome}: sem resposta"
    if isinstance(evento, AgenteCalado):
        return Sinal("agente_falhou", alvo, _RUIM, f"{nome} sem sinal há {evento.segundos:.0f} s")
    dito = "voltou a dar sinal" if isinstance(evento, AgenteRespondeu) else "começou de novo"
    return Sinal("agente_falhou", alvo, _BOM, f"{nome} {dito}")


def _da_execucao(evento: ExecucaoTerminada, contexto: Contexto, regras: Regras) -> Iterator[Sinal]:
    """A run that ends well settles what an earlier one of the same command left."""
    comando, nome = evento.comando, f"{evento.comando} ({evento.execucao})"
    if evento.estado in ("falhou", "interrompida"):
        texto = _com_motivo(nome, evento.erro)
        yield Sinal(f"execucao_{evento.estado}", comando, _RUIM, texto)
    elif evento.estado in ("concluida", "concluida_com_falhas"):
        for regra in ("execucao_falhou", "execucao_interrompida"):
            yield Sinal(regra, comando, _BOM, f"{nome} foi até o fim")
        regra = "execucao_concluida" if evento.estado == "concluida" else "execucao_com_falhas"
        texto = f"{nome}: {_balanco(evento, contexto, regras)}"
        yield Sinal(regra, comando, Natureza.FATO, texto)


def _balanco(evento: ExecucaoTerminada, contexto: Contexto, regras: Regras) -> str:
    """Return the totals, and how many contents analysed in the run carry a dangerous risk."""
    partes = ["1 arquivo" if evento.arquivos == 1 else f"{evento.arquivos} arquivos"]
    if evento.falhas:
        partes.append(f"{evento.falhas} com falha")
    achados = {r: contexto.por_risco.get(r, 0) for r in regras.arquivo_perigoso.riscos}
    for risco, n in achados.items():
        if n:
            quantos = "1 analisado agora tem" if n == 1 else f"{n} analisados agora têm"
            partes.append(f"{quantos} {risco}")
    return ", ".join(partes)


def _dos_arquivos(evento: ArquivosPerigosos) -> Sinal:
    """One signal for all contents with a risk that came together."""
    resto = evento.arquivos - len(evento.exemplos)
    exemplos = ", ".join(evento.exemplos) + (f" e mais {resto}" if resto > 0 else "")
    quantos = "1 arquivo novo" if evento.arquivos == 1 else f"{evento.arquivos} arquivos novos"
    texto = f"{quantos} com {evento.risco}: {exemplos}"
    return Sinal("arquivo_perigoso", evento.risco, Natureza.FATO, texto, conta=evento.arquivos)


def _com_motivo(texto: str, motivo: str) -> str:
    return f"{texto}: {em_uma_linha(motivo)}" if motivo else texto
