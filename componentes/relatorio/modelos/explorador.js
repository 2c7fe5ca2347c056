// The table on the page: rows, paging and order.

const PAGINA = 50;
const formulario = document.getElementById("filtros");
const busca = document.getElementById("busca");
const copias = document.getElementById("copias");
const selecoes = [...formulario.querySelectorAll("select")];
const tabela = document.getElementById("arquivos");
const corpo = tabela.tBodies[0];
const mais = document.getElementById("mais");

const estado = { coluna: "", descendente: false, ordem: ordenar("", false), achadas: [], visiveis: 0 };

const lerFiltros = () => ({
  busca: busca.value,
  copias: copias.checked,
  ...Object.fromEntries(selecoes.map((selecao) => [selecao.dataset.dimensao, selecao.value])),
});

const etiquetas = (dimensao, numeros) =>
  nomes(dimensao, numeros).map((nome) => criar("span", `etiqueta ${dimensao}`, nome));

const nomeDaLinha = (linha) => {
  const abrir = criar("button", "abrir", linhas.nome[linha]);
  abrir.type = "button";
  abrir.setAttribute("aria-expanded", "false");
  return [abrir, criar("span", "caminho pasta", textos.pasta[linhas.pasta[linha]])];
};

// What each column shows of row `linha`, whose content is number `n`.
const escrever = {
  nome: nomeDaLinha,
  linguagem: (_, n) => nomes("linguagem", [conteudos.linguagem[n]]),
  tipo: (_, n) => nomes("tipo", [conteudos.tipo[n]]),
  familia: (_, n) => etiquetas("familia", conteudos.familias[n]),
  risco: (_, n) => etiquetas("risco", conteudos.riscos[n]),
  certeza: (_, n) => (conteudos.certeza[n] < 0 ? [] : [`${conteudos.certeza[n]}\u00a0%`]),
  tamanho: (_, n) => [tamanho(conteudos.tamanho[n])],
  copias: (_, n) => (conteudos.arquivos[n] > 1 ? [inteiro(conteudos.arquivos[n] - 1)] : []),
};

// The page's header has only the columns that are not empty everywhere.
const colunas = [...tabela.tHead.querySelectorAll("button")].map((botao) => ({
  chave: botao.dataset.ordem,
  titulo: botao.textContent,
  classe: botao.parentElement.className,
}));

const criarLinha = (linha) => {
  const tr = criar("tr", "");
  tr.dataset.linha = linha;
  for (const { chave, titulo, classe } of colunas) {
    const td = criar("td", classe, ...escrever[chave](linha, linhas.conteudo[linha]));
    td.dataset.titulo = titulo;
    tr.append(td);
  }
  return tr;
};

const mostrarMais = () => {
  const ate = Math.min(estado.visiveis + PAGINA, estado.achadas.length);
  corpo.append(...estado.achadas.slice(estado.visiveis, ate).map(criarLinha));
  estado.visiveis = ate;
  mais.hidden = ate >= estado.achadas.length;
};

const MEMORIA = `explorador:${location.pathname}`;

const guardar = (filtros) => {
  // A partial report reloads itself; what the reader asked for must survive that.
  try {
    const { coluna, descendente } = estado;
    sessionStorage.setItem(MEMORIA, JSON.stringify({ filtros, coluna, descendente }));
  } catch {
    // Storage may be switched off; then a reload simply starts afresh.
  }
};

const atualizar = () => {
  const filtros = lerFiltros();
  estado.achadas = estado.ordem.filter(combina(filtros));
  estado.visiveis = 0;
  corpo.replaceChildren();
  mostrarMais();
  document.getElementById("contagem").textContent =
    `${inteiro(estado.achadas.length)} de ${inteiro(TOTAL)} ${tabela.dataset.itens}` +
    (filtros.copias ? " (cópias ocultas)" : "");
  guardar(filtros);
};

const ordenarPor = (coluna, descendente) => {
  Object.assign(estado, { coluna, descendente, ordem: ordenar(coluna, descendente) });
  for (const botao of tabela.tHead.querySelectorAll("button")) {
    const sentido = descendente ? "descending" : "ascending";
    const cabecalho = botao.parentElement;
    if (botao.dataset.ordem === coluna) cabecalho.setAttribute("aria-sort", sentido);
    else cabecalho.removeAttribute("aria-sort");
  }
};

const alternarDetalhe = (botao) => {
  const tr = botao.closest("tr");
  const aberto = botao.getAttribute("aria-expanded") === "true";
  botao.setAttribute("aria-expanded", String(!aberto));
  if (aberto) {
    tr.nextElementSibling.remove();
    return;
  }
  const td = criar("td", "", detalhe(Number(tr.dataset.linha)));
  td.colSpan = tr.cells.length;
  tr.after(criar("tr", "aberta", td));
};
