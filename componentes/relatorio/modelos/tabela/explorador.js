// The start of the table, and what the reader does with it: filters, clicks, keys.

const MAIORES = new Set(["tamanho", "copias", "linhas", "nota", "dia", "risco"]); // largest first
const CALMA = 150;
const PAUSA_PARA_LER = 600;

const iniciar = async () => {
  const secao = document.getElementById("arquivos");
  const mesa = document.getElementById("mesa");
  const busca = document.getElementById("busca");
  const copias = document.getElementById("com-copias");
  const grade = document.getElementById("lista");
  const facetas = document.getElementById("facetas");
  const colunas = document.getElementById("colunas");
  const ordem = document.getElementById("ordem");
  const vazio = document.getElementById("vazio");
  const botaoDeFiltros = document.getElementById("abrir-filtros");

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

  const estado = { filtros: SEM_FILTROS, ordem: "", colunas: padrao, aberta: -1 };
  let ordemPronta = { chave: null, linhas: [] };
  let resultado = { achadas: [], contagens: [] };

  const linhasEmOrdem = () => {
    if (ordemPronta.chave !== estado.ordem) {
      const coluna = estado.ordem.replace(/^-/, "");
      ordemPronta = { chave: estado.ordem, linhas: tabela.ordenar(coluna, estado.ordem.startsWith("-")) };
    }
    return ordemPronta.linhas;
  };

  const endereco = () => {
    const usuais = estado.colunas.join() === padrao.join();
    return escreverEndereco(tabela, { ...estado, colunas: usuais ? [] : estado.colunas });
  };

  // What one can go back from is a step of its own; typing and reading on are none.
  let escrita = 0;
  const lembrar = (passo = false) => {
    clearTimeout(escrita);
    const escrever = () => {
      const novo = endereco();
      // An address that asks for nothing is left as it is: the reader may stand elsewhere.
      if (novo === location.hash || (novo === "#?" && !location.hash.startsWith("#?"))) return;
      try {
        history[passo ? "pushState" : "replaceState"](null, "", novo);
      } catch {
        // Some browsers forbid it for files; then the address does not follow.
      }
    };
    if (passo) escrever();
    else escrita = setTimeout(escrever, CALMA);
  };

  const painel = criarPainel({
    tabela,
    grade,
    aoMudar: (aberta, passo) => {
      estado.aberta = aberta;
      if (passo !== null) lembrar(passo);
    },
    aoSeguir: (linha) => irPara(linha),
  });

  const irPara = (linha, como = "abrir") => {
    const posicao = lista.achar(linha);
    if (posicao >= 0) lista.ativar(posicao);
    painel.abrir(linha, como);
  };

  // A third click takes the order away: then the most dangerous come first again.
  const ordenarPor = (chave) => {
    const primeira = MAIORES.has(chave) ? `-${chave}` : chave;
    const segunda = MAIORES.has(chave) ? chave : `-${chave}`;
    estado.ordem = { [primeira]: segunda, [segunda]: "" }[estado.ordem] ?? primeira;
    atualizar({ passo: true });
  };

  const lista = criarLista({
    tabela, grade, rolagem: document.getElementById("rolagem"), aoAbrir: painel.abrir, aoOrdenar: ordenarPor,
  });

  const mudar = (chave, valor, ligada, { passo = true } = {}) => {
    const filtros = { ...estado.filtros, escolhas: { ...estado.filtros.escolhas } };
    if (chave === "tudo") estado.filtros = { ...SEM_FILTROS, copias: filtros.copias };
    else if (Object.hasOwn(SEM_FILTROS, chave)) estado.filtros = { ...filtros, [chave]: valor };
    else {
      const atuais = filtros.escolhas[chave] ?? [];
      filtros.escolhas[chave] = ligada ? [...atuais, valor] : atuais.filter((v) => v !== valor);
      if (!filtros.escolhas[chave].length) delete filtros.escolhas[chave];
      estado.filtros = filtros;
    }
    mostrarControles();
    atualizar({ passo });
  };

  const mostrarControles = () => {
    if (busca.value !== estado.filtros.busca) busca.value = estado.filtros.busca;
    copias.checked = estado.filtros.copias;
    ordem.value = estado.ordem;
  };

  const caixas = criarFacetas(facetas, tabela, mudar);

  const retirar = (chave, valor) => {
    mudar(chave, valor, false);
    (document.querySelector("#ativos button") ?? busca).focus({ preventScroll: true });
  };

  let leitura = 0;
  const contar = () => {
    const { filtros } = estado;
    const quantos = `${inteiro(resultado.achadas.length)} de ${inteiro(tabela.total)} ${grade.dataset.itens}`;
    const ordenado = estado.ordem || !resultado.achadas.length ? "" : ", os mais perigosos primeiro";
    document.getElementById("contagem").textContent =
      `${quantos}${filtros.copias ? "" : " (cópias ocultas)"}${ordenado}`;
    // A screen reader hears the number once the reader pauses, not at every key.
    clearTimeout(leitura);
    leitura = setTimeout(() => { document.getElementById("dito").textContent = quantos; }, PAUSA_PARA_LER);
  };

  const mostrarVazio = () => {
    vazio.hidden = resultado.achadas.length > 0 || !tabela.total;
    if (vazio.hidden) return;
    const botao = (texto, aoClicar) => {
      const feito = criar("button", "discreto", texto);
      feito.type = "button";
      feito.addEventListener("click", aoClicar);
      return feito;
    };
    vazio.replaceChildren(
      criar("p", "", "Nenhum arquivo combina com tudo isto."),
      botao("Limpar os filtros", () => retirar("tudo", "")),
      ...(estado.filtros.copias ? [] : [botao("Mostrar também as cópias", () => mudar("copias", true, true))]),
    );
  };

  const atualizar = ({ manterLugar = false, passo = false } = {}) => {
    resultado = tabela.filtrar(estado.filtros, linhasEmOrdem());
    caixas.mostrar(estado.filtros, resultado);
    mostrarAtivos(document.getElementById("ativos"), estado.filtros, tabela, retirar);
    contar();
    mostrarVazio();
    lista.mostrar(resultado.achadas, estado.colunas, estado.ordem, manterLugar);
    lembrar(passo);
  };

  const mostrarColunas = () => {
    colunas.replaceChildren(
      ...oferecidas.filter((chave) => chave !== "nome").map((chave) => {
        const caixa = criar("input", "");
        caixa.type = "checkbox";
        caixa.checked = estado.colunas.includes(chave);
        caixa.addEventListener("change", () => {
          estado.colunas = oferecidas.filter((c) => (c === chave ? caixa.checked : estado.colunas.includes(c)));
          atualizar({ manterLugar: true });
        });
        return criar("label", "", caixa, COLUNAS[chave].titulo);
      }),
    );
  };

  const mostrarOrdens = () => {
    const opcoes = oferecidas.map((chave) =>
      new Option(COLUNAS[chave].titulo, MAIORES.has(chave) ? `-${chave}` : chave),
    );
    ordem.replaceChildren(new Option("Mais perigosos primeiro", ""), ...opcoes);
  };

  const aVista = () => {
    const { top, bottom } = secao.getBoundingClientRect();
    return top < innerHeight / 2 && bottom > innerHeight / 2;
  };

  // The address is the state: a link on the page, the back button and a reload all come here.
  const obedecer = ({ comFoco }) => {
    const pedido = lerEndereco(tabela);
    if (!pedido && location.hash) return;
    clearTimeout(escrita);
    painel.esconder();
    estado.filtros = pedido?.filtros ?? SEM_FILTROS;
    const coluna = (pedido?.ordem ?? "").replace(/^-/, "");
    estado.ordem = Object.hasOwn(tabela.chaves, coluna) ? pedido.ordem : "";
    const pedidas = oferecidas.filter((chave) => pedido?.colunas.includes(chave));
    estado.colunas = pedidas.length ? ["nome", ...pedidas.filter((chave) => chave !== "nome")] : padrao;
    mostrarColunas();
    mostrarControles();
    atualizar();
    if (pedido && !aVista()) secao.scrollIntoView({ behavior: "instant" });
    if (pedido && comFoco) grade.focus({ preventScroll: true });
    if (pedido?.aberta >= 0) irPara(pedido.aberta, "endereco");
    document.getElementById("perdido").hidden = !pedido?.perdido;
  };

  const percorrer = (passo) => {
    if (!aVista()) secao.scrollIntoView({ behavior: "instant" });
    const linha = lista.percorrer(passo);
    if (linha >= 0) painel.abrir(linha, "percorrer");
  };

  escutarTeclas({ secao, busca, lista, painel, percorrer, filtros: () => estado.filtros, mudar });

  busca.addEventListener("input", () => mudar("busca", busca.value, true, { passo: false }));
  copias.addEventListener("change", () => mudar("copias", copias.checked, true));
  ordem.addEventListener("change", () => {
    estado.ordem = ordem.value;
    atualizar({ passo: true });
  });
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
    const ligacao = evento.target.closest("a[href^='#']");
    if (!ligacao) return;
    const ancora = ligacao.getAttribute("href");
    // The same address again changes nothing, and so would say nothing.
    if (ancora === location.hash) obedecer({ comFoco: true });
    if (ancora.startsWith("#?")) return;
    // The address is the table's: moving about the page does not take it.
    const alvo = document.getElementById(ancora.slice(1));
    if (!alvo) return;
    evento.preventDefault();
    alvo.tabIndex = -1;
    alvo.focus({ preventScroll: true });
    alvo.scrollIntoView();
  });
  addEventListener("hashchange", () => obedecer({ comFoco: true }));

  mesa.hidden = false;
  mostrarOrdens();
  if (location.hash && !location.hash.startsWith("#?")) {
    mostrarColunas();
    atualizar();
  } else obedecer({ comFoco: false });
  document.documentElement.dataset.pronta = "";
};

const semTabela = (motivo) => {
  const aviso = document.getElementById("sem-tabela");
  aviso.hidden = false;
  if (motivo) aviso.textContent = `A tabela não pôde ser aberta (${motivo}); o arquivo pode estar incompleto. Gere o relatório de novo.`;
};

if (typeof DecompressionStream === "function") iniciar().catch((erro) => semTabela(erro.message));
else semTabela("");
