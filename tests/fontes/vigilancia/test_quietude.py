"""When a change is at rest: quiet, measured alike, bursts together, restless files set apart."""

from __future__ import annotations

from componentes.fontes.vigilancia import quietude as modulo
from componentes.fontes.vigilancia.quietude import Medida, Quietude


class Disco:
    """Sizes of paths, as the test sets them."""

    def __init__(self) -> None:
        self.tamanhos: dict[str, int] = {}

    def __call__(self, caminho: str) -> Medida | None:
        tamanho = self.tamanhos.get(caminho)
        return None if tamanho is None else Medida(tamanho, tamanho)


def _nova(espera_maxima: float = 60.0) -> tuple[Quietude, Disco]:
    return Quietude(2.0, espera_maxima), Disco()


def test_dois_segundos_de_sossego_e_duas_medidas_iguais() -> None:
    quietude, disco = _nova()
    disco.tamanhos["a"] = 5
    quietude.notar("a", 0.0)
    quietude.avaliar(0.1, disco)
    quietude.avaliar(1.9, disco)
    assert not quietude.pronta(1.9)
    quietude.avaliar(2.0, disco)
    assert quietude.pronta(2.0)
    assert quietude.recolher(2.0) == 1
    assert quietude.fila == 0
    assert not quietude.pronta(2.1)


def test_uma_medida_so_nao_basta_por_mais_tarde_que_venha() -> None:
    quietude, disco = _nova()
    disco.tamanhos["a"] = 5
    quietude.notar("a", 0.0)
    quietude.avaliar(30.0, disco)
    assert not quietude.pronta(30.0)
    quietude.avaliar(30.1, disco)
    assert quietude.pronta(30.1)


def test_escrita_que_nao_avisa_recomeca_a_espera() -> None:
    quietude, disco = _nova()
    disco.tamanhos["a"] = 5
    quietude.notar("a", 0.0)
    quietude.avaliar(0.1, disco)
    disco.tamanhos["a"] = 9
    quietude.avaliar(2.1, disco)
    quietude.avaliar(4.0, disco)
    assert not quietude.pronta(4.0)
    quietude.avaliar(4.2, disco)
    assert quietude.pronta(4.2)


def test_escrita_aos_pedacos_so_conta_quando_acaba() -> None:
    quietude, disco = _nova()
    for pedaco in range(6):
        disco.tamanhos["a"] = pedaco
        quietude.notar("a", float(pedaco))
        quietude.avaliar(pedaco + 0.1, disco)
        assert not quietude.pronta(pedaco + 0.1)
    quietude.avaliar(6.9, disco)
    assert not quietude.pronta(6.9)
    quietude.avaliar(7.0, disco)
    assert quietude.pronta(7.0)


def test_o_que_sumiu_tambem_assenta() -> None:
    quietude, disco = _nova()
    quietude.notar("sumido", 0.0)
    quietude.avaliar(0.1, disco)
    quietude.avaliar(2.0, disco)
    assert quietude.pronta(2.0)


def test_uma_rajada_e_esperada_inteira() -> None:
    quietude, disco = _nova()
    for n in range(500):
        disco.tamanhos[f"f{n}"] = n
        quietude.notar(f"f{n}", n * 0.02)
        quietude.avaliar(n * 0.02, disco)
        assert not quietude.pronta(n * 0.02)
    assert quietude.fila == 500
    quietude.avaliar(12.1, disco)
    assert quietude.pronta(12.1)
    assert quietude.recolher(12.1) == 500


def test_rajada_sem_fim_e_cortada_na_espera_maxima() -> None:
    quietude, disco = _nova(espera_maxima=10.0)
    for n in range(24):
        quietude.notar(f"f{n}", n * 0.5)
        quietude.avaliar(n * 0.5, disco)
        if n * 0.5 < 10:
            assert not quietude.pronta(n * 0.5)
    assert quietude.pronta(11.5)
    assert quietude.recolher(11.5) > 10
    assert quietude.fila > 0


def test_o_que_ainda_muda_espera_a_proxima_vez() -> None:
    quietude, disco = _nova(espera_maxima=3.0)
    quietude.notar("quieto", 0.0)
    quietude.avaliar(0.0, disco)
    quietude.notar("inquieto", 2.9)
    quietude.avaliar(3.0, disco)
    assert quietude.recolher(3.0) == 1
    quietude.avaliar(3.1, disco)
    quietude.avaliar(5.1, disco)
    assert quietude.recolher(5.1) == 1


def _assentar(quietude: Quietude, disco: Disco, inicio: float, espera: float) -> bool:
    disco.tamanhos["log"] = int(inicio * 10)
    quietude.notar("log", inicio)
    quietude.avaliar(inicio, disco)
    quietude.avaliar(inicio + espera, disco)
    return quietude.pronta(inicio + espera) and quietude.recolher(inicio + espera) == 1


def test_quem_muda_o_dia_todo_precisa_de_cada_vez_mais_sossego() -> None:
    quietude, disco = _nova()
    assert _assentar(quietude, disco, 0.0, 2.0)
    assert _assentar(quietude, disco, 5.0, 2.0)
    assert _assentar(quietude, disco, 10.0, 2.0)
    assert not _assentar(quietude, disco, 15.0, 3.9)
    assert _assentar(quietude, disco, 20.0, 4.0)
    assert not _assentar(quietude, disco, 25.0, 7.9)


def test_quem_muda_o_dia_todo_nao_atrasa_os_outros() -> None:
    quietude, disco = _nova()
    for vez in range(4):
        assert _assentar(quietude, disco, vez * 10.0, 8.0)
    quietude.notar("novo", 50.0)
    quietude.notar("log", 51.9)
    quietude.avaliar(51.9, disco)
    quietude.avaliar(52.0, disco)
    assert quietude.pronta(52.0)


def test_quem_muda_o_dia_todo_nao_parte_uma_rajada() -> None:
    quietude, disco = _nova()
    for vez in range(4):
        assert _assentar(quietude, disco, vez * 10.0, 8.0)
    for momento in range(50, 150):
        quietude.notar("log", float(momento))
        quietude.avaliar(float(momento), disco)
    quietude.notar("um", 150.0)
    quietude.avaliar(150.0, disco)
    quietude.notar("dois", 151.9)
    quietude.avaliar(152.0, disco)
    assert not quietude.pronta(152.0)
    quietude.avaliar(153.9, disco)
    assert quietude.recolher(153.9) == 2


def test_depois_de_dez_minutos_o_passado_e_esquecido() -> None:
    quietude, disco = _nova()
    for vez in range(5):
        assert _assentar(quietude, disco, vez * 40.0, 39.0)
    assert _assentar(quietude, disco, 900.0, 300.0)
    assert _assentar(quietude, disco, 2000.0, 2.0)


def test_mais_caminhos_do_que_se_acompanham_viram_contagem() -> None:
    quietude, _ = _nova()
    demais = modulo.CAMINHOS_ACOMPANHADOS + 5
    for n in range(demais):
        quietude.notar(f"f{n}", 0.0)
    assert quietude.fila == demais
    quietude.notar("f0", 1.0)
    assert quietude.segura(2.9)
    assert not quietude.pronta(2.9)
    assert quietude.pronta(3.0)
    assert quietude.recolher(3.0) == demais + 1
    assert quietude.fila == 0
    quietude.notar("f0", 4.0)
    assert quietude.fila == 1
