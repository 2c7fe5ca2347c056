"""The report as Markdown: reads well on GitHub and in a plain editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from componentes.relatorio import frases
from componentes.relatorio.contagem import Contagem
from componentes.relatorio.marcacao import codigo, corrido
from componentes.relatorio.resumo import Resumo
from componentes.relatorio.rotulos import CONSELHOS, PERIGOS, nome_de
from componentes.relatorio.textos import inteiro, momento, quantos, tamanho

_GRUPOS = 10
_MOTIVOS = 10
_INCLUDES = 6
_NAO_VERIFICADOS = 8


def formatar_markdown(resumo: Resumo) -> str:
    """Return the summary; tables hold only numbers and names of the program's own."""
    partes = (
        _cabeca(resumo),
        _numeros(resumo),
        _composicao(resumo),
        _riscos(resumo),
        _familias(resumo),
        _pendencias(resumo),
        _copias(resumo),
        _falhas(resumo),
        _certeza(resumo),
        _rodape(resumo),
    )
    return "\n".join(linha for parte in partes for linha in parte)


def _cabeca(resumo: Resumo) -> Iterator[str]:
    yield "# Relatório da biblioteca"
    yield ""
    yield f"**{frases.manchete(resumo.totais)}.**"
    yield ""
    if resumo.parcial:
        yield "> Relatório parcial: a execução continua, e estes números ainda crescem."
        yield ""
    if resumo.execucao.raiz:
        yield f"- Pasta: {codigo(resumo.execucao.raiz)}"
    if resumo.execucao.iniciada_em:
        yield f"- Execução de {corrido(momento(resumo.execucao.iniciada_em))}"
    if tamanho_ao_todo := frases.tamanho_da_biblioteca(resumo.totais):
        yield f"- {tamanho_ao_todo}"
    yield ""


def _numeros(resumo: Resumo) -> Iterator[str]:
    totais = resumo.totais
    linhas = [
        ("Arquivos", inteiro(totais.arquivos)),
        ("Conteúdos únicos", inteiro(totais.conteudos)),
        ("Cópias", inteiro(totais.copias)),
        ("Grupos de cópias", inteiro(totais.grupos_duplicados)),
        ("Tamanho", tamanho(totais.bytes)),
        ("Recuperável", tamanho(totais.bytes_copias)),
        ("Não lidos", inteiro(totais.sem_hash)),
    ]
    if totais.membros:
        linhas.append(("Membros de compactados", inteiro(totais.membros)))
    yield "## Em números"
    yield ""
    yield from _tabela(("", "Quantos"), linhas)


def _composicao(resumo: Resumo) -> Iterator[str]:
    pares = {(c.linguagem, c.tipo): c.conteudos for c in resumo.por_linguagem_e_tipo if c.conteudos}
    tipos = [c.valor for c in resumo.por_tipo if c.conteudos]
    if not pares:
        return
    yield "## O que há na biblioteca"
    yield ""
    yield "Conteúdos únicos por linguagem e tipo."
    yield ""
    titulos = ("Linguagem", *(nome_de("tipo", tipo) for tipo in tipos), "Ao todo")
    linhas = [
        (
            nome_de("linguagem", contagem.valor),
            *(_ou_nada(pares.get((contagem.valor, tipo), 0)) for tipo in tipos),
            inteiro(contagem.conteudos),
        )
        for contagem in resumo.por_linguagem
        if contagem.conteudos
    ]
    yield from _tabela(titulos, linhas)


def _riscos(resumo: Resumo) -> Iterator[str]:
    if not resumo.por_risco:
        return
    yield "## O que pode ferir a conta"
    yield ""
    yield "Conteúdos únicos cujo código ativo é capaz disso."
    yield ""
    linhas = [
        (*_contada("risco", contagem), PERIGOS.get(contagem.valor, ""))
        for contagem in resumo.por_risco
    ]
    yield from _tabela(("Risco", "Conteúdos", "Arquivos", "O que faz"), linhas, texto_no_fim=True)


def _familias(resumo: Resumo) -> Iterator[str]:
    if not resumo.por_familia:
        return
    yield "## Como operam e o que medem"
    yield ""
    yield "Conteúdos únicos por família; um conteúdo pode ter até três."
    yield ""
    linhas = [_contada("familia", contagem) for contagem in resumo.por_familia]
    yield from _tabela(("Família", "Conteúdos", "Arquivos"), linhas)


def _pendencias(resumo: Resumo) -> Iterator[str]:
    if not resumo.pendencias:
        return
    yield "## Precisa de você"
    yield ""
    for pendencia in resumo.pendencias:
        yield f"### {nome_de('pendencia', pendencia.motivo)}: {frases.quantidade(pendencia)}"
        yield ""
        yield CONSELHOS.get(pendencia.motivo, "")
        yield ""
        yield from _exemplos(pendencia.exemplos, pendencia.outros)
    includes = resumo.includes_ausentes[:_INCLUDES]
    if includes:
        yield "### Includes que mais faltam"
        yield ""
        yield from (f"- {codigo(i.valor)}: {frases.alcance(i)}" for i in includes)
        yield from _e_mais(resumo.includes_ausentes_ao_todo - len(includes))
        yield ""


