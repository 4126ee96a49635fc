// Says at once that a chosen file is too large, before it is sent: the server says it too.
const FRASE = "errore-peso";

function check(event) {
  const campo = event.target;
  const massimo = Number(campo.dataset?.byteMassimi);
  if (campo.type !== "file" || !massimo) return;
  document.getElementById(`${campo.id}_${FRASE}`)?.remove();
  const grande = [...campo.files].some((file) => file.size > massimo);
  campo.removeAttribute("aria-invalid");
  if (!grande) return;
  const mb = Math.round(massimo / 1024 / 1024);
  const frase = document.createElement("p");
  frase.id = `${campo.id}_${FRASE}`;
  frase.className = "campo-errato";
  frase.setAttribute("role", "alert");
  frase.textContent = `Il file supera ${mb === 1 ? "1 MB" : `i ${mb} MB`}: sceglierne uno più piccolo.`;
  campo.setAttribute("aria-invalid", "true");
  campo.after(frase);
}

document.addEventListener("change", check);

// A file that is alone in its form is sent as soon as it is chosen; the button does it without us.
document.addEventListener("change", ({ target }) => {
  const subito = target.dataset && "inviaSubito" in target.dataset && target.files.length > 0;
  if (subito && target.getAttribute("aria-invalid") !== "true") target.form.requestSubmit();
});
