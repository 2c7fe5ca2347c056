// The rows on the page: only those in sight exist, whatever the table holds.

const MARGEM = 8;

const etiquetas = (dimensao, nomes) => nomes.map((nome) => criar("span", `etiqueta ${dimensao}`, nome));

const porcento = (valor) => (valor < 0 ? [] : [`${valor}\u00a0%`]);

const data = (dia) => {
  if (!dia) return [];
  const [ano, mes, doMes] = new Date(dia * 86_400_000).toISOString().slice(0, 10).split("-");
  return [`${doMes}/${mes}/${ano}`];
};

// What each column shows of a row; `padrao` ones are there from the start, widths are in rem.
const COLUNAS = {
  nome: { titulo: "Arquivo", padrao: true, largura: 16.5 },
  tipo: { titulo: "Tipo", padrao: true, largura: 6.5 },
  risco: { titulo: "Riscos", padrao: true, etiquetas: true, largura: 11.5 },
  familia: { titulo: "Famílias", padrao: true, etiquetas: true, largura: 11.5 },
  linguagem: { titulo: "Linguagem", padrao: true, largura: 6 },
  mercado: { titulo: "Mercado", largura: 7 },
  timeframe: { titulo: "Tempo gráfico", largura: 7.5 },
  certeza: { titulo: "Certeza", padrao: true, numero: true, largura: 4.75 },
  nota: { titulo: "Qualidade", numero: true, largura: 6 },
  tamanho: { titulo: "Tamanho", padrao: true, numero: true, largura: 5.5 },
  linhas: { titulo: "Linhas", numero: true, largura: 5.5 },
  dia: { titulo: "Mudado em", numero: true, largura: 7 },
  copias: { titulo: "Cópias", padrao: true, numero: true, largura: 4.5 },
  origem: { titulo: "Origem", largura: 9 },
  codificacao: { titulo: "Codificação", largura: 7.5 },
  situacao: { titulo: "Situação", largura: 8 },
};

