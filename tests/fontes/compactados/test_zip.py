"""ZIPs, honest and hostile: every member has its content or a reason, whatever was packed."""

from __future__ import annotations

import stat
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from componentes.base.tipos import Situacao
from componentes.fontes.compactados import diretorio_zip, membro
from componentes.fontes.compactados.limites import Limites
from tests.apoio.bibliotecas import ROBO, fonte
from tests.apoio.compactados import SENHA, UTF8, ZipForjado, aberto, zip_de

MEGA = 1024 * 1024


def deflate(dados: bytes) -> bytes:
    compressor = zlib.compressobj(9, zlib.DEFLATED, -15)
    return compressor.compress(dados) + compressor.flush()


def motivo(pasta: Path, dados: bytes) -> tuple[Situacao, str]:
    """Return how the only member of an archive ended."""
    [unico] = aberto(pasta, dados)[0].values()
    assert unico.lido is None
    assert unico.desfecho.falha is not None
    return unico.desfecho.situacao, unico.desfecho.falha.motivo


@pytest.mark.parametrize("metodo", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_membros_na_ordem_do_pacote(tmp_path: Path, metodo: int) -> None:
    arquivos = {"MQL4/Experts/z.mq4": ROBO, "a.mq4": fonte(1, 9000), "vazio.txt": b""}
    membros, desfecho = aberto(tmp_path, zip_de(arquivos, metodo))
    assert list(membros) == list(arquivos)
    assert {n: m.lido.dados for n, m in membros.items() if m.lido} == arquivos
    assert desfecho.situacao is Situacao.OK


def test_pastas_nao_sao_membros(tmp_path: Path) -> None:
    assert list(aberto(tmp_path, zip_de({"MQL4/": b"", "MQL4/a.mq4": ROBO}))[0]) == ["MQL4/a.mq4"]


@pytest.mark.parametrize(
    ("nome", "caminho", "porque"),
    [
        ("../../etc/x.mq4", "(..)/(..)/etc/x.mq4", "sobe para fora"),
        ("a/../../x.mq4", "a/(..)/(..)/x.mq4", "sobe para fora"),
        ("..\\..\\x.mq4", "(..)/(..)/x.mq4", "sobe para fora"),
        ("/etc/x.mq4", "etc/x.mq4", "caminho absoluto"),
        ("\\\\servidor\\c\\x.mq4", "servidor/c/x.mq4", "caminho absoluto"),
        ("C:\\Windows\\x.mq4", "C:/Windows/x.mq4", "unidade de disco"),
        ("c:x.mq4", "c:x.mq4", "unidade de disco"),
    ],
)
def test_nome_que_sairia_do_pacote_e_so_um_nome(
    tmp_path: Path, nome: str, caminho: str, porque: str
) -> None:
    forjado = ZipForjado()
    forjado.incluir(nome.encode(), ROBO)
    membros, desfecho = aberto(tmp_path, forjado.fechar())
    unico = membros[caminho]
    assert unico.lido is not None
    assert unico.lido.dados == ROBO
    assert unico.desfecho.situacao is Situacao.INSEGURO
    assert unico.desfecho.falha is not None
    assert porque in unico.desfecho.falha.motivo
    assert desfecho.situacao is Situacao.OK


@pytest.mark.parametrize(
    ("nome", "caminho"),
    [
        (b"a//./b.mq4", "a/b.mq4"),
        (b"..", "(..)"),
        (b"", "(sem nome)"),
        (b"a..b.mq4", "a..b.mq4"),
        (b"com\0nulo.mq4", "com␀nulo.mq4"),
        ("Média.mq4".encode("cp850"), "Média.mq4"),
        ("Configuração São João.set".encode("cp850"), "Configuração São João.set"),
        ("Müller.mq4".encode("cp437"), "Müller.mq4"),
        ("Стохастик.mq4".encode("cp866"), "Стохастик.mq4"),
        ("Стохастик.mq4".encode("cp1251"), "Стохастик.mq4"),
        ("趋势.mq4".encode(), "趋势.mq4"),
    ],
)
def test_nomes_em_qualquer_codificacao(tmp_path: Path, nome: bytes, caminho: str) -> None:
    forjado = ZipForjado()
    forjado.incluir(nome, ROBO)
    assert list(aberto(tmp_path, forjado.fechar())[0]) == [caminho]


def test_nome_marcado_utf8_sem_o_ser_nao_perde_o_pacote(tmp_path: Path) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"\xff\xfe.mq4", ROBO, opcoes=UTF8)
    forjado.incluir(b"bom.mq4", ROBO)
    assert len(aberto(tmp_path, forjado.fechar())[0]) == 2


