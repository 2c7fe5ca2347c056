// Keys that work wherever the reader stands on the page, and the dialog that lists them.

const escutarTeclas = ({ secao, busca, lista, painel, percorrer, filtros, mudar }) => {
  const dialogo = document.getElementById("teclas");
  const umaLetra = document.getElementById("uma-letra");

  const letras = {
    "/": () => {
      secao.scrollIntoView({ behavior: "instant" });
      busca.focus({ preventScroll: true });
      busca.select();
    },
    j: () => percorrer(1),
    k: () => percorrer(-1),
    "?": () => dialogo.showModal(),
  };

  // One level for each press: an open menu, the file, the search, all filters.
  const escapar = () => {
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (painel.fechar() || !secao.contains(document.activeElement)) return;
    else if (filtros().busca) mudar("busca", "", true);
    else mudar("tudo", "", false);
  };

  const abrirAtual = (evento, linha) => {
    evento.preventDefault();
    if (linha >= 0) painel.abrir(linha, "abrir");
  };

  document.addEventListener("keydown", (evento) => {
    const { key, target } = evento;
    if (evento.ctrlKey || evento.metaKey || evento.altKey || evento.isComposing || dialogo.open) return;
    const escrevendo = target.matches("input[type=search], textarea, select");
    const emControle = target.closest("a, button, summary, input, select");
    if (key === "Escape") escapar();
    else if (key === "Enter" && target === busca) abrirAtual(evento, lista.ativar(0));
    else if (key === "Enter" && !emControle && lista.atual() >= 0) abrirAtual(evento, lista.atual());
    else if (Object.hasOwn(letras, key) && !escrevendo && umaLetra.checked) {
      evento.preventDefault();
      letras[key]();
    }
  });

  umaLetra.checked = guardado("orquestrador:letras") !== "nao";
  umaLetra.addEventListener("change", () => guardado("orquestrador:letras", umaLetra.checked ? "sim" : "nao"));
  document.getElementById("ajuda").addEventListener("click", () => dialogo.showModal());
};
