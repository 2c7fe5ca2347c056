// One row opened: what it is, the lines that prove it, its inputs, its kin and what differs.

const COPIAS_MOSTRADAS = 20;
const MEMBROS_MOSTRADOS = 30;
const GRAUS = { palavra: "só uma palavra", idioma: "um modo de escrever", mecanismo: "o mecanismo em ação" };

const secao = (titulo, ...filhos) => (filhos.length ? [criar("h3", "", titulo), ...filhos] : []);

const listaDe = (classe, itens) => criar("ul", classe, ...itens.map((item) => criar("li", "", item)));

const provaDe = (tabela, evidencia) => {
  const [regra, porque] = tabela.dicionarios.regra[evidencia.regra];
  const sinal = evidencia.peso > 0 ? "+" : "";
  const item = criar(
    "li",
    evidencia.peso < 0 ? "prova contra" : "prova",
    criar("span", "peso", evidencia.peso ? `${sinal}${evidencia.peso}` : ""),
    criar("span", "onde", evidencia.linha ? `linha ${inteiro(evidencia.linha)}` : "arquivo inteiro"),
    criar("span", "regra", regra),
  );
  if (evidencia.trecho) item.append(criar("code", "", evidencia.trecho));
  item.append(criar("span", "porque", porque));
  if (evidencia.ligadaPor.length) {
    item.append(criar("span", "porque", `ligado por: ${evidencia.ligadaPor.join(", ")}`));
  }
  return item;
};

// Risks first: that is what the reader came for.
const ORDEM = ["risco", "tipo", "familia", "linguagem", "origem", "mercado", "timeframe", "qualidade"];
const lugarDe = (dimensao) => (ORDEM.indexOf(dimensao) + 1 || ORDEM.length + 1);

const provasPorRotulo = (tabela, detalhes) => {
  const porRotulo = new Map([...detalhes.confiancas.keys()].map((rotulo) => [rotulo, []]));
  for (const evidencia of detalhes.evidencias) {
    if (!porRotulo.has(evidencia.rotulo)) porRotulo.set(evidencia.rotulo, []);
    porRotulo.get(evidencia.rotulo).push(evidencia);
  }
  return [...porRotulo]
    .map(([rotulo, provas]) => ({ rotulo, provas, dimensao: tabela.dicionarios.rotulo[rotulo][0] }))
    .filter(({ dimensao, provas }) => dimensao !== "conformidade" && provas.length)
    .sort((a, b) => lugarDe(a.dimensao) - lugarDe(b.dimensao));
};

const rotuloComProvas = (tabela, detalhes, { rotulo, provas, dimensao }) => {
  const certeza = detalhes.confiancas.get(rotulo);
  const partes = [criar("strong", "", tabela.dicionarios.rotulo[rotulo][1])];
  if (certeza) {
    const grau = GRAUS[certeza.grau] ? `, ${GRAUS[certeza.grau]}` : "";
    partes.push(criar("span", "nota", ` certeza ${certeza.pontos}${grau}`));
  }
  const caixa = criar(
    "details",
    `provado ${dimensao}`,
    criar("summary", "", ...partes),
    criar("ul", "provas", ...provas.map((prova) => provaDe(tabela, prova))),
  );
  caixa.open = dimensao === "risco" || dimensao === "tipo" || dimensao === "familia";
  return caixa;
};

const celulas = (valores, tag = "td") => criar("tr", "", ...valores.map((valor) => criar(tag, "", valor)));

const tabelaDeEntradas = (tabela, detalhes) => {
  if (!detalhes.entradas.length) return [];
  const deRisco = ({ rotulo }) => tabela.dicionarios.rotulo[rotulo][0] === "risco";
  const ligam = new Set(detalhes.evidencias.filter(deRisco).flatMap(({ ligadaPor }) => ligadaPor));
  const cabeca = celulas(["Nome", "Tipo", "Padrão", "Comentário"], "th");
  for (const th of cabeca.children) th.scope = "col";
  const linhas = detalhes.entradas.map(({ nome, tipo, padrao, comentario }) => {
    const tr = celulas([nome, tipo, padrao, comentario]);
    if (ligam.has(nome)) {
      tr.className = "liga";
      tr.firstChild.append(criar("span", "etiqueta risco", "liga um risco"));
    }
    return tr;
  });
  const quadro = criar("table", "entradas", criar("thead", "", cabeca), criar("tbody", "", ...linhas));
  const faltam = detalhes.entradasAoTodo - detalhes.entradas.length;
  return [quadro, ...(faltam > 0 ? [criar("p", "nota", `e mais ${inteiro(faltam)}: todas com explicar`)] : [])];
};

// What a finding means, by the sense of its rule.
const SENTIDOS = [
  ["infringe", "construção proibida ou limitada", "construções proibidas ou limitadas"],
  ["protege", "proteção", "proteções"],
  ["permite", "construção permitida", "construções permitidas"],
];

