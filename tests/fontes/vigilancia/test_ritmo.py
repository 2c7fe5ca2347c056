"""When to look again: reasons, the quarter of an hour, patience with others, back-off."""

from __future__ import annotations

from componentes.fontes.vigilancia.ritmo import Desfecho, Ritmo


def _motivo(ritmo: Ritmo, agora: float, *, pronta: bool = False, segura: bool = False) -> str:
    return ritmo.motivo(agora, pronta=pronta, segura=segura)


def test_sem_motivo_nada_acontece() -> None:
    assert _motivo(Ritmo(900.0), 1e9) == ""


def test_o_pedido_vale_uma_vez_e_o_primeiro_da_o_nome() -> None:
    ritmo = Ritmo(900.0)
    ritmo.pedir("início")
    ritmo.pedir("transbordo")
    assert _motivo(ritmo, 0.0) == "início"
    ritmo.comecar()
    assert _motivo(ritmo, 0.0) == ""


def test_eventos_em_sossego_sao_motivo() -> None:
    assert _motivo(Ritmo(900.0), 0.0, pronta=True) == "eventos"


def test_a_varredura_vem_a_cada_intervalo() -> None:
    ritmo = Ritmo(900.0)
    ritmo.terminar(Desfecho.FEITA, 100.0)
    assert _motivo(ritmo, 999.0) == ""
    assert _motivo(ritmo, 1000.0) == "varredura periódica"


def test_o_que_esta_a_caminho_adia_pedido_e_varredura() -> None:
    ritmo = Ritmo(900.0)
    ritmo.terminar(Desfecho.FEITA, 0.0)
    ritmo.pedir("transbordo")
    assert _motivo(ritmo, 2000.0, segura=True) == ""
    assert _motivo(ritmo, 2000.0) == "transbordo"


def test_quem_acha_a_trava_ocupada_tenta_logo_de_novo() -> None:
    ritmo = Ritmo(900.0)
    for vez in range(10):
        assert ritmo.terminar(Desfecho.OCUPADA, vez * 5.0) == 5.0
    assert _motivo(ritmo, 49.9, pronta=True) == ""
    assert _motivo(ritmo, 50.0) == "nova tentativa"


def test_falhas_seguidas_esperam_o_dobro_ate_o_intervalo() -> None:
    ritmo = Ritmo(900.0)
    esperas = [ritmo.terminar(Desfecho.FALHOU, 0.0) for _ in range(40)]
    assert esperas[:4] == [5.0, 10.0, 20.0, 40.0]
    assert esperas[-1] == 900.0
    ritmo.terminar(Desfecho.FEITA, 0.0)
    assert ritmo.terminar(Desfecho.FALHOU, 0.0) == 5.0
