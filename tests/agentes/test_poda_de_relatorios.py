"""Old reports go by count and by age; what is protected, foreign or unreadable stays."""

from __future__ import annotations

import errno
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from componentes.agentes import gerador_relatorios_avancados, gravacao_de_relatorios
from componentes.agentes.gerador_relatorios_avancados import (
    GeradorRelatoriosAvancados,
    RelatorioPedido,
)
from componentes.agentes.gravacao_de_relatorios import Encomenda
from componentes.agentes.poda_de_relatorios import podar_relatorios
from componentes.base.eventos import Aviso, RelatorioGravado
from componentes.base.secoes_relatorios import AjustesDosRelatorios
from componentes.base.tempo import em_texto
from tests.agentes.conftest import Palco

AGORA = datetime(2026, 3, 1, 12, tzinfo=UTC)
ESCRITOS = ("relatorio.html", "relatorio.csv", "relatorio.md", "relatorio.xlsx")


def relatar(pasta: Path, nome: str, dias: float, *, terminada: bool = True) -> Path:
    """Write a report of a run that ended (or only began) so many days ago."""
    propria = pasta / nome
    propria.mkdir(parents=True)
    quando = em_texto(AGORA - timedelta(days=dias))
    execucao = {"nome": nome, "iniciada_em": quando, "terminada_em": quando if terminada else ""}
    dados = {"schema_version": 1, "parcial": not terminada, "execucao": execucao, "totais": {}}
    (propria / "relatorio.json").write_text(json.dumps(dados), encoding="utf-8")
    for escrito in (*ESCRITOS, "contra_lince-1.html", "contra_lince-1.json", "contra_lince-1.md"):
        (propria / escrito).write_bytes(b"x")
    return propria


def podar(pasta: Path, *protegidas: str, manter: int = 1000, dias: int = 0) -> list[str]:
    ajustes = AjustesDosRelatorios(manter=manter, dias=dias)
    return podar_relatorios(pasta, ajustes, protegidas, AGORA)


def nomes(pasta: Path) -> set[str]:
    return {caminho.name for caminho in pasta.iterdir()}


def test_ficam_os_mais_novos_pelo_fim_da_execucao(tmp_path: Path) -> None:
    for nome, dias in (("c", 3), ("a", 1), ("d", 4), ("b", 2)):  # written in another order
        relatar(tmp_path, nome, dias)
    assert podar(tmp_path, manter=2) == ["c", "d"]
    assert nomes(tmp_path) == {"a", "b"}
    assert podar(tmp_path, manter=2) == []


def test_o_que_nunca_terminou_conta_do_seu_comeco(tmp_path: Path) -> None:
    relatar(tmp_path, "nova", 1)
    relatar(tmp_path, "cortada", 2, terminada=False)
    relatar(tmp_path, "velha", 3)
    assert podar(tmp_path, manter=2) == ["velha"]


def test_os_velhos_demais_saem_e_zero_e_sem_prazo(tmp_path: Path) -> None:
    for dias in (1, 89, 91):
        relatar(tmp_path, f"de-{dias}", dias)
    assert podar(tmp_path, dias=0) == []
    assert podar(tmp_path, dias=90) == ["de-91"]
    assert nomes(tmp_path) == {"de-1", "de-89"}


def test_protegidos_e_o_do_ultimo_ficam(tmp_path: Path) -> None:
    for nome in ("aberta", "ultima", "outra"):
        relatar(tmp_path, nome, 100)
    relatar(tmp_path, "nova", 1)
    ultimo = (tmp_path / "ultima" / "relatorio.json").read_bytes()
    (tmp_path / "ultimo.json").write_bytes(ultimo)
    (tmp_path / "ultimo.html").write_bytes(b"x")
    assert podar(tmp_path, "aberta", manter=1, dias=1) == ["outra"]
    assert nomes(tmp_path) == {"aberta", "ultima", "nova", "ultimo.json", "ultimo.html"}


def test_arquivos_de_outros_ficam_com_a_sua_pasta(tmp_path: Path) -> None:
    propria = relatar(tmp_path, "velha", 100)
    alheios = {"minhas notas.txt", "relatorio.html.bak", "contra.html", "RELATORIO final.csv"}
    for nome in alheios:
        (propria / nome).write_bytes(b"meu")
    (propria / ".relatorio.csv.0123456789ab.tmp").write_bytes(b"resto")
    assert podar(tmp_path, dias=1) == ["velha"]
    assert nomes(propria) == alheios
    assert podar(tmp_path, dias=1) == []


def test_o_que_nao_e_relatorio_fica(tmp_path: Path) -> None:
    copia = relatar(tmp_path, "velha", 100).rename(tmp_path / "para o cliente")
    pagina = tmp_path / "explicacoes" / "x.html"
    pagina.parent.mkdir()
    pagina.write_bytes(b"x")
    (tmp_path / "organizar-1.html").write_bytes(b"x")
    (tmp_path / "vazia").mkdir()
    antes = nomes(tmp_path)
    assert podar(tmp_path, manter=1, dias=1) == []
    assert nomes(tmp_path) == antes
    assert len(nomes(copia)) == 8
    assert pagina.exists()


