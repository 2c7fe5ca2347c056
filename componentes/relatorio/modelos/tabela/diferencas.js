// What one content has, lacks or changes against another: labels, inputs, properties, needs.

const MOSTRADAS = 30;

const semOs = (de, outros) => [...de].filter((item) => !outros.has(item));

const novosERetirados = (titulo, um, outro) => {
  const [antes, depois] = [new Set(um), new Set(outro)];
  return [
    [`${titulo} a mais`, semOs(depois, antes)],
    [`${titulo} a menos`, semOs(antes, depois)],
  ];
};

const mudados = (titulo, um, outro) => {
  const antes = new Map(um);
  const linhas = outro.filter(([nome, valor]) => antes.has(nome) && antes.get(nome) !== valor)
    .map(([nome, valor]) => `${nome}: ${antes.get(nome) || "(vazio)"} → ${valor || "(vazio)"}`);
  return [[titulo, linhas]];
};

const MEDIDAS = (tabela) => [
  ["Tamanho", (n) => tamanho(tabela.conteudos.tamanho[n])],
  ["Linhas", (n) => inteiro(tabela.conteudos.linhas[n])],
  ["Codificação", (n) => tabela.textos.codificacao[tabela.conteudos.codificacao[n]]],
  ["Linguagem", (n) => tabela.nomeDe("linguagem", tabela.conteudos.linguagem[n])],
  ["Tipo", (n) => tabela.nomeDe("tipo", tabela.conteudos.tipo[n])],
];

// Title and lines of everything in which content `outro` differs from content `um`.
const diferencas = async (tabela, um, outro) => {
  const [antes, depois] = await Promise.all(
    [um, outro].map((conteudo) => detalhesDe(conteudo, tabela.porBloco)),
  );
  const { conteudos } = tabela;
  const rotulos = (dimensao, coluna) =>
    [um, outro].map((n) => conteudos[coluna][n].map((numero) => tabela.nomeDe(dimensao, numero)));
  const pares = (detalhes) => detalhes.entradas.map(({ nome, padrao }) => [nome, padrao]);
  const nomesDe = (itens) => itens.map(([nome]) => nome);
  const medidas = MEDIDAS(tabela).filter(([, ler]) => ler(um) !== ler(outro))
    .map(([nome, ler]) => `${nome}: ${ler(um)} → ${ler(outro)}`);
  return [
    ...novosERetirados("Riscos", ...rotulos("risco", "riscos")),
    ...novosERetirados("Famílias", ...rotulos("familia", "familias")),
    ...mudados("Entradas com outro padrão", pares(antes), pares(depois)),
    ...novosERetirados("Entradas", nomesDe(pares(antes)), nomesDe(pares(depois))),
    ...mudados("Propriedades mudadas", antes.propriedades, depois.propriedades),
    ...novosERetirados("Propriedades", nomesDe(antes.propriedades), nomesDe(depois.propriedades)),
    ...novosERetirados(
      "Dependências",
      ...[antes, depois].map((d) => d.dependencias.map(([, nome]) => nome)),
    ),
    ["Medidas", medidas],
  ].filter(([, itens]) => itens.length);
};

const mostrarDiferencas = async (tabela, um, outro) => {
  const achadas = await diferencas(tabela, um, outro);
  if (!achadas.length) {
    return [criar("p", "nota", "Rótulos, entradas e propriedades são iguais; o texto difere. Para ver as linhas, rode duplicatas --grupo.")];
  }
  return achadas.flatMap(([titulo, itens]) => {
    const lista = criar("ul", "", ...itens.slice(0, MOSTRADAS).map((item) => criar("li", "", item)));
    if (itens.length > MOSTRADAS) lista.append(criar("li", "mais", `e mais ${inteiro(itens.length - MOSTRADAS)}`));
    return [criar("h4", "", titulo), lista];
  });
};
