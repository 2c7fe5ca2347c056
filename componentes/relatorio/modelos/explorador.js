// The start of the table, and what the reader does with it: filters, clicks, keys.

const MAIORES = new Set(["tamanho", "copias", "linhas", "nota", "dia"]); // largest first at a click
const CALMA = 120;

const iniciar = async () => {
  const mesa = document.getElementById("mesa");
  const busca = document.getElementById("busca");
  const copias = document.getElementById("com-copias");
  const painel = document.getElementById("detalhe");
  const grade = document.getElementById("lista");
  const facetas = document.getElementById("facetas");
  const botaoDeFiltros = document.getElementById("abrir-filtros");
  const teclasAjuda = document.getElementById("teclas");

  const tabela = criarTabela(await desempacotar(pacotes[0].textContent));

  // A column that would be empty in every row is not offered.
  const vazia = {
    certeza: () => tabela.conteudos.certeza.every((valor) => valor < 0),
    nota: () => tabela.conteudos.nota.every((valor) => valor < 0),
    linhas: () => tabela.conteudos.linhas.every((valor) => !valor),
    dia: () => tabela.linhas.dia.every((valor) => !valor),
    copias: () => tabela.conteudos.arquivos.every((valor) => valor < 2),
    codificacao: () => tabela.textos.codificacao.every((texto) => !texto),
    ...Object.fromEntries(
      ["familia", "risco", "mercado", "timeframe", "origem"].map((chave) => [
        chave,
        () => !tabela.dicionarios[chave].length,
      ]),
    ),
  };
  const oferecidas = Object.keys(COLUNAS).filter((chave) => !vazia[chave]?.());
  const padrao = oferecidas.filter((chave) => COLUNAS[chave].padrao);

  const estado = { filtros: SEM_FILTROS, ordem: "", colunas: [], aberta: -1 };
  let ordemPronta = { chave: null, linhas: [] };
  let resultado = { achadas: [], contagens: [] };

  const linhasEmOrdem = () => {
    if (ordemPronta.chave !== estado.ordem) {
      const coluna = estado.ordem.replace(/^-/, "");
      ordemPronta = { chave: estado.ordem, linhas: tabela.ordenar(coluna, estado.ordem.startsWith("-")) };
    }
    return ordemPronta.linhas;
  };

  let escrita = 0;
  const lembrar = () => {
    clearTimeout(escrita);
    escrita = setTimeout(() => {
      const usuais = estado.colunas.join() === padrao.join();
      const endereco = escreverEndereco({ ...estado, colunas: usuais ? [] : estado.colunas });
      // An address that asks for nothing is left as it is: the reader may stand elsewhere.
      if (endereco === "#?" && !location.hash.startsWith("#?")) return;
      try {
        history.replaceState(null, "", endereco);
      } catch {
        // Some browsers forbid it for files; then the address does not follow.
      }
    }, CALMA);
  };

  const fechar = () => {
    if (painel.hidden) return false;
    painel.hidden = true;
    document.body.classList.remove("com-detalhe");
    estado.aberta = -1;
    lembrar();
    grade.focus({ preventScroll: true });
    return true;
  };

  let pedida = 0;
  const abrir = async (linha, como) => {
    if (como === "percorrer" && painel.hidden) return;
    const minha = (pedida += 1);
    estado.aberta = linha;
    const conteudo = await montarDetalhe(tabela, linha, (outra) => irPara(outra));
    if (minha !== pedida) return;
    const fechador = criar("button", "fechar", "Fechar");
    fechador.type = "button";
    fechador.addEventListener("click", fechar);
    painel.replaceChildren(fechador, ...conteudo);
    painel.hidden = false;
    painel.scrollTop = 0;
    document.body.classList.add("com-detalhe");
    if (como === "abrir") document.getElementById("t-detalhe").focus({ preventScroll: true });
    lembrar();
  };

  const irPara = (linha) => {
    const posicao = lista.achar(linha);
    if (posicao >= 0) lista.ativar(posicao);
    abrir(linha, "abrir");
  };

  const ordenarPor = (chave) => {
    const descendente = estado.ordem.replace(/^-/, "") === chave
      ? !estado.ordem.startsWith("-")
      : MAIORES.has(chave);
    estado.ordem = descendente ? `-${chave}` : chave;
    atualizar();
  };

  const lista = criarLista({
    tabela, grade, rolagem: document.getElementById("rolagem"), aoAbrir: abrir, aoOrdenar: ordenarPor,
  });

  const mudar = (chave, valor, ligada) => {
    const filtros = { ...estado.filtros, escolhas: { ...estado.filtros.escolhas } };
    if (chave === "tudo") estado.filtros = { ...SEM_FILTROS, copias: filtros.copias };
    else if (chave in SEM_FILTROS) estado.filtros = { ...filtros, [chave]: valor };
    else {
      const atuais = filtros.escolhas[chave] ?? [];
      filtros.escolhas[chave] = ligada ? [...atuais, valor] : atuais.filter((v) => v !== valor);
      if (!filtros.escolhas[chave].length) delete filtros.escolhas[chave];
      estado.filtros = filtros;
    }
    busca.value = estado.filtros.busca;
    copias.checked = estado.filtros.copias;
    atualizar();
  };

  const caixas = criarFacetas(facetas, tabela, mudar);

  const mostrar = (manterLugar) => {
    const { filtros } = estado;
    caixas.mostrar(filtros, resultado);
    mostrarAtivos(document.getElementById("ativos"), filtros, tabela, (chave, valor) => mudar(chave, valor, false));
    document.getElementById("contagem").textContent =
      `${inteiro(resultado.achadas.length)} de ${inteiro(tabela.total)} ${grade.dataset.itens}` +
      (filtros.copias ? "" : " (cópias ocultas)") +
      (estado.ordem ? "" : ", os mais perigosos primeiro");
    lista.mostrar(resultado.achadas, estado.colunas, estado.ordem, manterLugar);
  };

  const atualizar = (manterLugar = false) => {
    resultado = tabela.filtrar(estado.filtros, linhasEmOrdem());
    mostrar(manterLugar);
    lembrar();
  };

  const colunas = document.getElementById("colunas");
  const mostrarColunas = () => {
    colunas.replaceChildren(
      ...oferecidas.filter((chave) => chave !== "nome").map((chave) => {
        const caixa = criar("input", "");
        caixa.type = "checkbox";
        caixa.checked = estado.colunas.includes(chave);
        caixa.addEventListener("change", () => {
          estado.colunas = oferecidas.filter((c) => (c === chave ? caixa.checked : estado.colunas.includes(c)));
          atualizar(true);
        });
        return criar("label", "", caixa, COLUNAS[chave].titulo);
      }),
    );
  };

  // The address is the state: a link on the page, the back button and a reload all come here.
  const obedecer = (rolar) => {
    const pedido = lerEndereco();
    if (!pedido && rolar) return;
    estado.filtros = pedido?.filtros ?? SEM_FILTROS;
    estado.ordem = tabela.chaves[pedido?.ordem.replace(/^-/, "")] ? pedido.ordem : "";
    const pedidas = oferecidas.filter((chave) => pedido?.colunas.includes(chave));
    estado.colunas = pedidas.length ? ["nome", ...pedidas.filter((chave) => chave !== "nome")] : padrao;
    busca.value = estado.filtros.busca;
    copias.checked = estado.filtros.copias;
    mostrarColunas();
    atualizar();
    if (pedido) document.getElementById("arquivos").scrollIntoView({ behavior: "instant" });
    if (pedido?.aberta >= 0 && pedido.aberta < tabela.total) irPara(pedido.aberta);
    else painel.hidden = true;
  };

  const limpar = () => {
    if (fechar()) return;
    mudar("tudo", "", false);
  };

  const percorrer = (passo) => {
    document.getElementById("arquivos").scrollIntoView({ block: "nearest", behavior: "instant" });
    const linha = lista.percorrer(passo);
    if (linha >= 0) abrir(linha, "percorrer");
  };

  const teclas = {
    "/": () => {
      document.getElementById("arquivos").scrollIntoView({ behavior: "instant" });
      busca.focus({ preventScroll: true });
      busca.select();
    },
    j: () => percorrer(1),
    k: () => percorrer(-1),
    "?": () => teclasAjuda.showModal(),
  };

  document.addEventListener("keydown", (evento) => {
    if (evento.ctrlKey || evento.metaKey || evento.altKey || teclasAjuda.open) return;
    const escrevendo = evento.target.matches("input[type=search], textarea, select");
    const emControle = evento.target.closest("a, button, summary, input");
    if (evento.key === "Escape") {
      for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
      limpar();
    } else if (evento.key === "Enter" && evento.target === busca) {
      evento.preventDefault();
      const linha = lista.ativar(0);
      if (linha >= 0) abrir(linha, "abrir");
    } else if (evento.key === "Enter" && !emControle && lista.atual() >= 0) {
      evento.preventDefault();
      abrir(lista.atual(), "abrir");
    } else if (teclas[evento.key] && !escrevendo) {
      evento.preventDefault();
      teclas[evento.key]();
    }
  });

  busca.addEventListener("input", () => mudar("busca", busca.value, true));
  copias.addEventListener("change", () => mudar("copias", copias.checked, true));
  document.getElementById("ajuda").addEventListener("click", () => teclasAjuda.showModal());
  botaoDeFiltros.addEventListener("click", () => {
    const aberta = facetas.classList.toggle("aberta");
    botaoDeFiltros.setAttribute("aria-expanded", String(aberta));
  });
  for (const botao of document.querySelectorAll("[data-exportar]")) {
    botao.addEventListener("click", () => {
      exportar(tabela, resultado.achadas, botao.dataset.exportar);
      botao.closest("details").open = false;
    });
  }
  document.addEventListener("click", (evento) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(evento.target)) menu.open = false;
    }
  });
  addEventListener("hashchange", () => obedecer(true));

  mesa.hidden = false;
  estado.colunas = padrao;
  obedecer(false);
  document.documentElement.dataset.pronta = "";
};

if (typeof DecompressionStream === "function") iniciar();
else document.getElementById("sem-tabela").hidden = false;