def test_nome_utf8_do_info_zip(tmp_path: Path) -> None:
    def extra(de: bytes) -> bytes:
        corpo = b"\x01" + struct.pack("<L", zlib.crc32(de)) + "Тренд.mq4".encode()
        return struct.pack("<2H", 0x7075, len(corpo)) + corpo

    forjado = ZipForjado()
    forjado.incluir(b"trend.mq4", ROBO, extra=extra(b"trend.mq4"))
    forjado.incluir(b"outro.mq4", ROBO, extra=extra(b"trend.mq4"))
    assert list(aberto(tmp_path, forjado.fechar())[0]) == ["Тренд.mq4", "outro.mq4"]


def test_nome_sem_fim_e_cortado(tmp_path: Path) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"x" * 60_000 + b".mq4", ROBO)
    [caminho] = aberto(tmp_path, forjado.fechar())[0]
    assert len(caminho) < 1000
    assert caminho.endswith(".mq4")


def test_nomes_repetidos_ganham_caminhos_proprios(tmp_path: Path) -> None:
    forjado = ZipForjado()
    for numero in range(3):
        forjado.incluir(b"a.mq4", fonte(numero))
    forjado.incluir(b"./a.mq4", ROBO)
    forjado.incluir(b"A.mq4", ROBO)
    assert list(aberto(tmp_path, forjado.fechar())[0]) == [
        *("a.mq4", "a (2).mq4", "a (3).mq4", "a (4).mq4", "A.mq4"),
    ]


def test_link_simbolico_nao_se_segue(tmp_path: Path) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"elo.mq4", b"/etc/passwd", modo=stat.S_IFLNK | 0o777)
    assert motivo(tmp_path, forjado.fechar()) == (
        Situacao.INSEGURO,
        "é um link simbólico, que não se segue",
    )


@pytest.mark.parametrize("opcoes", [SENHA, 0x40, 0x2000])
def test_membro_com_senha(tmp_path: Path, opcoes: int) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"a.mq4", bytes(12) + ROBO, opcoes=opcoes)
    assert motivo(tmp_path, forjado.fechar()) == (Situacao.NAO_VERIFICAVEL, "protegido por senha")


def test_metodo_desconhecido(tmp_path: Path) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"a.mq4", ROBO, metodo=99)
    situacao, porque = motivo(tmp_path, forjado.fechar())
    assert situacao is Situacao.NAO_VERIFICAVEL
    assert "99" in porque


def test_crc_que_nao_confere(tmp_path: Path) -> None:
    forjado = ZipForjado()
    forjado.incluir(b"a.mq4", ROBO, crc=1)
    forjado.incluir(b"b.mq4", ROBO)
    membros, desfecho = aberto(tmp_path, forjado.fechar())
    assert membros["a.mq4"].desfecho.situacao is Situacao.ILEGIVEL
    assert membros["b.mq4"].lido is not None
    assert desfecho.situacao is Situacao.OK


@pytest.mark.parametrize(
    ("comprimidos", "tamanho", "situacao"),
    [
        (None, 5, Situacao.OK),  # the size that is said counts for nothing: the real one does
        (None, 2**31, Situacao.OK),
        (20, None, Situacao.ILEGIVEL),
        (2**31, None, Situacao.INSEGURO),  # would reach into the directory
    ],
)
def test_tamanhos_mentirosos(
    tmp_path: Path, comprimidos: int | None, tamanho: int | None, situacao: Situacao
) -> None:
    forjado = ZipForjado()
    dados = deflate(ROBO)
    forjado.incluir(
        b"a.mq4", dados, metodo=8, crc=zlib.crc32(ROBO), comprimidos=comprimidos, tamanho=tamanho
    )
    [unico] = aberto(tmp_path, forjado.fechar())[0].values()
    assert unico.desfecho.situacao is situacao
    assert (unico.lido.tamanho if unico.lido else len(ROBO)) == len(ROBO)


def test_membros_no_mesmo_lugar_leem_se_uma_vez(tmp_path: Path) -> None:
    forjado = ZipForjado()
    zeros = bytes(MEGA)
    dados = deflate(zeros)
    inicio = forjado.incluir(b"0.mq4", dados, metodo=8, crc=zlib.crc32(zeros))
    for numero in range(1, 500):
        forjado.incluir(
            b"%d.mq4" % numero,
            metodo=8,
            crc=zlib.crc32(zeros),
            comprimidos=len(dados),
            inicio=inicio,
        )
    membros = aberto(tmp_path, forjado.fechar())[0].values()
    assert len(membros) == 500
    assert sum(m.lido is not None for m in membros) == 1
    assert sum(m.desfecho.situacao is Situacao.INSEGURO for m in membros) == 499


