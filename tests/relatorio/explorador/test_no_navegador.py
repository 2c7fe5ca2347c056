"""The report in a real browser, as a reader uses it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Generator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from componentes.base.tipos import Entrada, Evidencia, Familia, Ficha, Linguagem, Risco, Tipo
from componentes.relatorio.dados import Circunstancias, resumir
from componentes.relatorio.html import formatar_html
from componentes.relatorio.parentesco import GrupoDeParentes, MembroDoGrupo, Parentesco
from componentes.relatorio.textos import visivel
from tests.apoio.centrais import criar_central
from tests.apoio.fichas import EXECUCAO, ficha
from tests.apoio.navegador import Aba, Abrir, abrir_arquivo, navegando
from tests.relatorio.hostil import VENENOS, pagina_hostil
from tests.relatorio.test_html import Leitor, pagina_de
from tests.relatorio.venenos import VENENOS as TREZENTOS

LARGURAS = {"mesa": (1440, 900), "tablete": (768, 1024), "telefone": (390, 844)}
BIBLIOTECA = Path(__file__).parents[3] / "CODIGO_FONTE_LIBRARY"
GRAVES = {"serious", "critical"}


@pytest.fixture(scope="module")
def navegador() -> Generator[Browser, None, None]:
    with navegando() as aberto:
        yield aberto


@pytest.fixture
def abrir(navegador: Browser, tmp_path: Path) -> Abrir:
    def abrir_pagina(pagina: str, ancora: str = "", **contexto: Any) -> Aba:
        arquivo = tmp_path / "relatorio.html"
        arquivo.write_bytes(pagina.encode())
        return abrir_arquivo(navegador, arquivo, ancora, **contexto)

    return abrir_pagina


@pytest.fixture(scope="module")
def relatorio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the sample library after two runs, so that it has a history."""
    base = tmp_path_factory.mktemp("base")
    central = criar_central(base, BIBLIOTECA)
    for _ in range(2):
        resposta = central.executar_comando_completo("classificar_tudo", {"monitoramento": False})
        assert resposta["relatorio"], resposta
    gerado = central.executar_comando_completo("gerar_relatorio_executivo")
    return Path(gerado["relatorio"])


def biblioteca() -> list[Ficha]:
    """Return a grid robot, its copy, another brand of it, and forty harmless indicators."""
    prova = Evidencia("risco:grade", "risco.grade.degrau", 41, "if(Ask<Ultima-Passo*Point)", 60,
                      "soma posições a cada degrau", entradas=("Passo",))  # fmt: skip
    robo = ficha(
        "EAs/Robo.mq4",
        sha256="a" * 64,
        tipo=Tipo.EA,
        linguagem=Linguagem.MQL4,
        riscos=(Risco.GRADE, Risco.DLL),
        familias=(Familia.GRADE,),
        confianca={"risco:grade": 85, "tipo:ea": 100, "linguagem:mql4": 100},
        evidencias=(prova,),
        entradas=(
            Entrada("Passo", "int", "20", "pontos", 3),
            Entrada("Lote", "double", "1", "", 4),
        ),
        propriedades={"copyright": "Fulano"},
        conformidade={"mesa.grade": "encontrado"},
        tamanho=5000,
    )
    marca = replace(
        robo,
        caminho="Outros/Marca.mq4",
        sha256="b" * 64,
        entradas=(Entrada("Passo", "int", "35", "pontos", 3),),
        propriedades={"copyright": "Sicrano"},
        tamanho=6000,
    )
    indicadores = [
        ficha(f"Indicadores/Ind {n:02}.mq4", sha256=f"{n:064}", tipo=Tipo.INDICADOR, riscos=(),
              familias=(Familia.OSCILADOR,), evidencias=(), tamanho=100 + n)
        for n in range(40)
    ]  # fmt: skip
    copia = replace(robo, caminho="Velhos/Robo (2).mq4", copia_de=robo.caminho)
    return sorted([robo, copia, marca, *indicadores], key=lambda f: f.caminho)


