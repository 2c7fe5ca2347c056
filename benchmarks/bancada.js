"use strict";
// Put into a page before its own scripts; times are milliseconds of the page's own clock.

globalThis.bancada = (() => {
  const pintado = () =>
    new Promise((pronto) => {
      requestAnimationFrame(() => requestAnimationFrame(() => pronto(performance.now())));
    });

  const mudanca = (alvo) =>
    new Promise((pronto) => {
      const observador = new MutationObserver(() => {
        observador.disconnect();
        pronto(performance.now());
      });
      observador.observe(document.querySelector(alvo), { childList: true });
    });

  let interativa = 0;
  new MutationObserver((_, observador) => {
    interativa = performance.now();
    observador.disconnect();
  }).observe(document, { attributes: true, attributeFilter: ["data-pronta"], subtree: true });

  let tarefa = 0;
  new PerformanceObserver((lista) => {
    for (const { duration } of lista.getEntries()) tarefa = Math.max(tarefa, duration);
  }).observe({ type: "longtask", buffered: true });

  let medida = null;
  // From the next event of this kind until `alvo` was filled anew, and until that is on screen.
  const armar = (tipo, alvo) => {
    medida = new Promise((pronto) => {
      addEventListener(tipo, async () => {
        const inicio = performance.now();
        const mudou = await mudanca(alvo);
        pronto({ trabalho: mudou - inicio, pintado: (await pintado()) - inicio });
      }, { capture: true, once: true });
    });
  };

  const carga = async () => {
    await pintado();
    const [navegacao] = performance.getEntriesByType("navigation");
    return { interativa, tarefa, documento: navegacao.domContentLoadedEventEnd };
  };

  // The longest time between two frames while the list goes to its end.
  const rolar = async (passos) => {
    const rolagem = document.getElementById("rolagem");
    let antes = await pintado();
    let pior = 0;
    for (let passo = 1; passo <= passos; passo += 1) {
      rolagem.scrollTop = (rolagem.scrollHeight * passo) / passos;
      const agora = await new Promise(requestAnimationFrame);
      pior = Math.max(pior, agora - antes);
      antes = agora;
    }
    return pior;
  };

  const cronometrar = (trabalho) => {
    const inicio = performance.now();
    trabalho();
    return performance.now() - inicio;
  };

  // What a search costs at least: each beginning of the word against the same rows.
  const procurar = async (palavra) => {
    const tabela = criarTabela(await desempacotar(pacotes[0].textContent));
    const dimensoes = FACETAS.map(({ chave }) => chave);
    const textos = Array.from({ length: tabela.total }, (_, linha) =>
      simples([tabela.caminhoDe(linha), ...dimensoes.flatMap((d) => tabela.nomes(d, linha))].join(" ")),
    );
    let achadas = 0;
    return Array.from(palavra, (_, n) => cronometrar(() => {
      for (const texto of textos) achadas += texto.includes(palavra.slice(0, n + 1));
    }));
  };

  return { armar, carga, rolar, procurar, cronometrar, medida: () => medida };
})();