def test_membro_que_abraca_os_seguintes(tmp_path: Path) -> None:
    """The quine-like bomb: the data of the first is made of the whole entries behind it."""
    dentro = ZipForjado()
    dentro.incluir(b"b.mq4", ROBO)
    local = dentro.fechar()[: 30 + 5 + len(ROBO)]
    forjado = ZipForjado()
    inicio = forjado.incluir(b"a.mq4", local)
    forjado.incluir(b"b.mq4", crc=zlib.crc32(ROBO), comprimidos=len(ROBO), inicio=inicio + 30 + 5)
    membros = aberto(tmp_path, forjado.fechar())[0]
    assert membros["a.mq4"].desfecho.situacao is Situacao.INSEGURO
    assert membros["b.mq4"].lido is not None


def test_razao_alem_do_limite(tmp_path: Path) -> None:
    bomba = {"bomba.mq4": bytes(64 * MEGA), "bom.mq4": ROBO, "pouco.mq4": bytes(MEGA)}
    membros, desfecho = aberto(tmp_path, zip_de(bomba))
    assert membros["bomba.mq4"].lido is None
    assert membros["bomba.mq4"].desfecho.situacao is Situacao.LIMITE_EXCEDIDO
    assert membros["bom.mq4"].lido is not None
    assert membros["pouco.mq4"].lido is not None  # a thousand times smaller, and still harmless
    assert desfecho.situacao is Situacao.OK


def test_membro_e_pacote_grandes_demais(tmp_path: Path) -> None:
    limites = Limites(por_membro=3000, ao_todo=10_000)
    arquivos = {f"{n}.mq4": bytes([65 + n]) * 2500 for n in range(6)}
    membros, desfecho = aberto(tmp_path, zip_de({"g.mq4": bytes(4000), **arquivos}), limites)
    assert membros["g.mq4"].desfecho.situacao is Situacao.LIMITE_EXCEDIDO
    lidos = [nome for nome, m in membros.items() if m.lido]
    assert lidos == ["0.mq4", "1.mq4"]  # with what was read of the first, 9 500 bytes
    assert desfecho.situacao is Situacao.LIMITE_EXCEDIDO
    assert list(membros) == ["g.mq4", "0.mq4", "1.mq4", "2.mq4"]


def test_cem_mil_entradas_sao_recusadas_antes_de_existirem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forjado = ZipForjado()
    inicio = forjado.incluir(b"a")
    for _ in range(100_000):
        forjado.incluir(b"a", inicio=inicio)
    feitas = 0
    entrada = diretorio_zip._entrada

    def contar(*argumentos: object) -> object:
        nonlocal feitas
        feitas += 1
        return entrada(*argumentos)  # type: ignore[arg-type]

    monkeypatch.setattr(diretorio_zip, "_entrada", contar)
    membros, desfecho = aberto(tmp_path, forjado.fechar(entradas=1))
    assert (membros, desfecho.situacao) == ({}, Situacao.LIMITE_EXCEDIDO)
    assert feitas == 10_001


def test_diretorio_enorme_nem_e_lido(tmp_path: Path) -> None:
    forjado = ZipForjado()
    inicio = forjado.incluir(b"a")
    for _ in range(300):
        forjado.incluir(b"a" * 60_000, inicio=inicio)
    assert aberto(tmp_path, forjado.fechar())[1].situacao is Situacao.LIMITE_EXCEDIDO


def test_entradas_contadas_tambem_nos_aninhados(tmp_path: Path) -> None:
    dentro = zip_de({f"{n}.mq4": ROBO for n in range(6)})
    limites = Limites(entradas=10)
    membros, desfecho = aberto(tmp_path, zip_de({"a.zip": dentro, "b.zip": dentro}), limites)
    assert desfecho.situacao is Situacao.LIMITE_EXCEDIDO
    assert len(membros) <= 10


def aninhado(vezes: int) -> bytes:
    dados = zip_de({"x.mq4": ROBO})
    for numero in range(vezes, 1, -1):
        dados = zip_de({f"{numero}.zip": dados})
    return dados


def test_aninhados_ate_cinco(tmp_path: Path) -> None:
    membros, desfecho = aberto(tmp_path, aninhado(5))
    assert membros["2.zip!/3.zip!/4.zip!/5.zip!/x.mq4"].lido is not None
    assert {m.desfecho.situacao for m in membros.values()} == {Situacao.OK}
    assert desfecho.situacao is Situacao.OK


def test_o_sexto_aninhado_nao_se_abre(tmp_path: Path) -> None:
    membros, desfecho = aberto(tmp_path, aninhado(6))
    assert next(iter(membros)) == "2.zip!/3.zip!/4.zip!/5.zip!/6.zip"
    sexto = membros["2.zip!/3.zip!/4.zip!/5.zip!/6.zip"]
    assert (sexto.lido is not None, sexto.desfecho.situacao) == (True, Situacao.LIMITE_EXCEDIDO)
    assert desfecho.situacao is Situacao.OK


