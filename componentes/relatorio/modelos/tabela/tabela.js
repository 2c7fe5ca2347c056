// The table as columns: reading, matching, counting and ordering rows, without touching the page.

const comparador = new Intl.Collator("pt-BR", { numeric: true });

const simples = (texto) => {
  const minusculo = texto.toLowerCase();
  return /^[\x00-\x7f]*$/.test(minusculo)
    ? minusculo
    : minusculo.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
};

// Dimensions one can filter by, in the order of the page; `lista` is a column of contents.
const FACETAS = [
  { chave: "risco", titulo: "Risco", lista: "riscos" },
  { chave: "tipo", titulo: "Tipo", um: "tipo" },
  { chave: "linguagem", titulo: "Linguagem", um: "linguagem" },
  { chave: "familia", titulo: "Família", lista: "familias" },
  { chave: "pendencia", titulo: "Precisa de você", bits: "pendencias" },
  { chave: "mercado", titulo: "Mercado", lista: "mercados" },
  { chave: "timeframe", titulo: "Tempo gráfico", lista: "timeframes" },
  { chave: "origem", titulo: "Origem", lista: "origens" },
  { chave: "situacao", titulo: "Situação", daLinha: "situacao" },
];

const criarTabela = ({ dicionarios, textos, linhas, conteudos, grupos, niveis, motivos, mesas, gravidades, raiz, por_bloco }) => {
  const total = linhas.nome.length;
  const bitsEm = (bits) => dicionarios.pendencia.map((_, n) => n).filter((n) => bits & (1 << n));
  const bitsConhecidos = new Map();
  const numerosDosBits = (bits) => {
    if (!bitsConhecidos.has(bits)) bitsConhecidos.set(bits, bitsEm(bits));
    return bitsConhecidos.get(bits);
  };

  // Numbers of the labels that a row carries in one dimension.
  const numerosDe = Object.fromEntries(
    FACETAS.map(({ chave, lista, um, bits, daLinha }) => {
      if (lista) return [chave, (linha) => conteudos[lista][linhas.conteudo[linha]]];
      if (um) {
        const cada = dicionarios[chave].map((_, n) => [n]);
        return [chave, (linha) => cada[conteudos[um][linhas.conteudo[linha]]]];
      }
      if (daLinha) {
        const cada = dicionarios[chave].map((_, n) => [n]);
        return [chave, (linha) => cada[linhas[daLinha][linha]]];
      }
      return [chave, (linha) => numerosDosBits(linhas[bits][linha])];
    }),
  );

  const nomeDe = (dimensao, numero) => dicionarios[dimensao][numero][1];
  const nomes = (dimensao, linha) => numerosDe[dimensao](linha).map((n) => nomeDe(dimensao, n));
  const pastaDe = (linha) => textos.pasta[linhas.pasta[linha]];
  const caminhoDe = (linha) => {
    const pasta = pastaDe(linha);
    return pasta ? `${pasta}/${linhas.nome[linha]}` : linhas.nome[linha];
  };
  const linhaDe = (caminho) => {
    const corte = caminho.lastIndexOf("/");
    const pasta = textos.pasta.indexOf(caminho.slice(0, Math.max(0, corte)));
    const nome = caminho.slice(corte + 1);
    return linhas.nome.findIndex((n, linha) => n === nome && linhas.pasta[linha] === pasta);
  };
  const ehCopia = (linha) => conteudos.mantido[linhas.conteudo[linha]] !== linha;

  // What the search looks through, lower case, without accents: every text once, and none of
  // them joined to a path, for joining costs more than the first search has time for.
  const rotuladas = FACETAS.filter(({ lista, um }) => lista || um);
  let procurados = null;
  const simplificar = () => ({
    pastas: textos.pasta.map(simples),
    nomes: linhas.nome.map(simples),
    rotulos: rotuladas.map(({ chave }) => dicionarios[chave].map(([, nome]) => simples(nome))),
  });

  // For each content whether its hash or one of its labels holds the word.
  const conteudosCom = (tem, rotulos) => {
    const servem = conteudos.sha256.map(tem);
    rotuladas.forEach(({ lista, um }, f) => {
      const serve = rotulos[f].map(tem);
      if (!serve.includes(true)) return;
      conteudos[lista ?? um].forEach((numeros, n) => {
        servem[n] ||= lista ? numeros.some((numero) => serve[numero]) : serve[numeros];
      });
    });
    return servem;
  };

  const testeDaPalavra = (palavra) => {
    procurados ??= simplificar();
    const { pastas, nomes: nomesDeArquivos, rotulos } = procurados;
    const tem = (texto) => texto.includes(palavra);
    const naPasta = pastas.map(tem);
    const noConteudo = conteudosCom(tem, rotulos);
    // A word with a slash may end a folder and begin the name of a file.
    const barra = palavra.lastIndexOf("/");
    const fim = palavra.slice(0, Math.max(0, barra));
    const inicio = palavra.slice(barra + 1);
    const antes = pastas.map((pasta) => barra >= 0 && pasta.endsWith(fim));
    return (linha) => {
      const pasta = linhas.pasta[linha];
      const nome = nomesDeArquivos[linha];
      return naPasta[pasta] || noConteudo[linhas.conteudo[linha]] || tem(nome)
        || (antes[pasta] && nome.startsWith(inicio));
    };
  };

  const numerosEscolhidos = (dimensao, valores) =>
    new Set(dicionarios[dimensao].flatMap(([valor], n) => (valores.includes(valor) ? [n] : [])));

  const testeDaRegra = (regra) => {
    const [chave, letra] = regra.split(/:(?=.$)/);
    const numero = mesas.findIndex(([nome]) => nome === chave);
    const serve = textos.conformidade.map((letras) => numero >= 0 && letras[numero] === letra);
    return (linha) => serve[conteudos.conformidade[linhas.conteudo[linha]]];
  };

  const testeDaPasta = (pasta) => {
    const dentro = textos.pasta.map((p) => p === pasta || p.startsWith(`${pasta}/`));
    return (linha) => dentro[linhas.pasta[linha]];
  };

  // A group is named by the path of the file to keep.
  const testeDoGrupo = (caminho) => {
    const mantida = linhaDe(caminho);
    const grupo = mantida < 0 ? -1 : conteudos.grupo[linhas.conteudo[mantida]];
    return (linha) => grupo >= 0 && conteudos.grupo[linhas.conteudo[linha]] === grupo;
  };

  // What a row must meet whatever the facets say.
  const testes = (filtros) => {
    const exigidos = [];
    if (!filtros.copias) exigidos.push((linha) => !ehCopia(linha));
    if (filtros.pasta) exigidos.push(testeDaPasta(filtros.pasta));
    if (filtros.regra) exigidos.push(testeDaRegra(filtros.regra));
    if (filtros.grupo) exigidos.push(testeDoGrupo(filtros.grupo));
    const palavras = simples(filtros.busca).split(/\s+/).filter(Boolean);
    return [...exigidos, ...palavras.map(testeDaPalavra)];
  };

  // Rows that match, in `ordem`; and for each facet how many rows each of its labels would leave.
  const filtrar = (filtros, ordem) => {
    const exigidos = testes(filtros);
    const escolhas = FACETAS.map(({ chave }) => {
      const valores = filtros.escolhas[chave] ?? [];
      return valores.length ? numerosEscolhidos(chave, valores) : null;
    });
    const leitores = FACETAS.map(({ chave }) => numerosDe[chave]);
    const contagens = FACETAS.map(({ chave }) => new Uint32Array(dicionarios[chave].length));
    const achadas = [];
    for (const linha of ordem) {
      if (!exigidos.every((teste) => teste(linha))) continue;
      let falhou = -1;
      let falhas = 0;
      for (let f = 0; f < escolhas.length && falhas < 2; f += 1) {
        if (escolhas[f] && !leitores[f](linha).some((n) => escolhas[f].has(n))) {
          falhou = f;
          falhas += 1;
        }
      }
      if (falhas > 1) continue;
      if (!falhas) achadas.push(linha);
      // A facet counts what its own choice would let in, the others being kept.
      for (let f = falhas ? falhou : 0; f < (falhas ? falhou + 1 : leitores.length); f += 1) {
        for (const n of leitores[f](linha)) contagens[f][n] += 1;
      }
    }
    return { achadas, contagens };
  };

  // Folders right below `pasta` that hold some of `achadas`, with how many.
  const subpastas = (achadas, pasta) => {
    const porPasta = new Uint32Array(textos.pasta.length);
    for (const linha of achadas) porPasta[linhas.pasta[linha]] += 1;
    const corte = pasta ? pasta.length + 1 : 0;
    const soma = new Map();
    porPasta.forEach((quantas, n) => {
      const resto = textos.pasta[n].slice(corte);
      if (!quantas || !resto || (pasta && !textos.pasta[n].startsWith(`${pasta}/`))) return;
      const nome = resto.split("/", 1)[0];
      soma.set(nome, (soma.get(nome) ?? 0) + quantas);
    });
    return [...soma].sort((a, b) => b[1] - a[1] || comparador.compare(a[0], b[0]));
  };

  // The gravest first: one risk of a class outweighs all those of the classes below.
  const pesos = dicionarios.risco.map(([valor]) => 20 ** (gravidades.length - gravidades.findIndex((classe) => classe.includes(valor))));
  const semCodigo = dicionarios.tipo.findIndex(([valor]) => valor === "nao_codigo");
  const perigos = conteudos.riscos.map((riscos, n) =>
    riscos.reduce((soma, risco) => soma + pesos[risco], conteudos.tipo[n] === semCodigo ? -1 : 0),
  );

  const doConteudoDe = (valores) => (linha) => valores[linhas.conteudo[linha]];
  const doConteudo = (coluna) => doConteudoDe(conteudos[coluna]);
  const juntos = (dimensao) => (linha) => nomes(dimensao, linha).join(", ");
  const chaves = {
    nome: (linha) => linhas.nome[linha],
    pasta: pastaDe,
    linguagem: juntos("linguagem"),
    tipo: juntos("tipo"),
    familia: juntos("familia"),
    risco: doConteudoDe(perigos),
    mercado: juntos("mercado"),
    timeframe: juntos("timeframe"),
    origem: juntos("origem"),
    certeza: doConteudo("certeza"),
    nota: doConteudo("nota"),
    tamanho: doConteudo("tamanho"),
    linhas: doConteudo("linhas"),
    dia: (linha) => linhas.dia[linha],
    copias: doConteudo("arquivos"),
    codificacao: (linha) => textos.codificacao[conteudos.codificacao[linhas.conteudo[linha]]],
    situacao: juntos("situacao"),
  };

  // Texts become their rank, so that sorting compares numbers.
  const postos = (valores) => {
    if (typeof valores[0] === "number") return valores;
    const distintos = [...new Set(valores)].sort(comparador.compare);
    const posto = new Map(distintos.map((texto, n) => [texto, n]));
    return valores.map((texto) => posto.get(texto));
  };

  // All rows in order of one column, without one by danger; equal rows keep the order of the library.
  const ordenar = (coluna, descendente) => {
    const todas = Array.from({ length: total }, (_, linha) => linha);
    if (!Object.hasOwn(chaves, coluna)) {
      const perigo = todas.map(doConteudoDe(perigos));
      return todas.sort((a, b) => perigo[b] - perigo[a] || a - b);
    }
    const crus = todas.map(chaves[coluna]);
    const valores = postos(crus);
    const sinal = descendente ? -1 : 1;
    // What has no value says nothing at the top of either order.
    const vazio = crus.map((valor) => (valor === "" || valor < 0 ? 1 : 0));
    return todas.sort((a, b) => vazio[a] - vazio[b] || sinal * (valores[a] - valores[b]) || a - b);
  };

  return {
    total, dicionarios, textos, linhas, conteudos, grupos, niveis, motivos, mesas, raiz,
    porBloco: por_bloco, numerosDe, nomeDe, nomes, pastaDe, caminhoDe, linhaDe, ehCopia, filtrar, subpastas,
    chaves, ordenar,
  };
};
