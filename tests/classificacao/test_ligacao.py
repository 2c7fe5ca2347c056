"""Ties between files: which include resolves to which file, and what comes through it."""

from __future__ import annotations

from time import process_time

import msgspec
import pytest

from componentes.base.tipos import Dependencia
from componentes.catalogo.modelo import EstadoArquivo
from componentes.classificacao.contexto import Contexto, contexto_do_nome
from componentes.classificacao.ligacao import Elos, Ligador


def incluir(*nomes: str, padrao: bool = False) -> Elos:
    return Elos(tuple(Dependencia("include", nome, 1, padrao=padrao) for nome in nomes))


def definir(*entradas: str, inclui: tuple[str, ...] = ()) -> Elos:
    return Elos(incluir(*inclui).dependencias, entradas)


def ligar(arquivos: dict[str, Elos]) -> dict[str, Contexto]:
    """Return the changed contexts of a library given as path -> what its code asks and defines."""
    estados = {
        f"/b/{nome}": EstadoArquivo(f"/b/{nome}", 1, 1, nome, contexto_do_nome(nome).chave, "ok")
        for nome in arquivos
    }
    analises = {
        (nome, contexto_do_nome(nome).chave): msgspec.msgpack.encode(elos)
        for nome, elos in arquivos.items()
    }
    mudancas = Ligador(estados, analises, "/b").mudancas()
    return {estado.caminho.removeprefix("/b/"): contexto for estado, contexto in mudancas}


def resolvida(arquivos: dict[str, Elos], nome: str = "p/ea.mq4") -> str:
    contexto = ligar(arquivos).get(nome)
    if contexto is None or not contexto.dependencias:
        return ""
    return contexto.dependencias[0].resolvida


VAZIO = Elos()


@pytest.mark.parametrize(
    ("pedido", "outros", "esperado"),
    [
        ("a.mqh", ["p/a.mqh", "a.mqh"], "p/a.mqh"),
        ("../a.mqh", ["p/a.mqh", "a.mqh"], "a.mqh"),
        ("sub/a.mqh", ["p/sub/a.mqh", "p/a.mqh"], "p/sub/a.mqh"),
        ("lib/a.mqh", ["Include/Lib/A.mqh"], "Include/Lib/A.mqh"),
        ("a.mqh", ["z/a.mqh", "p/q/r/a.mqh"], "p/q/r/a.mqh"),
        ("a.mqh", ["y/a.mqh", "x/a.mqh"], "x/a.mqh"),
        ("../../fora/a.mqh", ["q/fora/a.mqh"], "q/fora/a.mqh"),
        ("lib/a.mqh", ["outra/a.mqh"], ""),
        ("a.mqh", ["xa.mqh"], ""),
        ("ausente.mqh", [], ""),
        ("ea.mq4", [], ""),
        ("../ea.mq4", ["x/ea.mq4", "p/q/ea.mq4"], "p/q/ea.mq4"),
    ],
)
def test_include_resolve_ao_mais_proximo(pedido: str, outros: list[str], esperado: str) -> None:
    arquivos = {"p/ea.mq4": incluir(pedido), **dict.fromkeys(outros, VAZIO)}
    assert resolvida(arquivos) == esperado


def test_o_que_e_da_plataforma_nao_e_procurado() -> None:
    arquivos = {"p/ea.mq4": incluir("Trade/Trade.mqh", padrao=True), "p/Trade/Trade.mqh": VAZIO}
    assert ligar(arquivos) == {}


def test_entradas_chegam_por_includes_de_includes() -> None:
    arquivos = {
        "ea.mq5": incluir("a.mqh"),
        "a.mqh": definir("OnInit", inclui=("b/b.mqh",)),
        "b/b.mqh": definir("OnTick", inclui=("c.mqh",)),
        "b/c.mqh": definir("OnDeinit"),
        "c.mqh": definir("OnTrade"),
    }
    mudancas = ligar(arquivos)
    assert mudancas["ea.mq5"].incluidos == ("OnDeinit", "OnInit", "OnTick")
    assert mudancas["b/b.mqh"].incluidos == ("OnDeinit",)
    assert set(mudancas) == {"ea.mq5", "a.mqh", "b/b.mqh"}


def test_ciclos_acabam() -> None:
    arquivos = {
        "a.mqh": definir("OnTick", inclui=("b.mqh",)),
        "b.mqh": definir("OnInit", inclui=("a.mqh", "b.mqh")),
        "ea.mq4": incluir("a.mqh"),
    }
    mudancas = ligar(arquivos)
    assert mudancas["ea.mq4"].incluidos == ("OnInit", "OnTick")
    assert mudancas["a.mqh"].incluidos == ("OnInit",)
    assert mudancas["b.mqh"].incluidos == ("OnTick",)


