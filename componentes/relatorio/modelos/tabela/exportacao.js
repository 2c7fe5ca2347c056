// The rows found, as a file: no cell of it can become a formula of a spreadsheet.

const FORMULA = /^[\s\x01-\x1f\x7f\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

const neutralizar = (valor) => (typeof valor === "string" && FORMULA.test(valor) ? `'${valor}` : valor);

const CAMPOS = {
  caminho: (t, linha) => t.caminhoDe(linha),
  linguagem: (t, linha) => t.numerosDe.linguagem(linha).map((n) => t.dicionarios.linguagem[n][0])[0],
  tipo: (t, linha) => t.numerosDe.tipo(linha).map((n) => t.dicionarios.tipo[n][0])[0],
  ...Object.fromEntries(
    [["familias", "familia"], ["riscos", "risco"], ["mercados", "mercado"], ["timeframes", "timeframe"], ["origem", "origem"]].map(
      ([campo, chave]) => [campo, (t, linha) => t.numerosDe[chave](linha).map((n) => t.dicionarios[chave][n][0])],
    ),
  ),
  certeza: (t, _, n) => (t.conteudos.certeza[n] < 0 ? null : t.conteudos.certeza[n]),
  qualidade: (t, _, n) => (t.conteudos.nota[n] < 0 ? null : t.conteudos.nota[n]),
  tamanho: (t, _, n) => t.conteudos.tamanho[n],
  linhas: (t, _, n) => t.conteudos.linhas[n],
  mudado_em: (t, linha) => (t.linhas.dia[linha] ? new Date(t.linhas.dia[linha] * 86_400_000).toISOString().slice(0, 10) : null),
  copia_de: (t, linha, n) => (t.ehCopia(linha) ? t.caminhoDe(t.conteudos.mantido[n]) : ""),
  situacao: (t, linha) => t.dicionarios.situacao[t.linhas.situacao[linha]][0],
  motivo: (t, linha) => t.textos.falha[t.linhas.falha[linha]],
  sha256_12: (t, _, n) => t.conteudos.sha256[n],
};

const registros = (tabela, achadas) =>
  achadas.map((linha) =>
    Object.fromEntries(
      Object.entries(CAMPOS).map(([campo, ler]) => [campo, ler(tabela, linha, tabela.linhas.conteudo[linha])]),
    ),
  );

const emCsv = (tabela, achadas, separador) => {
  const celula = (valor) => {
    const texto = String(neutralizar(Array.isArray(valor) ? valor.join("|") : (valor ?? "")));
    return /["\r\n,;]/.test(texto) ? `"${texto.replaceAll('"', '""')}"` : texto;
  };
  const linhas = [Object.keys(CAMPOS), ...registros(tabela, achadas).map(Object.values)];
  // Excel takes a CSV without the mark for the system's code page.
  return `\ufeff${linhas.map((linha) => linha.map(celula).join(separador)).join("\r\n")}\r\n`;
};

const exportar = (tabela, achadas, formato) => {
  const json = formato === "json";
  const texto = json
    ? `${JSON.stringify(registros(tabela, achadas), null, 1)}\n`
    : emCsv(tabela, achadas, formato === "csv;" ? ";" : ",");
  const tipo = json ? "application/json" : "text/csv;charset=utf-8";
  const endereco = URL.createObjectURL(new Blob([texto], { type: tipo }));
  const ligacao = criar("a", "");
  ligacao.href = endereco;
  ligacao.download = `${document.body.dataset.execucao}-filtrado.${json ? "json" : "csv"}`;
  ligacao.click();
  setTimeout(() => URL.revokeObjectURL(endereco), 10_000);
};
