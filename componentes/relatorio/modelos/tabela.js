// The table as columns: reading, matching and ordering rows, without touching the page.

const { dicionarios, textos, linhas, conteudos } = JSON.parse(
  document.getElementById("dados").textContent,
);
const TOTAL = linhas.nome.length;
const comparador = new Intl.Collator("pt-BR", { numeric: true });

const nomes = (dimensao, numeros) => numeros.map((numero) => dicionarios[dimensao][numero][1]);

const caminhoDe = (linha) => {
  const pasta = textos.pasta[linhas.pasta[linha]];
  return pasta ? `${pasta}/${linhas.nome[linha]}` : linhas.nome[linha];
};

const ehCopia = (linha) => conteudos.mantido[linhas.conteudo[linha]] !== linha;

// Does the row carry label number `numero` of the dimension?
const possui = {
  linguagem: (linha, numero) => conteudos.linguagem[linhas.conteudo[linha]] === numero,
  tipo: (linha, numero) => conteudos.tipo[linhas.conteudo[linha]] === numero,
  familia: (linha, numero) => conteudos.familias[linhas.conteudo[linha]].includes(numero),
  risco: (linha, numero) => conteudos.riscos[linhas.conteudo[linha]].includes(numero),
  situacao: (linha, numero) => linhas.situacao[linha] === numero,
  pendencia: (linha, numero) => (linhas.pendencias[linha] & (1 << numero)) !== 0,
};

const simples = (texto) => {
  const minusculo = texto.toLowerCase();
  return /^[\x00-\x7f]*$/.test(minusculo)
    ? minusculo
    : minusculo.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
};

// What the search looks through: path and labels, lower case, without accents.
const palheiro = (() => {
  const pastas = textos.pasta.map(simples);
  const rotulos = conteudos.tipo.map((tipo, n) =>
    simples(
      [
        ...nomes("linguagem", [conteudos.linguagem[n]]),
        ...nomes("tipo", [tipo]),
        ...nomes("familia", conteudos.familias[n]),
        ...nomes("risco", conteudos.riscos[n]),
      ].join(" "),
    ),
  );
  return linhas.nome.map(
    (nome, n) => `${pastas[linhas.pasta[n]]}/${simples(nome)} ${rotulos[linhas.conteudo[n]]}`,
  );
})();

// Filters: {busca, copias, linguagem, tipo, ...}; a label filter holds a machine value or "".
const combina = (filtros) => {
  const palavras = simples(filtros.busca).split(/\s+/).filter(Boolean);
  const exigidos = Object.keys(possui)
    .filter((dimensao) => filtros[dimensao])
    .map((dimensao) => [
      possui[dimensao],
      dicionarios[dimensao].findIndex(([valor]) => valor === filtros[dimensao]),
    ]);
  return (linha) =>
    !(filtros.copias && ehCopia(linha)) &&
    exigidos.every(([teste, numero]) => teste(linha, numero)) &&
    palavras.every((palavra) => palheiro[linha].includes(palavra));
};

const porConteudo = (coluna) => (linha) => coluna[linhas.conteudo[linha]];
const porNome = (dimensao, coluna) => (linha) =>
  dicionarios[dimensao][coluna[linhas.conteudo[linha]]][1];
const juntos = (dimensao, coluna) => (linha) =>
  nomes(dimensao, coluna[linhas.conteudo[linha]]).join(", ");

const chaves = {
  nome: (linha) => linhas.nome[linha],
  linguagem: porNome("linguagem", conteudos.linguagem),
  tipo: porNome("tipo", conteudos.tipo),
  familia: juntos("familia", conteudos.familias),
  risco: juntos("risco", conteudos.riscos),
  certeza: porConteudo(conteudos.certeza),
  tamanho: porConteudo(conteudos.tamanho),
  copias: porConteudo(conteudos.arquivos),
};

// All rows in order of one column; equal rows keep the order of the library.
const ordenar = (coluna, descendente) => {
  const todas = Array.from({ length: TOTAL }, (_, linha) => linha);
  if (!coluna) return todas;
  const valores = todas.map(chaves[coluna]);
  const sinal = descendente ? -1 : 1;
  const diferenca =
    typeof valores[0] === "number"
      ? (a, b) => valores[a] - valores[b]
      : (a, b) => comparador.compare(valores[a], valores[b]);
  return todas.sort((a, b) => sinal * diferenca(a, b) || a - b);
};
