"""What protects the library of one installation: its backups and the second places they go to."""

from __future__ import annotations

import os

from componentes.agentes.depois_do_backup import Protecao
from componentes.base.erros import ErroConfiguracao, ErroUso
from componentes.base.secoes_backup import AjustesDoBackup
from componentes.copia_seguranca.deposito_remoto import conferir_esquema
from componentes.copia_seguranca.enderecos import Lugar, Lugares, reunir
from componentes.orquestracao.ambiente import Ambiente


def ajustes_de(ambiente: Ambiente) -> AjustesDoBackup:
    """Return how backups are made, kept and proven here."""
    return ambiente.configuracao.backup


def lugares_de(ambiente: Ambiente) -> Lugares:
    """Return the second places of this installation, and what is wrong with the rest.

    None lies where the program reads or writes: what is copied there would be copied again.
    """
    pastas = ambiente.pastas
    proibidas = (*ambiente.pastas_da_biblioteca(), *sorted(pastas.da_saida()))
    destinos = ajustes_de(ambiente).destinos
    return reunir(destinos, pastas.segredos, os.environ, pastas.base, proibidas)


def protecao_de(ambiente: Ambiente, lugares: Lugares) -> Protecao:
    """Return what is looked after, with these second places."""
    pastas = ambiente.pastas
    return Protecao(pastas.backups, str(pastas.base), ajustes_de(ambiente), lugares.todos)


def conferir_lugares(ambiente: Ambiente) -> list[str]:
    """Raise the first mistake about second places; return warnings about drives not there now."""
    lugares = lugares_de(ambiente)
    for problema in lugares.problemas:
        raise problema
    for lugar in lugares.todos:
        if lugar.pasta is None:
            conferir_esquema(lugar)
    return [
        f"o destino de backup '{lugar.nome}' não está acessível agora: {lugar.pasta}"
        for lugar in lugares.todos
        if lugar.pasta and not (lugar.pasta.is_dir() or lugar.pasta.parent.is_dir())
    ]


def escolhidos(ambiente: Ambiente, nome: str) -> tuple[Lugar, ...]:
    """Return the second place called `nome`, all for ""; raises `ErroUso` where there is none."""
    lugares = lugares_de(ambiente)
    achados = tuple(lugar for lugar in lugares.todos if nome in ("", lugar.nome))
    if achados:
        return achados
    if lugares.problemas and not (nome and lugares.todos):
        raise lugares.problemas[0]
    ha = ", ".join(lugar.nome for lugar in lugares.todos)
    if nome and ha:
        raise ErroUso(f"Não há destino de backup '{nome}'", o_que_fazer=f"destinos que há: {ha}")
    raise ErroConfiguracao(
        "Nenhum destino de backup está configurado",
        o_que_fazer='escreva em backup.destinos {"nome": "disco", "endereco": "D:/copias"}: '
        "backup.md",
    )
