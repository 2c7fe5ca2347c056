"""What changed between two backups, by their manifests alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from componentes.base.erros import ErroBackup
from componentes.copia_seguranca.diferenca import Diferenca, comparar
from componentes.copia_seguranca.modelo import Guardado, Instantaneo, Manifesto
from componentes.copia_seguranca.repositorio import Repositorio
from tests.copia_seguranca.ajuda import escrever, itens_de


def _manifesto(qual: str, **arquivos: str) -> Manifesto:
    """Return a backup of files whose content is a word; its length is the size."""
    entradas = [
        Guardado(nome.replace("__", "/"), len(texto), 0, texto, "p", "m")
        for nome, texto in arquivos.items()
    ]
    return Manifesto(1, Instantaneo(qual), tuple(entradas))


def _movidos(feita: Diferenca) -> list[tuple[str, str]]:
    return [(m.de, m.para) for m in feita.movidos]


def test_novos_sumidos_alterados_e_iguais() -> None:
    antes = _manifesto("A", fica="igual", muda="velho", some="adeus")
    depois = _manifesto("B", fica="igual", muda="outro!", chega="oi")
    feita = comparar(antes, depois)
    assert (feita.de, feita.para, feita.iguais) == ("A", "B", 1)
    assert [(n.nome, n.tamanho, n.sha256) for n in feita.novos] == [("chega", 2, "oi")]
    assert [s.nome for s in feita.sumidos] == ["some"]
    (alterado,) = feita.alterados
    assert (alterado.nome, alterado.antes, alterado.depois) == ("muda", 5, 6)
    assert (alterado.sha256_antes, alterado.sha256_depois) == ("velho", "outro!")
    assert feita.movidos == ()


def test_movido_e_o_mesmo_conteudo_com_o_mesmo_nome_primeiro() -> None:
    antes = _manifesto("A", a__x="um", a__y="um", a__z="um")
    depois = _manifesto("B", b__w="um", b__y="um", b__x="um")
    feita = comparar(antes, depois)
    assert _movidos(feita) == [("a/x", "b/x"), ("a/y", "b/y"), ("a/z", "b/w")]
    assert (feita.novos, feita.sumidos) == ((), ())


def test_copia_e_nova_e_vazio_nao_prova_nada() -> None:
    antes = _manifesto("A", original="um", vazio="")
    depois = _manifesto("B", original="um", copia="um", outro_vazio="")
    feita = comparar(antes, depois)
    assert [n.nome for n in feita.novos] == ["copia", "outro_vazio"]
    assert [s.nome for s in feita.sumidos] == ["vazio"]
    assert feita.movidos == ()


def test_sem_abrir_pacote_algum(tmp_path: Path) -> None:
    repositorio = Repositorio(tmp_path / "backups")
    repositorio.fazer(itens_de(escrever(tmp_path / "b", {"a.mq4": b"1", "velho.mq4": b"vai"})))
    (tmp_path / "b/velho.mq4").rename(tmp_path / "b/novo.mq4")
    repositorio.fazer(itens_de(escrever(tmp_path / "b", {"a.mq4": b"22"})))
    shutil.rmtree(tmp_path / "backups/pacotes")
    primeiro = repositorio.listar()[-1].id
    feita = repositorio.diferenca(primeiro, "ultimo")
    assert [a.nome for a in feita.alterados] == ["a.mq4"]
    assert _movidos(feita) == [("velho.mq4", "novo.mq4")]
    assert repositorio.diferenca("ultimo", "ultimo").iguais == 2
    with pytest.raises(ErroBackup, match="Não existe"):
        repositorio.diferenca(primeiro, "nenhum")
