"use strict";
// Times in the reader's own zone; where no script runs the page keeps them in UTC.

const relogio = new Intl.DateTimeFormat("pt-BR", {
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
});

for (const momento of document.querySelectorAll("time")) {
  const instante = new Date(momento.dateTime);
  if (Number.isNaN(instante.getTime())) continue;
  momento.title = momento.textContent;
  momento.textContent = relogio.format(instante).replace(",", "");
}
