// Passkeys: a form's button asks the browser for one, and sends what it gives. WebAuthn's answers
// are made JSON by allauth's `webauthn-json`.

const { webauthnJSON } = window;

async function create(form, options) {
  const alone = form.elements.passwordless?.checked ?? false;
  const selection = options.publicKey.authenticatorSelection;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return webauthnJSON.create(options);
}

async function optionsOf(form) {
  const { options } = form.dataset;
  if (options) {
    const answer = await fetch(options, { headers: { Accept: "application/json" } });
    return answer.json();
  }
  return JSON.parse(document.getElementById("passkey-options").textContent);
}

async function ask(form) {
  const options = await optionsOf(form);
  return form.dataset.passkey === "create"
    ? create(form, options.creation_options)
    : webauthnJSON.get(options.request_options);
}

for (const form of document.querySelectorAll("[data-passkey]")) {
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
      form.submit();
    } catch {
      form.querySelector("[role=alert]").hidden = false;
    }
  });
}