const conformidadeDe = (tabela, conteudo, detalhes) => {
  const letras = tabela.textos.conformidade[tabela.conteudos.conformidade[conteudo]];
  if (!letras) return [];
  const provas = new Map(
    detalhes.evidencias
      .map((evidencia) => [tabela.dicionarios.regra[evidencia.regra][0], evidencia])
      .filter(([, { rotulo }]) => tabela.dicionarios.rotulo[rotulo][0] === "conformidade"),
  );
  const porMesa = new Map();
  tabela.mesas.forEach(([chave, mesa, texto, sentido], n) => {
    if (!letras[n] || letras[n] === "-") return;
    if (!porMesa.has(mesa)) porMesa.set(mesa, []);
    const linha = provas.get(chave)?.linha;
    const onde = letras[n] === "e" && linha ? `, linha ${inteiro(linha)}` : "";
    porMesa.get(mesa).push(
      criar("li", "", criar("span", `achado ${letras[n]} ${sentido}`, `${LETRAS[letras[n]]}${onde}`), ` ${texto}`),
    );
  });
  return [...porMesa].map(([mesa, itens]) => {
    const resumo = SENTIDOS.map(([sentido, um, varios]) => {
      const quantas = itens.filter(({ firstChild }) => firstChild.matches(`.e.${sentido}`)).length;
      return quantas ? `${inteiro(quantas)} ${quantas === 1 ? um : varios}` : "";
    }).filter(Boolean).join(", ");
    return criar(
      "details",
      "",
      criar("summary", "", mesa, criar("span", "nota", ` ${resumo || "nada encontrado"}`)),
      criar("ul", "achados", ...itens),
    );
  });
};

const dependenciasDe = (detalhes) =>
  detalhes.dependencias.map(([especie, nome, linha, onde]) => {
    const falta = !onde && especie !== "import";
    const estado = onde === "plataforma" ? "da plataforma" : onde || (falta ? "não está na biblioteca" : "de fora");
    return criar("li", falta ? "falta" : "", criar("code", "", nome), ` ${especie}, linha ${inteiro(linha)}: ${estado}`);
  });

const rotulosDoTopo = (tabela, linha) => {
  const faixa = criar("p", "etiquetas");
  for (const dimensao of ["risco", "tipo", "linguagem", "familia", "mercado", "timeframe", "origem"]) {
    faixa.append(...etiquetas(dimensao, tabela.nomes(dimensao, linha).filter(Boolean)));
  }
  return faixa;
};

const fatosDe = (tabela, linha, detalhes) => {
  const { conteudos, textos, linhas } = tabela;
  const n = linhas.conteudo[linha];
  const falha = textos.falha[linhas.falha[linha]];
  const pares = [
    ["Situação", falha ? `${tabela.nomes("situacao", linha)[0]}: ${falha}` : ""],
    ["Tamanho", `${tamanho(conteudos.tamanho[n])}${conteudos.linhas[n] ? `, ${inteiro(conteudos.linhas[n])} linhas` : ""}`],
    ["Mudado em", data(linhas.dia[linha])[0] ?? ""],
    ["Versão da linguagem", textos.versao[conteudos.versao[n]]],
    ["Codificação", textos.codificacao[conteudos.codificacao[n]]],
    ["Qualidade", conteudos.nota[n] < 0 ? "" : `${conteudos.nota[n]} de 100`],
    ["Na árvore arrumada", detalhes.destino],
    ["SHA-256", conteudos.sha256[n] && `${conteudos.sha256[n]}…`],
  ].filter(([, valor]) => valor);
  return criar("dl", "fatos", ...pares.flatMap(([nome, valor]) => [criar("dt", "", nome), criar("dd", "", valor)]));
};

const iguaisA = (tabela, linha) => {
  const { linhas, conteudos } = tabela;
  const conteudo = linhas.conteudo[linha];
  if (conteudos.arquivos[conteudo] < 2) return [];
  const iguais = [];
  for (let n = 0; n < tabela.total && iguais.length < COPIAS_MOSTRADAS; n += 1) {
    if (linhas.conteudo[n] === conteudo) iguais.push(n);
  }
  const itens = iguais.map((n) => {
    const item = criar("li", "caminho", tabela.caminhoDe(n));
    if (n === conteudos.mantido[conteudo]) item.prepend(criar("span", "etiqueta manter", "manter"));
    return item;
  });
  const faltam = conteudos.arquivos[conteudo] - iguais.length;
  if (faltam > 0) itens.push(criar("li", "mais", `e mais ${inteiro(faltam)}`));
  return [criar("ul", "iguais", ...itens)];
};

