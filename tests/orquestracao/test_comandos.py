"""Every command answers with plain values, and every mistake of the user's is an answer."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from componentes.base.config import esquema
from componentes.base.eventos import Passo
from componentes.base.processos import Processos
from componentes.base.tipos import Ficha
from componentes.classificacao import lote
from componentes.classificacao.analisadores import AnalisadoresEmProcessos
from componentes.orquestracao.ambiente import PASTA_DO_PROGRAMA
from componentes.orquestracao.central import OrquestradorCentral
from componentes.orquestracao.despacho import COMANDOS
from tests.apoio.bibliotecas import ROBO, escrever, fonte, retrato
from tests.apoio.centrais import Gravador, criar_central, exportado

EXEMPLO = PASTA_DO_PROGRAMA / "CODIGO_FONTE_LIBRARY"
PASTAS = tuple(sorted(pasta for pasta in EXEMPLO.iterdir() if pasta.is_dir()))


@pytest.fixture
def central(tmp_path: Path) -> OrquestradorCentral:
    arquivos = {"robo.mq4": ROBO, "copia.mq4": ROBO, "sub/outro.mq4": fonte(1)}
    return criar_central(tmp_path / "base", escrever(tmp_path / "b", arquivos))


@pytest.fixture
def classificada(central: OrquestradorCentral) -> OrquestradorCentral:
    assert central.executar_comando_completo("classificar_tudo")["sucesso"]
    return central


@pytest.fixture
def em_pasta_vazia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vazia").mkdir()
    monkeypatch.chdir(tmp_path / "vazia")


def _recusado(resposta: dict[str, Any], codigo: int = 2) -> str:
    """Check the form of an answer that says no, and return its words."""
    assert resposta.keys() == {"sucesso", "comando", "codigo", "erro", "onde", "o_que_fazer"}
    assert (resposta["sucesso"], resposta["codigo"]) == (False, codigo)
    return f"{resposta['erro']} {resposta['onde']} {resposta['o_que_fazer']}"


@pytest.mark.parametrize("comando", sorted(COMANDOS))
def test_parametro_desconhecido_e_nomeado(central: OrquestradorCentral, comando: str) -> None:
    resposta = central.executar_comando_completo(comando, {"estranho": 1})
    assert "Parâmetro desconhecido: estranho" in _recusado(resposta)


@pytest.mark.parametrize(
    ("comando", "dica"),
    [
        ("clasificar_tudo", "'classificar_tudo'"),
        ("statu", "'status'"),
        ("para_sistema", "'parar_sistema'"),
        ("xyz", "classificar_tudo"),
        ("", "classificar_tudo"),
    ],
)
def test_comando_desconhecido_sugere(central: OrquestradorCentral, comando: str, dica: str) -> None:
    palavras = _recusado(central.executar_comando_completo(comando))
    assert f"'{comando}' não existe" in palavras
    assert dica in palavras


@pytest.mark.parametrize(
    ("comando", "parametros", "palavra"),
    [
        ("classificar_tudo", {"nivel": "medio"}, "rapido ou completo"),
        ("classificar_tudo", {"nivel": 3}, "'nivel'"),
        ("classificar_tudo", {"backup_auto": "sim"}, "'backup_auto'"),
        ("classificar_tudo", {"gerar_relatorios": 1}, "'gerar_relatorios'"),
        ("classificar_tudo", {"monitoramento": "não"}, "'monitoramento'"),
        ("classificar_diretorio", {}, "'diretorio'"),
        ("classificar_diretorio", {"diretorio": 5}, "'diretorio'"),
        ("classificar_diretorio", {"diretorio": "/nao/existe"}, "A pasta não existe"),
        ("classificar_diretorio", {"diretorio": __file__}, "não é uma pasta"),
        ("explicar", {}, "'arquivo'"),
        ("explicar", {"arquivo": "nao existe.mq4"}, "nao existe.mq4"),
        ("explicar", {"arquivo": "."}, "não existe"),
        ("exportar", {"saida": "x", "formato": "xml"}, "jsonl, csv ou meta"),
        ("exportar", {}, "'saida'"),
        ("exportar", {"saida": "x", "separador": ";"}, "'separador' só vale para CSV"),
        ("exportar", {"saida": "x", "formato": "meta", "bom": True}, "'bom' só vale para CSV"),
        ("exportar", {"saida": "x", "formato": "csv", "separador": "|"}, "ponto e vírgula"),
        ("exportar", {"saida": "x", "formato": "csv", "separador": 3}, "'separador'"),
        ("exportar", {"saida": "x", "formato": "csv", "bom": "sim"}, "'bom'"),
        ("gerar_relatorio_executivo", {"execucao": "nenhuma-12"}, "nenhuma-12"),
        ("gerar_relatorio_executivo", {"contra": 12}, "'contra'"),
        ("parar_sistema", {}, "Não há execução em andamento"),
        ("backups_restaurar", {}, "'destino'"),
        ("backups_restaurar", {"destino": "x", "sobrescrever": 1}, "'sobrescrever'"),
        ("backups_verificar", {"ler_tudo": "sim"}, "'ler_tudo'"),
        ("backups_diferenca", {}, "'antes'"),
        ("backups_podar", {"manter_ultimos": 0}, "o backup mais novo sempre fica"),
        ("backups_podar", {"diarios": -1}, "'diarios'"),
        ("backups_podar", {"simular": 1}, "'simular'"),
    ],
)
@pytest.mark.usefixtures("em_pasta_vazia")
def test_erro_de_uso_e_resposta(
    classificada: OrquestradorCentral, comando: str, parametros: dict[str, Any], palavra: str
) -> None:
    assert palavra in _recusado(classificada.executar_comando_completo(comando, parametros))


@pytest.mark.parametrize("comando", ["exportar", "gerar_relatorio_executivo", "parar_sistema"])
def test_antes_de_classificar(central: OrquestradorCentral, comando: str, tmp_path: Path) -> None:
    pedido = {"saida": str(tmp_path / "x")} if comando == "exportar" else {}
    resposta = central.executar_comando_completo(comando, pedido)
    assert "classificar_tudo" in _recusado(resposta, 1)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("comando", "parametros"),
    [
        ("backup_completo", {}),
        ("backups_restaurar", {"destino": "volta"}),
        ("backups_verificar", {"id": "nenhum"}),
        ("backups_diferenca", {"antes": "ultimo"}),
    ],
)
@pytest.mark.usefixtures("em_pasta_vazia")
def test_backups_sem_nada(
    central: OrquestradorCentral, comando: str, parametros: dict[str, Any]
) -> None:
    assert _recusado(central.executar_comando_completo(comando, parametros), 1)


def test_regra_do_usuario_errada_e_resposta(central: OrquestradorCentral) -> None:
    regras = central.ambiente.pastas.regras
    escrever(regras, {"minha.yaml": b"- id: [sem fim\n"})
    for comando in ("classificar_tudo", "config_validar"):
        assert "minha.yaml" in _recusado(central.executar_comando_completo(comando))


def test_pasta_configurada_que_nao_existe(tmp_path: Path) -> None:
    central = criar_central(tmp_path / "base", tmp_path / "nao ha")
    for comando in ("classificar_tudo", "config_validar"):
        palavras = _recusado(central.executar_comando_completo(comando))
        assert "A pasta não existe" in palavras
        assert str(tmp_path / "nao ha") in palavras


def test_explicar(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    for nome in ("robo.mq4", "b/robo.mq4", str(tmp_path / "b" / "robo.mq4")):
        resposta = classificada.executar_comando_completo("explicar", {"arquivo": nome})
        assert resposta["sucesso"]
        assert resposta["arquivo"] == str(tmp_path / "b" / "robo.mq4")
        assert resposta["tamanho"] == len(ROBO)
        ficha = resposta["ficha"]
        assert (ficha["linguagem"], ficha["tipo"]) == ("mql4", "ea")
        rotulos = {evidencia["rotulo"] for evidencia in ficha["evidencias"]}
        assert {"linguagem:mql4", "tipo:ea"} <= rotulos
        linhas = ROBO.decode().split("\n")
        for evidencia in ficha["evidencias"]:
            assert evidencia["regra"]
            assert evidencia["porque"]
            assert 0 <= evidencia["linha"] <= len(linhas)
        for descartado in resposta["descartados"]:
            assert descartado.keys() >= {"rotulo", "pontos", "limiar"}


def test_explicar_sem_ter_classificado(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("explicar", {"arquivo": "robo.mq4"})
    assert resposta["ficha"]["tipo"] == "ea"
    assert not central.ambiente.pastas.catalogo.exists()


def test_explicar_nao_mostra_o_que_ja_mudou(
    classificada: OrquestradorCentral, tmp_path: Path
) -> None:
    escrever(tmp_path / "b", {"robo.mq4": b"apenas uma lista de compras, em prosa comum\n" * 5})
    resposta = classificada.executar_comando_completo("explicar", {"arquivo": "robo.mq4"})
    assert resposta["ficha"]["tipo"] == "nao_codigo"


def test_exportar_jsonl(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    saida = tmp_path / "nova" / "x.jsonl"
    pedido = {"saida": str(saida)}
    resposta = classificada.executar_comando_completo("exportar", pedido)
    assert (resposta["fichas"], resposta["saida"]) == (3, str(saida))
    linhas = saida.read_bytes().splitlines()
    fichas = [json.loads(linha) for linha in linhas]
    assert [ficha["caminho"] for ficha in fichas] == ["copia.mq4", "robo.mq4", "sub/outro.mq4"]
    assert all(tuple(ficha) == Ficha.__struct_fields__ for ficha in fichas)
    copia, robo, outro = (msgspec.json.decode(linha, type=Ficha) for linha in linhas)
    assert robo.copia_de == "copia.mq4"
    assert copia.copia_de == outro.copia_de == outro.grupo == ""
    assert robo.grupo == copia.grupo == robo.sha256[:12]


def test_exportar_csv(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    texto = exportado(classificada, tmp_path / "x.csv", "csv").decode("utf-8-sig")
    linhas = list(csv.DictReader(io.StringIO(texto)))
    assert [linha["caminho"] for linha in linhas] == ["copia.mq4", "robo.mq4", "sub/outro.mq4"]
    assert {linha["tipo"] for linha in linhas} == {"ea"}


def test_exportar_csv_para_o_excel(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    comum = exportado(classificada, tmp_path / "x.csv", "csv")
    pedido = {"saida": tmp_path / "y.csv", "formato": "csv", "separador": ";", "bom": True}
    assert classificada.executar_comando_completo("exportar", pedido)["fichas"] == 3
    do_excel = (tmp_path / "y.csv").read_bytes()
    assert do_excel.startswith(b"\xef\xbb\xbfcaminho;sha256;")
    assert do_excel.count(b"\xef\xbb\xbf") == 1
    lidas = csv.reader(io.StringIO(do_excel.decode("utf-8-sig"), newline=""), delimiter=";")
    assert list(lidas) == list(csv.reader(io.StringIO(comum.decode(), newline="")))


def test_exportar_meta(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    registros = [
        json.loads(linha)
        for linha in exportado(classificada, tmp_path / "x.jsonl", "meta").splitlines()
    ]
    assert [r["arquivo"] for r in registros] == ["copia.mq4", "robo.mq4", "sub/outro.mq4"]
    assert {r["tipo"] for r in registros} == {"EA"}
    assert all(0 <= r["ftmo_score"] <= 7 for r in registros)


def test_exportar_uma_execucao_passada(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    primeira = exportado(classificada, tmp_path / "1")
    escrever(tmp_path / "b", {"novo.mq4": fonte(9)})
    nome = classificada.executar_comando_completo("classificar_tudo")["execucao"]
    assert len(exportado(classificada, tmp_path / "2").splitlines()) == 4
    for referencia in ("1", nome):
        pedido = {"saida": str(tmp_path / "3"), "execucao": referencia, "sobrescrever": True}
        assert classificada.executar_comando_completo("exportar", pedido)["sucesso"]
        esperado = primeira if referencia == "1" else (tmp_path / "2").read_bytes()
        assert (tmp_path / "3").read_bytes() == esperado


def test_exportar_por_cima_de_pasta(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    (tmp_path / "pasta").mkdir()
    pedido: dict[str, Any] = {"saida": str(tmp_path / "pasta")}
    for sobrescrever in (False, True):
        pedido["sobrescrever"] = sobrescrever
        _recusado(classificada.executar_comando_completo("exportar", pedido), 2)
    assert list((tmp_path / "pasta").iterdir()) == []


def test_exportar_nao_troca_o_que_existe(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    saida = tmp_path / "notas.txt"
    saida.write_text("do usuário", encoding="utf-8")
    pedido: dict[str, Any] = {"saida": str(saida)}
    _recusado(classificada.executar_comando_completo("exportar", pedido), 2)
    assert saida.read_text(encoding="utf-8") == "do usuário"
    dentro = {"saida": str(tmp_path / "b" / "robo.mq4"), "sobrescrever": True}
    _recusado(classificada.executar_comando_completo("exportar", dentro), 2)
    pedido["sobrescrever"] = True
    assert classificada.executar_comando_completo("exportar", pedido)["fichas"] == 3


def test_gerar_relatorio_executivo(classificada: OrquestradorCentral) -> None:
    pasta = classificada.ambiente.pastas.relatorios
    (pasta / "ultimo.html").unlink()
    resposta = classificada.executar_comando_completo("gerar_relatorio_executivo")
    assert resposta["sucesso"]
    assert Path(resposta["relatorio"]) == pasta / resposta["execucao"] / "relatorio.html"
    assert (pasta / "ultimo.html").read_bytes() == Path(resposta["relatorio"]).read_bytes()


def test_comparar_com_outra_execucao(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    escrever(tmp_path / "b", {"chegou.mq4": fonte(5)})
    assert classificada.executar_comando_completo("classificar_tudo")["sucesso"]
    pedido = {"execucao": "2", "contra": "1"}
    resposta = classificada.executar_comando_completo("gerar_relatorio_executivo", pedido)
    assert resposta["sucesso"], resposta
    assert resposta["contagens"]["novos"] == {"arquivos": 1, "conteudos": 1}
    pagina = Path(resposta["relatorio"])
    pasta = classificada.ambiente.pastas.relatorios / resposta["execucao"]
    assert pagina == pasta / f"contra_{resposta['contra']}.html"
    assert "chegou.mq4" in pagina.read_text(encoding="utf-8")
    assert (
        json.loads(pagina.with_suffix(".json").read_bytes())["contagens"] == (resposta["contagens"])
    )
    ultima = classificada.executar_comando_completo("gerar_relatorio_executivo", {"contra": "1"})
    assert ultima["execucao"] == resposta["execucao"]


@pytest.mark.parametrize(
    ("pedido", "palavras"),
    [
        ({"contra": "nenhuma-12"}, "'nenhuma-12' não existe"),
        ({"contra": "1"}, "duas vezes a mesma execução"),
        ({"contra": "1", "execucao": "nenhuma-12"}, "'nenhuma-12' não existe"),
        ({"contra": "2"}, "não chegou ao fim"),
    ],
)
def test_o_que_nao_se_compara(
    classificada: OrquestradorCentral, pedido: dict[str, str], palavras: str
) -> None:
    if pedido["contra"] == "2":
        classificada.pedir_parada()
        assert not classificada.executar_comando_completo("classificar_tudo")["sucesso"]
    resposta = classificada.executar_comando_completo("gerar_relatorio_executivo", pedido)
    dito = _recusado(resposta)
    assert palavras in dito
    assert "execucoes listar" in dito


def test_config_mostrar(tmp_path: Path) -> None:
    central = criar_central(tmp_path / "base", tmp_path / "b", max_threads=2, max_thread=3)
    resposta = central.executar_comando_completo("config_mostrar")
    assert resposta["valores"]["max_threads"] == 2
    assert resposta["origens"]["max_threads"] == "arquivo"
    assert resposta["origens"]["nivel_log"] == "padrão"
    assert resposta["base"] == str(tmp_path / "base")
    assert resposta["biblioteca"] == [str(tmp_path / "b")]
    assert len(resposta["avisos"]) == 1
    assert "max_threads" in resposta["avisos"][0]


def test_config_validar(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("config_validar")
    assert (resposta["sucesso"], resposta["codigo"], resposta["avisos"]) == (True, 0, [])
    assert resposta["regras"] > 10


def test_config_esquema(central: OrquestradorCentral) -> None:
    resposta = central.executar_comando_completo("config_esquema")
    assert resposta["esquema"] == esquema()
    saida = Path(resposta["saida"])
    assert saida.parent == central.ambiente.pastas.configuracao.parent
    assert saida.read_text(encoding="utf-8") == esquema()


def test_backups(classificada: OrquestradorCentral, tmp_path: Path) -> None:
    assert classificada.executar_comando_completo("backups_listar")["backups"] == []
    feito = classificada.executar_comando_completo("backup_completo")
    assert feito["sucesso"]
    (listado,) = classificada.executar_comando_completo("backups_listar")["backups"]
    assert listado["id"] == feito["id"]
    destino = tmp_path / "volta"
    pedido = {"destino": str(destino), "arquivo": "biblioteca/*"}
    volta = classificada.executar_comando_completo("backups_restaurar", pedido)
    assert (volta["sucesso"], volta["restaurados"]) == (True, 3)
    assert (destino / "biblioteca" / "robo.mq4").read_bytes() == ROBO
    (destino / "biblioteca" / "robo.mq4").write_bytes(b"meu")
    classificada.executar_comando_completo("backups_restaurar", pedido)
    assert (destino / "biblioteca" / "robo.mq4").read_bytes() == b"meu"
    pedido_forte = {**pedido, "sobrescrever": True}
    classificada.executar_comando_completo("backups_restaurar", pedido_forte)
    assert (destino / "biblioteca" / "robo.mq4").read_bytes() == ROBO
    inteiro = classificada.executar_comando_completo("backups_verificar", {"ler_tudo": True})
    assert (inteiro["sucesso"], inteiro["problemas"]) == (True, [])


def test_backup_danificado(classificada: OrquestradorCentral) -> None:
    classificada.executar_comando_completo("backup_completo")
    (pacote,) = (classificada.ambiente.pastas.backups / "pacotes").glob("*.zip")
    dados = bytearray(pacote.read_bytes())
    dados[len(dados) // 3] ^= 0xFF
    pacote.write_bytes(dados)
    resposta = classificada.executar_comando_completo("backups_verificar", {"ler_tudo": True})
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 3)
    assert resposta["problemas"]


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    antes = retrato(EXEMPLO)
    central, gravador = criar_central(tmp_path / "base", tmp_path), Gravador()
    central.barramento.assinar(gravador)
    resposta = central.executar_comando_completo("demo_completo")
    assert (resposta["sucesso"], resposta["codigo"]) == (True, 0), resposta
    assert [passo["passo"] for passo in resposta["passos"]] == [
        passo.texto for passo in gravador.de(Passo)
    ]
    assert len(resposta["passos"]) == 5
    assert Path(resposta["pasta"]).parent == tmp_path
    assert Path(resposta["relatorio"]).is_file()
    assert resposta["passos"][1]["metricas"]["em_cache"] == len(antes) - sum(
        1 for pasta in EXEMPLO.rglob("*") if pasta.is_dir()
    )
    assert retrato(EXEMPLO) == antes


def test_demo_interrompida(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    central = criar_central(tmp_path / "base", tmp_path)
    central.barramento.assinar(lambda _: central.pedir_parada())
    resposta = central.executar_comando_completo("demo_completo")
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 130)
    assert len(resposta["passos"]) == 1


@pytest.fixture(scope="module")
def de_referencia(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    base = tmp_path_factory.mktemp("referencia")
    central = criar_central(base, *PASTAS, max_threads=4)
    central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    return exportado(central, base / "x.jsonl")


@pytest.mark.parametrize(
    "valores",
    [{}, {"max_threads": 1}, {"max_threads": 16}, {"processamento_paralelo": False}],
    ids=str,
)
@pytest.mark.parametrize("em_processos", [False, True])
def test_o_resultado_nao_depende_de_como(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    de_referencia: bytes,
    valores: dict[str, Any],
    em_processos: bool,
) -> None:
    if em_processos:
        monkeypatch.setattr(lote, "_ARQUIVOS_PARA_PROCESSOS", 0)
        monkeypatch.setattr(lote, "_BYTES_PARA_PROCESSOS", 0)
    usados = []

    def contar(processos: Processos) -> AnalisadoresEmProcessos:
        usados.append(processos)
        return AnalisadoresEmProcessos(processos)

    monkeypatch.setattr(lote, "AnalisadoresEmProcessos", contar)
    central = criar_central(tmp_path, *PASTAS, **valores)
    resposta = central.executar_comando_completo("classificar_tudo", {"nivel": "rapido"})
    assert resposta["sucesso"], resposta
    assert bool(usados) == (em_processos and valores.get("processamento_paralelo", True))
    assert exportado(central, tmp_path / "x.jsonl") == de_referencia


def test_o_resultado_tem_um_registro_por_arquivo(de_referencia: bytes) -> None:
    fichas = [json.loads(linha) for linha in de_referencia.splitlines()]
    esperados = [p.relative_to(EXEMPLO).as_posix() for p in EXEMPLO.rglob("*") if p.is_file()]
    assert [f["caminho"] for f in fichas if not f["pacote"]] == sorted(esperados)
    assert [f["caminho"] for f in fichas] == sorted(f["caminho"] for f in fichas)
    membros = [f for f in fichas if f["pacote"]]
    assert {f["pacote"] for f in membros} <= set(esperados)
    assert all(f["caminho"].startswith(f["pacote"] + "!/") for f in membros)


def test_restaurar_dentro_da_biblioteca_e_recusado(
    classificada: OrquestradorCentral, tmp_path: Path
) -> None:
    antes = retrato(tmp_path / "b")
    pedido = {"id": "ultimo", "destino": str(tmp_path / "b" / "aqui")}
    _recusado(classificada.executar_comando_completo("backups_restaurar", pedido), 2)
    assert retrato(tmp_path / "b") == antes


def test_backups_podados_e_comparados(classificada: OrquestradorCentral) -> None:
    relatorios = classificada.ambiente.pastas.relatorios
    for volta in range(3):
        escrever(relatorios, {f"{volta}.txt": b"%d" % volta})
        assert classificada.executar_comando_completo("backup_completo")["id"]
    fazer = classificada.executar_comando_completo
    ids = [b["id"] for b in fazer("backups_listar")["backups"]]
    assert fazer("backups_podar")["removidos"] == ()  # the configuration keeps ten
    pedido = {"manter_ultimos": 1, "diarios": 0, "semanais": 0, "mensais": 0}
    simulada = fazer("backups_podar", {**pedido, "simular": True})
    assert (simulada["simulada"], simulada["removidos"]) == (True, tuple(ids[1:]))
    assert len(fazer("backups_listar")["backups"]) == 3
    diferenca = fazer("backups_diferenca", {"antes": ids[2]})
    assert diferenca["totais"]["novos"] == {"arquivos": 2, "bytes": 2}
    assert [novo["nome"] for novo in diferenca["novos"]] == ["relatorios/1.txt", "relatorios/2.txt"]
    feita = fazer("backups_podar", pedido)
    assert (feita["sucesso"], feita["codigo"], feita["removidos"]) == (True, 0, tuple(ids[1:]))
    assert fazer("backups_verificar", {"ler_tudo": True})["sucesso"]
    (ficou,) = fazer("backups_listar")["backups"]
    assert ficou["id"] == ids[0]
    assert {c["especie"] for c in ficou["conferencias"]} == {"ensaio", "tudo"}
    assert not ficou["com_dano_conhecido"]


def test_poda_com_backup_danificado_termina_com_aviso(classificada: OrquestradorCentral) -> None:
    classificada.executar_comando_completo("backup_completo")
    (instantaneo,) = (classificada.ambiente.pastas.backups / "instantaneos").glob("*.zip")
    instantaneo.write_bytes(b"meio")
    resposta = classificada.executar_comando_completo("backups_podar", {"danificados": True})
    assert (resposta["sucesso"], resposta["codigo"]) == (False, 3)
    assert [d["nome"] for d in resposta["danificados"]] == [instantaneo.stem]
    assert instantaneo.exists()
