"""A comparison in words, true also for none and for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from componentes.base.tipos import ResumoExecucao
from componentes.relatorio.comparacao.valores import (
    Causa,
    Comparacao,
    Especie,
    Mudanca,
    Rotulos,
    Visto,
)
from componentes.relatorio.evidencias import faixa_de_certeza
from componentes.relatorio.rotulos import nome_de
from componentes.relatorio.textos import inteiro, quantos, tamanho

TITULOS = {
    Especie.RISCOS_NOVOS: "Riscos novos",
    Especie.ROTULOS_MUDADOS: "Rótulos mudados",
    Especie.ALTERADOS: "Conteúdo alterado",
    Especie.NOVOS: "Arquivos novos",
    Especie.MOVIDOS: "Movidos ou renomeados",
    Especie.SUMIDOS: "Arquivos que sumiram",
    Especie.RISCOS_SUMIDOS: "Riscos que sumiram",
}
ETIQUETAS = {
    Especie.RISCOS_NOVOS: "risco novo",
    Especie.ROTULOS_MUDADOS: "rótulo",
    Especie.ALTERADOS: "alterado",
    Especie.NOVOS: "novo",
    Especie.MOVIDOS: "movido",
    Especie.SUMIDOS: "sumiu",
    Especie.RISCOS_SUMIDOS: "risco a menos",
}
_CAUSAS = {
    Causa.CONTEUDO: "o conteúdo mudou",
    Causa.CONTEXTO: "mudou a pasta ou o que ele inclui",
    Causa.LEITURA: "uma das vezes não pôde ser lido por inteiro",
    Causa.REGRAS: "as regras mudaram",
    Causa.VERSAO: "o programa mudou de versão",
}
_NENHUM = {"familias": "nenhuma", "riscos": "nenhum", "linguagem": "nenhuma", "tipo": "nenhum"}
_ROTULOS = {
    "linguagem": "Linguagem",
    "tipo": "Tipo",
    "familias": "Famílias",
    "riscos": "Riscos",
    "certeza": "Certeza",
    "situacao": "Situação",
}


def manchete(comparacao: Comparacao) -> str:
    """Return the one sentence: Desde coruja-azul-2 (12/11): 14 novos, 2 ganharam risco."""
    return f"Desde {nome_e_dia(comparacao.antes)}: {balanco(comparacao)}"


def balanco(comparacao: Comparacao) -> str:
    """Return how many files changed in each way, or that nothing did."""
    ganharam = sum(1 for m in comparacao.riscos_novos if m.antes)
    partes = (
        (len(comparacao.novos), "novo", "novos"),
        (len(comparacao.sumidos), "sumido", "sumidos"),
        (len(comparacao.movidos), "movido", "movidos"),
        (len(comparacao.alterados), "alterado", "alterados"),
        (len(comparacao.rotulos_mudados), "mudou de rótulo", "mudaram de rótulo"),
        (ganharam, "ganhou risco", "ganharam risco"),
        (len(comparacao.riscos_novos) - ganharam, "chegou com risco", "chegaram com risco"),
    )
    return ", ".join(quantos(n, um, varios) for n, um, varios in partes if n) or "nada mudou"


def nome_e_dia(execucao: ResumoExecucao) -> str:
    """Return a run and the day it began, in UTC: coruja-azul-2 (12/11)."""
    dia = execucao.iniciada_em[8:10], execucao.iniciada_em[5:7]
    return f"{execucao.nome} ({'/'.join(dia)})" if all(dia) else execucao.nome


def ressalvas(comparacao: Comparacao) -> Iterator[str]:
    """Yield what keeps the two runs from being alike in all but their files."""
    if not comparacao.mesmas_pastas:
        yield "As duas execuções não olharam as mesmas pastas."
    fora = ((comparacao.fora_antes, "antes"), (comparacao.fora_depois, "depois"))
    for numero, lado in fora:
        if numero:
            ficaram = quantos(numero, "arquivo ficou", "arquivos ficaram")
            yield f"{ficaram} fora: só a execução de {lado} olhou a sua pasta."
    if comparacao.regras_mudaram:
        yield "As regras mudaram entre as duas: rótulos podem ter mudado sem que o arquivo mudasse."
    if comparacao.versao_mudou:
        versoes = f"{comparacao.antes.versao} → {comparacao.depois.versao}"
        yield f"O programa mudou de versão entre as duas ({versoes})."


def pastas(execucao: ResumoExecucao) -> str:
    """Return the folders a run looked at."""
    return ", ".join(execucao.pastas) or execucao.raiz


def alcance(mudancas: tuple[Mudanca, ...], conteudos: int) -> str:
    """Return how many files, and how many contents where copies make them fewer."""
    arquivos = quantos(len(mudancas), "arquivo", "arquivos")
    if not conteudos or conteudos == len(mudancas):
        return arquivos
    return f"{quantos(conteudos, 'conteúdo', 'conteúdos')} em {arquivos}"


def linhas(mudanca: Mudanca, especie: Especie) -> list[str]:
    """Return what is to be said of a change as one of its kind, without its path."""
    if especie is Especie.RISCOS_NOVOS:
        verbo = "Ganhou" if mudanca.antes else "Chegou com"
        return [f"{verbo}: {riscos(mudanca.riscos_novos)}{_entre_parenteses(mudanca)}"]
    if especie is Especie.RISCOS_SUMIDOS:
        verbo = "Perdeu" if mudanca.depois else "Foi-se com"
        return [f"{verbo}: {riscos(mudanca.riscos_sumidos)}{_entre_parenteses(mudanca)}"]
    if especie is Especie.ROTULOS_MUDADOS:
        return [*trocas(mudanca), f"Porque {porque(mudanca)}."]
    if especie is Especie.MOVIDOS and mudanca.antes:
        return [f"De: {mudanca.antes.caminho}"]
    if especie is Especie.ALTERADOS and mudanca.antes and mudanca.depois:
        return [_alteracao(mudanca, mudanca.depois.tamanho - mudanca.antes.tamanho)]
    return [_ficha(mudanca)]


def diferenca(numero: int, dizer: Callable[[int], str]) -> str:
    """Return a number that grew or shrank, with its sign: +2, −98,6 KB."""
    return f"{'+' if numero > 0 else '−'}{dizer(abs(numero))}"


def trocas(mudanca: Mudanca) -> list[str]:
    """Return each changed label with what it was and what it is."""
    return [
        f"{_ROTULOS[rotulo]}: {_valor(mudanca.antes, rotulo)} → {_valor(mudanca.depois, rotulo)}"
        for rotulo in mudanca.rotulos
    ]


def porque(mudanca: Mudanca) -> str:
    """Return why labels may have changed, in words."""
    return " e ".join(_CAUSAS[causa] for causa in mudanca.causas) or "foi julgado de outro modo"


def riscos(valores: Iterable[str]) -> str:
    """Return risks by the names readers know."""
    return ", ".join(nome_de("risco", valor) for valor in valores)


def resumo_dos_rotulos(rotulos: Rotulos) -> str:
    """Return type, language, families and risks on one line."""
    partes = [nome_de("tipo", rotulos.tipo), nome_de("linguagem", rotulos.linguagem)]
    if rotulos.familias:
        partes.append(", ".join(nome_de("familia", valor) for valor in rotulos.familias))
    if rotulos.riscos:
        partes.append(f"riscos: {riscos(rotulos.riscos)}")
    return " · ".join(partes)


def _ficha(mudanca: Mudanca) -> str:
    visto = mudanca.visto
    partes = [tamanho(visto.tamanho)]
    partes += [resumo_dos_rotulos(visto.rotulos)] if visto.rotulos else []
    if visto.situacao != "ok":
        partes.append(nome_de("situacao", visto.situacao))
    if mudanca.conhecido:
        copia = "cópia do que já havia" if mudanca.depois else "ainda há cópia"
        partes.append(copia)
    return " · ".join(partes)


def _alteracao(mudanca: Mudanca, bytes_a_mais: int) -> str:
    medida = f"{diferenca(bytes_a_mais, tamanho)}, " if bytes_a_mais else "do mesmo tamanho, "
    return f"{medida}com {'outros' if mudanca.rotulos else 'os mesmos'} rótulos"


def _entre_parenteses(mudanca: Mudanca) -> str:
    return f" ({porque(mudanca)})" if mudanca.antes and mudanca.depois else ""


def _valor(visto: Visto | None, rotulo: str) -> str:
    if visto is not None and rotulo == "situacao":
        return nome_de("situacao", visto.situacao)
    if visto is None or visto.rotulos is None:
        return "sem resultado"
    if rotulo == "certeza":
        certeza = visto.rotulos.certeza
        faixa = nome_de("certeza", faixa_de_certeza(certeza)).partition(" (")[0].lower()
        return faixa if certeza is None else f"{inteiro(certeza)} ({faixa})"
    valor: str | tuple[str, ...] = getattr(visto.rotulos, rotulo)
    valores = (valor,) if isinstance(valor, str) else valor
    dimensao = {"familias": "familia", "riscos": "risco"}.get(rotulo, rotulo)
    return ", ".join(nome_de(dimensao, v) for v in valores) or _NENHUM[rotulo]
