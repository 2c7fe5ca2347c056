"""The sentences of a report, true also for none and for one."""

from __future__ import annotations

from componentes.relatorio.pendencias import Pendencia
from componentes.relatorio.resumo import Resumo, Totais
from componentes.relatorio.textos import inteiro, porcentagem, quantos, tamanho


def manchete(totais: Totais) -> str:
    """Return the one sentence that says what the library is."""
    if not totais.arquivos:
        return "Nenhum arquivo na biblioteca"
    unicos = quantos(totais.conteudos, "conteúdo único", "conteúdos únicos")
    arquivos = quantos(totais.arquivos, "arquivo", "arquivos")
    return f"{unicos} em {arquivos}; {_copias(totais)}"


def tamanho_da_biblioteca(totais: Totais) -> str:
    """Return the size of the whole, and what could not be read of it."""
    frase = f"{tamanho(totais.bytes)} ao todo."
    if totais.grupos_duplicados:
        grupos = quantos(totais.grupos_duplicados, "conteúdo aparece", "conteúdos aparecem")
        frase += f" {grupos} em mais de um arquivo."
    if totais.sem_hash:
        nao_lidos = quantos(totais.sem_hash, "arquivo não pôde", "arquivos não puderam")
        frase += f" {nao_lidos} ser lido{'s' if totais.sem_hash > 1 else ''}."
    return frase


def quantidade(pendencia: Pendencia) -> str:
    """Return how many contents, or files where the contents are unknown, are concerned."""
    arquivos = quantos(pendencia.arquivos, "arquivo", "arquivos")
    if not pendencia.conteudos or pendencia.conteudos == pendencia.arquivos:
        return arquivos
    return f"{quantos(pendencia.conteudos, 'conteúdo', 'conteúdos')} em {arquivos}"


def certeza(resumo: Resumo) -> str:
    """Return how much of the library is judged with high confidence."""
    totais = resumo.totais
    por_valor = {contagem.valor: contagem.conteudos for contagem in resumo.por_certeza}
    altos = por_valor.get("alta", 0)
    return (
        f"{porcentagem(altos, totais.conteudos)} dos conteúdos ({inteiro(altos)} de "
        f"{inteiro(totais.conteudos)}) têm linguagem e tipo com certeza alta."
    )


def _copias(totais: Totais) -> str:
    if not totais.copias:
        return "nenhuma cópia exata"
    fracao = porcentagem(totais.copias, totais.arquivos)
    verbo = "é cópia" if totais.copias == 1 else "são cópias"
    return f"{fracao} {verbo} ({tamanho(totais.bytes_copias)} recuperáveis)"
