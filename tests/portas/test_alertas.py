"""What people see of alerts, and that no stream, file or log of the program shows an address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from componentes.alertas.destinos import VARIAVEL
from componentes.base.eventos import AlertaEmitido
from componentes.portas.apresentacao.alertas import mostrar_alerta, mostrar_alertas
from componentes.portas.saida import preparar_saida
from tests.apoio.bibliotecas import escrever, fonte
from tests.apoio.centrais import configurar
from tests.apoio.programa import ambiente, rodar
from tests.apoio.servidores import receptor

SEGREDO = "t0kenDoCaminho"
ALERTA = AlertaEmitido("memoria", "media", "muita memória em uso: [/x]\x1b[2J 2000 MB")


def _mostrar(evento: AlertaEmitido, *, em_json: bool = False) -> None:
    saida = preparar_saida(em_json=em_json, simples=True, quieto=False)
    mostrar_alerta(evento, saida)


def test_uma_linha_inerte_no_canal_de_mensagens(capsys: pytest.CaptureFixture[str]) -> None:
    _mostrar(ALERTA)
    fora, erro = capsys.readouterr()
    assert fora == ""
    assert erro == "! alerta: muita memória em uso: [/x]␛[2J 2000 MB\n"


def test_o_que_nao_e_do_terminal_nao_aparece(capsys: pytest.CaptureFixture[str]) -> None:
    _mostrar(AlertaEmitido("execucao_concluida", "baixa", "x", no_terminal=False))
    assert capsys.readouterr() == ("", "")


def test_em_json_vai_tudo(capsys: pytest.CaptureFixture[str]) -> None:
    _mostrar(AlertaEmitido("memoria", "alta", "x", resolvido=True, no_terminal=False), em_json=True)
    mensagem = json.loads(capsys.readouterr().out)
    assert mensagem["message_type"] == "status"
    assert mensagem["alerta"] == {
        "regra": "memoria",
        "gravidade": "alta",
        "texto": "x",
        "resolvido": True,
        "no_terminal": False,
    }


def test_testar_pela_linha_de_comando_sem_mostrar_enderecos(tmp_path: Path) -> None:
    base = tmp_path / "base"
    configurar(base, escrever(tmp_path / "b", {"a.mq4": fonte(1)}), nivel_log="DEBUG")
    with receptor() as casa, receptor(401) as recusa:
        env = ambiente(
            **{
                VARIAVEL: f"casa=json://ana:s3nhaForte@127.0.0.1:{casa.porta}/{SEGREDO} "
                f"recusa=json://127.0.0.1:{recusa.porta}/{SEGREDO} nada=naoexiste://{SEGREDO}"
            }
        )
        comum = ("--base", base)
        teste = rodar("alertas", "testar", *comum, env=env)
        em_json = rodar("alertas", "testar", "--json", *comum, env=env)
        corrida = rodar("classificar_tudo", "--sem-backup", *comum, env=env)
        lista = rodar("alertas", "listar", *comum, env=env)
        config = rodar("config", "mostrar", *comum, env=env)
    assert teste.returncode == em_json.returncode == 1
    linhas = teste.stdout.decode().splitlines()
    assert linhas[0] == "✓ casa (json): entregue"
    assert linhas[1].startswith("✗ recusa (json): o serviço recusou a mensagem: ")
    assert linhas[2] == "✗ nada (naoexiste): o endereço não é um que o apprise entenda"
    assert corrida.returncode == lista.returncode == config.returncode == 0
    saidas = b"".join(
        feito.stdout + feito.stderr for feito in (teste, em_json, corrida, lista, config)
    )
    escritos = b"".join(
        arquivo.read_bytes() for arquivo in sorted(base.rglob("*")) if arquivo.is_file()
    )
    for segredo in (SEGREDO, "s3nhaForte"):
        assert segredo.lower().encode() not in (saidas + escritos).lower()


def test_a_lista_cabe_em_linhas_curtas(capsys: pytest.CaptureFixture[str]) -> None:
    linha = {
        "impressao": "2f63f98c00000000",
        "titulo": "um agente falhou",
        "mensagem": "backup\u202e parou",
        "situacao": "ativo",
        "gravidade": "alta",
        "ultima_em": "2026-01-02T03:04:05.000Z",
        "vezes": 2,
        "silenciado_ate": "2099-01-01T00:00:00.000Z",
        "envio": "casa: sem conexão com o serviço",
    }
    calado = linha | {"silenciado_ate": "2020-01-01T00:00:00.000Z", "envio": "", "vezes": 1}
    saida = preparar_saida(em_json=False, simples=True, quieto=False)
    mostrar_alertas({"alertas": [linha, calado]}, saida)
    linhas = capsys.readouterr().out.splitlines()
    assert linhas[0].startswith("2f63f98c  ativo · alta · 0")
    assert linhas[0].endswith(" · 2 vezes")
    assert linhas[1] == "  um agente falhou: backup\\u202e parou"
    assert linhas[2].startswith("  silenciado até ")
    assert linhas[3] == "  não chegou a casa: sem conexão com o serviço"
    assert len(linhas) == 6


def test_sem_alertas_a_lista_diz_isso(tmp_path: Path) -> None:
    feito = rodar("alertas", "listar", "--base", tmp_path)
    assert (feito.returncode, feito.stdout.decode()) == (0, "nenhum alerta até agora\n")


def test_um_endereco_na_configuracao_e_erro_de_configuracao(tmp_path: Path) -> None:
    destinos = [{"nome": "telegram", "endereco": f"tgram://{SEGREDO}/1"}]
    configurar(tmp_path, tmp_path / "b", alertas={"destinos": destinos})
    feito = rodar("config", "mostrar", "--base", tmp_path)
    assert feito.returncode == 2
    assert "alertas.destinos[0].endereco" in feito.stderr.decode()
    assert SEGREDO not in (feito.stdout + feito.stderr).decode()


def test_config_mostrar_diz_cada_valor_da_secao(tmp_path: Path) -> None:
    feito = rodar("config", "mostrar", "--base", tmp_path)
    linhas = [" ".join(linha.split()) for linha in feito.stdout.decode().splitlines()]
    assert "alertas.regras.memoria.limite_mb 1024 padrão" in linhas
    assert "alertas.destinos [] padrão" in linhas
