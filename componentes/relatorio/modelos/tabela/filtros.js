// What the reader asks of the table: kept in the address, shown as facets and as chips.

const SEM_FILTROS = Object.freeze({
  busca: "", copias: false, pasta: "", regra: "", grupo: "", escolhas: {},
});

const REGRA = /^[\w.-]+:[env]$/;

// The part of the address behind `#?` says what is asked; other anchors say nothing of it. Files
// and groups go by path: their numbers are others in the next report.
const lerEndereco = (tabela) => {
  if (!location.hash.startsWith("#?")) return null;
  const partes = new URLSearchParams(location.hash.slice(2));
  const lista = (chave) => (partes.get(chave) ?? "").split(",").filter(Boolean);
  const caminho = partes.get("arquivo") ?? "";
  const aberta = caminho ? tabela.linhaDe(caminho) : -1;
  const regra = partes.get("regra") ?? "";
  return {
    filtros: {
      busca: partes.get("q") ?? "",
      copias: partes.get("copias") === "1",
      pasta: partes.get("pasta") ?? "",
      regra: REGRA.test(regra) ? regra : "",
      grupo: partes.get("grupo") ?? "",
      escolhas: Object.fromEntries(
        FACETAS.map(({ chave }) => [chave, lista(chave)]).filter(([, valores]) => valores.length),
      ),
    },
    ordem: partes.get("ordem") ?? "",
    colunas: lista("colunas"),
    aberta,
    perdido: Boolean(caminho) && aberta < 0,
  };
};

const escreverEndereco = (tabela, { filtros, ordem, colunas, aberta }) => {
  const partes = new URLSearchParams();
  const por = (chave, valor) => { if (valor) partes.set(chave, valor); };
  por("q", filtros.busca);
  for (const [chave, valores] of Object.entries(filtros.escolhas)) por(chave, valores.join(","));
  por("pasta", filtros.pasta);
  por("regra", filtros.regra);
  por("grupo", filtros.grupo);
  por("copias", filtros.copias ? "1" : "");
  por("ordem", ordem);
  por("colunas", colunas.join(","));
  por("arquivo", aberta >= 0 ? tabela.caminhoDe(aberta) : "");
  // Commas, colons and slashes are legal there, and easier to read.
  const texto = partes.toString().replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/");
  return `#?${texto}`;
};

const MOSTRADOS = 8;