def test_num_ciclo_so_a_propria_definicao_nao_conta() -> None:
    anel = {f"{n}.mqh": definir(f"On{n}", inclui=(f"{(n + 1) % 4}.mqh",)) for n in range(4)}
    anel["2.mqh"] = definir("On2", "On0", inclui=("3.mqh",))
    arquivos = {**anel, "ea.mq4": incluir("0.mqh")}
    esperado = {
        "0.mqh": ("On0", "On1", "On2", "On3"),
        "1.mqh": ("On0", "On2", "On3"),
        "2.mqh": ("On0", "On1", "On3"),
        "3.mqh": ("On0", "On1", "On2"),
        "ea.mq4": ("On0", "On1", "On2", "On3"),
    }
    for ordem in (arquivos, dict(reversed(arquivos.items()))):
        assert {nome: c.incluidos for nome, c in ligar(ordem).items()} == esperado


def test_muitos_homonimos_em_tempo_linear() -> None:
    """Took 13 s while every program was measured against every namesake."""
    arquivos = {f"l/v{n:04}/comum.mqh": definir("OnTick") for n in range(800)}
    arquivos |= {f"p/{n}/ea.mq4": incluir("comum.mqh") for n in range(8000)}
    inicio = process_time()
    mudancas = ligar(arquivos)
    assert process_time() - inicio < 5
    assert len(mudancas) == 8000
    assert {c.dependencias and c.dependencias[0].resolvida for c in mudancas.values()} == {
        "l/v0000/comum.mqh"
    }


@pytest.mark.parametrize(
    ("nome", "arquivo", "esperado"),
    [
        ("Nivel", "Indicators/Nivel.mq4", "Indicators/Nivel.mq4"),
        ("Meus/Nivel", "Indicators/Meus/Nivel.ex4", "Indicators/Meus/Nivel.ex4"),
        ("nivel", "Nivel.mq5", "Nivel.mq5"),
        ("Nivel", "Nivel.mqh", ""),
        ("Nivel", "Outro Nivel.mq4", ""),
    ],
)
def test_indicador_pelo_nome(nome: str, arquivo: str, esperado: str) -> None:
    elos = Elos((Dependencia("icustom", nome, 1),))
    assert resolvida({"p/ea.mq4": elos, arquivo: definir("OnTick")}) == esperado


def test_indicador_resolvido_nao_traz_pontos_de_entrada() -> None:
    elos = Elos((Dependencia("icustom", "Nivel", 1),))
    contexto = ligar({"ea.mq4": elos, "Nivel.mq4": definir("OnTick")})["ea.mq4"]
    assert contexto.incluidos == ()


def test_importacao_fica_como_esta() -> None:
    elos = Elos((Dependencia("import", "lib.ex4", 1),))
    assert ligar({"ea.mq4": elos, "lib.ex4": VAZIO}) == {}


def test_pasta_do_terminal_so_para_start() -> None:
    mudancas = ligar(
        {
            "MQL4/Experts/velho.mq4": definir("start"),
            "MQL4/Scripts/novo.mq4": definir("OnStart"),
            "solto/velho.mq4": definir("start"),
        }
    )
    assert mudancas == {"MQL4/Experts/velho.mq4": Contexto("mq4", "experts")}


def test_contexto_que_ja_vale_nao_muda() -> None:
    elos = {"ea.mq4": incluir("a.mqh"), "a.mqh": definir("OnTick")}
    contexto = ligar(elos)["ea.mq4"]
    estados = {
        "/b/ea.mq4": EstadoArquivo("/b/ea.mq4", 1, 1, "e", contexto.chave, "ok"),
        "/b/a.mqh": EstadoArquivo("/b/a.mqh", 1, 1, "a", "mqh", "ok"),
    }
    analises = {
        ("e", "mq4"): msgspec.msgpack.encode(elos["ea.mq4"]),
        ("a", "mqh"): msgspec.msgpack.encode(elos["a.mqh"]),
    }
    assert list(Ligador(estados, analises, "/b").mudancas()) == []
    # Without its include the file falls back to what its name alone says.
    del estados["/b/a.mqh"]
    [(estado, antigo)] = Ligador(estados, analises, "/b").mudancas()
    assert (estado.caminho, antigo) == ("/b/ea.mq4", Contexto("mq4"))


def test_quem_falhou_nao_e_ligado_pelo_resultado_de_uma_copia() -> None:
    estados = {
        "/b/a.mq4": EstadoArquivo("/b/a.mq4", 1, 1, "s", "regras", "quarentena"),
        "/b/a.txt": EstadoArquivo("/b/a.txt", 1, 1, "s", "", "ok"),
        "/b/u.mqh": EstadoArquivo("/b/u.mqh", 1, 1, "u", "mqh", "ok"),
    }
    analises = {
        ("s", ""): msgspec.msgpack.encode(incluir("u.mqh")),
        ("u", "mqh"): msgspec.msgpack.encode(VAZIO),
    }
    mudancas = Ligador(estados, analises, "/b").mudancas()
    assert [estado.caminho for estado, _ in mudancas] == ["/b/a.txt"]


def test_terminal_de_um_cabecalho_nao_se_perde_ao_ligar() -> None:
    mudancas = ligar({"MQL4/Include/a.mqh": incluir("b.mqh"), "MQL4/Include/b.mqh": VAZIO})
    assert {nome: contexto.terminal for nome, contexto in mudancas.items()} == {
        "MQL4/Include/a.mqh": "mql4"
    }
