"""The rows that one record gives to each sheet, and the columns they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from componentes.base.tipos import Evidencia, Falha, Ficha
from componentes.relatorio.evidencias import certeza, principais
from componentes.relatorio.falhas import acao
from componentes.relatorio.numeros import achados, nota
from componentes.relatorio.pendencias import includes_ausentes
from componentes.relatorio.planilha.folha import Celula, Coluna
from componentes.relatorio.rotulos import CONSELHOS, PERIGOS, nome_de
from componentes.relatorio.textos import trecho_curto

Linha = tuple[Celula, ...]
_TRECHO = 300

ARQUIVOS = (
    Coluna("Arquivo", 60), Coluna("Linguagem", 13), Coluna("Versão", 8), Coluna("Tipo", 13),
    Coluna("Famílias", 28), Coluna("Riscos", 28), Coluna("Certeza", 9, numero=True),
    Coluna("Qualidade", 10, numero=True), Coluna("Mercados", 14), Coluna("Tempos gráficos", 15),
    Coluna("Bytes", 11, numero=True), Coluna("Linhas", 9, numero=True),
    Coluna("Entradas", 9, numero=True), Coluna("Regras encontradas", 12, numero=True),
    Coluna("Regras não encontradas", 12, numero=True),
    Coluna("Regras não verificáveis", 12, numero=True), Coluna("Cópia de", 50),
    Coluna("Grupo", 14), Coluna("Situação", 14), Coluna("Motivo", 30), Coluna("Avisos", 40),
    Coluna("Não verificado", 40), Coluna("Pasta sugerida", 32), Coluna("Nome sugerido", 40),
    Coluna("Codificação", 12), Coluna("SHA-256", 20),
)  # fmt: skip


def arquivo(ficha: Ficha) -> Linha:
    """Return the row of a file in the sheet of all files."""
    return (
        ficha.caminho,
        nome_de("linguagem", ficha.linguagem or ""),
        ficha.versao_linguagem,
        nome_de("tipo", ficha.tipo or ""),
        ", ".join(nome_de("familia", familia) for familia in ficha.familias),
        ", ".join(nome_de("risco", risco) for risco in ficha.riscos),
        certeza(ficha),
        nota(ficha),
        ", ".join(ficha.mercados),
        ", ".join(ficha.timeframes),
        ficha.tamanho,
        ficha.linhas,
        len(ficha.entradas),
        achados(ficha, "encontrado"),
        achados(ficha, "nao_encontrado"),
        achados(ficha, "nao_verificavel"),
        ficha.copia_de,
        ficha.grupo,
        nome_de("situacao", ficha.situacao),
        ficha.falha.motivo if ficha.falha else "",
        "; ".join(ficha.avisos),
        "; ".join(ficha.observacoes),
        ficha.pasta_sugerida,
        ficha.nome_sugerido,
        ficha.codificacao,
        ficha.sha256,
    )


RISCOS = (
    Coluna("Arquivo", 60), Coluna("Risco", 16), Coluna("O que é", 50),
    Coluna("Linha", 8, numero=True), Coluna("Trecho", 60), Coluna("Por quê", 60),
    Coluna("Peso", 8, numero=True),
)  # fmt: skip


def riscos(ficha: Ficha) -> Iterator[Linha]:
    """Yield the row of each risk of a content, with what proves it best."""
    if not ficha.riscos:
        return
    provas = {valor: prova for dimensao, valor, prova in principais(ficha) if dimensao == "risco"}
    for risco in ficha.riscos:
        frente = (a_manter(ficha), nome_de("risco", risco), PERIGOS.get(risco, ""))
        prova = provas.get(risco.value)
        fim = (prova.linha, _trecho(prova), prova.porque, prova.peso) if prova else ()
        yield (*frente, *fim)


DUPLICATAS = (
    Coluna("Manter", 60), Coluna("Cópias", 9, numero=True),
    Coluna("Em compactados", 12, numero=True), Coluna("Bytes de cada", 14, numero=True),
    Coluna("Bytes recuperáveis", 14, numero=True), Coluna("Grupo", 14),
    Coluna("Primeiras cópias", 90),
)  # fmt: skip

PENDENCIAS = (
    Coluna("O que", 26), Coluna("Arquivo", 60), Coluna("Detalhe", 70), Coluna("O que fazer", 60),
)  # fmt: skip


def pendencia(motivo: str, ficha: Ficha) -> Linha:
    """Return the row of one thing to settle in one content."""
    detalhe = _detalhe(motivo, ficha)
    return nome_de("pendencia", motivo), a_manter(ficha), detalhe, CONSELHOS.get(motivo, "")


ENTRADAS = (
    Coluna("Arquivo", 60), Coluna("Nome", 26), Coluna("Tipo", 16), Coluna("Padrão", 22),
    Coluna("Comentário", 50), Coluna("Linha", 8, numero=True),
)  # fmt: skip


def entradas(ficha: Ficha) -> Iterator[Linha]:
    """Yield the inputs of a content."""
    caminho = a_manter(ficha)
    for entrada in ficha.entradas:
        yield (
            caminho, entrada.nome, entrada.tipo, entrada.padrao, entrada.comentario, entrada.linha
        )  # fmt: skip


FALHAS = (
    Coluna("Arquivo", 60), Coluna("Situação", 16), Coluna("Etapa", 14), Coluna("Motivo", 60),
    Coluna("O que fazer", 60),
)  # fmt: skip


def falha(ficha: Ficha, ocorrida: Falha) -> Linha:
    """Return why a file has no full result, and what to do about it."""
    etapa, motivo = ocorrida.etapa, ocorrida.motivo
    feito = acao(ficha.situacao, etapa, motivo)
    return ficha.caminho, nome_de("situacao", ficha.situacao), etapa, motivo, feito


def a_manter(ficha: Ficha) -> str:
    """Return the path that stands for a content: of its copies, the one to keep."""
    return ficha.copia_de or ficha.caminho


def _detalhe(motivo: str, ficha: Ficha) -> str:
    if motivo == "falha" and ficha.falha:
        return ficha.falha.motivo
    if motivo == "include_ausente":
        return ", ".join(includes_ausentes(ficha))
    if motivo == "confianca_baixa":
        return f"certeza {certeza(ficha)} de 100"
    rotulos = {"credencial": "risco:credencial", "rotulo_enganoso": "qualidade:rotulo_enganoso"}
    provas = [e for e in ficha.evidencias if e.rotulo == rotulos.get(motivo) and e.peso > 0]
    if not provas:
        return ""
    prova = max(provas, key=lambda e: e.peso)
    return f"linha {prova.linha}: {_trecho(prova)}" if prova.linha else _trecho(prova)


def _trecho(evidencia: Evidencia) -> str:
    return trecho_curto(evidencia.trecho, _TRECHO)
