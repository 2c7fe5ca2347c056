// The panel beside the table: one file opened, another instead, closed again.

const criarPainel = ({ tabela, grade, aoMudar, aoSeguir }) => {
  const painel = document.getElementById("detalhe");
  const resto = document.querySelectorAll("body > header, body > main, body > footer");
  // Where there is no room beside it, what lies beneath must not take the focus.
  const larga = matchMedia("(min-width: 64.01rem)");
  const cobrir = () => {
    for (const elemento of resto) elemento.inert = !painel.hidden && !larga.matches;
  };
  larga.addEventListener("change", cobrir);

  // Each opening has a number: one that comes late, after another or after a closing, is dropped.
  let pedida = 0;
  let aberta = -1;

  const esconder = () => {
    pedida += 1;
    const havia = aberta >= 0;
    aberta = -1;
    painel.hidden = true;
    document.body.classList.remove("com-detalhe");
    cobrir();
    aoMudar(aberta, null);
    return havia;
  };

  const fechar = () => {
    if (!esconder()) return false;
    aoMudar(aberta, true);
    grade.focus({ preventScroll: true });
    return true;
  };

  // `como`: "abrir" takes the focus along, "percorrer" only changes what is open already,
  // "endereco" obeys the address and so does not write it.
  const abrir = async (linha, como) => {
    if (como === "percorrer" && painel.hidden) return;
    pedida += 1;
    const minha = pedida;
    const passo = aberta < 0;
    aberta = linha;
    aoMudar(aberta, null);
    const conteudo = await montarDetalhe(tabela, linha, aoSeguir);
    if (minha !== pedida) return;
    const comFoco = como === "abrir" || painel.contains(document.activeElement);
    const fechador = criar("button", "fechar", "Fechar");
    fechador.type = "button";
    fechador.addEventListener("click", fechar);
    painel.replaceChildren(fechador, ...conteudo);
    painel.hidden = false;
    painel.scrollTop = 0;
    document.body.classList.add("com-detalhe");
    cobrir();
    if (comFoco) document.getElementById("t-detalhe").focus({ preventScroll: true });
    if (como !== "endereco") aoMudar(aberta, passo);
  };

  return { abrir, fechar, esconder };
};