// One group of check boxes for each dimension that tells some rows from others.
const criarFacetas = (lugar, tabela, aoMudar) => {
  const caixas = new Map();

  const opcao = (chave, [valor, nome]) => {
    const caixa = criar("input", "");
    caixa.type = "checkbox";
    const contagem = criar("span", "numero");
    const item = criar("li", "", criar("label", "", caixa, criar("span", "", nome), contagem));
    caixa.addEventListener("change", () => aoMudar(chave, valor, caixa.checked));
    return { valor, nome, caixa, contagem, item };
  };

  const faceta = ({ chave, titulo }, aberta) => {
    const lista = criar("ul", "");
    const opcoes = tabela.dicionarios[chave].map((par) => opcao(chave, par));
    const mais = criar("button", "mais", "mostrar todos");
    mais.type = "button";
    mais.addEventListener("click", () => {
      const fechada = lista.classList.toggle("todos");
      mais.textContent = fechada ? "mostrar menos" : "mostrar todos";
    });
    const caixa = criar("details", "", criar("summary", "", titulo), lista, mais);
    caixa.open = aberta;
    caixas.set(chave, { caixa, lista, mais, opcoes });
    return caixa;
  };

  const pastas = criar("ul", "");
  const caixaDePastas = criar("details", "", criar("summary", "", "Pasta"), pastas);
  lugar.append(...FACETAS.slice(0, 4).map((f, n) => faceta(f, n < 2)), caixaDePastas);
  lugar.append(...FACETAS.slice(4).map((f) => faceta(f, false)));

  const botaoDePasta = (texto, destino, quantas) => {
    const botao = criar("button", "pasta", criar("span", "", texto));
    if (quantas) botao.append(criar("span", "numero", inteiro(quantas)));
    botao.type = "button";
    botao.addEventListener("click", () => {
      aoMudar("pasta", destino, true);
      pastas.querySelector("button")?.focus({ preventScroll: true });
    });
    return criar("li", "", botao);
  };

  const mostrarPastas = (achadas, pasta) => {
    const acima = pasta.includes("/") ? pasta.slice(0, pasta.lastIndexOf("/")) : "";
    const itens = tabela.subpastas(achadas, pasta).slice(0, 200).map(([nome, quantas]) =>
      botaoDePasta(nome, pasta ? `${pasta}/${nome}` : nome, quantas),
    );
    if (pasta) itens.unshift(botaoDePasta(`↑ ${acima || "todas"}`, acima, 0));
    caixaDePastas.hidden = !itens.length;
    pastas.replaceChildren(...itens);
  };

  const mostrar = (filtros, { achadas, contagens }) => {
    FACETAS.forEach(({ chave }, f) => {
      const { caixa, lista, mais, opcoes } = caixas.get(chave);
      const escolhidas = filtros.escolhas[chave] ?? [];
      const ordem = opcoes
        .map((o, n) => ({ ...o, quantos: contagens[f][n], escolhida: escolhidas.includes(o.valor) }))
        .filter(({ valor, quantos, escolhida }) => valor && (quantos || escolhida))
        .sort((a, b) => b.escolhida - a.escolhida || b.quantos - a.quantos);
      for (const { caixa: marca, contagem, quantos, escolhida } of ordem) {
        marca.checked = escolhida;
        contagem.textContent = inteiro(quantos);
      }
      // A box that moved away under the pointer or the focus would be a trap.
      if (!lista.contains(document.activeElement) && !lista.matches(":hover")) {
        lista.replaceChildren(...ordem.map(({ item }) => item));
        ordem.forEach(({ item }, n) => item.classList.toggle("resto", n >= MOSTRADOS));
      }
      mais.hidden = ordem.length <= MOSTRADOS;
      caixa.hidden = !ordem.length;
      if (escolhidas.length) caixa.open = true;
    });
    mostrarPastas(achadas, filtros.pasta);
    if (filtros.pasta) caixaDePastas.open = true;
  };

  return { mostrar };
};

// Each thing that narrows the table, as a chip that takes it away again.
const mostrarAtivos = (lugar, filtros, tabela, aoRetirar) => {
  const chips = [];
  const chip = (texto, chave, valor) => {
    const botao = criar("button", "", texto, criar("span", "tirar", "×"));
    botao.type = "button";
    botao.setAttribute("aria-label", `Retirar o filtro ${texto}`);
    botao.addEventListener("click", () => aoRetirar(chave, valor));
    chips.push(criar("li", "", botao));
  };
  if (filtros.busca) chip(`“${filtros.busca}”`, "busca", "");
  for (const { chave, titulo } of FACETAS) {
    for (const valor of filtros.escolhas[chave] ?? []) {
      const par = tabela.dicionarios[chave].find(([conhecido]) => conhecido === valor);
      chip(`${titulo}: ${par ? par[1] : valor}`, chave, valor);
    }
  }
  if (filtros.pasta) chip(`Pasta: ${filtros.pasta}`, "pasta", "");
  if (filtros.grupo) chip(`Cópias e versões de ${filtros.grupo.split("/").at(-1)}`, "grupo", "");
  if (filtros.regra) {
    const [chave, letra] = filtros.regra.split(/:(?=.$)/);
    const regra = tabela.mesas.find(([nome]) => nome === chave);
    chip(`${regra ? `${regra[1]}: ${regra[2]}` : chave} (${LETRAS[letra] ?? letra})`, "regra", "");
  }
  if (chips.length > 1) {
    const limpar = criar("button", "limpar", "Limpar tudo");
    limpar.type = "button";
    limpar.addEventListener("click", () => aoRetirar("tudo", ""));
    chips.push(criar("li", "", limpar));
  }
  lugar.replaceChildren(...chips);
};

const LETRAS = { e: "encontrado", n: "não encontrado", v: "não verificável" };
