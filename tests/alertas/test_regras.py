"""What each event means for each rule, and that a value at its limit does not flap."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from msgspec.structs import replace

from componentes.alertas.modelo import (
    TITULOS,
    ArquivosPerigosos,
    Contexto,
    Natureza,
    Sinal,
    impressao,
)
from componentes.alertas.niveis import alem, aquem
from componentes.alertas.regras import anotado, julgar, peso_do_evento, regra_de
from componentes.base.eventos import (
    AgenteCalado,
    AgenteIniciado,
    AgenteRecuperado,
    AgenteReiniciado,
    AgenteRespondeu,
    AgenteTerminado,
    Aviso,
    BackupEnviado,
    DiscoMedido,
    DisjuntorMudou,
    EnsaioTerminado,
    Evento,
    ExecucaoIniciada,
    ExecucaoInterrompida,
    ExecucaoTerminada,
    IdadeDoBackup,
    MetricasMedidas,
    PastaVigiadaMudou,
    ProgressoLote,
    RotulosAchados,
)
from componentes.base.metricas import Metricas
from componentes.base.secoes_alertas import Regras

PADRAO = Regras()
TUDO = "classificar_tudo"
CONTEXTO = Contexto("base", TUDO)
DISPARA, RESOLVE, FATO = Natureza.DISPARA, Natureza.RESOLVE, Natureza.FATO
MEGA = 1024 * 1024


def _julgar(evento: Evento, *ativos: tuple[str, str], regras: Regras = PADRAO) -> list[Sinal]:
    return list(julgar(evento, CONTEXTO, regras, {impressao(*ativo) for ativo in ativos}))


def _naturezas(sinais: Collection[Sinal]) -> dict[str, Natureza]:
    return {sinal.regra: sinal.natureza for sinal in sinais}


def _medidas(**valores: float) -> MetricasMedidas:
    return MetricasMedidas(replace(Metricas(), **valores))


def _fim(estado: str, **totais: int) -> ExecucaoTerminada:
    return ExecucaoTerminada(7, "coruja-azul-7", TUDO, estado, "", **totais)


@pytest.mark.parametrize(
    ("falhas", "ativo", "esperado"),
    [(5, False, None), (6, False, DISPARA), (5, True, DISPARA), (4, True, RESOLVE)],
)
def test_taxa_de_erro_nao_oscila(falhas: int, ativo: bool, esperado: Natureza | None) -> None:
    ativos = [("taxa_de_erro", TUDO)] if ativo else []
    sinais = _julgar(_medidas(files_processed=100, falhas=falhas), *ativos)
    assert _naturezas(sinais) == ({"taxa_de_erro": esperado} if esperado else {})


def test_poucos_arquivos_nada_dizem() -> None:
    assert _julgar(_medidas(files_processed=99, falhas=99)) == []


def test_a_taxa_tambem_vem_do_fim_da_execucao() -> None:
    sinais = _julgar(_fim("concluida_com_falhas", arquivos=200, falhas=50))
    (taxa,) = (sinal for sinal in sinais if sinal.regra == "taxa_de_erro")
    assert taxa.natureza is DISPARA
    assert taxa.mensagem == f"{TUDO}: 50 de 200 arquivos falharam (25,0 %; limite 5 %)"


@pytest.mark.parametrize(
    ("megas", "ativo", "esperado"),
    [
        (1024, False, None),
        (1023, False, DISPARA),
        (1100, True, DISPARA),
        (1127, True, RESOLVE),
        (0, False, DISPARA),
        (0, True, DISPARA),
    ],
)
def test_disco(megas: int, ativo: bool, esperado: Natureza | None) -> None:
    ativos = [("disco_livre", "base")] if ativo else []
    sinais = _julgar(_medidas(disco_livre=megas * MEGA), *ativos)
    assert _naturezas(sinais) == ({"disco_livre": esperado} if esperado else {})


def test_disco_que_ninguem_mediu_nada_diz() -> None:
    assert _julgar(_medidas(), ("disco_livre", "base")) == []


@pytest.mark.parametrize(
    ("megas", "ativo", "esperado"),
    [(1024, False, None), (1025, False, DISPARA), (1000, True, DISPARA), (900, True, RESOLVE)],
)
def test_memoria(megas: int, ativo: bool, esperado: Natureza | None) -> None:
    ativos = [("memoria", "processos do programa")] if ativo else []
    sinais = _julgar(_medidas(memory_usage=megas), *ativos)
    assert _naturezas(sinais) == ({"memoria": esperado} if esperado else {})


def test_o_que_ja_dura_nao_conta_outra_vez() -> None:
    (novo,) = _julgar(_medidas(memory_usage=2000))
    (ainda,) = _julgar(_medidas(memory_usage=2000), ("memoria", "processos do programa"))
    assert (novo.conta, ainda.conta) == (1, 0)


@pytest.mark.parametrize("limite", [1.0, 5.0, 1024.0])
def test_ha_folga_dos_dois_lados(limite: float) -> None:
    perto = limite * 0.99
    assert not alem(perto, limite, ativo=False)
    assert alem(perto, limite, ativo=True)
    assert not aquem(limite * 1.01, limite, ativo=False)
    assert aquem(limite * 1.01, limite, ativo=True)


@pytest.mark.parametrize(
    ("evento", "natureza", "dito"),
    [
        (AgenteTerminado("backup", "disco cheio"), DISPARA, "backup falhou e parou: disco cheio"),
        (AgenteTerminado("backup"), RESOLVE, "backup terminou bem"),
        (
            AgenteReiniciado("backup", 2, 4.0, "a\nb"),
            DISPARA,
            "backup falhou e recomeça (tentativa 2): a · b",
        ),
        (AgenteRecuperado("backup"), RESOLVE, "backup voltou a trabalhar bem"),
        (DisjuntorMudou("backup", "aberto"), DISPARA, "o disjuntor de backup está aberto"),
        (DisjuntorMudou("backup", "fechado"), RESOLVE, "o disjuntor de backup está fechado"),
    ],
)
def test_agentes(evento: Evento, natureza: Natureza, dito: str) -> None:
    assert _julgar(evento) == [Sinal("agente_falhou", "backup", natureza, dito)]


@pytest.mark.parametrize(
    ("evento", "natureza", "dito"),
    [
        (AgenteCalado("vigia", 61.4), DISPARA, "vigia sem sinal há 61 s"),
        (AgenteRespondeu("vigia"), RESOLVE, "vigia voltou a dar sinal"),
        (AgenteIniciado("vigia"), RESOLVE, "vigia começou de novo"),
    ],
)
def test_quem_se_cala_e_outro_alerta_que_quem_falha(
    evento: Evento, natureza: Natureza, dito: str
) -> None:
    assert _julgar(evento) == [Sinal("agente_falhou", "vigia: sem resposta", natureza, dito)]


def test_recomeco_a_pedido_nao_e_falha() -> None:
    assert _julgar(AgenteReiniciado("vigia", 2, 0.0, "")) == []


def test_disjuntor_meio_aberto_nada_prova() -> None:
    assert _julgar(DisjuntorMudou("backup", "meio_aberto")) == []


@pytest.mark.parametrize(
    ("estado", "esperado"),
    [
        (
            "concluida",
            {
                "execucao_falhou": RESOLVE,
                "execucao_interrompida": RESOLVE,
                "execucao_concluida": FATO,
            },
        ),
        (
            "concluida_com_falhas",
            {
                "execucao_falhou": RESOLVE,
                "execucao_interrompida": RESOLVE,
                "execucao_com_falhas": FATO,
            },
        ),
        ("falhou", {"execucao_falhou": DISPARA}),
        ("interrompida", {"execucao_interrompida": DISPARA}),
        ("cancelada", {}),
    ],
)
def test_fim_de_uma_execucao(estado: str, esperado: dict[str, Natureza]) -> None:
    sinais = _julgar(_fim(estado))
    assert _naturezas(sinais) == esperado
    assert {sinal.alvo for sinal in sinais} <= {TUDO}


def test_execucao_cujo_processo_morreu() -> None:
    sinais = _julgar(ExecucaoInterrompida(6, "coruja-azul-6", TUDO, "2026-11-30T12:00:00.000Z"))
    texto = f"{TUDO} (coruja-azul-6): o processo morreu; último sinal: 2026-11-30 12:00 UTC"
    assert sinais == [Sinal("execucao_interrompida", TUDO, DISPARA, texto)]


def test_o_balanco_diz_os_riscos_achados_agora() -> None:
    contexto = Contexto("base")
    for evento in (
        ExecucaoIniciada(1, "a", "outra"),
        RotulosAchados(por_risco={"dll": 900}),
        ExecucaoIniciada(2, "coruja-azul-7", TUDO),
        RotulosAchados(por_risco={"dll": 40, "grade": 9}),
        RotulosAchados(por_risco={"dll": 2, "credencial": 1}),
        Aviso("nada"),
    ):
        contexto = anotado(contexto, evento)
    assert contexto.comando == TUDO
    sinais = julgar(_fim("concluida", arquivos=300, falhas=1), contexto, PADRAO, ())
    assert sinais[-1].mensagem == (
        f"{TUDO} (coruja-azul-7): 300 arquivos, 1 com falha, "
        "42 analisados agora têm dll, 1 analisado agora tem credencial"
    )
    um = julgar(_fim("concluida", arquivos=1), Contexto("base"), PADRAO, ())
    assert um[-1].mensagem == f"{TUDO} (coruja-azul-7): 1 arquivo"


@pytest.mark.parametrize(
    ("arquivos", "exemplos", "dito"),
    [
        (1, ("a.mq4",), "1 arquivo novo com dll: a.mq4"),
        (2, ("a", "b"), "2 arquivos novos com dll: a, b"),
        (5000, ("a", "b", "c"), "5000 arquivos novos com dll: a, b, c e mais 4997"),
    ],
)
def test_arquivos_perigosos(arquivos: int, exemplos: tuple[str, ...], dito: str) -> None:
    sinais = _julgar(ArquivosPerigosos("dll", arquivos, exemplos))
    assert sinais == [Sinal("arquivo_perigoso", "dll", FATO, dito, conta=arquivos)]


def test_vigia() -> None:
    (ruim,) = _julgar(PastaVigiadaMudou("D:/robos", "DEGRADADO", "a unidade sumiu"))
    assert (ruim.natureza, ruim.mensagem) == (DISPARA, "D:/robos: a unidade sumiu")
    (bom,) = _julgar(PastaVigiadaMudou("D:/robos", "VIGIANDO"))
    assert (bom.natureza, bom.alvo) == (RESOLVE, ruim.alvo)


def test_regra_desligada_se_cala() -> None:
    calada = replace(PADRAO, memoria=replace(PADRAO.memoria, ligada=False))
    assert _julgar(_medidas(memory_usage=9999), regras=calada) == []


def test_o_que_ninguem_espera_nao_ocupa_lugar() -> None:
    assert peso_do_evento(ProgressoLote(), PADRAO) is None
    assert peso_do_evento(Aviso("x"), PADRAO) is None
    assert _julgar(ProgressoLote()) == []
    sem_vigia = replace(PADRAO, vigia_degradado=replace(PADRAO.vigia_degradado, ligada=False))
    assert peso_do_evento(PastaVigiadaMudou("p", "VIGIANDO"), sem_vigia) is None


def test_o_peso_e_o_da_regra_mais_grave() -> None:
    assert peso_do_evento(_medidas(), PADRAO) == 2
    leve = replace(PADRAO, vigia_degradado=replace(PADRAO.vigia_degradado, gravidade="baixa"))
    assert peso_do_evento(PastaVigiadaMudou("p", "VIGIANDO"), leve) == 0


def test_toda_regra_tem_titulo() -> None:
    assert set(TITULOS) == set(Regras.__struct_fields__)
    for nome in TITULOS:
        assert regra_de(PADRAO, nome).ligada


def test_a_impressao_separa_regra_e_alvo() -> None:
    assert impressao("a", "bc") != impressao("ab", "c")
    assert impressao("a", "b") == impressao("a", "b")
    assert impressao("a", "\udc80")


@pytest.mark.parametrize(
    ("horas", "limite", "ativo", "esperado"),
    [
        (168.0, 168, False, None),
        (169.0, 168, False, DISPARA),
        (169.0, 168, True, DISPARA),
        (0.1, 168, True, RESOLVE),
        (9999.0, 0, False, None),
    ],
)
def test_backup_velho(horas: float, limite: int, ativo: bool, esperado: Natureza | None) -> None:
    ativos = [("backup_velho", "base")] if ativo else []
    sinais = _julgar(IdadeDoBackup("base", "b1", horas, limite), *ativos)
    assert _naturezas(sinais) == ({"backup_velho": esperado} if esperado else {})


def test_ensaio_que_falha_e_o_seguinte_que_passa() -> None:
    (ruim,) = _julgar(EnsaioTerminado("b1", 20, ("a.mq4: tem\noutro conteúdo",)))
    assert (ruim.regra, ruim.alvo, ruim.natureza) == ("ensaio_falhou", "base", DISPARA)
    assert ruim.mensagem == "backup b1: a.mq4: tem · outro conteúdo"
    (bom,) = _julgar(EnsaioTerminado("b2", 20))
    assert (bom.regra, bom.natureza) == ("ensaio_falhou", RESOLVE)
    assert _julgar(EnsaioTerminado("b3", 0, (), "Disco cheio")) == []


@pytest.mark.parametrize(
    ("motivo", "horas", "ativo", "esperado"),
    [
        ("sumiu", 72.0, False, None),
        ("sumiu", 72.1, False, DISPARA),
        ("sumiu", 1.0, True, None),
        ("", 0.0, True, RESOLVE),
        ("", 0.0, False, None),
    ],
)
def test_destino_parado(motivo: str, horas: float, ativo: bool, esperado: Natureza | None) -> None:
    ativos = [("destino_parado", "disco")] if ativo else []
    sinais = _julgar(BackupEnviado("disco", "x", 0, 0, motivo, horas), *ativos)
    assert _naturezas(sinais) == ({"destino_parado": esperado} if esperado else {})


def test_o_disco_de_um_segundo_lugar_e_outro_alvo() -> None:
    (sinal,) = _julgar(DiscoMedido("unidade", 10 * MEGA), ("disco_livre", "base"))
    assert (sinal.regra, sinal.alvo, sinal.natureza) == ("disco_livre", "unidade", DISPARA)
    assert _julgar(DiscoMedido("unidade", -1)) == []
