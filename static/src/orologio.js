// Keeps the countdown of a call going, by the server's clock: the page says both without this.
const UNITA = [[86400, "giorno", "giorni"], [3600, "ora", "ore"], [60, "minuto", "minuti"], [1, "secondo", "secondi"]];

function inWords(secondi) {
  let resta = Math.max(0, secondi);
  const parti = UNITA.map(([quanti, uno, molti]) => {
    const n = Math.floor(resta / quanti);
    resta -= n * quanti;
    return [n, n === 1 ? uno : molti];
  });
  const primo = parti.findIndex(([n]) => n > 0);
  const scritte = primo < 0 ? parti.slice(-1) : parti.slice(primo, primo + 2);
  return scritte.map((parte) => parte.join(" ")).join(" e ");
}

const roma = new Intl.DateTimeFormat("it-IT", { timeZone: "Europe/Rome", timeStyle: "medium" });

function run(orologio) {
  const scarto = Date.parse(orologio.dataset.adesso) - Date.now();
  const scade = Date.parse(orologio.dataset.scade);
  const manca = orologio.querySelector("[data-manca]");
  const ora = orologio.querySelector("[data-ora]");
  const tick = () => {
    const adesso = Date.now() + scarto;
    ora.textContent = roma.format(adesso);
    manca.textContent = inWords(Math.floor((scade - adesso) / 1000));
  };
  tick();
  setInterval(tick, 1000);
}

document.querySelectorAll(".orologio").forEach(run);
