"""The configuration file: read once, checked key by key, frozen, passed by argument."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from componentes.base.conferencia import (
    ValorInvalido,
    aviso_de_chave,
    conferir,
    sem_enderecos,
)
from componentes.base.erros import ErroConfiguracao
from componentes.base.secoes_agenda import Agendamento
from componentes.base.secoes_alertas import Alertas
from componentes.base.secoes_backup import AjustesDoBackup
from componentes.base.secoes_relatorios import AjustesDosRelatorios
from componentes.base.secoes_vigilancia import AjustesDaVigilancia

NOME_DO_ESQUEMA = "orquestrador.schema.json"
_CHAVE_DO_ESQUEMA = "$schema"


class Configuracao(Struct, frozen=True, forbid_unknown_fields=True):
    """What the user can set; a field's description is what its error message allows."""

    max_threads: Annotated[
        int,
        Meta(
            ge=1,
            le=64,
            description="um inteiro de 1 a 64: threads ao mesmo tempo",
        ),
    ] = 4
    auto_backup: Annotated[
        bool, Meta(description="true ou false: backup ao fim de cada classificação")
    ] = True
    intervalo_relatorios: Annotated[
        int, Meta(ge=5, le=86_400, description="segundos, de 5 a 86400, entre relatórios parciais")
    ] = 300
    monitoramento_tempo_real: Annotated[
        bool, Meta(description="true ou false: medir e mostrar o andamento ao vivo")
    ] = True
    processamento_paralelo: Annotated[
        bool, Meta(description="true ou false: analisar em processos separados")
    ] = True
    timeout_operacoes: Annotated[
        int, Meta(ge=1, le=604_800, description="segundos, de 1 a 604800: prazo de uma execução")
    ] = 3600
    intervalo_monitoramento: Annotated[
        int, Meta(ge=1, le=3600, description="segundos, de 1 a 3600, entre métricas no log")
    ] = 30
    nivel_log: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR"],
        Meta(description='um de "DEBUG", "INFO", "WARNING", "ERROR"'),
    ] = "INFO"
    diretorios: Annotated[
        tuple[Annotated[str, Meta(min_length=1)], ...],
        Meta(min_length=1, description="lista de uma ou mais pastas, relativas à pasta base"),
    ] = (
        "CODIGO_FONTE_LIBRARY/MQL4_Source",
        "CODIGO_FONTE_LIBRARY/MQL5_Source",
        "CODIGO_FONTE_LIBRARY/TradingView_Scripts",
    )
    vigilancia: Annotated[
        AjustesDaVigilancia, Meta(description="um objeto com os ajustes de 'vigiar'")
    ] = AjustesDaVigilancia()
    backup: Annotated[
        AjustesDoBackup,
        Meta(description="um objeto: como se fazem, guardam e provam os backups (backup.md)"),
    ] = AjustesDoBackup()
    relatorios: Annotated[
        AjustesDosRelatorios,
        Meta(description="um objeto: formatos dos relatórios e quantos se guardam"),
    ] = AjustesDosRelatorios()
    agenda: Annotated[
        tuple[Agendamento, ...],
        Meta(description="lista de agendamentos, cada um com nome, comando e quando"),
    ] = ()
    alertas: Annotated[
        Alertas, Meta(description="um objeto: quando e a quem avisar (alertas.md)")
    ] = Alertas()


class ConfiguracaoLida(Struct, frozen=True):
    """The configuration in force, where each value comes from, and what to warn of."""

    valores: Configuracao
    arquivo: str
    origens: dict[str, str]
    avisos: tuple[str, ...]


def carregar(arquivo: Path, *, obrigatorio: bool = False) -> ConfiguracaoLida:
    """Read `arquivo`; a missing file means the defaults, unless `obrigatorio`.

    Raises `ErroConfiguracao` naming file, key, value and what is allowed.
    """
    try:
        texto = arquivo.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if obrigatorio:
            raise ErroConfiguracao(
                "O arquivo de configuração não existe",
                onde=arquivo,
                o_que_fazer="confira o caminho dado em --config",
            ) from None
        return interpretar("{}", str(arquivo))
    except (OSError, UnicodeDecodeError) as erro:
        raise ErroConfiguracao(
            f"A configuração não pôde ser lida: {erro}",
            onde=arquivo,
            o_que_fazer="confira as permissões e salve o arquivo em UTF-8",
        ) from erro
    return interpretar(texto, str(arquivo))


def interpretar(texto: str, arquivo: str) -> ConfiguracaoLida:
    """Check the text of a configuration file called `arquivo`."""
    dados = _ler_json(texto, arquivo)
    dados.pop(_CHAVE_DO_ESQUEMA, None)
    campos = {campo.name: campo for campo in msgspec.structs.fields(Configuracao)}
    avisos = [aviso_de_chave(chave, "", campos) for chave in dados if chave not in campos]
    aceitos = {}
    for chave, valor in dados.items():
        if chave in campos:
            aceitos[chave], dentro = _conferir(chave, valor, campos[chave], arquivo)
            avisos += dentro
    origens = {chave: "arquivo" if chave in aceitos else "padrão" for chave in campos}
    return ConfiguracaoLida(Configuracao(**aceitos), arquivo, origens, tuple(avisos))


def esquema() -> str:
    """Return the JSON Schema that lets editors complete and check the file."""
    corpo = msgspec.json.schema(Configuracao)
    definicao = corpo["$defs"].pop("Configuracao")
    definicao["properties"][_CHAVE_DO_ESQUEMA] = {"type": "string"}
    cabeca = {"$schema": "https://json-schema.org/draft/2020-12/schema", **definicao}
    cabeca["title"] = "Configuração do Orquestrador Central"
    cabeca.pop("description", None)
    for secao in corpo["$defs"].values():  # the docstring is for who reads the code
        secao.pop("description", None)
    cabeca["$defs"] = corpo["$defs"]
    return json.dumps(cabeca, ensure_ascii=False, indent=2) + "\n"


def _ler_json(texto: str, arquivo: str) -> dict[str, Any]:
    try:
        dados = json.loads(texto)
    except json.JSONDecodeError as erro:
        raise ErroConfiguracao(
            f"JSON inválido na linha {erro.lineno}, coluna {erro.colno}: {_linha(erro)}",
            onde=arquivo,
            o_que_fazer="corrija a linha indicada; aspas, vírgulas e chaves são os erros comuns",
        ) from erro
    if not isinstance(dados, dict):
        raise ErroConfiguracao(
            "A configuração não é um objeto JSON",
            onde=arquivo,
            o_que_fazer="o arquivo deve começar com { e terminar com }",
        )
    return dados


def _linha(erro: json.JSONDecodeError) -> str:
    linhas = erro.doc.splitlines() or [""]
    return (
        sem_enderecos(linhas[min(erro.lineno, len(linhas)) - 1].strip())[:80] or "(fim do arquivo)"
    )


def _conferir(
    chave: str, valor: Any, campo: msgspec.structs.FieldInfo, arquivo: str
) -> tuple[Any, list[str]]:
    try:
        return conferir(valor, campo.type, chave)
    except ValorInvalido as erro:
        raise ErroConfiguracao(
            f"Valor inválido na configuração: {erro}",
            onde=arquivo,
            o_que_fazer=f"'{erro.chave}' aceita {erro.permitido}",
        ) from erro