def _copias(resumo: Resumo) -> Iterator[str]:
    grupos = resumo.duplicatas[:_GRUPOS]
    if not grupos:
        return
    yield "## Cópias que mais ocupam"
    yield ""
    yield "Só arquivos idênticos byte a byte; nada foi apagado nem movido."
    yield ""
    for grupo in grupos:
        copias = quantos(grupo.copias, "cópia", "cópias")
        yield f"- manter {codigo(grupo.original)}"
        yield f"  ({copias}, {tamanho(grupo.bytes_recuperaveis)} recuperáveis)"
        yield from (f"  - cópia: {codigo(caminho)}" for caminho in grupo.exemplos)
        yield from (f"  {linha}" for linha in _e_mais(grupo.copias - len(grupo.exemplos)))
    outros = resumo.totais.grupos_duplicados - len(grupos)
    if outros:
        yield f"- e mais {quantos(outros, 'grupo', 'grupos')}"
    yield ""


def _falhas(resumo: Resumo) -> Iterator[str]:
    grupos = resumo.falhas[:_MOTIVOS]
    if not grupos:
        return
    yield "## O que não pôde ser lido"
    yield ""
    for grupo in grupos:
        yield f"### {corrido(grupo.motivo)} ({quantos(grupo.arquivos, 'arquivo', 'arquivos')})"
        yield ""
        fazer = f" O que fazer: {corrido(grupo.acao)}." if grupo.acao else ""
        yield f"Etapa: {corrido(grupo.etapa)}.{fazer}"
        yield ""
        yield from _exemplos(grupo.exemplos, grupo.arquivos - len(grupo.exemplos))
    outros = resumo.falhas_ao_todo - len(grupos)
    if outros:
        yield f"E mais {quantos(outros, 'motivo', 'motivos')}."
        yield ""


def _certeza(resumo: Resumo) -> Iterator[str]:
    if not resumo.totais.conteudos:
        return
    yield "## Quão certo é isto"
    yield ""
    yield frases.certeza(resumo)
    yield ""
    linhas = [_contada("certeza", contagem) for contagem in resumo.por_certeza]
    yield from _tabela(("Certeza", "Conteúdos", "Arquivos"), linhas)
    motivos = resumo.nao_verificado[:_NAO_VERIFICADOS]
    if motivos:
        yield "O que não pôde ser verificado, do mais comum:"
        yield ""
        yield from (f"- {corrido(m.valor)}: {frases.alcance(m)}" for m in motivos)
        yield from _e_mais(resumo.nao_verificado_ao_todo - len(motivos))
        yield ""


def _rodape(resumo: Resumo) -> Iterator[str]:
    execucao = resumo.execucao
    yield "---"
    yield ""
    quem = codigo(execucao.nome or str(execucao.id))
    estado = corrido(nome_de("estado", execucao.estado))
    yield f"Execução {quem}, {codigo(execucao.comando)} ({estado})."
    yield f"Versão {corrido(execucao.versao)}, regras {codigo(execucao.regras[:12])}."
    yield ""
    yield "Rótulos vêm de regras fixas sobre o texto do código; nada foi executado nem compilado,"
    yield "e resultado financeiro não é avaliado. KB, MB e GB contam de 1024 em 1024."
    yield ""


def _tabela(
    titulos: Sequence[str], linhas: Iterable[Sequence[str]], *, texto_no_fim: bool = False
) -> Iterator[str]:
    """Yield a table whose first column is text and the others numbers, but for the last if so."""
    alinhadas = ["---:"] * (len(titulos) - 1)
    if texto_no_fim:
        alinhadas[-1] = "---"
    for linha in (titulos, ("---", *alinhadas), *linhas):
        yield f"| {' | '.join(linha)} |"
    yield ""


def _contada(dimensao: str, contagem: Contagem) -> tuple[str, str, str]:
    nome = nome_de(dimensao, contagem.valor)
    return nome, inteiro(contagem.conteudos), inteiro(contagem.arquivos)


def _exemplos(caminhos: Sequence[str], outros: int) -> Iterator[str]:
    yield from (f"- {codigo(caminho)}" for caminho in caminhos)
    yield from _e_mais(outros)
    yield ""


def _e_mais(numero: int) -> Iterator[str]:
    if numero > 0:
        yield f"- e mais {inteiro(numero)}"


def _ou_nada(numero: int) -> str:
    return inteiro(numero) if numero else "–"
