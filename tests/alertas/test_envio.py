"""Sending for real, on this machine: HTTP and mail that arrive, refuse, are not there, or leak."""

from __future__ import annotations

import email
import json
import logging
from email.policy import default

import pytest

from componentes.alertas.destinos import Destino
from componentes.alertas.envio import CanalApprise, EnderecoInvalido, FalhaDeEnvio
from componentes.alertas.modelo import Mensagem
from tests.apoio.canais import CanalDeMemoria
from tests.apoio.servidores import correio, receptor

MENSAGEM = Mensagem("pouco espaço em disco", "200 MB livres em <b>x</b>\nmáquina", "alta", ("i",))
PARTES = ("s3nhaForte", "t0kenDoCaminho", "v4lorDaConsulta")
FIM = "t0kenDoCaminho?+X-Chave=v4lorDaConsulta"


def _canal(endereco: str) -> CanalApprise:
    return CanalApprise(Destino("casa", endereco))


def _sem_segredos(*textos: str) -> None:
    for texto in textos:
        for parte in PARTES:
            assert parte.lower() not in texto.lower()


@pytest.fixture
def tudo(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Return a log of everything that anybody says, however low."""
    caplog.set_level(1)
    for nome in ("apprise", "urllib3.connectionpool", "urllib3"):
        caplog.set_level(1, nome)
    return caplog


def test_chega_por_http(tudo: pytest.LogCaptureFixture) -> None:
    with receptor() as casa:
        _canal(f"json://ana:s3nhaForte@127.0.0.1:{casa.porta}/{FIM}").enviar(MENSAGEM)
    ((caminho, corpo),) = casa.recebidos
    dados = json.loads(corpo)
    assert caminho == "/t0kenDoCaminho"
    assert dados["title"] == "Orquestrador Central: pouco espaço em disco"
    assert (dados["message"], dados["type"]) == (MENSAGEM.texto, "failure")
    assert any(registro.name == "apprise" for registro in tudo.records)
    _sem_segredos(tudo.text)


@pytest.mark.parametrize(
    ("mensagem", "tipo"),
    [
        (Mensagem("t", "x", "baixa"), "info"),
        (Mensagem("t", "x", "media"), "warning"),
        (Mensagem("t", "x", "alta", resolvido=True), "success"),
    ],
)
def test_a_gravidade_vai_junto(mensagem: Mensagem, tipo: str) -> None:
    with receptor() as casa:
        _canal(f"json://127.0.0.1:{casa.porta}").enviar(mensagem)
    assert json.loads(casa.recebidos[0][1])["type"] == tipo


def test_chega_por_correio(tudo: pytest.LogCaptureFixture) -> None:
    with correio() as (porta, cartas):
        _canal(f"mailto://127.0.0.1:{porta}?from=a@exemplo.com&to=b@exemplo.com").enviar(MENSAGEM)
    carta = email.message_from_bytes(cartas[0], policy=default)
    assert carta["Subject"] == "Orquestrador Central: pouco espaço em disco"
    assert "b@exemplo.com" in carta["To"]
    corpo = carta.get_body(("plain",))
    assert corpo is not None
    assert corpo.get_content().strip().splitlines()[0] == "200 MB livres em <b>x</b>"


@pytest.mark.parametrize("codigo", [401, 404, 500])
def test_recusado(tudo: pytest.LogCaptureFixture, codigo: int) -> None:
    with receptor(codigo) as casa, pytest.raises(FalhaDeEnvio) as falha:
        _canal(f"json://ana:s3nhaForte@127.0.0.1:{casa.porta}/{FIM}").enviar(MENSAGEM)
    assert str(codigo) in str(falha.value)
    assert str(falha.value).startswith("o serviço recusou a mensagem")
    _sem_segredos(str(falha.value), repr(falha.value), tudo.text)


def test_ninguem_atende(tudo: pytest.LogCaptureFixture) -> None:
    with receptor() as casa:
        porta = casa.porta
    with pytest.raises(FalhaDeEnvio) as falha:
        _canal(f"json://ana:s3nhaForte@127.0.0.1:{porta}/{FIM}").enviar(MENSAGEM)
    assert str(falha.value) == "sem conexão com o serviço"
    _sem_segredos(tudo.text)


@pytest.mark.parametrize(
    "endereco",
    [
        "naoexiste://t0kenDoCaminho/s3nhaForte",
        "tgram://t0kenDoCaminho/s3nhaForte",
        "slack://s3nhaForte",
        "json://",
    ],
)
def test_endereco_que_nao_serve(tudo: pytest.LogCaptureFixture, endereco: str) -> None:
    with pytest.raises(EnderecoInvalido) as falha:
        _canal(endereco).enviar(MENSAGEM)
    _sem_segredos(str(falha.value), tudo.text)
    assert logging.getLogger("apprise").filters


def test_o_que_o_apprise_levanta_sai_limpo(monkeypatch: pytest.MonkeyPatch) -> None:
    import apprise  # noqa: PLC0415

    endereco = f"json://ana:s3nhaForte@127.0.0.1/{FIM}"

    def falhar(*_: object, **__: object) -> None:
        raise RuntimeError(f"não gostei de {endereco}\nnem um pouco")

    monkeypatch.setattr(apprise.Apprise, "notify", falhar)
    with pytest.raises(FalhaDeEnvio) as falha:
        _canal(endereco).enviar(MENSAGEM)
    assert str(falha.value).startswith("RuntimeError: não gostei de ")
    assert "\n" not in str(falha.value)
    _sem_segredos(str(falha.value))
    assert falha.value.__cause__ is None
    assert falha.value.__suppress_context__


def test_a_representacao_nao_mostra_o_endereco() -> None:
    _sem_segredos(repr(_canal(f"json://ana:s3nhaForte@127.0.0.1/{FIM}")))


def test_nada_fica_no_disco(monkeypatch: pytest.MonkeyPatch) -> None:
    from apprise import AppriseAsset, PersistentStoreMode  # noqa: PLC0415

    vistos: list[AppriseAsset] = []
    original = AppriseAsset.__init__

    def olhar(self: AppriseAsset, **opcoes: object) -> None:
        original(self, **opcoes)  # type: ignore[arg-type]
        vistos.append(self)

    monkeypatch.setattr(AppriseAsset, "__init__", olhar)
    with receptor() as casa:
        _canal(f"json://127.0.0.1:{casa.porta}").enviar(MENSAGEM)
    assert vistos[0].storage_mode is PersistentStoreMode.MEMORY
    assert vistos[0].storage_path is None


def test_o_canal_de_memoria_falha_quanto_se_pede() -> None:
    canal = CanalDeMemoria(falhas=1)
    with pytest.raises(FalhaDeEnvio):
        canal.enviar(MENSAGEM)
    canal.enviar(MENSAGEM)
    assert canal.recebidas == [MENSAGEM]
