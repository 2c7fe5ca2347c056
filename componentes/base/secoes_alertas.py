"""The section `alertas` of the configuration: which rules warn, how loud, how often, and where to.

No address of a destination is in it, for addresses hold passwords: only where to find them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Gravidade = Literal["baixa", "media", "alta"]
GRAVIDADES: tuple[Gravidade, ...] = ("baixa", "media", "alta")
TERMINAL = "terminal"
LOG = "log"
EXTERNOS = "externos"
"""In the destinations of a rule: every address there is, whatever its name."""

_TODOS = (TERMINAL, LOG, EXTERNOS)
_SEM_TERMINAL = (LOG, EXTERNOS)

_Gravidade = Annotated[
    Gravidade,
    Meta(description='um de "baixa", "media", "alta"; os de gravidade baixa vão juntos, no resumo'),
]
_Silencio = Annotated[
    int,
    Meta(ge=0, le=10_080, description="minutos, de 0 a 10080, sem repetir o mesmo alerta"),
]
_Destinos = Annotated[
    tuple[Annotated[str, Meta(min_length=1)], ...],
    Meta(description='lista de "terminal", "log", "externos" (todos) ou nomes de destinos'),
]
_Megabytes = Annotated[
    int, Meta(ge=1, le=1_000_000_000, description="megabytes, de 1 a 1000000000")
]


class Regra(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all rules have; each kind brings its own defaults."""

    ligada: Annotated[bool, Meta(description="true ou false: se a regra avisa")] = True
    gravidade: _Gravidade = "alta"
    silencio_minutos: _Silencio = 60
    destinos: _Destinos = _TODOS


class TaxaDeErro(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Too many files of a run fail."""

    limite_por_cento: Annotated[
        int, Meta(ge=1, le=100, description="por cento, de 1 a 100, de arquivos com falha")
    ] = 5
    minimo_de_arquivos: Annotated[
        int, Meta(ge=1, le=1_000_000, description="um inteiro de 1 a 1000000: antes disso, calada")
    ] = 100


class DiscoLivre(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Little room is left on the disk of the base folder, of backups or of a second place."""

    limite_mb: _Megabytes = 1024


class Memoria(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The processes of the program use much memory, all together."""

    gravidade: _Gravidade = "media"
    limite_mb: _Megabytes = 1024


class AgenteFalhou(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An agent failed, its circuit breaker is open, or it gives no sign."""

    silencio_minutos: _Silencio = 30


class ArquivoPerigosoNovo(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new content carries one of these risks."""

    gravidade: _Gravidade = "media"
    silencio_minutos: _Silencio = 0
    riscos: Annotated[
        tuple[Annotated[str, Meta(min_length=1)], ...],
        Meta(description='lista de riscos, como "dll" e "credencial"'),
    ] = ("dll", "credencial")


class ExecucaoConcluida(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run is done, every file with a result."""

    gravidade: _Gravidade = "baixa"
    silencio_minutos: _Silencio = 10
    destinos: _Destinos = _SEM_TERMINAL


class ExecucaoComFalhas(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run is done, but some files failed."""

    gravidade: _Gravidade = "media"
    silencio_minutos: _Silencio = 10
    destinos: _Destinos = _SEM_TERMINAL


class ExecucaoFalhou(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run ended with an error, or was cut off."""

    silencio_minutos: _Silencio = 10
    destinos: _Destinos = _SEM_TERMINAL


class VigiaDegradado(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A watched folder cannot be seen."""


class BackupVelho(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last good backup is older than `backup.idade_maxima`."""

    silencio_minutos: _Silencio = 1440


class EnsaioFalhou(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of a new backup could not be restored as it was."""


class DestinoParado(Regra, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A second place of backups has been failing for long."""

    gravidade: _Gravidade = "media"
    silencio_minutos: _Silencio = 1440
    limite_horas: Annotated[
        int, Meta(ge=0, le=8760, description="horas, de 0 a 8760, sem um envio completo")
    ] = 72


class Regras(Struct, frozen=True, forbid_unknown_fields=True):
    """Every rule there is, by name."""

    taxa_de_erro: Annotated[
        TaxaDeErro, Meta(description="muitos arquivos com falha em uma execução")
    ] = TaxaDeErro()
    disco_livre: Annotated[
        DiscoLivre,
        Meta(description="pouco espaço no disco da pasta base, dos backups ou de um segundo lugar"),
    ] = DiscoLivre()
    memoria: Annotated[
        Memoria, Meta(description="muita memória em uso por todos os processos do programa")
    ] = Memoria()
    agente_falhou: Annotated[
        AgenteFalhou, Meta(description="agente que falhou, com o disjuntor aberto ou sem sinal")
    ] = AgenteFalhou()
    arquivo_perigoso: Annotated[
        ArquivoPerigosoNovo, Meta(description="conteúdo novo com um dos riscos da lista")
    ] = ArquivoPerigosoNovo()
    execucao_concluida: Annotated[
        ExecucaoConcluida, Meta(description="execução concluída sem falhas")
    ] = ExecucaoConcluida()
    execucao_com_falhas: Annotated[
        ExecucaoComFalhas, Meta(description="execução concluída com falhas em alguns arquivos")
    ] = ExecucaoComFalhas()
    execucao_falhou: Annotated[
        ExecucaoFalhou, Meta(description="execução que terminou com erro")
    ] = ExecucaoFalhou()
    execucao_interrompida: Annotated[
        ExecucaoFalhou, Meta(description="execução cortada: processo morto ou prazo esgotado")
    ] = ExecucaoFalhou()
    vigia_degradado: Annotated[
        VigiaDegradado, Meta(description="pasta vigiada que não pode ser vista")
    ] = VigiaDegradado()
    backup_velho: Annotated[
        BackupVelho, Meta(description="último backup bom mais velho que backup.idade_maxima")
    ] = BackupVelho()
    ensaio_falhou: Annotated[
        EnsaioFalhou, Meta(description="arquivo de um backup novo que não se restaura como era")
    ] = EnsaioFalhou()
    destino_parado: Annotated[
        DestinoParado, Meta(description="segundo lugar dos backups que falha há muito tempo")
    ] = DestinoParado()


class Referencia(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A destination: its name, and which environment variable holds its address."""

    nome: Annotated[
        str,
        Meta(
            pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$",
            description="um nome de letras minúsculas, algarismos, - e _",
        ),
    ]
    endereco: Annotated[
        str,
        Meta(
            pattern=r"^env:[A-Za-z_][A-Za-z0-9_]*$",
            description='"env:NOME", a variável de ambiente que guarda o endereço; o endereço em '
            "si contém senhas e nunca fica aqui: use a variável, ou segredos.json",
        ),
    ]


class Alertas(Struct, frozen=True, forbid_unknown_fields=True):
    """All that the user can set about alerts."""

    ligado: Annotated[bool, Meta(description="true ou false: se há alertas")] = True
    resumo_minutos: Annotated[
        int,
        Meta(
            ge=0,
            le=1440,
            description="minutos, de 0 a 1440, em que os alertas de gravidade baixa se juntam "
            "em um só; 0: cada um na hora",
        ),
    ] = 15
    destinos: Annotated[
        tuple[Referencia, ...],
        Meta(description='lista de destinos, cada um {"nome": …, "endereco": "env:NOME"}'),
    ] = ()
    regras: Annotated[Regras, Meta(description="objeto com as regras, pelo nome")] = Regras()
