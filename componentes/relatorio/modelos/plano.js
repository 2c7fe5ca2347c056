"use strict";
// The steps of the plan: searched, filtered, fifty at a time. All texts are set as text.

const PAGINA = 50;
const passos = JSON.parse(document.getElementById("dados").textContent);
const formulario = document.getElementById("filtros");
const busca = document.getElementById("busca");
const acao = document.getElementById("acao");
const tabela = document.getElementById("tabela");
const corpo = tabela.tBodies[0];
const mais = document.getElementById("mais");
const contagem = document.getElementById("contagem");
const numeros = new Intl.NumberFormat("pt-BR");
const medidas = new Intl.NumberFormat("pt-BR", { maximumFractionDigits: 1 });

const simples = (texto) =>
  texto.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

const palheiro = passos.map(([, , origem, destino, , motivo, conflito, avisos]) =>
  simples([origem, destino, motivo, conflito, ...avisos].join(" ")),
);

const tamanho = (bytes) => {
  const unidades = ["B", "KB", "MB", "GB", "TB"];
  let n = 0;
  for (; bytes >= 1024 && n < unidades.length - 1; n += 1) bytes /= 1024;
  return `${medidas.format(bytes)}\u00a0${unidades[n]}`;
};

const criar = (marca, classe, ...filhos) => {
  const elemento = document.createElement(marca);
  elemento.className = classe;
  elemento.append(...filhos);
  return elemento;
};

const criarLinha = (indice) => {
  const [numero, qual, origem, destino, bytes, motivo, conflito, avisos] = passos[indice];
  const partes = [criar("span", "caminho", origem)];
  if (destino) partes.push(criar("span", "caminho vai", destino));
  partes.push(criar("span", "porque", motivo));
  if (conflito) partes.push(criar("span", "porque atencao", `conflito: ${conflito}`));
  for (const aviso of avisos) partes.push(criar("span", "porque atencao", `atenção: ${aviso}`));
  return criar(
    "tr",
    "",
    criar("td", "direita", numero ? numeros.format(numero) : ""),
    criar("td", "", criar("span", `etiqueta ${qual}`, qual)),
    criar("td", "", ...partes),
    criar("td", "direita", tamanho(bytes)),
  );
};

let achados = [];
let visiveis = 0;

const mostrarMais = () => {
  corpo.append(...achados.slice(visiveis, visiveis + PAGINA).map(criarLinha));
  visiveis = Math.min(visiveis + PAGINA, achados.length);
  mais.hidden = visiveis >= achados.length;
};

const filtrar = () => {
  const palavras = simples(busca.value).split(/\s+/).filter(Boolean);
  achados = [];
  for (let n = 0; n < passos.length; n += 1) {
    if (acao.value && passos[n][1] !== acao.value) continue;
    if (palavras.every((palavra) => palheiro[n].includes(palavra))) achados.push(n);
  }
  corpo.replaceChildren();
  visiveis = 0;
  mostrarMais();
  contagem.textContent = `${numeros.format(achados.length)} de ${numeros.format(passos.length)}`;
};

formulario.addEventListener("input", filtrar);
formulario.addEventListener("submit", (evento) => evento.preventDefault());
formulario.addEventListener("reset", () => setTimeout(filtrar));
mais.addEventListener("click", mostrarMais);
document.addEventListener("click", (evento) => {
  const pasta = evento.target.closest("[data-pasta]");
  if (!pasta) return;
  busca.value = `${pasta.dataset.pasta}/`;
  acao.value = "";
  filtrar();
});

formulario.hidden = false;
tabela.hidden = false;
filtrar();
