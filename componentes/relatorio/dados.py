"""Everything a report says, counted in one pass over the files."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from componentes.base.tipos import Ficha, ResumoExecucao
from componentes.regras.mesas import Mesa
from componentes.relatorio.comparacao.mudancas import Mudancas
from componentes.relatorio.conformidade import ContadorDeConformidade
from componentes.relatorio.contagem import Contador, Contagem, contagens
from componentes.relatorio.duplicatas import Conteudos
from componentes.relatorio.evidencias import certeza, faixa_de_certeza
from componentes.relatorio.explorador.colunas import Explorador
from componentes.relatorio.explorador.montagem import MontadorExplorador
from componentes.relatorio.historia import PontoDaTendencia, Vazao
from componentes.relatorio.medidas import Medidas
from componentes.relatorio.parentesco import Parentesco, resumir_parentesco
from componentes.relatorio.pendencias import Pendencias, includes_ausentes
from componentes.relatorio.resumo import Cruzamento, FamiliaComRisco, Resumo, Totais
from componentes.relatorio.rotulos import SEM_RESULTADO, gravidade

_MAIS_COMUNS = 30


class DadosRelatorio(Struct, frozen=True):
    """What all formats of one report are made of."""

    resumo: Resumo
    explorador: Explorador
    detalhes: list[str]
    """Packed blocks of what the page shows of a content when its row is opened."""


class Circunstancias(Struct, frozen=True):
    """What a report tells beside the files themselves; all of it may be missing."""

    mesas: tuple[Mesa, ...] = ()
    parentesco: Parentesco | None = None
    vazao: Vazao | None = None
    tendencia: tuple[PontoDaTendencia, ...] = ()
    mudancas: Mudancas | None = None


_NENHUMA = Circunstancias()


def resumir(
    fichas: Iterable[Ficha],
    execucao: ResumoExecucao,
    parcial: bool,
    circunstancias: Circunstancias = _NENHUMA,
) -> DadosRelatorio:
    """Count `fichas` once, in the given order, keeping of each only what the explorer shows."""
    apuracao = Apuracao()
    for ficha in fichas:
        apuracao.incluir(ficha)
    return apuracao.concluir(execucao, parcial, circunstancias)


class Apuracao:
    """Counts records one by one; `concluir` turns the counts into a report's data."""

    def __init__(self) -> None:
        self._bytes = 0
        self._sem_hash = 0
        self._nao_lidos = 0
        self._membros = 0
        self._compactados: set[str] = set()
        self._conteudos = Conteudos()
        self._pendencias = Pendencias()
        self._explorador = MontadorExplorador()
        self._conformidade = ContadorDeConformidade()
        self._medidas = Medidas()
        self._por: dict[str, Contador[str]] = {}
        self._cruzado: Contador[tuple[str, str]] = Contador()
        self._arriscado: Contador[tuple[str, str]] = Contador()
        self._include_escrito: dict[str, str] = {}

    def incluir(self, ficha: Ficha, modificado_ns: int = 0) -> None:
        """Count one file, last changed at `modificado_ns` (0 for unknown)."""
        linha = len(self._explorador.linhas.nome)
        conteudo, novo = self._conteudos.incluir(linha, ficha)
        nivel = certeza(ficha)
        if novo:
            self._explorador.incluir_conteudo(ficha, nivel)
            self._conformidade.incluir(ficha.conformidade)
        # A file without hash has a row of its own, yet nobody knows whether its content is new.
        inedito = novo and bool(ficha.sha256)
        pendencias = self._pendencias.incluir(linha, ficha, nivel, inedito)
        self._explorador.incluir_linha(ficha, conteudo, pendencias, modificado_ns)
        self._sem_hash += not ficha.sha256
        if ficha.pacote:
            self._membros += 1
            self._compactados.add(ficha.pacote)
        else:
            self._bytes += ficha.tamanho
            self._nao_lidos += not ficha.sha256
            self._medidas.incluir(ficha.tamanho, modificado_ns)
        self._contar(ficha, nivel, inedito)

    def concluir(
        self,
        execucao: ResumoExecucao,
        parcial: bool,
        circunstancias: Circunstancias = _NENHUMA,
    ) -> DadosRelatorio:
        """Return the data of a report; nothing may be counted after it."""
        conteudos, explorador = self._conteudos, self._explorador
        if circunstancias.parentesco is not None:
            explorador.agrupar(circunstancias.parentesco.grupos, conteudos.numeros)
            self._marcar_nomes(circunstancias.parentesco)
        resumo = self._resumir(execucao, parcial, circunstancias)
        tabela = explorador.concluir(conteudos, circunstancias.mesas, execucao.raiz)
        return DadosRelatorio(resumo, tabela, explorador.detalhes.concluir())

    def _resumir(
        self, execucao: ResumoExecucao, parcial: bool, circunstancias: Circunstancias
    ) -> Resumo:
        conteudos, explorador = self._conteudos, self._explorador
        parentesco = circunstancias.parentesco
        return Resumo(
            execucao=execucao,
            parcial=parcial,
            totais=self._totais(),
            por_linguagem=self._contagens("linguagem"),
            por_tipo=self._contagens("tipo"),
            por_linguagem_e_tipo=tuple(Cruzamento(*p, a, u) for p, a, u in self._cruzado.maiores()),
            por_familia=self._contagens("familia"),
            por_risco=self._contagens("risco"),
            por_situacao=self._contagens("situacao"),
            por_codificacao=self._contagens("codificacao"),
            por_certeza=self._contagens("certeza"),
            duplicatas=conteudos.piores(explorador.linhas.conteudo, explorador.caminho),
            falhas=self._pendencias.falhas.grupos(),
            falhas_ao_todo=len(self._pendencias.falhas),
            pendencias=self._pendencias.concluir(self._caminho_a_manter),
            includes_ausentes=self._contagens("include", _MAIS_COMUNS),
            includes_ausentes_ao_todo=self._distintos("include"),
            nao_verificado=self._contagens("observacao", _MAIS_COMUNS),
            nao_verificado_ao_todo=self._distintos("observacao"),
            por_mercado=self._contagens("mercado"),
            por_timeframe=self._contagens("timeframe"),
            por_origem=self._contagens("origem"),
            por_familia_e_risco=tuple(
                FamiliaComRisco(*par, arquivos, unicos)
                for par, arquivos, unicos in self._arriscado.maiores()
            ),
            por_gravidade=self._contagens("gravidade"),
            com_pendencia=self._com_pendencia(),
            por_tamanho=self._medidas.por_tamanho(),
            por_idade=self._medidas.por_idade(),
            conformidade=self._conformidade.concluir(circunstancias.mesas),
            parentesco=resumir_parentesco(parentesco) if parentesco is not None else None,
            vazao=circunstancias.vazao,
            tendencia=circunstancias.tendencia,
            mudancas=circunstancias.mudancas,
        )

    def _com_pendencia(self) -> Contagem:
        linhas = self._explorador.linhas
        pares = zip(linhas.conteudo, linhas.pendencias, strict=True)
        pendentes = [conteudo for conteudo, bits in pares if bits]
        return Contagem("", len(pendentes), len(set(pendentes)))

    def _marcar_nomes(self, parentesco: Parentesco) -> None:
        """Mark the files whose name stands for different codes; only now is that known."""
        nomes = {repetido.nome for repetido in parentesco.nomes_repetidos}
        linhas = self._explorador.linhas
        vistos: set[int] = set()
        for linha, (nome, conteudo) in enumerate(zip(linhas.nome, linhas.conteudo, strict=True)):
            if nome.casefold() in nomes:
                inedito = conteudo not in vistos
                vistos.add(conteudo)
                linhas.pendencias[linha] |= self._pendencias.repetir_nome(linha, inedito)

    def _contar(self, ficha: Ficha, nivel: int | None, inedito: bool) -> None:
        linguagem = str(ficha.linguagem or SEM_RESULTADO)
        tipo = str(ficha.tipo or SEM_RESULTADO)
        self._cruzado.somar((linguagem, tipo), inedito)
        self._somar("linguagem", linguagem, inedito)
        self._somar("tipo", tipo, inedito)
        self._somar("situacao", ficha.situacao.value, inedito)
        self._somar("codificacao", ficha.codificacao, inedito)
        self._somar("certeza", faixa_de_certeza(nivel), inedito)
        self._somar_todos("familia", ficha.familias, inedito)
        self._somar_todos("risco", ficha.riscos, inedito)
        self._somar_todos("observacao", ficha.observacoes, inedito)
        self._somar_todos("mercado", ficha.mercados, inedito)
        self._somar_todos("timeframe", ficha.timeframes, inedito)
        self._somar_todos("origem", ficha.origem, inedito)
        if ficha.riscos:
            self._somar("gravidade", gravidade(ficha.riscos), inedito)
        for risco in ficha.riscos:
            for familia in ficha.familias:
                self._arriscado.somar((familia.value, risco.value), inedito)
        if ficha.dependencias:
            self._somar_todos("include", self._nomes_de_includes(ficha), inedito)

    def _somar(self, dimensao: str, valor: str, inedito: bool) -> None:
        self._por.setdefault(dimensao, Contador()).somar(valor, inedito)

    def _somar_todos(self, dimensao: str, valores: Iterable[str], inedito: bool) -> None:
        for valor in dict.fromkeys(valores):
            self._somar(dimensao, str(valor), inedito)

    def _contagens(self, dimensao: str, maximo: int | None = None) -> tuple[Contagem, ...]:
        return contagens(self._por.get(dimensao, Contador()), maximo)

    def _distintos(self, dimensao: str) -> int:
        return len(self._por.get(dimensao, ()))

    def _nomes_de_includes(self, ficha: Ficha) -> Iterable[str]:
        # The compiler runs on Windows: <Lib\A.mqh> and <lib/a.mqh> are one file.
        for nome in includes_ausentes(ficha):
            chave = nome.replace("\\", "/").casefold()
            yield self._include_escrito.setdefault(chave, nome)

    def _caminho_a_manter(self, linha: int) -> str:
        conteudo = self._explorador.linhas.conteudo[linha]
        return self._explorador.caminho(self._conteudos.mantido[conteudo])

    def _totais(self) -> Totais:
        conteudos = self._conteudos
        return Totais(
            arquivos=sum(conteudos.em_disco),
            conteudos=len(conteudos.arquivos) - self._sem_hash,
            copias=conteudos.copias(),
            sem_hash=self._nao_lidos,
            bytes=self._bytes,
            bytes_copias=sum(conteudos.custos()),
            grupos_duplicados=conteudos.grupos(),
            membros=self._membros,
            compactados=len(self._compactados),
        )
