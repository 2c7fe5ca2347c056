"""The table over all files as columns of small numbers, so that 15 000 rows stay under 3 MB."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from componentes.base.tipos import Ficha
from componentes.relatorio.contagem import Indice
from componentes.relatorio.evidencias import principais
from componentes.relatorio.pendencias import PENDENCIAS
from componentes.relatorio.rotulos import SEM_RESULTADO, nome_de
from componentes.relatorio.textos import trecho_curto, visivel

SEM_CERTEZA = -1
_DIMENSOES = ("linguagem", "tipo", "familia", "risco", "situacao")


class Linhas(Struct):
    """One place per file."""

    pasta: list[int] = []
    nome: list[str] = []
    conteudo: list[int] = []
    situacao: list[int] = []
    falha: list[int] = []
    pendencias: list[int] = []


class Colunas(Struct):
    """One place per distinct content; a proof is a run of rule, label, line, snippet and weight."""

    sha256: list[str] = []
    tamanho: list[int] = []
    linhas: list[int] = []
    codificacao: list[int] = []
    linguagem: list[int] = []
    versao: list[int] = []
    tipo: list[int] = []
    familias: list[list[int]] = []
    riscos: list[list[int]] = []
    certeza: list[int] = []
    evidencias: list[list[int]] = []
    mantido: list[int] = []
    arquivos: list[int] = []


class Explorador(Struct, frozen=True):
    """What the page needs to search, filter and open rows; texts are already inert."""

    dicionarios: dict[str, list[tuple[str, str]]]
    """Machine value and name of every label in use, by dimension; rules with their why."""
    textos: dict[str, list[str]]
    linhas: Linhas
    conteudos: Colunas


class MontadorExplorador:
    """Fills the columns file by file and keeps nothing else of a file."""

    def __init__(self) -> None:
        self.linhas = Linhas()
        self._colunas = Colunas()
        self._rotulos: dict[str, Indice[str]] = {d: Indice() for d in _DIMENSOES}
        self._regras: Indice[tuple[str, str]] = Indice()
        self._provados: Indice[tuple[str, str]] = Indice()
        self._textos: dict[str, Indice[str]] = {
            nome: Indice() for nome in ("pasta", "falha", "codificacao", "versao", "trecho")
        }

    def incluir_linha(self, ficha: Ficha, conteudo: int, pendencias: int) -> None:
        """Add the row of one file."""
        pasta, _, nome = ficha.caminho.rpartition("/")
        falha = f"{ficha.falha.etapa}: {ficha.falha.motivo}" if ficha.falha else ""
        linhas = self.linhas
        linhas.pasta.append(self._texto("pasta", pasta))
        linhas.nome.append(nome)
        linhas.conteudo.append(conteudo)
        linhas.situacao.append(self._rotulo("situacao", ficha.situacao.value))
        linhas.falha.append(self._texto("falha", falha))
        linhas.pendencias.append(pendencias)

    def incluir_conteudo(self, ficha: Ficha, certeza: int | None) -> None:
        """Add what the first file of a content says about all its copies."""
        colunas = self._colunas
        colunas.sha256.append(ficha.sha256[:12])
        colunas.linhas.append(ficha.linhas)
        colunas.codificacao.append(self._texto("codificacao", ficha.codificacao))
        colunas.linguagem.append(self._rotulo("linguagem", ficha.linguagem or SEM_RESULTADO))
        colunas.versao.append(self._texto("versao", ficha.versao_linguagem))
        colunas.tipo.append(self._rotulo("tipo", ficha.tipo or SEM_RESULTADO))
        colunas.familias.append([self._rotulo("familia", f.value) for f in ficha.familias])
        colunas.riscos.append([self._rotulo("risco", r.value) for r in ficha.riscos])
        colunas.certeza.append(SEM_CERTEZA if certeza is None else certeza)
        colunas.evidencias.append(list(self._evidencias(ficha)))

    def caminho(self, linha: int) -> str:
        """Return the path of the file on `linha`, as it came."""
        pasta = self._textos["pasta"].valores()[self.linhas.pasta[linha]]
        return f"{pasta}/{self.linhas.nome[linha]}" if pasta else self.linhas.nome[linha]

    def concluir(self, tamanho: list[int], mantido: list[int], arquivos: list[int]) -> Explorador:
        """Return the table; the arguments hold bytes, row to keep and files of every content."""
        colunas = self._colunas
        colunas.tamanho, colunas.mantido, colunas.arquivos = tamanho, mantido, arquivos
        self.linhas.nome = [visivel(nome) for nome in self.linhas.nome]
        return Explorador(
            dicionarios=self._dicionarios(),
            textos={
                nome: [visivel(texto) for texto in indice.valores()]
                for nome, indice in self._textos.items()
            },
            linhas=self.linhas,
            conteudos=colunas,
        )

    def _evidencias(self, ficha: Ficha) -> Iterator[int]:
        for dimensao, valor, evidencia in principais(ficha):
            yield self._regras.numero((evidencia.regra, evidencia.porque))
            yield self._provados.numero((dimensao, valor))
            yield evidencia.linha
            yield self._texto("trecho", trecho_curto(evidencia.trecho))
            yield evidencia.peso

    def _dicionarios(self) -> dict[str, list[tuple[str, str]]]:
        nomes = {
            dimensao: [(valor, nome_de(dimensao, valor)) for valor in indice.valores()]
            for dimensao, indice in self._rotulos.items()
        }
        nomes["pendencia"] = [(motivo, nome_de("pendencia", motivo)) for motivo in PENDENCIAS]
        nomes["rotulo"] = [
            (dimensao, f"{nome_de('dimensao', dimensao)}: {nome_de(dimensao, valor)}")
            for dimensao, valor in self._provados.valores()
        ]
        nomes["regra"] = [
            (visivel(regra), visivel(porque)) for regra, porque in self._regras.valores()
        ]
        return nomes

    def _texto(self, nome: str, texto: str) -> int:
        return self._textos[nome].numero(texto)

    def _rotulo(self, dimensao: str, valor: str) -> int:
        return self._rotulos[dimensao].numero(str(valor))
