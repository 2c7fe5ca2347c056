"""Files that are the same thing, at which level, and which of them to keep."""

from __future__ import annotations

from zlib import crc32

import pytest
from msgspec.structs import replace

from componentes.base.tipos import COM_PERDAS, Dependencia, Entrada, Linguagem, Risco, Tipo
from componentes.classificacao.semelhanca.agrupamento import agrupar, nomes_com_codigos_diferentes
from componentes.classificacao.semelhanca.caminhos import original
from componentes.classificacao.semelhanca.diferencas import comparar, linhas_diferentes
from componentes.classificacao.semelhanca.escolha import escolher, versao_de
from componentes.classificacao.semelhanca.modelo import Conteudo, Grupo, Nivel, Programa
from componentes.classificacao.semelhanca.vizinhos import (
    compilados_com_fonte,
    gemeos,
    outros_nomes,
)
from componentes.fatos.impressao import impressao
from componentes.lexico.gramatica import lexar


@pytest.mark.parametrize(
    ("caminhos", "esperado"),
    [
        (["/b/EA (2) (2).mq4", "/b/EA (2).mq4", "/b/EA.mq4"], "/b/EA.mq4"),
        (["/b/Backup_2025/EA.mq4", "/b/Duplicates/EA.mq4", "/b/Novos/EA.mq4"], "/b/Novos/EA.mq4"),
        (["/b/A/EA (1).mq4", "/b/Duplicados/EA.mq4"], "/b/Duplicados/EA.mq4"),
        (["/b/z.mq4", "/b/a.mq4"], "/b/a.mq4"),
        (["/b/EA - Copia.mq4", "/b/EA final.mq4"], "/b/EA final.mq4"),
        (
            ["/b/EA_Nome__2_v1.0_MULTI.mq4", "/b/EA_Nome_v1.0_MULTI.mq4"],
            "/b/EA_Nome_v1.0_MULTI.mq4",
        ),
        (["/b/sem extensao (3)", "/b/tem (3) no meio.mq4"], "/b/tem (3) no meio.mq4"),
    ],
)
def test_original_e_o_que_menos_parece_copia(caminhos: list[str], esperado: str) -> None:
    assert original(caminhos) == esperado
    assert original(reversed(caminhos)) == esperado


def _codigo(sinal: str, funcoes: int = 30) -> str:
    """Return a program whose words differ from those of every other `sinal`."""
    corpo = "".join(
        f"double {sinal}{n}(double a{n}) {{ double b = a{n} * {n}; return b + iMA{sinal}({n}); }}\n"
        for n in range(funcoes)
    )
    return f'int start() {{ Print("oi"); return(0); }}\n{corpo}'


def _conteudo(
    nome: str, texto: str, linguagem: Linguagem = Linguagem.MQL4, **mais: object
) -> Conteudo:
    programa = Programa(
        linguagem=linguagem,
        tipo=Tipo.EA,
        impressao=impressao(lexar(texto)),
        **mais,  # type: ignore[arg-type]
    )
    caminhos = tuple(nome.split("|"))
    return Conteudo(f"{nome}-{crc32(texto.encode())}", caminhos, len(texto), programa=programa)


def _niveis(grupo: Grupo) -> dict[str, Nivel]:
    return {c: m.nivel for m in grupo.membros for c in m.conteudo.caminhos}


def test_cada_membro_diz_em_que_nivel_e_a_mesma_coisa() -> None:
    texto = _codigo("alfa")
    nova = texto.replace("a3 * 3", "a3 * 3.5") + "void Nova() { Alert(1); }\n"
    (grupo,) = agrupar(
        [
            _conteudo("a.mq4|copias/a.mq4", texto),
            _conteudo("b.mq4", texto.replace("\n", " \r\n".replace("\r", ""))),
            _conteudo("c.mq4", "// nota\n" + texto),
            _conteudo("d.mq4", texto.replace('"oi"', '"t.me/loja"')),
            _conteudo("e.mq4", nova),
            _conteudo("outro.mq4", _codigo("beta")),
        ]
    )
    assert _niveis(grupo) == {
        "a.mq4": Nivel.BYTES,
        "copias/a.mq4": Nivel.BYTES,
        "b.mq4": Nivel.TEXTO,
        "c.mq4": Nivel.CODIGO,
        "d.mq4": Nivel.MARCA,
        "e.mq4": Nivel.VERSAO,
    }
    tamanhos = {m.conteudo.caminhos[0]: m.conteudo.tamanho for m in grupo.membros}
    assert grupo.recuperaveis == sum(tamanhos[n] for n in ("a.mq4", "b.mq4", "c.mq4"))


