"""Functions of an MQL program, and which of them its entry handlers lead to."""

from __future__ import annotations

import pytest

from tests.fatos.ajuda import programa


def _ativas(codigo: str) -> set[str]:
    return {funcao.nome for funcao in programa(codigo).ativas}


def test_so_o_que_o_tratador_chama_roda() -> None:
    codigo = """
    double Lote() { return(Base()); }
    double Base() { return(1); }
    double Sobra() { return(Resto()); }
    double Resto() { return(2); }
    void OnTick() { double x = Lote(); }
    """
    assert _ativas(codigo) == {"OnTick", "Lote", "Base"}


def test_funcao_solta_nao_roda_mesmo_que_chame_outra() -> None:
    codigo = "void Uma() { Outra(); }\nvoid Outra() {}\nint start() { return(0); }"
    assert _ativas(codigo) == {"start"}


@pytest.mark.parametrize("tratador", ["OnTick", "onTick", "start", "OnTimer", "onStart", "OnInit"])
def test_todo_tratador_e_raiz(tratador: str) -> None:
    codigo = f"void {tratador}() {{ Usada(); }}\nvoid Usada() {{}}\nvoid Sobra() {{}}"
    assert _ativas(codigo) == {tratador, "Usada"}


def test_sem_tratador_tudo_roda() -> None:
    codigo = "#include <core/expert.mqh>\nvoid Uma() {}\nvoid Outra() {}"
    assert _ativas(codigo) == {"Uma", "Outra"}


def test_prototipo_nao_e_chamada() -> None:
    codigo = "double Lote();\nvoid OnTick() {}\ndouble Lote() { return(Base()); }\n"
    codigo += "double Base() { return(1); }\nvoid Nunca() { Lote(); Lote(); }"
    assert _ativas(codigo) == {"OnTick"}


def test_nome_em_comentario_ou_texto_nao_e_chamada() -> None:
    codigo = 'void OnTick() { /* Sobra() */ Print("Sobra()"); }\nvoid Sobra() {}'
    assert _ativas(codigo) == {"OnTick"}


def test_macro_chama() -> None:
    codigo = "#define COMPRA Abrir(1)\nvoid Abrir(int n) {}\nvoid Sobra() {}\n"
    assert _ativas(codigo + "void OnTick() { COMPRA; }") == {"OnTick", "Abrir"}


def test_metodo_roda_onde_classe_e_metodo_sao_citados() -> None:
    codigo = """
    class Robo {
     public:
      Robo() { Preparar(); }
      void Preparar() {}
      void Abrir() { Enviar(); }
      void Enviar() {}
      void Sobra() {}
    };
    Robo robo;
    void OnTick() { robo.Abrir(); }
    """
    assert _ativas(codigo) == {"OnTick", "Robo", "Preparar", "Abrir", "Enviar"}


def test_metodo_definido_fora_da_classe() -> None:
    codigo = """
    class Robo { void Abrir(); void Sobra(); };
    void Robo::Abrir() {}
    void Robo::Sobra() {}
    void OnTick() { Robo r; r.Abrir(); }
    """
    assert [(f.classe, f.nome) for f in programa(codigo).funcoes[:2]] == [
        ("Robo", "Abrir"),
        ("Robo", "Sobra"),
    ]
    assert _ativas(codigo) == {"OnTick", "Abrir"}


def test_classe_de_gerador_que_ninguem_usa_nao_roda() -> None:
    codigo = """
    class Bloco { public: virtual void Rodar() {} };
    class BlocoMartingale : public Bloco { public: void Rodar() { Multiplicar(); } };
    class BlocoCompra : public Bloco { public: void Rodar() { Comprar(); } };
    void Multiplicar() {}
    void Comprar() {}
    Bloco *bloco;
    void OnInit() { bloco = new BlocoCompra(); }
    void OnTick() { bloco.Rodar(); }
    """
    assert {"Comprar", "OnTick", "OnInit"} <= _ativas(codigo)
    assert "Multiplicar" not in _ativas(codigo)


def test_codigo_fora_de_funcoes_vale() -> None:
    achado = programa("double base = 1;\nvoid OnTick() { int x; }\nvoid Sobra() { int y; }")
    codigo = achado.vistas.codigo
    assert achado.ativo(codigo.index("base"))
    assert achado.ativo(codigo.index("int x"))
    assert not achado.ativo(codigo.index("int y"))
    assert achado.em(codigo.index("base")) is None


def test_palavras_ativas() -> None:
    achado = programa("void OnTick() { Print(Ask); }\nvoid Sobra() { Print(Bid); }")
    assert "Ask" in achado.palavras_ativas
    assert "Bid" not in achado.palavras_ativas


def test_parametros_e_padroes() -> None:
    funcao = programa("double Lote(const double base, int vezes = 2, double v[] ) { }").funcoes[0]
    assert [(p.nome, p.padrao) for p in funcao.parametros] == [
        ("base", ""),
        ("vezes", "2"),
        ("v", ""),
    ]


def test_nomes_repetidos_ficam_juntos() -> None:
    achado = programa("double Lote() { return 1; }\ndouble Lote(int n) { return n; }")
    assert len(achado.por_nome["Lote"]) == 2
