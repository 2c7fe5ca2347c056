"use strict";
// All that changed: searched, filtered, fifty at a time. All texts are set as text.

const PAGINA = 50;
const { etiquetas, linhas } = JSON.parse(document.getElementById("dados").textContent);
const formulario = document.getElementById("filtros");
const numeros = new Intl.NumberFormat("pt-BR");

const simples = (texto) =>
  texto.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");

const criar = (marca, classe, ...filhos) => {
  const elemento = document.createElement(marca);
  elemento.className = classe;
  elemento.append(...filhos);
  return elemento;
};

const criarLinha = ([caminho, especies, ditas, provas]) => {
  const fim = caminho.lastIndexOf("/") + 1;
  const nome = criar("b", "", caminho.slice(fim));
  const partes = [criar("span", "caminho", caminho.slice(0, fim), nome)];
  for (const dita of ditas) partes.push(criar("span", "dito", dita));
  for (const [onde, regra, trecho] of provas) {
    const cabeca = [criar("b", "", onde), " ", criar("small", "", regra), " "];
    partes.push(criar("span", "linha-prova", ...cabeca, criar("code", "", trecho)));
  }
  const marcas = especies.map((qual) => criar("span", `etiqueta ${qual}`, etiquetas[qual]));
  return criar("tr", "", criar("td", "", ...partes), criar("td", "marcas", ...marcas));
};

const montarTabela = () => {
  const busca = document.getElementById("busca");
  const especie = document.getElementById("especie");
  const tabela = document.getElementById("tabela");
  const corpo = tabela.tBodies[0];
  const mais = document.getElementById("mais");
  const contagem = document.getElementById("contagem");
  const palheiro = linhas.map(([caminho, , ditas, provas]) =>
    simples([caminho, ...ditas, ...provas.flat()].join(" ")),
  );
  let achados = [];
  let visiveis = 0;

  const mostrarMais = () => {
    corpo.append(...achados.slice(visiveis, visiveis + PAGINA).map((n) => criarLinha(linhas[n])));
    visiveis = Math.min(visiveis + PAGINA, achados.length);
    mais.hidden = visiveis >= achados.length;
  };

  const filtrar = () => {
    const palavras = simples(busca.value).split(/\s+/).filter(Boolean);
    achados = [];
    for (let n = 0; n < linhas.length; n += 1) {
      if (especie.value && !linhas[n][1].includes(especie.value)) continue;
      if (palavras.every((palavra) => palheiro[n].includes(palavra))) achados.push(n);
    }
    corpo.replaceChildren();
    visiveis = 0;
    mostrarMais();
    contagem.textContent = `${numeros.format(achados.length)} de ${numeros.format(linhas.length)}`;
  };

  formulario.addEventListener("input", filtrar);
  formulario.addEventListener("submit", (evento) => evento.preventDefault());
  formulario.addEventListener("reset", () => setTimeout(filtrar));
  mais.addEventListener("click", () => {
    const primeira = visiveis;
    mostrarMais();
    // Where the button goes away the reader of a keyboard would be left nowhere.
    if (mais.hidden) {
      corpo.rows[primeira].tabIndex = -1;
      corpo.rows[primeira].focus();
    }
  });
  document.addEventListener("click", (evento) => {
    const ligacao = evento.target.closest("[data-especie]");
    if (!ligacao) return;
    busca.value = "";
    especie.value = ligacao.dataset.especie;
    filtrar();
  });
  formulario.hidden = false;
  tabela.hidden = false;
  filtrar();
};

if (formulario) montarTabela();
