"""Fills the columns of the table file by file, and keeps nothing else of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from componentes.base.tipos import Ficha
from componentes.regras.mesas import Achado, Mesa
from componentes.relatorio.contagem import Indice
from componentes.relatorio.duplicatas import Conteudos as ConteudosContados
from componentes.relatorio.explorador.colunas import (
    SEM_CERTEZA,
    SEM_DATA,
    SEM_GRUPO,
    SEM_NOTA,
    Conteudos,
    Explorador,
    Grupos,
    Linhas,
)
from componentes.relatorio.explorador.detalhes import POR_BLOCO, Detalhes
from componentes.relatorio.parentesco import GrupoDeParentes
from componentes.relatorio.pendencias import PENDENCIAS
from componentes.relatorio.rotulos import GRAVIDADES, SEM_RESULTADO, nome_de
from componentes.relatorio.textos import visivel

_DIMENSOES = ("linguagem", "tipo", "origem", "familia", "risco", "mercado", "timeframe", "situacao")
_LETRAS: Mapping[str, str] = {
    Achado.ENCONTRADO: "e",
    Achado.NAO_ENCONTRADO: "n",
    Achado.NAO_VERIFICAVEL: "v",
}
_NAO_PERGUNTADA = "-"
_NS_POR_DIA = 86_400 * 10**9


class MontadorExplorador:
    """Numbers what repeats; the rows are those of the library, in order."""

    def __init__(self) -> None:
        self.linhas = Linhas()
        self.detalhes = Detalhes()
        self._colunas = Conteudos()
        self._rotulos: dict[str, Indice[str]] = {d: Indice() for d in _DIMENSOES}
        self._mesas: Indice[str] = Indice()
        self._niveis: Indice[str] = Indice()
        self._motivos: Indice[str] = Indice()
        self._grupos = Grupos()
        self._textos: dict[str, Indice[str]] = {
            nome: Indice() for nome in ("pasta", "falha", "codificacao", "versao", "conformidade")
        }

    def incluir_linha(
        self, ficha: Ficha, conteudo: int, pendencias: int, modificado_ns: int
    ) -> None:
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
        linhas.dia.append(max(SEM_DATA, modificado_ns // _NS_POR_DIA))
        linhas.membro.append(int(bool(ficha.pacote)))

    def incluir_conteudo(self, ficha: Ficha, certeza: int | None) -> None:
        """Add what the first file of a content says about all its copies."""
        colunas = self._colunas
        colunas.sha256.append(ficha.sha256[:12])
        colunas.linhas.append(ficha.linhas)
        colunas.codificacao.append(self._texto("codificacao", ficha.codificacao))
        colunas.linguagem.append(self._rotulo("linguagem", ficha.linguagem or SEM_RESULTADO))
        colunas.versao.append(self._texto("versao", ficha.versao_linguagem))
        colunas.tipo.append(self._rotulo("tipo", ficha.tipo or SEM_RESULTADO))
        colunas.origens.append(self._numeros("origem", ficha.origem))
        colunas.familias.append(self._numeros("familia", ficha.familias))
        colunas.riscos.append(self._numeros("risco", ficha.riscos))
        colunas.mercados.append(self._numeros("mercado", ficha.mercados))
        colunas.timeframes.append(self._numeros("timeframe", ficha.timeframes))
        colunas.certeza.append(SEM_CERTEZA if certeza is None else certeza)
        colunas.nota.append(ficha.qualidade.get("nota", SEM_NOTA))
        colunas.conformidade.append(self._texto("conformidade", self._letras(ficha.conformidade)))
        self.detalhes.incluir(ficha)

    def caminho(self, linha: int) -> str:
        """Return the path of the file on `linha`, as it came."""
        pasta = self._textos["pasta"].valor(self.linhas.pasta[linha])
        return f"{pasta}/{self.linhas.nome[linha]}" if pasta else self.linhas.nome[linha]

    def concluir(
        self, conteudos: ConteudosContados, mesas: Iterable[Mesa], raiz: str
    ) -> Explorador:
        """Return the table; `raiz` is the folder that paths are relative to."""
        colunas, tamanho = self._colunas, conteudos.tamanho
        colunas.tamanho, colunas.mantido = tamanho, conteudos.mantido
        colunas.arquivos = conteudos.arquivos
        colunas.grupo = colunas.grupo or [SEM_GRUPO] * len(tamanho)
        colunas.nivel = colunas.nivel or [0] * len(tamanho)
        self.linhas.nome = [visivel(nome) for nome in self.linhas.nome]
        return Explorador(
            dicionarios=self._dicionarios(),
            textos={
                nome: [visivel(texto) for texto in indice.valores()]
                for nome, indice in self._textos.items()
            },
            linhas=self.linhas,
            conteudos=colunas,
            grupos=self._grupos,
            niveis=self._niveis.valores(),
            motivos=self._motivos.valores(),
            mesas=self._mesas_com_texto(mesas),
            raiz=visivel(raiz),
            gravidades=list(GRAVIDADES.values()),
            por_bloco=POR_BLOCO,
        )

    def agrupar(self, grupos: Sequence[GrupoDeParentes], conteudos: Mapping[str, int]) -> None:
        """Note which contents are one thing; `conteudos` are their numbers by sha256."""
        quantos = len(self._colunas.sha256)
        grupo, nivel = [SEM_GRUPO] * quantos, [0] * quantos
        linhas = self._linhas_de({este.manter for este in grupos})
        for numero, este in enumerate(grupos):
            self._grupos.mantido.append(linhas[este.manter])
            self._grupos.motivos.append([self._motivos.numero(m) for m in este.motivos])
            for membro in este.membros:
                conteudo = conteudos[membro.sha256]
                grupo[conteudo], nivel[conteudo] = numero, self._niveis.numero(membro.nivel)
        self._colunas.grupo, self._colunas.nivel = grupo, nivel

    def _linhas_de(self, caminhos: Set[str]) -> dict[str, int]:
        todas = ((self.caminho(linha), linha) for linha in range(len(self.linhas.nome)))
        return {caminho: linha for caminho, linha in todas if caminho in caminhos}

    def _letras(self, conformidade: Mapping[str, str]) -> str:
        """Return one letter for each rule known so far, in order of appearance."""
        if not conformidade:
            return ""
        achados = {self._mesas.numero(regra): achado for regra, achado in conformidade.items()}
        ate = range(max(achados) + 1)
        return "".join(_LETRAS.get(achados.get(n, ""), _NAO_PERGUNTADA) for n in ate)

    def _mesas_com_texto(self, mesas: Iterable[Mesa]) -> list[tuple[str, str, str, str]]:
        conhecidas = {
            f"{m.mesa}.{r.id}": (m.nome, r.texto, str(r.sentido)) for m in mesas for r in m.regras
        }
        regras = []
        for chave in self._mesas.valores():
            desconhecida = (chave.partition(".")[0], chave, "")
            mesa, texto, sentido = conhecidas.get(chave, desconhecida)
            regras.append((visivel(chave), visivel(mesa), visivel(texto), sentido))
        return regras

    def _dicionarios(self) -> dict[str, list[tuple[str, str]]]:
        nomes = {
            dimensao: [(visivel(v), visivel(nome_de(dimensao, v))) for v in indice.valores()]
            for dimensao, indice in self._rotulos.items()
        }
        nomes["pendencia"] = [(motivo, nome_de("pendencia", motivo)) for motivo in PENDENCIAS]
        nomes["rotulo"] = [
            (
                visivel(dimensao),
                visivel(f"{nome_de('dimensao', dimensao)}: {nome_de(dimensao, valor)}"),
            )
            for dimensao, valor in self.detalhes.rotulos()
        ]
        nomes["regra"] = self.detalhes.regras()
        return nomes

    def _texto(self, nome: str, texto: str) -> int:
        return self._textos[nome].numero(texto)

    def _rotulo(self, dimensao: str, valor: str) -> int:
        return self._rotulos[dimensao].numero(str(valor))

    def _numeros(self, dimensao: str, valores: Iterable[str]) -> list[int]:
        return [self._rotulo(dimensao, valor) for valor in valores]
