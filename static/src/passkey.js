// Passkeys: the forms marked `data-passkey` ask the browser for a credential before they are sent.
// Their pages work without this file too, by another way of entering.
const KINDS = { crea: create, usa: use, entra: enter };
const WORDS = {
  NotAllowedError: "L’operazione è stata annullata, oppure il tempo è scaduto. Riprovare.",
  InvalidStateError: "Questo dispositivo ha già una passkey per questo utente.",
  SecurityError: "Le passkey funzionano solo all’indirizzo sicuro del portale.",
};
const OTHERWISE = "La passkey non ha funzionato. Riprovare, oppure entrare in un altro modo.";

function toBytes(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

function toText(buffer) {
  const bytes = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withBytes(list = []) {
  return list.map((item) => ({ ...item, id: toBytes(item.id) }));
}

function dataOfPage() {
  return JSON.parse(document.getElementById("passkey-dati").textContent);
}

async function create(form) {
  const { publicKey } = dataOfPage().creation_options;
  const alone = form.elements.passwordless?.checked ?? false;
  const asked = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
  };
  if (alone) asked.userVerification = "required";
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: asked,
    },
  });
  const { response } = credential;
  return told(credential, {
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function use(form, options = dataOfPage().request_options) {
  const { publicKey } = options;
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  const { response } = credential;
  return told(credential, {
    clientDataJSON: toText(response.clientDataJSON),
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}

async function enter(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return use(form, (await answer.json()).request_options);
}

function told(credential, response) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function complain(form, error) {
  const place = form.querySelector("[data-passkey-errore]");
  place.textContent = WORDS[error.name] ?? OTHERWISE;
  place.hidden = false;
}

async function ask(form) {
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  try {
    const credential = await KINDS[form.dataset.passkey](form);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    complain(form, error);
  } finally {
    button.disabled = false;
  }
}

// A passkey belongs to a name: browsers give none to a numeric address, like 127.0.0.1.
const byNumber = /^[\d.]+$|^\[/.test(location.hostname);

if (window.PublicKeyCredential && !byNumber) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(form);
    });
  }
  for (const place of document.querySelectorAll("[data-senza-passkey]")) place.hidden = true;
}
