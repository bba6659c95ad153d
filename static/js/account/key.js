/** Security keys: lets the browser ask the key, puts the answer into the form and sends it. */

const fromText = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** What the server sent as text becomes the bytes that the browser wants. */
function readOptions(options) {
  const read = { ...options, challenge: fromText(options.challenge) };
  if (options.user) read.user = { ...options.user, id: fromText(options.user.id) };
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    if (options[list]) read[list] = options[list].map((key) => ({ ...key, id: fromText(key.id) }));
  }
  return read;
}

/** What the key answered, as text again; every part of the answer that is bytes. */
function writeAnswer(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function tell(form, what) {
  for (const name of ["failed", "known", "missing"]) {
    form.querySelector(`[data-key-${name}]`).hidden = name !== what;
  }
}

async function askKey(event) {
  event.preventDefault();
  const form = event.target;
  tell(form, null);
  if (!window.PublicKeyCredential) return tell(form, "missing");
  try {
    const options = JSON.parse(form.querySelector("#key-options").textContent);
    const publicKey = readOptions(options.publicKey);
    const credential = await navigator.credentials[form.dataset.key]({ publicKey });
    form.elements.credential.value = JSON.stringify(writeAnswer(credential));
    form.submit();
  } catch (error) {
    tell(form, error.name === "InvalidStateError" ? "known" : "failed");
  }
}

for (const form of document.querySelectorAll("form[data-key]")) form.addEventListener("submit", askKey);
