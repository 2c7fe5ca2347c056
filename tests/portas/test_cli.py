"""`principal` in this process: exit codes, and which stream says what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from componentes.orquestracao.trava import Trava
from componentes.portas import execucao
from componentes.portas.cli import principal
from tests.apoio.bibliotecas import ROBO, escrever, fonte

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Feito(NamedTuple):
    """What one call gave."""

    codigo: int
    dados: str
    mensagens: str

    def ndjson(self) -> list[dict[str, Any]]:
        mensagens = [json.loads(linha) for linha in self.dados.splitlines()]
        for mensagem in mensagens:
            assert mensagem["message_type"] in {"status", "error", "summary"}
            assert mensagem["schema_version"] == 1
            assert RFC_3339.fullmatch(mensagem["time"])
        return mensagens


Rodar = Callable[..., Feito]


@pytest.fixture
def biblioteca(tmp_path: Path) -> Path:
    return escrever(tmp_path / "b", {"robo.mq4": ROBO, "copia.mq4": ROBO, "x/z.mq4": fonte(1)})


@pytest.fixture
def rodar(tmp_path: Path, biblioteca: Path, capsys: pytest.CaptureFixture[str]) -> Rodar:
    def chamar(*argumentos: str | Path) -> Feito:
        lugar = ("--base", tmp_path / "base", "--biblioteca", biblioteca)
        capsys.readouterr()
        codigo = principal([str(argumento) for argumento in (*argumentos, *lugar)])
        return Feito(codigo, *capsys.readouterr())

    return chamar


def test_classificar_tudo(rodar: Rodar, tmp_path: Path) -> None:
    feito = rodar("classificar_tudo")
    assert feito.codigo == 0
    assert "3 arquivos" in feito.mensagens
    assert "nada será movido" in feito.mensagens
    linhas = feito.dados.strip().splitlines()
    assert "3 arquivos" in linhas[-4]
    assert "2 conteúdos únicos" in linhas[-4]
    assert re.match(r"backup: \d+T\d+Z-\w+: ", linhas[-3])
    assert linhas[-2] == f"relatório: {tmp_path / 'base' / 'relatorios' / 'ultimo.html'}"
    assert re.match(r"a seguir: python orquestrador_central\.py .*duplicatas$", linhas[-1])
    assert "\x1b" not in feito.dados + feito.mensagens


def test_quieto_so_diz_o_resultado(rodar: Rodar) -> None:
    feito = rodar("classificar_tudo", "--quieto")
    assert (feito.codigo, feito.mensagens) == (0, "")
    assert "relatório:" in feito.dados


@pytest.mark.parametrize("opcao", ["--sem-backup", "--sem-relatorios", "--sem-monitoramento"])
def test_opcoes_da_classificacao(rodar: Rodar, opcao: str, tmp_path: Path) -> None:
    assert rodar("classificar_tudo", opcao).codigo == 0
    base = tmp_path / "base"
    assert (base / "backups").exists() == (opcao != "--sem-backup")
    assert (base / "relatorios").exists() == (opcao != "--sem-relatorios")


def test_nivel_rapido_sugere_o_relatorio(rodar: Rodar, tmp_path: Path) -> None:
    feito = rodar("classificar_tudo", "--nivel", "rapido")
    assert feito.dados.strip().endswith("gerar_relatorio_executivo")
    assert sorted(p.name for p in (tmp_path / "base").iterdir()) == ["Development"]


def test_json_e_ndjson(rodar: Rodar) -> None:
    feito = rodar("classificar_tudo", "--json")
    assert (feito.codigo, feito.mensagens) == (0, "")
    mensagens = feito.ndjson()
    assert mensagens[0]["message_type"] == "status"
    assert mensagens[0]["inventario"]["arquivos"] == 3
    assert [m["message_type"] for m in mensagens].count("summary") == 1
    final = mensagens[-1]
    assert final["message_type"] == "summary"
    assert (final["sucesso"], final["codigo"], final["estado"]) == (True, 0, "concluida")
    assert final["contagens"]["arquivos"] == 3


@pytest.mark.parametrize(
    "comando",
    [
        ["status"],
        ["status_sistema"],
        ["explicar", "robo.mq4"],
        ["gerar_relatorio_executivo"],
        ["backup_completo"],
        ["backups", "listar"],
        ["backups", "verificar"],
        ["backups", "diferenca", "ultimo", "ultimo"],
        ["backups", "podar"],
        ["config", "mostrar"],
        ["config", "validar"],
        ["config", "esquema"],
    ],
)
def test_cada_comando_para_gente_e_para_maquina(rodar: Rodar, comando: list[str]) -> None:
    assert rodar("classificar_tudo").codigo == 0
    para_gente = rodar(*comando)
    assert para_gente.codigo == 0
    assert para_gente.dados.strip()
    (resumo,) = rodar(*comando, "--json").ndjson()
    assert resumo["message_type"] == "summary"
    assert resumo["sucesso"] is True
    assert resumo["comando"] == "_".join(comando[: 2 - (comando[0] == "explicar")])


def test_comparar_diz_o_que_mudou_e_onde_esta_a_pagina(rodar: Rodar, biblioteca: Path) -> None:
    assert rodar("classificar_tudo").codigo == 0
    dll = b'#import "user32.dll"\nint MessageBoxA(int a, string b, string c, int d);\n#import\n'
    escrever(biblioteca, {"copia.mq4": ROBO + dll, "[red]novo.mq4": ROBO + dll + b"//"})
    assert rodar("classificar_tudo").codigo == 0
    feito = rodar("gerar_relatorio_executivo", "--contra", "1")
    assert feito.codigo == 0
    for palavras in ("Desde baleia-audaz-1", "1 novo,", "1 ganhou risco", "Ganhou: DLL"):
        assert palavras in feito.dados
    assert "[red]novo.mq4" in feito.dados
    assert feito.dados.strip().endswith("contra_baleia-audaz-1.html")
    (resumo,) = rodar("gerar_relatorio_executivo", "--contra", "1", "--json").ndjson()
    assert resumo["contagens"]["riscos_novos"]["arquivos"] == 2
    assert rodar("gerar_relatorio_executivo", "--contra", "2").codigo == 2


def test_explicar_diz_onde_esta_a_pagina(rodar: Rodar, tmp_path: Path) -> None:
    assert "página:" not in rodar("explicar", "robo.mq4").dados
    pagina = tmp_path / "x.html"
    assert "página: " in rodar("explicar", "robo.mq4", "--html", pagina).dados
    assert pagina.is_file()
    assert "explicacoes" in rodar("explicar", "robo.mq4", "--html").dados


def test_explicar_mostra_a_prova(rodar: Rodar) -> None:
    dados = rodar("explicar", "robo.mq4").dados
    assert "EA" in dados
    assert "OrderSend" in dados
    assert re.search(r"\+\d+ +linha \d+", dados)
    assert "Lotes" in dados


def test_restaurar(rodar: Rodar, tmp_path: Path) -> None:
    rodar("classificar_tudo")
    feito = rodar("backups", "restaurar", "ultimo", "--destino", tmp_path / "volta")
    assert feito.codigo == 0
    assert "restaurados" in feito.dados
    assert (tmp_path / "volta" / "biblioteca" / "robo.mq4").read_bytes() == ROBO


def test_exportar_para_a_saida_e_para_arquivo(rodar: Rodar, tmp_path: Path) -> None:
    rodar("classificar_tudo")
    feito = rodar("exportar")
    caminhos = [json.loads(linha)["caminho"] for linha in feito.dados.splitlines()]
    assert caminhos == ["copia.mq4", "robo.mq4", "x/z.mq4"]
    assert feito.mensagens == ""
    arquivo = tmp_path / "x.jsonl"
    para_arquivo = rodar("exportar", "--saida", arquivo)
    assert para_arquivo.dados == f"3 fichas em {arquivo}\n"
    assert arquivo.read_text(encoding="utf-8") == feito.dados
    csv = rodar("exportar", "--formato", "csv").dados
    assert len(csv.strip().splitlines()) == 4
    do_excel = rodar("exportar", "--formato", "csv", "--separador", ";", "--bom").dados
    assert do_excel.startswith("\ufeffcaminho;sha256;")


@pytest.mark.parametrize(
    ("argumentos", "palavra"),
    [
        (["nada"], "não existe"),
        ([], "falta informar"),
        (["status", "--xyz"], "--xyz"),
        (["classificar_diretorio", "nao existe"], "A pasta não existe"),
        (["explicar", "nao existe.mq4"], "nao existe.mq4"),
        (["status", "--config", "nao existe.json"], "nao existe.json"),
    ],
)
def test_erro_de_uso_sai_com_dois(rodar: Rodar, argumentos: list[str], palavra: str) -> None:
    feito = rodar(*argumentos)
    assert (feito.codigo, feito.dados) == (2, "")
    assert feito.mensagens.startswith("erro: ")
    assert palavra in feito.mensagens
    assert "O que fazer: " in feito.mensagens
    em_json = rodar(*argumentos, "--json")
    assert (em_json.codigo, em_json.mensagens) == (2, "")
    erro = em_json.ndjson()[-1]
    assert (erro["message_type"], erro["codigo"]) == ("error", 2)
    assert palavra in erro["o_que"] + erro["onde"]
    assert erro["o_que_fazer"]


@pytest.mark.parametrize(
    ("conteudo", "palavras"),
    [
        ('{"max_threads": 900}', ["max_threads = 900", "1 a 64"]),
        ('{\n "max_threads": \n}', ["linha 3, coluna 1"]),
        ("[]", ["não é um objeto"]),
    ],
)
def test_configuracao_errada_sai_com_dois(
    rodar: Rodar, tmp_path: Path, conteudo: str, palavras: list[str]
) -> None:
    arquivo = escrever(tmp_path, {"minha.json": conteudo.encode()}) / "minha.json"
    feito = rodar("classificar_tudo", "--config", arquivo)
    assert (feito.codigo, feito.dados) == (2, "")
    for palavra in (*palavras, str(arquivo)):
        assert palavra in feito.mensagens
    assert not (tmp_path / "base").exists()


def test_chave_desconhecida_avisa_e_segue(rodar: Rodar, tmp_path: Path) -> None:
    arquivo = escrever(tmp_path, {"minha.json": b'{"max_thread": 2}'}) / "minha.json"
    feito = rodar("config", "validar", "--config", arquivo)
    assert feito.codigo == 0
    assert "aviso: " in feito.mensagens
    assert "'max_threads'" in feito.mensagens


def test_base_que_e_arquivo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arquivo = escrever(tmp_path, {"arquivo": b"x"}) / "arquivo"
    for comando in ("classificar_tudo", "status", "exportar"):
        assert principal([comando, "--base", str(arquivo)]) == 2
        erro = capsys.readouterr().err
        assert "A base não é uma pasta" in erro
        assert str(arquivo) in erro
    assert arquivo.read_bytes() == b"x"


def test_arquivo_que_falha_sai_com_tres(
    rodar: Rodar, biblioteca: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from componentes.classificacao import leitor  # noqa: PLC0415

    original = vars(leitor)["ler"]

    def ler(caminho: Path, _: object = None) -> Any:
        if caminho.name == "z.mq4":
            raise PermissionError(13, "Permission denied")
        return original(caminho)

    monkeypatch.setattr(leitor, "ler", ler)
    feito = rodar("classificar_tudo")
    assert feito.codigo == 3
    assert f"aviso: {biblioteca}/x/z.mq4: sem permissão de leitura" in feito.mensagens
    assert "1 arquivo (ilegível): sem permissão de leitura" in feito.dados
    assert "→ dê permissão de leitura e rode de novo" in feito.dados
    final = rodar("classificar_tudo", "--json").ndjson()[-1]
    assert (final["codigo"], final["estado"]) == (3, "concluida_com_falhas")


def test_base_ocupada_sai_com_onze(rodar: Rodar, tmp_path: Path) -> None:
    trava = Trava(tmp_path / "base" / "Development" / "catalogo")
    trava.tomar("outro_comando")
    feito = rodar("classificar_tudo")
    trava.soltar()
    assert (feito.codigo, feito.dados) == (11, "")
    assert "outro_comando" in feito.mensagens
    assert "parar_sistema" in feito.mensagens
    assert rodar("classificar_tudo").codigo == 0


def test_catalogo_danificado_sai_com_um(rodar: Rodar, tmp_path: Path) -> None:
    rodar("classificar_tudo")
    (tmp_path / "base/Development/catalogo/catalogo.sqlite").write_bytes(b"lixo" * 2000)
    for comando in ("classificar_tudo", "status", "exportar"):
        feito = rodar(comando)
        assert (feito.codigo, feito.dados) == (1, "")
        assert "danificado" in feito.mensagens
        assert "backups restaurar" in feito.mensagens


def test_ctrl_c_fora_de_hora_sai_com_130(rodar: Rodar, monkeypatch: pytest.MonkeyPatch) -> None:
    def interromper(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(execucao, "linhas", interromper)
    assert rodar("exportar") == Feito(130, "", "")


def test_os_sinais_voltam_ao_que_eram(rodar: Rodar) -> None:
    import signal  # noqa: PLC0415

    antes = [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)]
    rodar("classificar_tudo")
    rodar("classificar_diretorio", "nao existe")
    assert [signal.getsignal(s) for s in (signal.SIGINT, signal.SIGTERM)] == antes


@pytest.mark.parametrize("pedido", [["--help"], ["classificar_tudo", "-h"], ["--version"]])
def test_ajuda_e_versao(pedido: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as saida:
        principal(pedido)
    assert saida.value.code == 0
    capturado = capsys.readouterr()
    assert capturado.err == ""
    assert capturado.out.startswith(("uso: ", "Orquestrador Central "))