// The other contents of the group, each with what differs, found when asked for.
const parentesDe = (tabela, linha, aoAbrir) => {
  const { conteudos, linhas, grupos } = tabela;
  const este = linhas.conteudo[linha];
  const grupo = conteudos.grupo[este];
  if (grupo < 0) return [];
  const membros = conteudos.grupo.flatMap((g, n) => (g === grupo ? [n] : []));
  const fica = linhas.conteudo[grupos.mantido[grupo]];
  const porques = grupos.motivos[grupo].map((n) => tabela.motivos[n]).join("; ");
  const manter = criar("p", "", "Manter: ", criar("span", "caminho", tabela.caminhoDe(grupos.mantido[grupo])));
  if (porques) manter.append(criar("small", "", porques));
  const outros = membros.filter((n) => n !== este).map((n) => {
    const lugar = criar("div", "diferencas");
    const abrir = criar("button", "ligacao", linhas.nome[conteudos.mantido[n]]);
    abrir.type = "button";
    abrir.addEventListener("click", () => aoAbrir(conteudos.mantido[n]));
    const caixa = criar("details", "", criar("summary", "", "o que difere deste"), lugar);
    caixa.addEventListener("toggle", async () => {
      if (caixa.open && !lugar.childNodes.length) lugar.append(...(await mostrarDiferencas(tabela, este, n)));
    });
    const nivel = n === fica ? "manter" : tabela.niveis[conteudos.nivel[n]];
    return criar("li", "", criar("span", n === fica ? "etiqueta manter" : "etiqueta", NIVEIS[nivel] ?? nivel), " ", abrir,
      criar("span", "caminho", tabela.pastaDe(conteudos.mantido[n])), caixa);
  });
  const mostrados = outros.slice(0, MEMBROS_MOSTRADOS);
  if (outros.length > mostrados.length) mostrados.push(criar("li", "mais", `e mais ${inteiro(outros.length - mostrados.length)}`));
  const todos = criar("a", "", "ver o grupo na tabela");
  todos.href = escreverEndereco(tabela, {
    filtros: { ...SEM_FILTROS, copias: true, grupo: tabela.caminhoDe(grupos.mantido[grupo]) },
    ordem: "", colunas: [], aberta: -1,
  });
  return mostrados.length ? [manter, criar("ul", "parentes", ...mostrados), todos] : [];
};

const NIVEIS = {
  bytes: "idêntico", texto: "mesmo texto", codigo: "mesmo código", marca: "outra marca",
  versao: "outra versão", descompilado: "descompilado", manter: "manter",
};

const copiavel = (nome, texto) => {
  const botao = criar("button", "discreto", nome);
  botao.type = "button";
  botao.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(texto);
      botao.textContent = "Copiado";
    } catch {
      botao.textContent = "O navegador não deixou";
    }
  });
  return botao;
};

// What the panel shows of a row.
const montarDetalhe = async (tabela, linha, aoAbrir) => {
  const conteudo = tabela.linhas.conteudo[linha];
  const detalhes = await detalhesDe(conteudo, tabela.porBloco);
  const titulo = criar("h2", "", tabela.linhas.nome[linha]);
  titulo.id = "t-detalhe";
  titulo.tabIndex = -1;
  const caminho = tabela.caminhoDe(linha);
  const inteira = `${tabela.raiz}${tabela.raiz && !tabela.raiz.endsWith("/") ? "/" : ""}${caminho}`;
  const avisos = [...detalhes.avisos, ...detalhes.observacoes];
  const provas = provasPorRotulo(tabela, detalhes);
  return [
    titulo,
    criar("p", "caminho", caminho),
    rotulosDoTopo(tabela, linha),
    ...(avisos.length ? [listaDe("avisos", avisos)] : []),
    ...secao("Por quê", ...provas.map((p) => rotuloComProvas(tabela, detalhes, p))),
    ...secao("Entradas", ...tabelaDeEntradas(tabela, detalhes)),
    ...secao("Cópias e versões", ...parentesDe(tabela, linha, aoAbrir)),
    ...secao("Onde está este conteúdo", ...iguaisA(tabela, linha)),
    ...secao("Conformidade", ...conformidadeDe(tabela, conteudo, detalhes)),
    ...secao("Precisa de", ...[dependenciasDe(detalhes)].filter((d) => d.length).map((d) => criar("ul", "dependencias", ...d))),
    ...secao("Indicadores chamados", ...(detalhes.indicadores.length ? [criar("p", "", detalhes.indicadores.join(", "))] : [])),
    ...secao("Qualidade do código", ...(detalhes.fortes.length ? [listaDe("fortes", detalhes.fortes)] : []), ...(detalhes.fracos.length ? [listaDe("fracos", detalhes.fracos)] : [])),
    ...secao("Propriedades", ...(detalhes.propriedades.length ? [criar("dl", "fatos", ...detalhes.propriedades.flatMap(([n, v]) => [criar("dt", "", n), criar("dd", "", v)]))] : [])),
    ...secao("Sobre o arquivo", fatosDe(tabela, linha, detalhes)),
    criar(
      "p",
      "acoes-do-arquivo",
      copiavel("Copiar caminho", inteira),
      copiavel("Copiar comando explicar", `python orquestrador_central.py explicar "${inteira}" --html`),
    ),
  ];
};