def test_bomba_aninhada_gasta_o_mesmo_orcamento(tmp_path: Path) -> None:
    """Eight archives with eight archives each: few bytes that would be many."""
    dados = zip_de({f"{n}.mq4": bytes(1000) for n in range(8)})
    for _ in range(3):
        dados = zip_de({f"{n}.zip": dados for n in range(8)})
    membros, desfecho = aberto(tmp_path, dados, Limites(ao_todo=200_000))
    assert desfecho.situacao is Situacao.LIMITE_EXCEDIDO
    assert sum(m.lido.tamanho for m in membros.values() if m.lido) <= 200_000


def test_zip_aninhado_maior_que_o_limite_de_analise_e_aberto(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(membro, "LIMITE_DE_ANALISE", 1000)
    dentro = zip_de({"a.mq4": ROBO, "b.txt": fonte(1, 500)}, zipfile.ZIP_STORED)
    membros, _ = aberto(tmp_path, zip_de({"d.zip": dentro}))
    assert membros["d.zip!/a.mq4"].lido is not None
    grande = membros["d.zip!/b.txt"].lido
    assert grande is not None
    assert (grande.inteiro, grande.tamanho) == (False, len(fonte(1, 500)))


def test_memoria_de_um_membro_grande_nao_e_o_seu_tamanho(tmp_path: Path) -> None:
    texto = b"".join(b"%d\n" % n for n in range(1000)) * 16_000  # 62 MB
    dados = zip_de({"grande.txt": texto})
    tamanho = len(texto)
    del texto
    limites = Limites(razao=10**6)
    tracemalloc.start()
    membros, _ = aberto(tmp_path, dados, limites)
    pico = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    lido = membros["grande.txt"].lido
    assert lido is not None
    assert (lido.inteiro, lido.tamanho) == (False, tamanho)
    assert pico < tamanho / 2


def test_zip_com_um_programa_antes(tmp_path: Path) -> None:
    assert aberto(tmp_path, b"PK\x03\x04" + bytes(999) + zip_de({"a.mq4": ROBO}))[0]["a.mq4"].lido


def test_zip64(tmp_path: Path) -> None:
    """The offset and the sizes are in the extra field, the directory's place in a longer end."""
    forjado = ZipForjado()
    numeros = struct.pack("<3Q", len(ROBO), len(ROBO), 0)
    extra = struct.pack("<2H", 1, len(numeros)) + numeros
    cheio = 0xFFFFFFFF
    forjado.incluir(b"a.mq4", ROBO)
    apenas = ZipForjado()
    apenas.incluir(
        b"a.mq4",
        ROBO,
        crc=zlib.crc32(ROBO),
        comprimidos=cheio,
        tamanho=cheio,
        inicio=cheio,
        extra=extra,
    )
    local = forjado.fechar()[: 30 + 5 + len(ROBO)]
    diretorio = apenas.fechar()[:-22]
    fim64 = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, len(diretorio), len(local)
    )
    onde = len(local) + len(diretorio)
    localizador = struct.pack("<4sLQL", b"PK\x06\x07", 0, onde, 1)
    fim = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, cheio, cheio, 0)
    membros, desfecho = aberto(tmp_path, local + diretorio + fim64 + localizador + fim)
    assert membros["a.mq4"].lido is not None
    assert desfecho.situacao is Situacao.OK


@pytest.mark.parametrize("corte", [0.2, 0.7, 0.95])
def test_zip_cortado(tmp_path: Path, corte: float) -> None:
    dados = zip_de({f"{n}.mq4": fonte(n) for n in range(5)})
    assert aberto(tmp_path, dados[: int(len(dados) * corte)])[1].situacao is Situacao.ILEGIVEL


@pytest.fixture(scope="module")
def pasta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("qualquer")


@given(
    trocas=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=30),
    corte=st.integers(0, 60),
)
def test_bytes_trocados_nunca_levantam(
    pasta: Path, trocas: list[tuple[int, int]], corte: int
) -> None:
    dados = bytearray(zip_de({"a.mq4": ROBO, "d.zip": zip_de({"b.mq4": fonte(1)})}))
    for onde, byte in trocas:
        dados[onde % len(dados)] = byte
    for unico in aberto(pasta, bytes(dados[: len(dados) - corte]))[0].values():
        assert unico.lido is not None or unico.desfecho.falha is not None


@given(st.binary(max_size=400))
def test_bytes_quaisquer_nunca_levantam(pasta: Path, dados: bytes) -> None:
    membros, desfecho = aberto(pasta, b"PK\x03\x04" + dados + b"PK\x05\x06" + dados[:40])
    assert membros or desfecho.falha is not None or desfecho.situacao is Situacao.OK
