// What the reader does: filters, clicks, keys; and the start of the page.

const MAIORES = new Set(["tamanho", "copias"]); // the first click on these asks for the largest

const aplicar = (filtros) => {
  busca.value = filtros.busca ?? "";
  copias.checked = filtros.copias ?? true;
  for (const selecao of selecoes) {
    selecao.value = filtros[selecao.dataset.dimensao] ?? "";
    if (selecao.selectedIndex < 0) selecao.value = "";
  }
};

const limpar = () => {
  aplicar({});
  atualizar();
};

const percorrer = (passo) => {
  const botoes = [...corpo.querySelectorAll(".abrir")];
  const atual = botoes.indexOf(document.activeElement);
  if (atual + passo >= botoes.length && !mais.hidden) {
    mostrarMais();
    percorrer(passo);
    return;
  }
  botoes[Math.min(Math.max(atual + passo, 0), botoes.length - 1)]?.focus();
};

const preencher = (selecao) => {
  const { dimensao } = selecao.dataset;
  const usados = dicionarios[dimensao]
    .map(([valor, nome], numero) => ({ valor, nome, numero }))
    .filter(({ valor, numero }) => valor && estado.ordem.some((n) => possui[dimensao](n, numero)))
    .sort((a, b) => comparador.compare(a.nome, b.nome));
  for (const { valor, nome } of usados) selecao.append(new Option(nome, valor));
};

const escutar = () => {
  formulario.addEventListener("input", atualizar);
  formulario.addEventListener("submit", (evento) => evento.preventDefault());
  formulario.addEventListener("reset", (evento) => {
    evento.preventDefault();
    limpar();
  });
  mais.addEventListener("click", mostrarMais);
  corpo.addEventListener("click", (evento) => {
    const botao = evento.target.closest("tr")?.querySelector(".abrir");
    // A click that ends a text selection is no wish to open the row.
    if (botao && (evento.target === botao || getSelection().isCollapsed)) alternarDetalhe(botao);
  });
  tabela.tHead.addEventListener("click", (evento) => {
    const coluna = evento.target.dataset.ordem;
    if (!coluna) return;
    ordenarPor(coluna, estado.coluna === coluna ? !estado.descendente : MAIORES.has(coluna));
    atualizar();
  });
  document.addEventListener("click", (evento) => {
    const ligacao = evento.target.closest("a[data-filtro]");
    if (!ligacao) return;
    aplicar({ [ligacao.dataset.filtro]: ligacao.dataset.valor });
    atualizar();
  });
};

const teclas = {
  "/": () => busca.focus(),
  j: () => percorrer(1),
  k: () => percorrer(-1),
};

document.addEventListener("keydown", (evento) => {
  if (evento.ctrlKey || evento.metaKey || evento.altKey) return;
  if (evento.key === "Escape") limpar();
  else if (teclas[evento.key] && !evento.target.matches("input, select, textarea")) {
    evento.preventDefault();
    teclas[evento.key]();
  }
});

const lembrar = () => {
  try {
    return JSON.parse(sessionStorage.getItem(MEMORIA)) ?? {};
  } catch {
    return {};
  }
};

const { filtros: lembrados = {}, coluna = "", descendente = false } = lembrar();
selecoes.forEach(preencher);
escutar();
aplicar(lembrados);
if (chaves[coluna]) ordenarPor(coluna, descendente);
formulario.hidden = tabela.hidden = false;
atualizar();
