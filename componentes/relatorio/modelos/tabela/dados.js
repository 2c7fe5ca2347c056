// The packed data: columns of the table at once, details of a content when it is opened.

const pacotes = [...document.querySelectorAll("script.pacote")];

const desempacotar = async (texto) => {
  const sinais = atob(texto);
  const bytes = new Uint8Array(sinais.length);
  for (let n = 0; n < sinais.length; n += 1) bytes[n] = sinais.charCodeAt(n);
  const fluxo = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(fluxo).json();
};

const abertos = new Map();

const abrirBloco = (numero) => {
  if (!abertos.has(numero)) {
    abertos.set(numero, desempacotar(pacotes[numero + 1].textContent).then(comInicios));
  }
  return abertos.get(numero);
};

const acumular = (quantos) => {
  const inicios = [0];
  for (const n of quantos) inicios.push(inicios.at(-1) + n);
  return inicios;
};

const comInicios = (bloco) => ({
  ...bloco,
  inicioDasEvidencias: acumular(bloco.evidencias_n),
  inicioDasEntradas: acumular(bloco.entradas_n),
  ligadas: new Map(bloco.ligada_por),
});

const evidenciasDe = (bloco, lugar) => {
  const [inicio, fim] = bloco.inicioDasEvidencias.slice(lugar, lugar + 2);
  const evidencias = [];
  for (let n = inicio; n < fim; n += 1) {
    const trecho = bloco.trecho[n];
    evidencias.push({
      rotulo: bloco.rotulo[n],
      regra: bloco.regra[n],
      linha: bloco.linha[n],
      trecho: typeof trecho === "number" ? evidencias[trecho].trecho : trecho,
      peso: bloco.peso[n],
      ligadaPor: bloco.ligadas.get(n) ?? [],
    });
  }
  return evidencias;
};

const entradasDe = (bloco, lugar) => {
  const [inicio, fim] = bloco.inicioDasEntradas.slice(lugar, lugar + 2);
  const entradas = [];
  for (let n = inicio; n < fim; n += 1) {
    entradas.push({
      nome: bloco.nome[n],
      tipo: bloco.tipo[n],
      padrao: bloco.padrao[n],
      comentario: bloco.comentario[n],
      linha: bloco.linha_da_entrada[n],
    });
  }
  return entradas;
};

const confiancasDe = (bloco, lugar) => {
  const pares = bloco.confianca[lugar];
  const confiancas = new Map();
  for (let n = 0; n < pares.length; n += 2) {
    confiancas.set(pares[n], { pontos: pares[n + 1], grau: bloco.graus[lugar][n / 2] });
  }
  return confiancas;
};

const SIMPLES = [
  "dependencias", "propriedades", "fortes", "fracos", "avisos", "observacoes", "indicadores",
  "destino",
];

// All that is known of content number `conteudo`.
const detalhesDe = async (conteudo, porBloco) => {
  const lugar = conteudo % porBloco;
  const bloco = await abrirBloco(Math.floor(conteudo / porBloco));
  return {
    evidencias: evidenciasDe(bloco, lugar),
    entradas: entradasDe(bloco, lugar),
    entradasAoTodo: bloco.entradas_ao_todo[lugar],
    confiancas: confiancasDe(bloco, lugar),
    ...Object.fromEntries(SIMPLES.map((nome) => [nome, bloco[nome][lugar]])),
  };
};