def pagina() -> str:
    membros = (MembroDoGrupo("a" * 64, "bytes"), MembroDoGrupo("b" * 64, "marca"))
    grupo = GrupoDeParentes("marca", "EAs/Robo.mq4", ("é mais nova",), 3, 0, 5000, membros)
    em_volta = Circunstancias(parentesco=Parentesco((grupo,)))
    return formatar_html(resumir(biblioteca(), EXECUCAO, False, em_volta))


def nomes(aba: Page) -> list[str]:
    return aba.locator("#lista tbody .nome").all_inner_texts()


def contagem(aba: Page) -> str:
    return aba.locator("#contagem").inner_text().replace("\u202f", " ")


def test_copias_ficam_ocultas_e_os_perigosos_vem_primeiro(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    assert nomes(aba)[:3] == ["Robo.mq4", "Marca.mq4", "Ind 00.mq4"]
    assert contagem(aba).startswith("42 de 43 arquivos (cópias ocultas)")
    aba.get_by_label("Mostrar cópias").check()
    assert contagem(aba).startswith("43 de 43 arquivos")
    assert "Robo (2).mq4" in nomes(aba)


def test_busca_por_partes_sem_acento_em_nome_pasta_rotulo_e_hash(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    for pedido, achados in (
        ("outros MARCA", ["Marca.mq4"]),
        ("acesso", []),
        ("dll ea grade", ["Robo.mq4", "Marca.mq4"]),
        ("b" * 12, ["Marca.mq4"]),
        ("indicadores ind 07", ["Ind 07.mq4"]),
        ("outros/marca", ["Marca.mq4"]),
        ("s/marc", ["Marca.mq4"]),
        ("eas/", ["Robo.mq4"]),
        ("eas/marca", []),
        ("robo.mq4/", []),
    ):
        aba.fill("#busca", pedido)
        assert nomes(aba) == achados, pedido


def test_facetas_contam_o_que_deixariam_e_se_somam(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    facetas = aba.locator("#facetas")
    risco = facetas.locator("details", has_text="Risco").first
    assert risco.locator("label").all_inner_texts() == ["Grade\n2", "DLL\n2"]
    facetas.get_by_label("Indicador").check()
    assert contagem(aba).startswith("40 de 43")
    # A choice does not hide its own alternatives, only those of other facets.
    assert facetas.get_by_label(re.compile("^EA")).count() == 1
    assert risco.is_hidden()
    facetas.get_by_label(re.compile("^EA")).check()
    assert contagem(aba).startswith("42 de 43")
    aba.locator("#ativos").get_by_role("button", name="Tipo: Indicador").click()
    assert nomes(aba) == ["Robo.mq4", "Marca.mq4"]


def test_pasta_desce_e_sobe(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    pasta = aba.locator("#facetas details", has_text="Pasta")
    pasta.locator("summary").click()
    assert pasta.locator("button").all_inner_texts()[0] == "Indicadores\n40"
    pasta.get_by_text("Indicadores").click()
    assert contagem(aba).startswith("40 de 43")
    pasta.get_by_text("↑").click()
    assert contagem(aba).startswith("42 de 43")


def test_o_endereco_guarda_tudo_e_o_devolve(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    aba.fill("#busca", "ind")
    aba.locator("#facetas").get_by_label("Indicador").check()
    aba.locator("#menu-colunas summary").click()
    aba.locator("#colunas").get_by_label("Famílias").uncheck()
    aba.get_by_role("button", name="Tamanho").click()
    aba.locator("#lista tbody .nome").first.click()
    expect(aba.locator("#detalhe h2")).to_have_text("Ind 39.mq4")
    aba.wait_for_url("**arquivo=**")
    aba.reload()
    expect(aba.locator("#detalhe h2")).to_have_text("Ind 39.mq4")
    assert aba.input_value("#busca") == "ind"
    assert nomes(aba)[0] == "Ind 39.mq4"
    cabecalhos = aba.locator("#lista th").all_inner_texts()
    assert "Tamanho" in cabecalhos
    assert "Famílias" not in cabecalhos
    assert aba.locator("#lista th[aria-sort=descending]").inner_text() == "Tamanho"


def test_endereco_estragado_nao_estraga_a_pagina(abrir: Abrir) -> None:
    aba = abrir(
        pagina(), "#?tipo=%00,x&ordem=__proto__&colunas=constructor&regra=x&arquivo=nao/ha.mq4"
    )
    assert aba.console == []
    assert contagem(aba.pagina).startswith("0 de 43")
    expect(aba.pagina.locator("#perdido")).to_be_visible()
    aba.pagina.get_by_role("button", name="Limpar os filtros").click()
    assert contagem(aba.pagina).startswith("42 de 43")


def test_cada_numero_do_resumo_leva_a_suas_linhas(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    ligacoes = aba.locator("main section:not(.explorador) a[href^='#?']")
    for lugar in range(ligacoes.count()):
        ligacoes.nth(lugar).evaluate("(a) => a.closest('details')?.setAttribute('open', '')")
        ligacoes.nth(lugar).click()
        assert not contagem(aba).startswith("0 de"), ligacoes.nth(lugar).get_attribute("href")


def test_ordena_pelos_dois_lados_e_volta_ao_perigo(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    botao = aba.locator("#lista").get_by_role("button", name="Arquivo")
    for primeiras in (["Ind 00.mq4", "Ind 01.mq4"], ["Robo.mq4", "Marca.mq4"]):
        botao.click()
        assert nomes(aba)[:2] == primeiras
        expect(botao).to_be_focused()
    botao.click()
    assert "os mais perigosos primeiro" in contagem(aba)


def test_voltar_desfaz_passo_a_passo(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    aba.locator("#facetas").get_by_label(re.compile("^Indicador")).check()
    aba.locator("#lista tbody .nome").first.click()
    expect(aba.locator("#detalhe")).to_be_visible()
    aba.go_back()
    expect(aba.locator("#detalhe")).to_be_hidden()
    assert contagem(aba).startswith("40 de 43")
    aba.go_back()
    expect(aba.locator("#contagem")).to_contain_text("42 de 43")
    assert aba.locator("#facetas input:checked").count() == 0


def test_filtro_novo_fecha_o_arquivo_e_o_tira_do_endereco(abrir: Abrir) -> None:
    aba = abrir(pagina(), "#?arquivo=EAs/Robo.mq4").pagina
    expect(aba.locator("#detalhe h2")).to_have_text("Robo.mq4")
    ligacao = aba.locator("#riscos a").first
    ligacao.click()
    expect(aba.locator("#detalhe")).to_be_hidden()
    aba.wait_for_timeout(400)
    assert "arquivo" not in aba.url
    assert aba.locator("body.com-detalhe").count() == 0
    # The same link again moves there again.
    aba.evaluate("scrollTo(0, 0)")
    ligacao.click()
    expect(aba.locator("#lista")).to_be_focused()


def test_fechado_antes_de_abrir_fica_fechado(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    aba.evaluate("""() => {
        document.querySelector("#lista tbody .nome").click();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    }""")
    aba.wait_for_timeout(300)
    expect(aba.locator("#detalhe")).to_be_hidden()


def test_linha_ativa_existe_sempre_que_e_nomeada(abrir: Abrir) -> None:
    muitas = [ficha(f"{n:04}.mq4", sha256=f"{n:064}") for n in range(500)]
    aba = abrir(formatar_html(resumir(muitas, EXECUCAO, False))).pagina
    aba.locator("#lista").press("ArrowDown")
    for topo in (0, 9000, 200):
        aba.locator("#rolagem").evaluate(f"(r) => {{ r.scrollTop = {topo}; }}")
        aba.wait_for_timeout(100)
        nomeada = aba.locator("#lista").get_attribute("aria-activedescendant")
        assert nomeada is None or aba.locator(f"#{nomeada}").count() == 1
    assert nomeada == "linha-0"


@pytest.mark.parametrize("letra", [16, 24, 32])
def test_linhas_tem_a_altura_que_a_lista_conta(abrir: Abrir, letra: int) -> None:
    aba = abrir(pagina()).pagina
    aba.evaluate(
        f"document.documentElement.style.fontSize = '{letra}px'; dispatchEvent(new Event('resize'))"
    )
    altos = aba.evaluate(
        "[...document.querySelectorAll('#lista tr[data-posicao]')].map((r) => r.offsetHeight)"
    )
    conta = aba.evaluate(
        "parseFloat(getComputedStyle(document.getElementById('lista')).getPropertyValue('--alto'))"
    )
    assert conta == pytest.approx(3.25 * letra)
    assert {abs(alto - conta) <= 1 for alto in altos} == {True}


def test_so_existem_as_linhas_a_vista(abrir: Abrir) -> None:
    muitas = [ficha(f"{n:04}.mq4", sha256=f"{n:064}") for n in range(3000)]
    aba = abrir(formatar_html(resumir(muitas, EXECUCAO, False))).pagina
    assert len(nomes(aba)) < 60
    assert aba.locator("#lista").get_attribute("aria-rowcount") == "3001"
    aba.locator("#lista").press("End")
    assert nomes(aba)[-1] == "2999.mq4"
    assert aba.locator("[aria-selected=true]").get_attribute("aria-rowindex") == "3001"


def test_teclas(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    aba.keyboard.press("/")
    expect(aba.locator("#busca")).to_be_focused()
    aba.keyboard.type("mq4")
    aba.keyboard.press("Enter")
    painel = aba.locator("#detalhe")
    expect(painel.locator("h2")).to_have_text("Robo.mq4")
    expect(painel.locator("h2")).to_be_focused()
    aba.keyboard.press("j")
    expect(painel.locator("h2")).to_have_text("Marca.mq4")
    aba.keyboard.press("k")
    expect(painel.locator("h2")).to_have_text("Robo.mq4")
    expect(painel.locator("h2")).to_be_focused()
    aba.keyboard.press("Escape")
    expect(painel).to_be_hidden()
    expect(aba.locator("#lista")).to_be_focused()
    assert aba.input_value("#busca") == "mq4"
    aba.keyboard.press("Escape")
    assert aba.input_value("#busca") == ""
    aba.locator("#menu-colunas summary").click()
    aba.keyboard.press("Escape")
    expect(aba.locator("#menu-colunas summary")).to_be_focused()
    aba.keyboard.press("?")
    expect(aba.locator("#teclas")).to_be_visible()
    aba.keyboard.press("Escape")
    expect(aba.locator("#teclas")).to_be_hidden()


def test_painel_traz_a_prova_as_entradas_e_o_que_difere(abrir: Abrir) -> None:
    aba = abrir(pagina()).pagina
    aba.locator("#lista").get_by_text("Robo.mq4").click()
    painel = aba.locator("#detalhe")
    prova = painel.locator(".prova").first.inner_text()
    for parte in ("+60", "linha 41", "risco.grade.degrau", "if(Ask<Ultima-Passo*Point)",
                  "soma posições a cada degrau", "ligado por: Passo"):  # fmt: skip
        assert parte in prova
    assert painel.locator(".entradas tbody tr.liga").count() == 1
    painel.get_by_text("ver o grupo na tabela").wait_for()
    assert "é mais nova" in painel.inner_text()
    assert painel.locator(".iguais li").count() == 2
    painel.get_by_text("o que difere deste").click()
    diferencas = painel.locator(".diferencas")
    for parte in ("Passo: 20 → 35", "Lote", "copyright: Fulano → Sicrano"):
        expect(diferencas).to_contain_text(parte)
    painel.get_by_role("button", name="Marca.mq4").click()
    expect(painel.locator("h2")).to_have_text("Marca.mq4")


def test_exporta_o_que_foi_achado(abrir: Abrir, tmp_path: Path) -> None:
    aba = abrir(pagina()).pagina
    aba.fill("#busca", "grade")
    for botao, separador in (("CSV (vírgula)", ","), ("CSV (ponto e vírgula)", ";"), ("JSON", "")):
        aba.locator("#menu-exportar summary").click()
        with aba.expect_download() as baixado:
            aba.get_by_role("button", name=botao).click()
        texto = baixado.value.path().read_bytes().decode("utf-8-sig" if separador else "utf-8")
        if separador:
            linhas = list(csv.DictReader(io.StringIO(texto), delimiter=separador))
        else:
            linhas = json.loads(texto)
        assert [linha["caminho"] for linha in linhas] == ["EAs/Robo.mq4", "Outros/Marca.mq4"]
        assert str(linhas[0]["tamanho"]) == "5000"


def test_tema_escolhido_fica(abrir: Abrir) -> None:
    aba = abrir(pagina(), color_scheme="light").pagina
    fundo = "getComputedStyle(document.body).backgroundColor"
    claro = aba.evaluate(fundo)
    aba.get_by_role("button", name="Tema escuro").click()
    escuro = aba.evaluate(fundo)
    assert claro != escuro
    aba.reload()
    assert aba.evaluate(fundo) == escuro


def test_dados_hostis_aparecem_e_nao_rodam(abrir: Abrir) -> None:
    aba = abrir(pagina_hostil(), "#?copias=1")
    _visitar(aba.pagina, linhas=2 * len(VENENOS))
    leitor = Leitor(aba.pagina.content())
    elementos = [tag for tag, _ in leitor.elementos]
    assert aba.console == []
    assert aba.pagina.title().startswith(f"{len(VENENOS)} únicos em")
    assert not {"img", "iframe", "object", "embed"} & set(elementos)
    assert not any(nome.startswith("on") for nome, _ in leitor.atributos)
    assert [endereco.partition("#")[0] for endereco in aba.pedidos] == [
        aba.pagina.url.partition("#")[0]
    ]


def test_trezentos_nomes_e_trechos_hostis(abrir: Abrir, tmp_path: Path) -> None:
    prova = Evidencia("tipo:ea", "r", 3, "", 50, "")
    fichas = [
        ficha(f"{n}/{veneno}.mq4", sha256=f"{n:064x}", mercados=(veneno[:50],),
              evidencias=(replace(prova, trecho=veneno, porque=veneno),), avisos=(veneno,))
        for n, veneno in enumerate(TREZENTOS)
    ]  # fmt: skip
    aba = abrir(formatar_html(resumir(fichas, EXECUCAO, False)))
    assert aba.console == []
    for n in range(0, len(TREZENTOS), 23):
        caminho = visivel(f"{n}/{TREZENTOS[n]}.mq4")
        aba.pagina.evaluate("location.hash = " + json.dumps(f"#?arquivo={quote(caminho)}"))
        expect(aba.pagina.locator("#detalhe > .caminho").first).to_have_text(
            " ".join(caminho.split()), timeout=20_000
        )
    aba.pagina.evaluate("location.hash = '#?copias=1'")
    aba.pagina.locator("#menu-exportar summary").click()
    with aba.pagina.expect_download() as baixado:
        aba.pagina.get_by_role("button", name="CSV (ponto e vírgula)").click()
    linhas = csv.reader(io.StringIO(baixado.value.path().read_text("utf-8-sig")), delimiter=";")
    celulas = [celula for linha in linhas for celula in linha]
    assert len(celulas) > len(TREZENTOS)
    assert [
        c for c in celulas if c.lstrip(" \t\r\n\u00a0\ufeff\u200b")[:1] in set("=+-@＝＋－＠")
    ] == []
    assert aba.console == []


def _visitar(aba: Page, linhas: int) -> None:
    """Do what a reader would: open every row, rest on every chart, choose every facet."""
    aba.locator("#lista").focus()
    for _ in range(linhas):
        aba.keyboard.press("j")
        aba.keyboard.press("Enter")
    for alvo in aba.locator("[data-dica]").all()[:40]:
        alvo.dispatch_event("pointermove")
    for caixa in aba.locator("#facetas input").all():
        caixa.evaluate("(c) => c.click()")


def test_hora_no_fuso_de_quem_le(abrir: Abrir) -> None:
    aba = abrir(pagina_de(ficha()), timezone_id="Asia/Kolkata").pagina
    momento = aba.locator(".topo time")
    assert momento.inner_text().startswith("20/11/2025 20:11")
    assert momento.get_attribute("title") == "20/11/2025 14:41 UTC"


def test_tabela_so_tem_colunas_e_facetas_preenchidas(abrir: Abrir) -> None:
    nua = ficha("so.mq4", familias=(), riscos=(), confianca={}, mercados=(), timeframes=())
    aba = abrir(pagina_de(nua)).pagina
    assert aba.locator("#lista th").all_inner_texts() == [
        "Arquivo", "Tipo", "Linguagem", "Tamanho",
    ]  # fmt: skip
    assert aba.locator("#facetas details:visible > summary").all_inner_texts() == [
        "Tipo", "Linguagem", "Situação",
    ]  # fmt: skip


def test_biblioteca_vazia_abre(abrir: Abrir) -> None:
    aba = abrir(pagina_de())
    assert aba.console == []
    assert contagem(aba.pagina).startswith("0 de 0")


def test_parcial_se_renova_so_quando_ninguem_mexe(abrir: Abrir) -> None:
    parcial, final = pagina_de(ficha(), parcial=True), pagina_de(ficha())
    for texto, renova in ((parcial, True), (final, False)):
        aba = abrir(texto).pagina
        aba.clock.install()
        aba.reload()
        aba.evaluate("window.esta = true")
        aba.clock.run_for(61_000)
        aba.wait_for_timeout(300)
        assert aba.evaluate("window.esta ?? false") is not renova


def test_numeros_da_tabela_sao_os_do_catalogo(navegador: Browser, relatorio: Path) -> None:
    """The facets count what is in the columns; the summary of the same run counts records."""
    dados = json.loads((relatorio.parent / "relatorio.json").read_bytes())
    aba = abrir_arquivo(navegador, relatorio, "#?copias=1")
    totais = dados["totais"]
    assert contagem(aba.pagina).startswith(str(totais["arquivos"] + totais["membros"]))
    for faceta, campo in (("Risco", "por_risco"), ("Tipo", "por_tipo"), ("Família", "por_familia")):
        caixa = aba.pagina.locator("#facetas details", has_text=faceta).first
        lidos = [int(n) for n in caixa.locator("label .numero").all_text_contents()]
        contados = [c["arquivos"] for c in dados[campo] if c["valor"]]
        assert sorted(lidos) == sorted(contados), faceta
    assert aba.console == []


@pytest.mark.parametrize("esquema", ["light", "dark"])
@pytest.mark.parametrize("tela", LARGURAS)
def test_acessivel_e_dentro_da_tela(
    navegador: Browser, relatorio: Path, tela: str, esquema: str
) -> None:
    largura, altura = LARGURAS[tela]
    tamanho = {"width": largura, "height": altura}
    aba = abrir_arquivo(navegador, relatorio, viewport=tamanho, color_scheme=esquema)
    pagina = aba.pagina
    for detalhe in pagina.locator("main section:not(.explorador) details").all():
        detalhe.evaluate("(d) => { d.open = true; }")
    fechada = Axe().run(pagina)
    pagina.evaluate("location.hash = '#?risco=grade,martingale'")
    pagina.locator("#lista tbody .nome").first.click()
    expect(pagina.locator("#detalhe")).to_be_visible()
    aberta = Axe().run(pagina)
    achados = [
        (violacao["id"], [no["target"] for no in violacao["nodes"]][:5])
        for resultado in (fechada, aberta)
        for violacao in resultado.response["violations"]
        if violacao["impact"] in GRAVES
    ]
    assert achados == []
    assert pagina.evaluate("document.documentElement.scrollWidth") <= largura
    assert aba.console == []