def test_a_ordem_dos_arquivos_nao_importa() -> None:
    todos = [_conteudo(f"{n}.mq4", _codigo("alfa") + f"int x = {n};\n") for n in range(6)]
    todos += [_conteudo(f"b{n}.mq4", _codigo("beta") + f"int x = {n};\n") for n in range(3)]
    assert agrupar(todos) == agrupar(todos[::-1])
    assert sorted(g.arquivos for g in agrupar(todos)) == [3, 6]


def test_o_molde_de_um_gerador_nao_faz_versoes() -> None:
    molde = _codigo("molde", 60)
    nomes = ("lua", "sol", "mar", "rio", "flor", "vento", "pedra", "fogo", "ouro", "prata")
    ideias = [_conteudo(f"{nome}.mq4", molde + _codigo(nome, 20)) for nome in nomes]
    assert agrupar(ideias) == []


def _de_gerador(nome: str, indicador: str, entradas: str, proprio: int = 1) -> Conteudo:
    """Return a strategy of which a generator wrote nearly all."""
    return _conteudo(
        nome,
        _codigo("gerador", 60) + _codigo(f"{indicador}x{proprio}", 1),
        origem=("strategyquant",),
        indicadores=(indicador,),
        entradas=_entradas(entradas),
    )


def _entradas(nomes: str, padrao: str = "1") -> tuple[Entrada, ...]:
    return tuple(Entrada(nome, "int", padrao, "", 1) for nome in nomes.split())


def test_estrategias_de_um_gerador_nao_sao_versoes_por_terem_a_mesma_biblioteca() -> None:
    lua = _de_gerador("lua.mq5", "iRSI", "a b c d")
    sol = _de_gerador("sol.mq5", "iMA", "a b c d")
    assert agrupar([lua, sol]) == []
    assert agrupar([lua, _de_gerador("sol.mq5", "iRSI", "e f g h", 2)]) == []


@pytest.mark.parametrize(
    "outra",
    [
        _de_gerador("sol.mq5", "iRSI", "inp7_a inp12_b c d", 2),
        _de_gerador("lua (2).mq5", "iMA", "e f g h"),
    ],
    ids=["mesmas entradas e indicadores", "mesmo nome"],
)
def test_versoes_de_uma_estrategia_de_gerador(outra: Conteudo) -> None:
    (grupo,) = agrupar([_de_gerador("lua.mq5", "iRSI", "a b c d"), outra])
    assert grupo.nivel is Nivel.VERSAO


def test_o_descompilado_se_junta_ao_original_pelas_entradas() -> None:
    nomes = "PipStep LotExponent MaxTrades TakeProfit Magic UseTrail"
    original = _conteudo("z.mq4", _codigo("alfa"), entradas=_entradas(nomes, "0.10"))
    descompilado = _conteudo(
        "a.mq4",
        _codigo("gd"),
        entradas=_entradas(nomes, "0.1"),
        riscos=(Risco.DESCOMPILADO,),
    )
    (grupo,) = agrupar([descompilado, original])
    assert (grupo.manter, _niveis(grupo)["a.mq4"]) == ("z.mq4", Nivel.DESCOMPILADO)
    assert "descompilador" in grupo.motivos[0]


