"""The commands of the tidy tree: plan, apply, undo, list, and what they refuse."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from componentes.base.eventos import EnsaioTerminado, Passo
from componentes.copia_seguranca.ensaio import Ensaio
from componentes.organizacao import aplicacao, trabalho
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.comandos import organizacao as modulo
from componentes.orquestracao.trava import Trava
from tests.apoio.bibliotecas import INCLUDE, QUE_INCLUI, ROBO, escrever, fonte, retrato
from tests.apoio.centrais import Gravador, criar_central
from tests.apoio.programa import rodar

ARQUIVOS = {
    "robo.mq4": ROBO,
    "copias/robo (2).mq4": ROBO,
    "MQL4/Include/casa.mqh": INCLUDE,
    "usa.mq4": QUE_INCLUI,
    "outro.mq4": fonte(9, 30),
    "ajuste.set": b"Lotes=0.1\nStopLoss=50\n",
    "pacote.zip": b"PK\x03\x04um",
    "vazio.mq4": b"",
}


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", ARQUIVOS)


@pytest.fixture
def central(tmp_path: Path, biblioteca: Path) -> OrquestradorCentral:
    central = criar_central(tmp_path / "base", biblioteca)
    assert central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    return central


def _pedir(central: OrquestradorCentral, acao: str, **parametros: Any) -> dict[str, Any]:
    return central.executar_comando_completo(f"organizar_{acao}", parametros)


def _arvore(central: OrquestradorCentral) -> list[str]:
    raiz = central.ambiente.pastas.arrumada
    return sorted(f.relative_to(raiz).as_posix() for f in raiz.rglob("*") if f.is_file())


def test_plano_nao_escreve_nada(central: OrquestradorCentral, biblioteca: Path) -> None:
    antes = retrato(biblioteca)
    plano = _pedir(central, "plano")
    assert plano["sucesso"]
    assert plano["totais"]["copiar"]["arquivos"] == 7
    (copia,) = (p for p in plano["passos"] if p["acao"] == "deixar")
    assert (copia["origem"], copia["motivo"]) == (
        "copias/robo (2).mq4",
        "cópia idêntica de robo.mq4",
    )
    assert retrato(biblioteca) == antes
    assert not central.ambiente.pastas.arrumada.exists()
    assert not central.ambiente.pastas.organizacao.exists()
    assert _pedir(central, "plano")["digest"] == plano["digest"]


def test_copiar_e_desfazer(central: OrquestradorCentral, biblioteca: Path) -> None:
    antes = retrato(biblioteca)
    feito = _pedir(central, "aplicar")
    assert (feito["sucesso"], feito["codigo"], feito["arquivos"]) == (True, 0, 7)
    assert "MQL4_Source/Include/casa.mqh" in _arvore(central)
    assert "Misc/pacote.zip" in _arvore(central)
    assert len(_arvore(central)) == 7
    de_novo = _pedir(central, "aplicar")
    assert (de_novo["sucesso"], de_novo["organizacao"]) == (True, "")
    volta = _pedir(central, "desfazer")
    assert (volta["sucesso"], volta["organizacao"]) == (True, feito["organizacao"])
    assert not central.ambiente.pastas.arrumada.exists()
    assert retrato(biblioteca) == antes
    assert _pedir(central, "desfazer")["codigo"] == 2


def test_mover_com_quarentena_e_desfazer(central: OrquestradorCentral, biblioteca: Path) -> None:
    antes = retrato(biblioteca)
    feito = _pedir(central, "aplicar", mover=True, quarentena=True)
    assert (feito["sucesso"], feito["arquivos"]) == (True, 8)
    assert [f for f in biblioteca.rglob("*") if f.is_file()] == []
    velho = _pedir(central, "aplicar", mover=True, quarentena=True)  # the catalogue is stale now
    assert (velho["sucesso"], velho["organizacao"]) == (True, "")
    assert (Path(feito["quarentena"]) / "copias" / "robo (2).mq4").read_bytes() == ROBO
    assert _pedir(central, "desfazer", nome=feito["organizacao"])["sucesso"]
    assert retrato(biblioteca) == antes


def test_a_escolha_do_dono_e_respeitada(central: OrquestradorCentral) -> None:
    decidida = central.executar_comando_completo(
        "duplicatas_decidir", {"manter": "copias/robo (2).mq4"}
    )
    assert decidida["sucesso"]
    passos = {p["origem"]: p for p in _pedir(central, "plano")["passos"]}
    assert passos["robo.mq4"]["acao"] == "deixar"
    assert "decisão sua" in passos["copias/robo (2).mq4"]["motivo"]


def test_um_passo_e_a_lista(central: OrquestradorCentral) -> None:
    feito = _pedir(central, "aplicar")
    assert _pedir(central, "desfazer", passo=1)["sucesso"]
    assert len(_arvore(central)) == 6
    for errado in (1, 99):
        assert _pedir(central, "desfazer", passo=errado)["codigo"] == 2
    (organizacao,) = _pedir(central, "listar")["organizacoes"]
    assert (organizacao["nome"], organizacao["passos"]) == (
        feito["organizacao"],
        {"desfeito": 1, "feito": 6},
    )


def test_o_esquema_do_dono_vale(central: OrquestradorCentral, tmp_path: Path) -> None:
    esquema = central.ambiente.pastas.arvore
    esquema.write_text("resto: Outros\nminimo_por_pasta: 1\n", encoding="utf-8")
    destinos = {p["destino"] for p in _pedir(central, "plano")["passos"]}
    assert {"Outros/Archives/pacote.zip", "Outros/Presets/ajuste.set"} <= destinos
    saida = tmp_path / "fichas.jsonl"
    central.executar_comando_completo("exportar", {"saida": str(saida)})
    pastas = {json.loads(linha)["pasta_sugerida"] for linha in saida.read_bytes().splitlines()}
    assert "Outros/Archives" in pastas
    esquema.write_text("resta: Outros\n", encoding="utf-8")
    validado = central.executar_comando_completo("config_validar")
    assert (validado["codigo"], validado["onde"]) == (2, str(esquema))
    assert "resto" in validado["o_que_fazer"]
    assert _pedir(central, "plano")["codigo"] == 2


@pytest.mark.parametrize("onde", ["b", "b/dentro", ".", "base/relatorios/x", "base/Development"])
def test_destino_que_nao_serve(central: OrquestradorCentral, tmp_path: Path, onde: str) -> None:
    resposta = _pedir(central, "plano", destino=str(tmp_path / onde))
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 2)
    assert "--destino" in resposta["o_que_fazer"]


@pytest.mark.skipif(os.name == "nt", reason="links take a privilege on Windows")
def test_destino_por_um_atalho_para_a_biblioteca(
    central: OrquestradorCentral, tmp_path: Path, biblioteca: Path
) -> None:
    (tmp_path / "atalho").symlink_to(biblioteca)
    assert _pedir(central, "aplicar", destino=str(tmp_path / "atalho" / "x"))["codigo"] == 2
    assert not (biblioteca / "x").exists()


def test_a_arvore_nao_e_biblioteca(tmp_path: Path) -> None:
    base = escrever(tmp_path / "base", {"Biblioteca/robo.mq4": ROBO})
    central = criar_central(base, base)
    assert central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})["sucesso"]
    assert _pedir(central, "aplicar")["codigo"] == 2  # the library would hold the tree
    escrever(base / "Biblioteca_Organizada", {"x.mq4": fonte(1)})
    escrever(base / "Biblioteca_Organizada_Quarentena", {"y.mq4": fonte(2)})
    de_novo = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert de_novo["contagens"]["arquivos"] == 1
    arvore = str(base / "Biblioteca_Organizada")
    uma = central.executar_comando_completo(
        "classificar_diretorio", {"diretorio": arvore, "nivel": "rapido"}
    )
    assert uma["contagens"]["arquivos"] == 1


def test_opcoes_que_nao_combinam(central: OrquestradorCentral) -> None:
    assert _pedir(central, "plano", quarentena=True)["codigo"] == 2
    outro = _pedir(central, "aplicar", plano="0123")
    assert (outro["codigo"], "mudou" in outro["erro"]) == (2, True)
    digest = _pedir(central, "plano")["digest"]
    assert _pedir(central, "aplicar", plano=digest[:6])["sucesso"]


def test_pela_metade_so_se_retoma_como_foi_pedida(
    central: OrquestradorCentral, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    antes = retrato(biblioteca)
    with monkeypatch.context() as remendo:
        remendo.setattr(trabalho, "_LOTE", 2)
        original = aplicacao.Aplicacao._trazer

        def parar(self: aplicacao.Aplicacao, passo: Any) -> Any:
            central.pedir_parada()
            return original(self, passo)

        remendo.setattr(aplicacao.Aplicacao, "_trazer", parar)
        cortada = _pedir(central, "aplicar", mover=True)
    assert (cortada["codigo"], cortada["cancelada"], cortada["arquivos"]) == (130, True, 1)
    assert _pedir(central, "aplicar")["codigo"] == 2
    retomada = _pedir(central, "aplicar", mover=True)
    assert (retomada["sucesso"], retomada["organizacao"]) == (True, cortada["organizacao"])
    assert _pedir(central, "desfazer")["sucesso"]
    assert retrato(biblioteca) == antes


def test_origem_alterada_e_pulada_com_codigo_3(
    central: OrquestradorCentral, biblioteca: Path
) -> None:
    (biblioteca / "outro.mq4").write_bytes(b"novo")
    feito = _pedir(central, "aplicar")
    assert (feito["sucesso"], feito["codigo"], feito["arquivos"]) == (False, 3, 6)
    assert feito["ressalvas"][0]["nota"] == "mudou depois da classificação"
    assert (biblioteca / "outro.mq4").read_bytes() == b"novo"


def test_segunda_ao_mesmo_tempo_espera_a_vez(central: OrquestradorCentral) -> None:
    trava = Trava(central.ambiente.pastas.catalogo)
    trava.tomar("teste")
    try:
        for acao in ("aplicar", "desfazer"):
            assert _pedir(central, acao)["codigo"] == 11
        assert _pedir(central, "plano")["sucesso"]
    finally:
        trava.soltar()


@pytest.mark.parametrize("mover", [False, True])
@pytest.mark.parametrize(("parametros", "backups"), [({}, 1), ({"backup_auto": False}, 0)])
def test_backup_antes_de_organizar(
    tmp_path: Path, biblioteca: Path, parametros: dict[str, bool], backups: int, mover: bool
) -> None:
    central = criar_central(tmp_path / "base", biblioteca, auto_backup=True)
    central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    gravador = Gravador()
    central.barramento.assinar(gravador)
    assert _pedir(central, "aplicar", mover=mover, **parametros)["sucesso"]
    feitos = central.executar_comando_completo("backups_listar")["backups"]
    assert len(feitos) == len(gravador.de(EnsaioTerminado)) == backups
    if backups:
        assert feitos[0]["arquivos"] >= len(ARQUIVOS)


def test_sem_mudanca_nao_ha_outro_backup_e_isso_e_dito(tmp_path: Path, biblioteca: Path) -> None:
    central = criar_central(tmp_path / "base", biblioteca, auto_backup=True)
    central.executar_comando_completo("classificar_tudo")
    gravador = Gravador()
    central.barramento.assinar(gravador)
    assert _pedir(central, "aplicar")["sucesso"]
    assert len(central.executar_comando_completo("backups_listar")["backups"]) == 1
    assert "nenhum backup novo: nada mudou" in gravador.de(Passo)[-1].texto


def test_backup_que_nao_se_restaura_impede_a_organizacao(
    tmp_path: Path, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    central = criar_central(tmp_path / "base", biblioteca, auto_backup=True)
    central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    estragado = Ensaio("b", 1, ("a.mq4: restaurado, tem outro conteúdo",))
    monkeypatch.setattr(modulo, "ensaiar", lambda *_: estragado)
    resposta = _pedir(central, "aplicar", mover=True)
    assert not resposta["sucesso"]
    assert "não se deixa restaurar" in resposta["erro"]
    assert {p.name for p in biblioteca.rglob("*") if p.is_file()} >= {
        nome.rpartition("/")[2] for nome in ARQUIVOS
    }


def test_membros_de_compactados_nao_sao_arquivos(
    central: OrquestradorCentral, biblioteca: Path
) -> None:
    # By what the catalogue says, not by the look of a path: an archive may have any name.
    escrever(biblioteca / "pasta.zip!", {"fora.mq4": fonte(77)})
    with ZipFile(biblioteca / "robos.mq5", "w") as pacote:
        pacote.writestr("dentro.mq4", fonte(78))
    central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    origens = {p["origem"] for p in _pedir(central, "plano")["passos"]}
    assert {"robos.mq5", "pasta.zip!/fora.mq4"} <= origens
    assert "robos.mq5!/dentro.mq4" not in origens


def test_a_pagina_do_plano(central: OrquestradorCentral, tmp_path: Path, biblioteca: Path) -> None:
    feita = _pedir(central, "plano", html="")
    assert Path(feita["html"]).parent == central.ambiente.pastas.relatorios
    pagina = Path(feita["html"]).read_text(encoding="utf-8")
    assert feita["digest"] in pagina
    outra = tmp_path / "p.html"
    assert _pedir(central, "plano", html=str(outra))["html"] == str(outra)
    assert _pedir(central, "plano", html=str(outra))["codigo"] == 2
    assert _pedir(central, "plano", html=str(biblioteca / "p.html"))["codigo"] == 2


def test_desfazer_dispensa_o_catalogo(central: OrquestradorCentral, biblioteca: Path) -> None:
    antes = retrato(biblioteca)
    _pedir(central, "aplicar", mover=True)
    for arquivo in central.ambiente.pastas.catalogo.iterdir():
        arquivo.unlink()
    assert _pedir(central, "desfazer")["sucesso"]
    assert retrato(biblioteca) == antes


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes as a name")
def test_nomes_hostis_vao_e_voltam_inertes(tmp_path: Path) -> None:
    biblioteca = tmp_path / "b"
    (biblioteca / "[").mkdir(parents=True)
    nomes = [b"\x1b[31m.mqh", b"[/x].mqh", b"caf\xe9.mqh", b"CON.mqh", b"a\xe2\x80\xaegpj.txt"]
    for numero, nome in enumerate([*nomes, b"linha\nnova.mqh", b"=cmd.set"]):
        Path(os.fsdecode(os.fsencode(biblioteca) + b"/" + nome)).write_bytes(fonte(numero))
    antes = retrato(biblioteca)
    base, extra = tmp_path / "base", ("--biblioteca", biblioteca)
    assert rodar("classificar_tudo", "--nivel", "rapido", "--base", base, *extra).returncode == 0
    comandos = (
        ("plano", "--html", tmp_path / "p.html"),
        ("aplicar", "--mover", "--sem-backup"),
        ("listar",),
        ("desfazer",),
    )
    for comando in comandos:
        feito = rodar("organizar", *comando, "--base", base, *extra)
        assert feito.returncode == 0, feito.stderr
        for dito in (feito.stdout, feito.stderr):
            assert b"\x1b" not in dito
            assert "\u202e".encode() not in dito
    assert b"\xe2\x80\xae" not in (tmp_path / "p.html").read_bytes()
    assert retrato(biblioteca) == antes
    em_json = rodar("organizar", "plano", "--json", "--base", base, *extra)
    resumo = json.loads(em_json.stdout.splitlines()[-1])
    assert (resumo["message_type"], len(resumo["passos"])) == ("summary", 7)