@pytest.mark.parametrize(
    "texto",
    [
        b"",
        b'{"execucao":',
        b"[]",
        b"\xff\xfe",
        b'{"schema_version":1,"execucao":{"nome":"velha"}}',
        b'{"schema_version":1,"execucao":{"nome":"velha","iniciada_em":"","terminada_em":"ontem"}}',
        b'{"execucao":{"nome":"velha","iniciada_em":"","terminada_em":"2020-01-01T00:00:00Z"}}',
        b"[" * 100_000,
    ],
    ids=range(8),
)
def test_json_que_nao_se_le_fica(tmp_path: Path, texto: bytes) -> None:
    propria = relatar(tmp_path, "velha", 100)
    (propria / "relatorio.json").write_bytes(texto)
    assert podar(tmp_path, dias=1) == []
    assert len(nomes(propria)) == 8


def _ligar(link: Path, alvo: Path) -> None:
    try:
        link.symlink_to(alvo, target_is_directory=alvo.is_dir())
    except OSError:
        pytest.skip("esta conta do Windows não cria links")


def test_links_nao_sao_seguidos(tmp_path: Path) -> None:
    fora, pasta = tmp_path / "fora", tmp_path / "relatorios"
    alheia = relatar(fora, "velha", 100)
    outra = relatar(pasta, "antiga", 100)
    segredo = fora / "notas.html"
    segredo.write_bytes(b"x")
    (outra / "relatorio.html").unlink()
    _ligar(outra / "relatorio.html", segredo)
    _ligar(pasta / "velha", alheia)
    assert podar(pasta, dias=1) == ["antiga"]
    assert len(nomes(alheia)) == 8
    assert segredo.exists()
    assert nomes(outra) == {"relatorio.html"}  # not ours as it is now


def test_relatorio_que_e_um_link_nao_e_nosso(tmp_path: Path) -> None:
    fora = relatar(tmp_path / "fora", "velha", 100) / "relatorio.json"
    propria = tmp_path / "relatorios" / "velha"
    propria.mkdir(parents=True)
    _ligar(propria / "relatorio.json", fora)
    assert podar(tmp_path / "relatorios", dias=1) == []


def test_arquivo_aberto_fica_para_a_proxima_vez(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    presa = relatar(tmp_path, "presa", 100)
    relatar(tmp_path, "solta", 101)
    apagar = Path.unlink

    def recusar(caminho: Path, missing_ok: bool = False) -> None:
        if caminho == presa / "relatorio.csv":
            raise PermissionError(errno.EACCES, "usado por outro processo", str(caminho))
        apagar(caminho, missing_ok)

    with monkeypatch.context() as aberto:
        aberto.setattr(Path, "unlink", recusar)
        assert podar(tmp_path, dias=1) == ["solta"]
        assert {"relatorio.json", "relatorio.csv"} <= nomes(presa)
    assert podar(tmp_path, dias=1) == ["presa"]
    assert nomes(tmp_path) == set()


def test_sem_pasta_nada_acontece(tmp_path: Path) -> None:
    assert podar(tmp_path / "nao ha", manter=1, dias=1) == []


def _reportar(palco: Palco, *, mudou: bool = True) -> GeradorRelatoriosAvancados:
    agente = GeradorRelatoriosAvancados(palco.barramento)
    aberta, pasta = palco.aberta, palco.pastas.relatorios
    encomenda = Encomenda(pasta, ajustes=AjustesDosRelatorios(manter=1, dias=0))
    argumentos = (palco.execucao.id, encomenda, aberta.consulta, aberta.escritor, 600)
    agente.encomendar(RelatorioPedido(*argumentos))
    agente.iniciar(lambda _: None)
    palco.terminar_classificacao(mudou=mudou)
    assert agente.aguardar(60)
    return agente


def test_o_agente_poda_depois_do_relatorio_final(palco: Palco) -> None:
    relatar(palco.pastas.relatorios, "velha", 100)
    agente = _reportar(palco)
    assert nomes(palco.pastas.relatorios) == {palco.execucao.nome, "ultimo.html", "ultimo.json"}
    assert agente.estado().atividade == "relatório gravado; 1 antigo removido"


def test_sem_relatorio_novo_nada_e_podado(palco: Palco, monkeypatch: pytest.MonkeyPatch) -> None:
    velha = relatar(palco.pastas.relatorios, "velha", 100)

    def cheio(*_: object) -> None:
        raise OSError(errno.ENOSPC, "Disco cheio")

    monkeypatch.setattr(gravacao_de_relatorios, "gravar_inteiro", cheio)
    assert _reportar(palco).erro is not None
    assert len(nomes(velha)) == 8


def test_relatorio_que_continua_valendo_nao_poda(palco: Palco) -> None:
    _reportar(palco)
    velha = relatar(palco.pastas.relatorios, "velha", 100)
    assert "continua valendo" in _reportar(palco, mudou=False).estado().atividade
    assert velha.exists()


def test_poda_que_falha_nao_estraga_o_relatorio(
    palco: Palco, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falhar(*_: object) -> None:
        raise RuntimeError("a poda quebrou")

    monkeypatch.setattr(gerador_relatorios_avancados, "podar_relatorios", falhar)
    assert _reportar(palco).erro is None
    assert [e.parcial for e in palco.gravador.de(RelatorioGravado)] == [False]
    assert "a poda quebrou" in palco.gravador.de(Aviso)[0].texto