@pytest.mark.parametrize(
    ("nomes", "padrao", "mais"),
    [
        ("PipStep LotExponent MaxTrades TakeProfit Magic Outra", "1", {}),
        ("PipStep LotExponent MaxTrades TakeProfit Magic UseTrail", "2", {}),
        (
            "PipStep LotExponent MaxTrades TakeProfit Magic UseTrail",
            "1",
            {"tipo": Tipo.INDICADOR},
        ),
        (
            "PipStep LotExponent MaxTrades TakeProfit Magic UseTrail",
            "1",
            {"linguagem": Linguagem.MQL5},
        ),
    ],
    ids=["outra entrada", "outros valores", "outro tipo", "outro terminal"],
)
def test_entradas_parecidas_nao_bastam(nomes: str, padrao: str, mais: dict[str, object]) -> None:
    entradas = _entradas("PipStep LotExponent MaxTrades TakeProfit Magic UseTrail")
    original = _conteudo("z.mq4", _codigo("alfa"), entradas=entradas)
    descompilado = _conteudo("a.mq4", _codigo("gd"), riscos=(Risco.DESCOMPILADO,))
    assert descompilado.programa
    programa = replace(descompilado.programa, entradas=_entradas(nomes, padrao), **mais)
    assert agrupar([replace(descompilado, programa=programa), original]) == []


