"""The agenda against the commands there are, and its two commands."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from componentes.base.config import interpretar
from componentes.base.erros import ErroConfiguracao, ErroOrquestrador, ErroUso
from componentes.base.tempo import em_texto
from componentes.catalogo import operacoes
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.despacho import COMANDOS
from componentes.orquestracao.residencia.agendaveis import AGENDAVEIS, compromissos
from componentes.orquestracao.residencia.livro_da_agenda import LivroDaAgenda
from componentes.orquestracao.trava import SERVICO, Trava
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import configurar, criar_central

NOITE: dict[str, Any] = {
    "nome": "noite",
    "comando": "classificar_tudo",
    "parametros": {"nivel": "rapido"},
    "diariamente": "02:30",
    "fuso": "America/Sao_Paulo",
}


def _central(pasta: Path, *agenda: dict[str, Any]) -> OrquestradorCentral:
    biblioteca = escrever(pasta / "b", {f"{n}.mq4": fonte(n) for n in range(3)})
    return criar_central(pasta / "base", biblioteca, agenda=agenda)


def _fazer(central: OrquestradorCentral, comando: str, **parametros: Any) -> dict[str, Any]:
    return central.executar_comando_completo(comando, parametros)


@pytest.mark.parametrize("comando", AGENDAVEIS)
def test_a_tabela_diz_o_que_os_comandos_aceitam(tmp_path: Path, comando: str) -> None:
    agendavel = AGENDAVEIS[comando]
    assert COMANDOS[comando] is agendavel.funcao
    assert agendavel.exigidos <= agendavel.aceitos
    with pytest.raises(ErroUso, match="Parâmetro desconhecido: zzz") as erro:
        agendavel.funcao(_central(tmp_path), {"zzz": 1})
    ditos = erro.value.o_que_fazer.removeprefix("este comando aceita: ").split(", ")
    assert agendavel.aceitos <= set(ditos)


@pytest.mark.parametrize(
    ("mudancas", "motivo"),
    [
        ({"cron": "* * * * *"}, "O agendamento 'noite' tem diariamente e cron"),
        ({"diariamente": None}, "O agendamento 'noite' não diz quando"),
        ({"comando": "classificar_tud"}, "você quis dizer 'classificar_tudo'?"),
        ({"comando": "organizar_aplicar"}, "que não pode ser agendado"),
        ({"comando": "zzz"}, "use: classificar_tudo, "),
        ({"parametros": {"nivle": "rapido"}}, "o parâmetro 'nivle', que ele não tem"),
        ({"comando": "exportar", "parametros": {}}, "não dá a 'exportar' o parâmetro 'saida'"),
        ({"fuso": "Marte"}, "o fuso horário 'Marte' não existe"),
        ({"nome": "a\u202eb"}, "sinais que não se veem"),
        ({"nome": " a"}, "sinais que não se veem"),
    ],
)
def test_erros_dizem_de_qual_agendamento(mudancas: dict[str, Any], motivo: str) -> None:
    lida = interpretar(json.dumps({"agenda": [{**NOITE, **mudancas}]}), "o.json")
    with pytest.raises(ErroConfiguracao) as erro:
        compromissos(lida)
    assert motivo in erro.value.o_que
    assert erro.value.onde == "o.json"
    assert erro.value.codigo == 2


def test_dois_com_o_mesmo_nome() -> None:
    lida = interpretar(json.dumps({"agenda": [NOITE, NOITE]}), "o.json")
    with pytest.raises(ErroConfiguracao, match="'noite' aparece duas vezes"):
        compromissos(lida)


def test_config_validar_confere_a_agenda(tmp_path: Path) -> None:
    assert _fazer(_central(tmp_path, NOITE), "config_validar")["agendamentos"] == 1
    resposta = _fazer(_central(tmp_path, {**NOITE, "comando": "nada"}), "config_validar")
    assert (resposta["codigo"], resposta["sucesso"]) == (2, False)


def test_uma_agenda_errada_nao_impede_os_outros_comandos(tmp_path: Path) -> None:
    central = _central(tmp_path, {**NOITE, "comando": "nada"})
    assert _fazer(central, "classificar_tudo", nivel="rapido")["sucesso"]


def test_listar_sem_catalogo_e_sem_servico(tmp_path: Path) -> None:
    desligado = {**NOITE, "nome": "desligado", "ligada": False}
    central = _central(tmp_path, NOITE, desligado)
    resposta = _fazer(central, "agenda_listar")
    assert not resposta["servico_em_execucao"]
    noite, outro = resposta["agendamentos"]
    assert noite["fuso"] == "America/Sao_Paulo"
    assert len(noite["proximas"]) == 3
    assert all(re.fullmatch(r"[\d-]{10}T02:30:00-03:00", hora) for hora in noite["proximas"])
    assert (noite["ultima_em"], noite["ultimo_resultado"]["estado"]) == ("", "nunca")
    assert noite["aviso"] == "o serviço não está em execução"
    assert (outro["proximas"], outro["aviso"]) == ([], "desligado")
    assert not central.ambiente.pastas.catalogo.exists()
    json.dumps(resposta)


def test_listar_diz_o_que_esta_atrasado_e_o_que_o_servico_nao_sabe(tmp_path: Path) -> None:
    central = _central(tmp_path, {**NOITE, "diariamente": None, "a_cada_minutos": 1})
    pasta = central.ambiente.pastas.catalogo
    (compromisso,) = compromissos(central.ambiente.lida)
    quando = datetime.now(UTC) - timedelta(minutes=30)
    livro = LivroDaAgenda(central.ambiente)
    servico = Trava(pasta, SERVICO)
    servico.tomar("servico")
    try:
        (noite,) = _fazer(central, "agenda_listar")["agendamentos"]
        assert (noite["atrasada"], noite["aviso"]) == ("", "o serviço ainda não o conhece assim")
        dados = compromisso.em_dados()
        livro.gravar(lambda conn: operacoes.programar(conn, "noite", dados, em_texto(quando)))
        resposta = _fazer(central, "agenda_listar")
    finally:
        servico.soltar()
    (noite,) = resposta["agendamentos"]
    assert resposta["servico_em_execucao"]
    assert noite["aviso"] == ""
    assert datetime.fromisoformat(noite["atrasada"]) > quando


def test_executar_agora_e_lembrado(tmp_path: Path) -> None:
    central = _central(tmp_path, {**NOITE, "ligada": False})
    resposta = _fazer(central, "agenda_executar", nome="noite")
    assert resposta["sucesso"], resposta
    assert (resposta["agendamento"], resposta["comando_executado"]) == ("noite", NOITE["comando"])
    assert resposta["contagens"]["arquivos"] == 3
    (noite,) = _fazer(central, "agenda_listar")["agendamentos"]
    assert noite["ultima_em"]
    assert noite["ultimo_resultado"]["estado"] == "concluido"
    assert noite["ultimo_resultado"]["resumo"] == "3 arquivos"
    assert noite["ultimo_resultado"]["prevista_em"] == ""


def test_executar_que_falha_e_lembrado(tmp_path: Path) -> None:
    central = _central(tmp_path, {**NOITE, "comando": "backups_verificar", "parametros": {}})
    resposta = _fazer(central, "agenda_executar", nome="noite")
    assert (resposta["sucesso"], resposta["codigo"]) == (False, ErroOrquestrador.codigo)
    (noite,) = _fazer(central, "agenda_listar")["agendamentos"]
    assert noite["ultimo_resultado"]["estado"] == "falhou"
    assert resposta["erro"] in noite["ultimo_resultado"]["resumo"]


def test_podar_pode_ser_agendado(tmp_path: Path) -> None:
    podar = {"comando": "backups_podar", "parametros": {"manter_ultimos": 3, "diarios": 7}}
    central = _central(tmp_path, {**NOITE, **podar})
    assert _fazer(central, "agenda_executar", nome="noite")["sucesso"]
    (noite,) = _fazer(central, "agenda_listar")["agendamentos"]
    assert noite["ultimo_resultado"]["resumo"] == "0 backups removidos"


def test_executar_um_que_nao_existe(tmp_path: Path) -> None:
    resposta = _fazer(_central(tmp_path, NOITE), "agenda_executar", nome="noit")
    assert (resposta["codigo"], resposta["o_que_fazer"]) == (2, "você quis dizer 'noite'?")


def test_um_agendamento_pode_sair_da_configuracao(tmp_path: Path) -> None:
    central = _central(tmp_path, NOITE)
    configurar(tmp_path / "base", tmp_path / "b")
    resposta = _fazer(OrquestradorCentral(central.ambiente), "agenda_listar")
    assert [a["nome"] for a in resposta["agendamentos"]] == ["noite"]  # read once, not again
