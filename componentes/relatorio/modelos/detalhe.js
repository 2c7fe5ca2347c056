// One row opened: where it lies, what it is a copy of, and the lines that prove its labels.

const criar = (tag, classe, ...filhos) => {
  const elemento = document.createElement(tag);
  if (classe) elemento.className = classe;
  elemento.append(...filhos);
  return elemento;
};

const inteiro = (numero) => String(numero).replace(/\B(?=(\d{3})+$)/g, "\u202f");

const tamanho = (bytes) => {
  if (bytes < 1024) return `${bytes}\u00a0B`;
  let valor = bytes / 1024;
  let unidade = 0;
  for (; valor >= 1023.95 && unidade < 3; unidade += 1) valor /= 1024;
  return `${valor.toFixed(valor < 99.95 ? 1 : 0).replace(".", ",")}\u00a0${["KB", "MB", "GB", "TB"][unidade]}`;
};

const EXEMPLOS_DE_COPIAS = 20;

const copiasDe = (linha) => {
  const conteudo = linhas.conteudo[linha];
  const outras = [];
  for (let n = 0; n < TOTAL && outras.length <= EXEMPLOS_DE_COPIAS; n += 1) {
    if (linhas.conteudo[n] === conteudo && n !== linha) outras.push(n);
  }
  return outras;
};

const fatos = (linha) => {
  const n = linhas.conteudo[linha];
  const falha = textos.falha[linhas.falha[linha]];
  return [
    ["Caminho", caminhoDe(linha)],
    ["Situação", dicionarios.situacao[linhas.situacao[linha]][1] + (falha && `: ${falha}`)],
    ["Manter", ehCopia(linha) ? caminhoDe(conteudos.mantido[n]) : ""],
    ["Versão da linguagem", textos.versao[conteudos.versao[n]]],
    ["Codificação", textos.codificacao[conteudos.codificacao[n]]],
    ["Linhas", conteudos.linhas[n] ? inteiro(conteudos.linhas[n]) : ""],
    ["SHA-256", conteudos.sha256[n] && `${conteudos.sha256[n]}…`],
  ].filter(([, valor]) => valor);
};

const provas = (linha) => {
  const dados = conteudos.evidencias[linhas.conteudo[linha]];
  const itens = [];
  for (let n = 0; n < dados.length; n += 5) {
    const [regra, rotulo, numero, trecho, peso] = dados.slice(n, n + 5);
    const item = criar("li", "prova");
    item.append(
      criar("span", "rotulo", dicionarios.rotulo[rotulo][1]),
      criar("span", "onde", numero ? `linha ${inteiro(numero)}` : "arquivo inteiro"),
      criar("span", "regra", `${dicionarios.regra[regra][0]}, peso ${peso}`),
      criar("code", "", textos.trecho[trecho]),
      criar("span", "porque", dicionarios.regra[regra][1]),
    );
    itens.push(item);
  }
  return itens;
};

const listaDeCopias = (linha) => {
  const outras = copiasDe(linha);
  const mostradas = outras.slice(0, EXEMPLOS_DE_COPIAS);
  const itens = mostradas.map((outra) => criar("li", "caminho", caminhoDe(outra)));
  const faltam = conteudos.arquivos[linhas.conteudo[linha]] - 1 - mostradas.length;
  if (faltam > 0) itens.push(criar("li", "", `e mais ${inteiro(faltam)}`));
  return itens;
};

const detalhe = (linha) => {
  const caixa = criar("div", "detalhe");
  const lista = criar("dl", "");
  for (const [nome, valor] of fatos(linha)) {
    lista.append(criar("dt", "", nome), criar("dd", "", valor));
  }
  caixa.append(lista);
  const secoes = [
    ["As provas mais fortes", "provas", provas(linha)],
    ["O mesmo conteúdo também está em", "exemplos", listaDeCopias(linha)],
  ];
  for (const [titulo, classe, itens] of secoes) {
    if (itens.length) caixa.append(criar("h3", "", titulo), criar("ul", classe, ...itens));
  }
  return caixa;
};