def test_entradas_que_muitos_tem_nao_juntam_ninguem() -> None:
    entradas = _entradas("PipStep LotExponent MaxTrades TakeProfit Magic UseTrail")
    nomes = [chr(97 + n // 5) * 3 + chr(97 + n % 5) for n in range(21)]
    todos = [_conteudo(f"{nome}.mq4", _codigo(nome), entradas=entradas) for nome in nomes]
    ladrao = _conteudo("z.mq4", _codigo("gd"), entradas=entradas, riscos=(Risco.DESCOMPILADO,))
    assert agrupar([*todos, ladrao]) == []
    assert len(agrupar([*todos[1:], ladrao])) == 1


def test_uma_versao_pode_ter_muito_codigo_a_mais_que_a_outra_de_seu_nome() -> None:
    curta, longa = _codigo("alfa", 20), _codigo("alfa", 20) + _codigo("novo", 15)
    (grupo,) = agrupar([_conteudo("Lua v1.2.mq4", curta), _conteudo("Lua v2.0.mq4", longa)])
    assert grupo.manter == "Lua v2.0.mq4"
    assert agrupar([_conteudo("Lua v1.2.mq4", curta), _conteudo("Sol v2.0.mq4", longa)]) == []


def test_o_pouco_que_um_longo_tem_de_um_curto_nao_se_mede() -> None:
    curta, longa = _codigo("alfa", 20), _codigo("alfa", 20) + _codigo("novo", 160)
    assert agrupar([_conteudo("Lua v1.mq4", curta), _conteudo("Lua v2.mq4", longa)]) == []


def test_o_molde_nao_faz_versoes_nem_de_um_so_nome() -> None:
    estrategias = [_de_gerador(f"robo {n}.mq5", i, "a b") for n, i in ((1, "iRSI"), (2, "iMA"))]
    assert agrupar(estrategias) == []


def test_pine_e_mql_nunca_sao_um_grupo() -> None:
    texto = _codigo("alfa")
    assert agrupar([_conteudo("a.mq4", texto), _conteudo("a.txt", texto, Linguagem.PINE)]) == []


def test_um_nome_com_codigos_diferentes() -> None:
    todos = [_conteudo("p/EA.mq4", _codigo("alfa")), _conteudo("q/ea.mq4", _codigo("beta"))]
    achados = list(nomes_com_codigos_diferentes(todos, agrupar(todos)))
    assert achados == [("ea.mq4", ("p/EA.mq4", "q/ea.mq4"))]


AUSENTE = Dependencia("include", "casa.mqh", 1)


@pytest.mark.parametrize(
    ("pior", "motivo"),
    [
        ({"riscos": (Risco.DESCOMPILADO,)}, "descompilador"),
        ({"dependencias": (AUSENTE,)}, "includes"),
        ({"observacoes": (COM_PERDAS,)}, "faltam caracteres"),
        ({"riscos": (Risco.TRAVA,)}, "trava"),
        ({"propriedades": {"version": "1.9"}}, "versão 2.10, mais nova do que 1.9"),
    ],
)
def test_qual_manter_e_por_que(pior: dict[str, object], motivo: str) -> None:
    texto = _codigo("alfa")
    bom = _conteudo("z.mq4", texto, propriedades={"version": "2.10"})
    comum: dict[str, object] = {"propriedades": {"version": "2.10"}}
    ruim = _conteudo("a.mq4", texto, Linguagem.MQL4, **(comum | pior))
    mantido, caminho, motivos = escolher([ruim, bom])
    assert (mantido, caminho) == (bom, "z.mq4")
    assert motivo in "; ".join(motivos)


def _dentro(nome: str, texto: str, **mais: object) -> Conteudo:
    """Return a content that lies in archives alone."""
    conteudo = _conteudo(nome, texto, **mais)  # type: ignore[arg-type]
    return replace(conteudo, pacotes=("/b/p.zip",) * len(conteudo.caminhos))


def test_arquivo_vai_antes_do_que_esta_em_compactado() -> None:
    assert original(["p.zip!/EA.mq4", "z/EA (2).mq4"]) == "z/EA (2).mq4"
    texto = _codigo("alfa")
    fora, dentro = _conteudo("z.mq4", texto), _dentro("p.zip!/a.mq4", texto + "// nota\n")
    mantido, caminho, motivos = escolher([dentro, fora])
    assert (mantido, caminho) == (fora, "z.mq4")
    assert "compactados" in motivos[0]


def test_em_compactado_nada_se_recupera() -> None:
    texto = _codigo("alfa")
    um = _conteudo("a.mq4|b.mq4|p.zip!/a.mq4", texto)
    um = replace(um, pacotes=("", "", "/b/p.zip"))
    (grupo,) = agrupar([um])
    assert (grupo.arquivos, grupo.em_compactados, grupo.recuperaveis) == (2, 1, um.tamanho)


def test_um_arquivo_fica_tambem_quando_o_melhor_esta_em_compactado() -> None:
    texto = _codigo("alfa")
    fontes = [
        _conteudo("a.mq4|b.mq4", texto + "// nota\n", riscos=(Risco.DESCOMPILADO,)),
        _dentro("p.zip!/c.mq4", texto),
    ]
    (grupo,) = agrupar(fontes)
    assert grupo.manter == "p.zip!/c.mq4"
    assert grupo.recuperaveis == fontes[0].tamanho


def test_versoes_de_nomes_diferentes_so_se_comparam_pelo_que_o_codigo_diz() -> None:
    texto = _codigo("alfa")
    gorila, ilan = _conteudo("Gorila v6.mq4", texto), _conteudo("Ilan v1.47.mq4", texto)
    assert not [motivo for motivo in escolher([gorila, ilan])[2] if "versão" in motivo]
    declaradas = [
        replace(c, programa=replace(c.programa, propriedades={"version": v}))
        for c, v in ((gorila, "1.0"), (ilan, "2.0"))
        if c.programa
    ]
    mantido, _, motivos = escolher(declaradas)
    assert (mantido.caminhos, motivos) == (
        ("Ilan v1.47.mq4",),
        ("versão 2.0, mais nova do que 1.0",),
    )


def test_nome_de_destravado_perde() -> None:
    texto = _codigo("alfa")
    mantido, *_ = escolher([_conteudo("EA crack.mq4", texto), _conteudo("EA.mq4", texto)])
    assert mantido.caminhos == ("EA.mq4",)


@pytest.mark.parametrize(
    ("nome", "propriedades", "versao"),
    [
        ("EA v2.3.mq4", {}, (2, 3)),
        ("EA_V12.mq4", {}, (12,)),
        ("EA.mq4", {"version": "1.05"}, (1, 5)),
        ("EA v3.mq4", {"version": "1.05"}, (1, 5)),
        ("EA v3.mq4", {"versao_no_cabecalho": "2.7"}, (2, 7)),
        ("EA v3.mq4", {"version": "1.05", "versao_no_cabecalho": "2.7"}, (1, 5)),
        ("EA_Nome_v1.0_MULTI.mq4", {}, ()),
        ("EA M30 EURUSD.mq4", {}, ()),
        ("EA 2021.mq4", {}, ()),
        ("EA_v058.mq4", {}, (0, 58)),
    ],
)
def test_versao(nome: str, propriedades: dict[str, str], versao: tuple[int, ...]) -> None:
    assert versao_de(_conteudo(nome, "int a;", propriedades=propriedades)) == versao


def test_o_que_difere() -> None:
    um = '#property strict\nint f() { Print("ana"); }\n'
    outro = '#property strict\nint g() { Print("loja"); }\n'
    programas = [
        Programa(Linguagem.MQL4, Tipo.EA, propriedades={"version": versao}) for versao in ("1", "2")
    ]
    diferencas = comparar(programas[0], programas[1], (um, outro))
    assert (diferencas.funcoes_novas, diferencas.funcoes_retiradas) == (("g",), ("f",))
    assert (diferencas.textos_novos, diferencas.textos_retirados) == (("loja",), ("ana",))
    assert diferencas.propriedades == (("version", "1", "2"),)


def test_o_que_difere_nas_ordens_e_nos_riscos() -> None:
    um = "void OnTick() { OrderSend(Symbol(), OP_BUY, Lots, Ask, 3, Ask - SL * Point, 0); }"
    outro = "void OnTick() { OrderSend(Symbol(), OP_BUY, Lots*2, Ask, 3, 0, 0); }"
    seguro = Programa(Linguagem.MQL4, Tipo.EA)
    perigoso = replace(seguro, riscos=(Risco.SEM_STOP_LOSS,))
    diferencas = comparar(seguro, perigoso, (um, outro))
    assert (diferencas.lotes_novos, diferencas.lotes_retirados) == (("Lots*2",), ("Lots",))
    assert (diferencas.stops_novos, diferencas.stops_retirados) == (("0",), ("Ask-SL*Point",))
    assert (diferencas.riscos_novos, diferencas.riscos_retirados) == (("sem_stop_loss",), ())
    assert comparar(perigoso, seguro, (outro, um)).riscos_retirados == ("sem_stop_loss",)


def test_segredos_nao_aparecem_nas_diferencas() -> None:
    um = '#property strict\nstring senha = ""; string site = "";\n'
    outro = '#property strict\nstring password = "hunter2secreto";\nstring site = "loja";\n'
    assert "hunter2secreto" not in "\n".join(linhas_diferentes(um, outro, ("a", "b")))
    programa = Programa(Linguagem.MQL4, Tipo.EA)
    assert comparar(programa, programa, (um, outro)).textos_novos == ("loja",)


def test_um_segredo_cortado_ainda_e_um_segredo() -> None:
    outro = " " * 480 + 'string password = "hunter2secreto";\n'
    assert "hunter" not in "\n".join(linhas_diferentes("", outro, ("a", "b")))


def _fechado(nome: str) -> Conteudo:
    return Conteudo(nome, (nome,), 9)


def test_compilados_com_fonte() -> None:
    todos = [
        _fechado("p/EA.ex4"),
        _fechado("q/So.ex5"),
        _conteudo("q/EA.mq4", _codigo("um")),
        _conteudo("p/EA_v2.mq4|p/EA.mq4", _codigo("dois")),
        _conteudo("q/So.mq4", _codigo("tres")),
    ]
    assert list(compilados_com_fonte(todos)) == [("p/EA.ex4", "p/EA.mq4")]


def test_gemeos_dos_dois_terminais() -> None:
    todos = [
        _conteudo("a/Robo v1.mq4", _codigo("um")),
        _conteudo("b/robo.mq5", _codigo("dois"), Linguagem.MQL5),
        _conteudo("b/outro.mq5", _codigo("tres"), Linguagem.MQL5),
    ]
    assert list(gemeos(todos)) == [("a/Robo v1.mq4", "b/robo.mq5")]


def test_um_codigo_com_varios_nomes() -> None:
    texto = _codigo("alfa")
    (grupo,) = agrupar([_conteudo("Ouro.mq4|Ouro (2).mq4", texto), _conteudo("Prata.mq4", texto)])
    assert outros_nomes(grupo) == ("Ouro", "Prata")
    (so,) = agrupar([_conteudo("Ouro.mq4|Ouro (2).mq4", texto)])
    assert outros_nomes(so) == ()
