"""The values every room speaks of: the closed label lists and the record of a file."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

COM_PERDAS = "texto com caracteres ilegíveis"
"""The remark on a content whose bytes are not all text; it goes into results and is asked for."""


class Linguagem(StrEnum):
    """Language and dialect; `mql` is valid in both dialects or undeterminable."""

    MQL4 = "mql4"
    MQL5 = "mql5"
    MQL = "mql"
    PINE = "pine"
    OUTRA = "outra"


class Tipo(StrEnum):
    """What kind of program a file is."""

    EA = "ea"
    INDICADOR = "indicador"
    ESTRATEGIA = "estrategia"
    SCRIPT = "script"
    SERVICO = "servico"
    BIBLIOTECA = "biblioteca"
    INCLUDE = "include"
    FRAGMENTO = "fragmento"
    NAO_CODIGO = "nao_codigo"


class Familia(StrEnum):
    """The central ideas of a program, 0 to 3 of them."""

    SCALPING = "scalping"
    GRADE = "grade"
    MARTINGALE = "martingale"
    HEDGE = "hedge"
    TENDENCIA = "tendencia"
    ROMPIMENTO = "rompimento"
    REVERSAO = "reversao"
    NOTICIAS = "noticias"
    SESSAO = "sessao"
    ARBITRAGEM = "arbitragem"
    ML = "ml"
    GESTOR = "gestor"
    OSCILADOR = "oscilador"
    VOLATILIDADE = "volatilidade"
    VOLUME = "volume"
    NIVEIS = "niveis"
    SMC = "smc"
    PADROES = "padroes"
    ESTATISTICA = "estatistica"
    PAINEL = "painel"
    INFRA = "infra"


class Risco(StrEnum):
    """What the active code is able to do to an account."""

    MARTINGALE = "martingale"
    GRADE = "grade"
    SEM_STOP_LOSS = "sem_stop_loss"
    DLL = "dll"
    REDE = "rede"
    TRAVA = "trava"
    DESCOMPILADO = "descompilado"
    CREDENCIAL = "credencial"
    REPINTURA = "repintura"


class Situacao(StrEnum):
    """How the work on one file ended; everything but `ok` carries a `Falha`."""

    OK = "ok"
    INSEGURO = "inseguro"
    """A member of an archive that would harm who unpacks it: judged as text, never unpacked."""
    NAO_VERIFICAVEL = "nao_verificavel"
    """An archive, or a member of one, that nothing at hand can open: a password, a missing tool."""
    ILEGIVEL = "ilegivel"
    LIMITE_EXCEDIDO = "limite_excedido"
    QUARENTENA = "quarentena"
    FALHA = "falha"

    @property
    def falhou(self) -> bool:
        """Whether the work failed; `inseguro` and `nao_verificavel` are findings, not failures."""
        return self not in _ACHADOS


_ACHADOS = frozenset({Situacao.OK, Situacao.INSEGURO, Situacao.NAO_VERIFICAVEL})


def falhas_em(por_situacao: Mapping[str, int]) -> int:
    """Return how many of the records counted by situation are failures."""
    return sum(n for situacao, n in por_situacao.items() if Situacao(situacao).falhou)


FORMATOS = ("jsonl", "csv", "meta")
"""How `exportar` can write the records of files."""

SEPARADORES = (",", ";")
"""What may stand between the cells of a CSV; Excel in Portuguese expects the second."""

NIVEIS = {"detalhe": "DEBUG", "info": "INFO", "aviso": "WARNING", "erro": "ERROR"}
"""Levels of the logs as users call them, least important first."""


class Falha(Struct, frozen=True):
    """Why a file has no full result: the stage that gave up and the reason in words."""

    etapa: str
    motivo: str


class Evidencia(Struct, frozen=True, omit_defaults=True):
    """What speaks for (peso > 0) or against (peso < 0) a label; line 0 means the whole file."""

    rotulo: str
    regra: str
    linha: int
    trecho: str
    peso: int
    porque: str
    grau: str = ""
    """How far it reaches (palavra, idioma, mecanismo), where that was graded."""
    entradas: tuple[str, ...] = ()
    """Inputs of the program that switch on or size what was found."""


class Entrada(Struct, frozen=True):
    """One input of a program as the platform shows it."""

    nome: str
    tipo: str
    padrao: str
    comentario: str
    linha: int


class Dependencia(Struct, frozen=True):
    """Something a program needs: `tipo` is include, import or icustom."""

    tipo: str
    nome: str
    linha: int
    resolvida: str = ""
    """Path of the library file that satisfies it, empty while missing or of the platform."""
    padrao: bool = False
    """True for what the platform itself ships, such as <Trade/Trade.mqh> or user32.dll."""

    @property
    def include_ausente(self) -> bool:
        """Whether it is a header that is nowhere to be found."""
        return self.tipo == "include" and not (self.padrao or self.resolvida)


class Impressao(Struct, frozen=True, array_like=True):
    """What tells how alike two programs are; equal values mean alike at that level."""

    texto: str
    """Of the text, whatever its encoding, line ends and blanks at the ends of lines."""
    codigo: str
    """Of the code and its strings, comments and blanks apart."""
    esqueleto: str
    """Of the code, what its strings say apart too."""
    palavras: int = 0
    """Words of the code; short programs are alike by chance."""
    assinatura: bytes = b""
    """MinHash of the runs of words, empty for what is too short."""


class Analise(Struct, frozen=True):
    """What the content of a file says, whatever its path; copies share it."""

    codificacao: str
    conteiner: str
    linguagem: Linguagem
    versao_linguagem: str
    tipo: Tipo
    origem: tuple[str, ...] = ()
    """Generators, templates and decompilers that wrote it, strongest first."""
    familias: tuple[Familia, ...] = ()
    riscos: tuple[Risco, ...] = ()
    confianca: dict[str, int] = {}
    graus: dict[str, str] = {}
    """How far the evidence of a graded label reaches: palavra, idioma or mecanismo."""
    evidencias: tuple[Evidencia, ...] = ()
    mercados: tuple[str, ...] = ()
    timeframes: tuple[str, ...] = ()
    propriedades: dict[str, str] = {}
    entradas: tuple[Entrada, ...] = ()
    dependencias: tuple[Dependencia, ...] = ()
    indicadores: tuple[str, ...] = ()
    pontos_de_entrada: tuple[str, ...] = ()
    """Handlers that the file itself defines, sorted."""
    conformidade: dict[str, str] = {}
    qualidade: dict[str, Any] = {}
    observacoes: tuple[str, ...] = ()
    """What could not be verified in the content, in words: a lossy decoding, compiled code."""
    avisos: tuple[str, ...] = ()
    """What the code shows that its user should know, in words: deceptive labels, dead inputs."""
    linhas: int = 0
    impressao: Impressao | None = None
    """Only of programs; what is no code has copies, and no versions."""

    def ressalvas(self) -> tuple[str, ...]:
        """Return all that could not be verified, includes that are nowhere to be found first."""
        ausentes = (
            f"depende de include ausente: {d.nome}" for d in self.dependencias if d.include_ausente
        )
        return (*ausentes, *self.observacoes)


class Ficha(Struct, frozen=True):
    """The exported record of one path (`exportar`), of a file or of a member of an archive.

    Key order is the export's order.
    """

    caminho: str
    sha256: str
    tamanho: int
    codificacao: str
    linguagem: Linguagem | None
    versao_linguagem: str
    tipo: Tipo | None
    origem: tuple[str, ...]
    familias: tuple[Familia, ...]
    riscos: tuple[Risco, ...]
    confianca: dict[str, int]
    graus: dict[str, str]
    evidencias: tuple[Evidencia, ...]
    mercados: tuple[str, ...]
    timeframes: tuple[str, ...]
    propriedades: dict[str, str]
    entradas: tuple[Entrada, ...]
    dependencias: tuple[Dependencia, ...]
    indicadores: tuple[str, ...]
    conformidade: dict[str, str]
    qualidade: dict[str, Any]
    nome_sugerido: str
    pasta_sugerida: str
    grupo: str
    copia_de: str
    situacao: Situacao
    falha: Falha | None
    conteiner: str
    linhas: int
    observacoes: tuple[str, ...]
    avisos: tuple[str, ...]
    pontos_de_entrada: tuple[str, ...]
    pacote: str = ""
    """Path of the archive on disk that holds it, "" for a file."""


class ResumoExecucao(Struct, frozen=True):
    """One run as reports and lists show it; times are RFC 3339 in UTC, empty while unknown."""

    id: int
    nome: str
    comando: str
    estado: str
    iniciada_em: str
    terminada_em: str
    raiz: str
    versao: str
    regras: str
    """Digest of the rule set that judged."""
    pastas: tuple[str, ...] = ()
    """Absolute folders that were classified."""