const criarLista = ({ tabela, grade, rolagem, aoAbrir, aoOrdenar }) => {
  const { linhas, conteudos, textos } = tabela;
  const corpo = grade.tBodies[0];
  let achadas = [];
  let colunas = [];
  let ativa = -1;
  let desenhada = "";

  const escrever = {
    nome: (linha) => [
      criar("span", "nome", linhas.nome[linha]),
      criar("span", "caminho pasta", tabela.pastaDe(linha)),
    ],
    certeza: (_, n) => porcento(conteudos.certeza[n]),
    nota: (_, n) => (conteudos.nota[n] < 0 ? [] : [String(conteudos.nota[n])]),
    tamanho: (_, n) => [tamanho(conteudos.tamanho[n])],
    linhas: (_, n) => (conteudos.linhas[n] ? [inteiro(conteudos.linhas[n])] : []),
    dia: (linha) => data(linhas.dia[linha]),
    copias: (_, n) => (conteudos.arquivos[n] > 1 ? [inteiro(conteudos.arquivos[n] - 1)] : []),
    codificacao: (_, n) => [textos.codificacao[conteudos.codificacao[n]]],
  };

  const celula = (linha, chave) => {
    const { titulo, numero, etiquetas: comEtiquetas } = COLUNAS[chave];
    const ler = escrever[chave];
    const filhos = ler
      ? ler(linha, linhas.conteudo[linha])
      : comEtiquetas
        ? [criar("div", "etiquetadas", ...etiquetas(chave, tabela.nomes(chave, linha)))]
        : [tabela.nomes(chave, linha).join(", ")].filter(Boolean);
    const td = criar("td", `coluna-${chave}${numero ? " direita" : ""}`, ...filhos);
    td.dataset.titulo = titulo;
    if (chave === "nome") td.title = tabela.caminhoDe(linha);
    else if (comEtiquetas) td.title = tabela.nomes(chave, linha).join(", ");
    return td;
  };

  const altoDaLinha = () =>
    Number.parseFloat(getComputedStyle(grade).getPropertyValue("--alto")) || 48;

  const criarLinha = (posicao) => {
    const linha = achadas[posicao];
    const tr = criar("tr", tabela.ehCopia(linha) ? "copia" : "", ...colunas.map((c) => celula(linha, c)));
    tr.id = `linha-${posicao}`;
    tr.dataset.posicao = posicao;
    tr.setAttribute("aria-rowindex", posicao + 2);
    tr.setAttribute("aria-selected", String(posicao === ativa));
    return tr;
  };

  const calco = (alto) => {
    const tr = criar("tr", "calco");
    tr.setAttribute("aria-hidden", "true");
    tr.append(criar("td", ""));
    tr.firstChild.colSpan = colunas.length;
    tr.style.height = `${alto}px`;
    return tr;
  };

  const desenhar = (deNovo = false) => {
    const alto = altoDaLinha();
    const primeira = Math.max(0, Math.floor(rolagem.scrollTop / alto) - MARGEM);
    const cabem = Math.ceil(rolagem.clientHeight / alto) + 2 * MARGEM;
    const ultima = Math.min(achadas.length, primeira + cabem);
    const janela = `${primeira}-${ultima}-${alto}`;
    if (janela === desenhada && !deNovo) return;
    desenhada = janela;
    const novas = [calco(primeira * alto)];
    for (let posicao = primeira; posicao < ultima; posicao += 1) novas.push(criarLinha(posicao));
    novas.push(calco((achadas.length - ultima) * alto));
    corpo.replaceChildren(...novas);
    // It may name only a row that is there.
    const desenhadaAtiva = ativa >= primeira && ativa < ultima;
    if (desenhadaAtiva) grade.setAttribute("aria-activedescendant", `linha-${ativa}`);
    else grade.removeAttribute("aria-activedescendant");
  };

  const cabecalho = (ordem) => {
    const tr = criar("tr", "");
    tr.setAttribute("aria-rowindex", 1);
    const comFoco = document.activeElement?.dataset.coluna;
    for (const chave of colunas) {
      const botao = criar("button", "", COLUNAS[chave].titulo);
      botao.type = "button";
      botao.dataset.coluna = chave;
      botao.addEventListener("click", () => aoOrdenar(chave));
      const th = criar("th", `coluna-${chave}${COLUNAS[chave].numero ? " direita" : ""}`, botao);
      th.scope = "col";
      if (ordem.replace(/^-/, "") === chave) {
        th.setAttribute("aria-sort", ordem.startsWith("-") ? "descending" : "ascending");
      }
      tr.append(th);
    }
    grade.tHead.replaceChildren(tr);
    tr.querySelector(`[data-coluna="${comFoco}"]`)?.focus({ preventScroll: true });
  };

  // The name takes what the other columns leave, and never less than its own width.
  const medir = () => {
    const larguras = colunas.map((chave) => COLUNAS[chave].largura);
    const cols = colunas.map((chave, n) => {
      const col = criar("col", "");
      if (chave !== "nome") col.style.width = `${larguras[n]}rem`;
      return col;
    });
    grade.querySelector("colgroup").replaceChildren(...cols);
    grade.style.minWidth = `${larguras.reduce((soma, largura) => soma + largura, 0)}rem`;
  };

  const mostrar = (linhasAchadas, chaves, ordem, manterLugar) => {
    achadas = linhasAchadas;
    const mudaram = chaves.join() !== colunas.join();
    colunas = chaves;
    cabecalho(ordem);
    grade.setAttribute("aria-rowcount", achadas.length + 1);
    if (mudaram) medir();
    if (!manterLugar) {
      ativa = -1;
      rolagem.scrollTop = 0;
    }
    desenhar(true);
  };

  const ativar = (posicao) => {
    if (!achadas.length) return -1;
    ativa = Math.max(0, Math.min(achadas.length - 1, posicao));
    const alto = altoDaLinha();
    const topo = ativa * alto;
    const visivel = rolagem.clientHeight - grade.tHead.offsetHeight;
    if (topo < rolagem.scrollTop) rolagem.scrollTop = topo;
    else if (topo + alto > rolagem.scrollTop + visivel) rolagem.scrollTop = topo + alto - visivel;
    desenhar(true);
    return achadas[ativa];
  };

  const pagina = () => Math.max(1, Math.floor(rolagem.clientHeight / altoDaLinha()) - 1);
  const passos = {
    ArrowDown: () => ativa + 1,
    ArrowUp: () => ativa - 1,
    PageDown: () => ativa + pagina(),
    PageUp: () => ativa - pagina(),
    Home: () => 0,
    End: () => achadas.length - 1,
  };

  grade.addEventListener("keydown", (evento) => {
    if (!passos[evento.key] || evento.ctrlKey || evento.metaKey || evento.altKey) return;
    evento.preventDefault();
    const linha = ativar(passos[evento.key]());
    if (linha >= 0) aoAbrir(linha, "percorrer");
  });
  corpo.addEventListener("click", (evento) => {
    const tr = evento.target.closest("tr[data-posicao]");
    // A click that ends a text selection is no wish to open the row.
    if (!tr || !getSelection().isCollapsed) return;
    aoAbrir(ativar(Number(tr.dataset.posicao)), "abrir");
  });
  rolagem.addEventListener("scroll", () => desenhar(), { passive: true });
  // Where rows change their height, the first one in sight stays.
  let altoAntes = altoDaLinha();
  addEventListener("resize", () => {
    const alto = altoDaLinha();
    if (alto !== altoAntes) rolagem.scrollTop *= alto / altoAntes;
    altoAntes = alto;
    desenhar(true);
  });

  return {
    mostrar,
    ativar,
    percorrer: (passo) => ativar(ativa + passo),
    atual: () => (ativa >= 0 ? achadas[ativa] : -1),
    achar: (linha) => achadas.indexOf(linha),
    achadas: () => achadas,
  };
};
