"""The record of a path, the suggested name and folder, and the explanation of a label."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from componentes.base.caminhos import relativo
from componentes.base.erros import ErroCatalogo
from componentes.base.tipos import Analise, Falha, Familia, Linguagem, Situacao, Tipo
from componentes.catalogo.modelo import RegistroArquivo
from componentes.classificacao.arvore import arvore
from componentes.classificacao.ficha import montar
from componentes.classificacao.sugestao import lugar_sugerido, nome_sugerido


def analise(**mudancas: Any) -> Analise:
    valores: dict[str, Any] = {
        "codificacao": "ascii",
        "conteiner": "texto",
        "linguagem": Linguagem.MQL4,
        "versao_linguagem": "",
        "tipo": Tipo.EA,
    }
    return Analise(**(valores | mudancas))


def registro(**mudancas: Any) -> RegistroArquivo:
    valores: dict[str, Any] = {
        "caminho": "/b/x/Robo.mq4",
        "tamanho": 3,
        "mtime_ns": 1,
        "sha256": "ab" * 32,
        "contexto": "mq4",
        "situacao": "ok",
        "analise": msgspec.msgpack.encode(analise(linhas=9)),
    }
    return RegistroArquivo(**(valores | mudancas))


def test_ficha_junta_o_caminho_e_a_analise() -> None:
    ficha = montar(registro(), "/b/")
    assert (ficha.caminho, ficha.tipo, ficha.linhas) == ("x/Robo.mq4", Tipo.EA, 9)
    assert (ficha.nome_sugerido, ficha.pasta_sugerida) == (
        "EA_Robo_MULTI.mq4",
        "MQL4_Source/EAs/Misc",
    )
    assert (ficha.grupo, ficha.copia_de) == ("", "")


@pytest.mark.parametrize(
    ("primeiro", "copia_de"), [("/b/x/Robo.mq4", ""), ("/b/a/Outro.mq4", "a/Outro.mq4")]
)
def test_copia_aponta_para_a_primeira(primeiro: str, copia_de: str) -> None:
    ficha = montar(registro(), "/b", primeiro)
    assert (ficha.grupo, ficha.copia_de) == ("abababababab", copia_de)


def test_sem_analise_ficam_os_rotulos_vazios_e_o_motivo() -> None:
    falha = Falha("leitura", "sem permissão de leitura")
    ficha = montar(registro(analise=None, situacao="ilegivel", falha=falha, sha256=""), "/b")
    assert (ficha.situacao, ficha.falha) == (Situacao.ILEGIVEL, falha)
    assert (ficha.linguagem, ficha.tipo, ficha.nome_sugerido) == (None, None, "")


def test_analise_danificada_e_um_erro_do_catalogo() -> None:
    with pytest.raises(ErroCatalogo, match="classifique de novo") as pego:
        montar(registro(analise=b"\xc1lixo"), "/b")
    assert pego.value.onde == "/b/x/Robo.mq4"


@pytest.mark.parametrize(
    ("caminho", "raiz", "esperado"),
    [
        ("/b/a", "/b", "a"),
        ("/b/a", "/b/", "a"),
        ("/bc/a", "/b", "bc/a"),
        ("/a/b", "", "a/b"),
        ("/a/b", "/", "a/b"),
        ("C:/a/b", "C:/", "a/b"),
        ("C:/a/b", "", "C:/a/b"),
        ("//server/share/a", "//server/share/", "a"),
        ("//server/share/a", "", "server/share/a"),
    ],
)
def test_relativo(caminho: str, raiz: str, esperado: str) -> None:
    assert relativo(caminho, raiz) == esperado


FRACO = {"mercados": ("XAUUSD",), "graus": {"mercado:XAUUSD": "palavra"}}


@pytest.mark.parametrize(
    ("caminho", "mudancas", "esperado"),
    [
        ("p/Robo Novo.mq4", {}, "EA_Robo_Novo_MULTI.mq4"),
        ("EA_Robo_v1.0_GOLD.mq4", {}, "EA_Robo_MULTI.mq4"),
        ("IND_Robo.mq4", {}, "EA_Robo_MULTI.mq4"),
        ("Robo (2) (1).mq4", {}, "EA_Robo_MULTI.mq4"),
        ("Robo - Copy.mq4", {}, "EA_Robo_MULTI.mq4"),
        ("Média ção!.txt", {"linguagem": Linguagem.MQL5}, "EA_Média_ção_MULTI.mq5"),
        ("r.TXT", {"linguagem": Linguagem.PINE, "tipo": Tipo.ESTRATEGIA}, "STR_r_MULTI.pine"),
        ("r.MQ4", {"linguagem": Linguagem.MQL}, "EA_r_MULTI.mq4"),
        ("r.mq4", {"propriedades": {"version": "2.10"}}, "EA_r_v2.10_MULTI.mq4"),
        ("r.mq4", {"propriedades": {"version": "../../x"}}, "EA_r_MULTI.mq4"),
        ("Robo v2.3 XAU.mq4", {"mercados": ("XAUUSD",)}, "EA_Robo_XAU_v2.3_XAUUSD.mq4"),
        ("Robo_V3_0_VTP.mq4", {}, "EA_Robo_VTP_v3.0_MULTI.mq4"),
        ("Robo 4_1 2025.10.11.mq4", {}, "EA_Robo_4_1_2025.10.11_MULTI.mq4"),
        ("Robo v2.mq4", {"propriedades": {"version": "3.1"}}, "EA_Robo_v3.1_MULTI.mq4"),
        ("EA_Robo_v1.0_XAUUSD.mq4", FRACO, "EA_Robo_MULTI.mq4"),
        ("r.mq4", {"mercados": ("EURUSD", "XAUUSD")}, "EA_r_MULTI.mq4"),
        ("Apaga.mq4", {"tipo": Tipo.SCRIPT}, "SCR_Apaga.mq4"),
        ("(1).mq4", {}, "EA_SemNome_MULTI.mq4"),
        ("!!!.mq4", {}, "EA_SemNome_MULTI.mq4"),
        ("p/util.mqh", {"tipo": Tipo.INCLUDE}, "util.mqh"),
        ("p/leia me.txt", {"tipo": Tipo.NAO_CODIGO}, "leia me.txt"),
    ],
)
def test_nome_sugerido(caminho: str, mudancas: dict[str, Any], esperado: str) -> None:
    assert nome_sugerido(caminho, analise(**mudancas), arvore()) == esperado


@pytest.mark.parametrize(
    ("linguagem", "tipo", "esperada"),
    [
        (Linguagem.MQL5, Tipo.INDICADOR, "MQL5_Source/Indicators/Misc"),
        (Linguagem.MQL, Tipo.INCLUDE, "MQL_Source/Include"),
        (Linguagem.MQL4, Tipo.FRAGMENTO, "MQL4_Source/Misc"),
        (Linguagem.PINE, Tipo.ESTRATEGIA, "Pine_Script_Source/Strategies"),
        (Linguagem.PINE, Tipo.FRAGMENTO, "Pine_Script_Source/Misc"),
        (Linguagem.OUTRA, Tipo.NAO_CODIGO, "Misc"),
    ],
)
def test_pasta_sugerida(linguagem: Linguagem, tipo: Tipo, esperada: str) -> None:
    da_analise = analise(linguagem=linguagem, tipo=tipo)
    assert lugar_sugerido("p/x", da_analise, arvore()).inteiro == esperada


@pytest.mark.parametrize(
    ("tipo", "familias", "esperada"),
    [
        (Tipo.EA, (Familia.MARTINGALE, Familia.TENDENCIA), "MQL4_Source/EAs/Grid_Martingale"),
        (Tipo.EA, (Familia.OSCILADOR,), "MQL4_Source/EAs/Oscillators"),
        (Tipo.EA, (Familia.ARBITRAGEM,), "MQL4_Source/EAs/Misc"),
        (Tipo.INDICADOR, (Familia.SMC,), "MQL4_Source/Indicators/SMC_ICT"),
        (Tipo.BIBLIOTECA, (Familia.SMC,), "MQL4_Source/Libraries"),
    ],
)
def test_pasta_da_familia(tipo: Tipo, familias: tuple[Familia, ...], esperada: str) -> None:
    da_analise = analise(linguagem=Linguagem.MQL4, tipo=tipo, familias=familias)
    assert lugar_sugerido("p/x.mq4", da_analise, arvore()).inteiro == esperada


@pytest.mark.parametrize(
    ("caminho", "conteiner", "esperada"),
    [
        ("p/Robo.SET", "texto", "Misc/Presets"),
        ("p/Robo.ex4", "ex4", "Misc/Compiled"),
        ("p/de outro nome.mq4", "zip", "Misc/Archives"),
        ("p/sem nome", "texto", "Misc"),
    ],
)
def test_lugar_do_que_nao_e_codigo(caminho: str, conteiner: str, esperada: str) -> None:
    coisa = analise(linguagem=Linguagem.OUTRA, tipo=Tipo.NAO_CODIGO, conteiner=conteiner)
    assert lugar_sugerido(caminho, coisa, arvore()).inteiro == esperada


def test_todo_tipo_tem_uma_pasta_relativa() -> None:
    for linguagem in Linguagem:
        for tipo in Tipo:
            da_analise = analise(linguagem=linguagem, tipo=tipo)
            pasta = lugar_sugerido("x", da_analise, arvore()).inteiro
            assert pasta
            assert not pasta.startswith(("/", "."))
