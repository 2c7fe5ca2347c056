// What the page does around the table: theme, hints on charts, renewal of a partial report.

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

const botaoDoTema = document.getElementById("tema");
const prefereEscuro = matchMedia("(prefers-color-scheme: dark)");

const guardado = (nome, valor) => {
  // Storage may be switched off; then a choice lasts as long as the page.
  try {
    if (valor !== undefined) localStorage.setItem(nome, valor);
    return localStorage.getItem(nome) ?? "";
  } catch {
    return valor ?? "";
  }
};

const temaAtual = () =>
  document.documentElement.dataset.tema || (prefereEscuro.matches ? "escuro" : "claro");

const mostrarTema = () => {
  botaoDoTema.textContent = temaAtual() === "escuro" ? "Tema claro" : "Tema escuro";
};

const escolhido = guardado("orquestrador:tema");
if (escolhido === "claro" || escolhido === "escuro") {
  document.documentElement.dataset.tema = escolhido;
}
botaoDoTema.hidden = false;
mostrarTema();
prefereEscuro.addEventListener("change", mostrarTema);
botaoDoTema.addEventListener("click", () => {
  const tema = temaAtual() === "escuro" ? "claro" : "escuro";
  document.documentElement.dataset.tema = tema;
  guardado("orquestrador:tema", tema);
  mostrarTema();
});

const dica = document.getElementById("dica");

const mostrarDica = (evento) => {
  const alvo = evento.target.closest?.("[data-dica]");
  dica.hidden = !alvo;
  if (!alvo) return;
  dica.textContent = alvo.dataset.dica;
  const { left, bottom, top, width } = alvo.getBoundingClientRect();
  const x = evento.clientX ?? left + width / 2;
  const caixa = dica.getBoundingClientRect();
  const acima = bottom + caixa.height + 12 > innerHeight;
  const y = evento.clientY === undefined ? (acima ? top - caixa.height - 6 : bottom + 6)
    : evento.clientY + (evento.clientY + caixa.height + 24 > innerHeight ? -caixa.height - 12 : 16);
  dica.style.left = `${Math.max(8, Math.min(x + 12, innerWidth - caixa.width - 8))}px`;
  dica.style.top = `${y}px`;
};

document.addEventListener("pointermove", mostrarDica);
document.addEventListener("pointerdown", mostrarDica);
document.addEventListener("focusin", mostrarDica);
// Focus may scroll the page itself; that is no reason to hide what it just showed.
let focada = 0;
document.addEventListener("focusin", () => { focada = Date.now(); });
addEventListener("scroll", () => {
  if (Date.now() - focada > 400) dica.hidden = true;
}, { passive: true });

// The state of the table is in the address, so a reload keeps it; nobody is interrupted.
if (document.body.dataset.parcial !== undefined) {
  let mexeu = 0;
  for (const tipo of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(tipo, () => { mexeu = Date.now(); }, { passive: true });
  }
  setInterval(() => {
    if (Date.now() - mexeu > 15_000) location.reload();
  }, 30_000);
}
