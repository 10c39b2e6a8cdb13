// Passkeys: puts the screen's question to the browser, and sends what the browser answers as a form.
const ask = document.getElementById("passkey-ask");
const answer = document.getElementById("passkey-answer");
const elsewhere = document.getElementById("passkey-elsewhere");
const fault = document.getElementById("passkey-fault");

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function tell(words) {
  fault.textContent = words;
  fault.hidden = false;
}

// What the screen asks, with its texts as the bytes that browsers want.
function question(options) {
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (options.user) asked.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) {
    asked.excludeCredentials = options.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return asked;
}

const uses = {
  async create(publicKey) {
    const { response } = await navigator.credentials.create({ publicKey });
    return { client: response.clientDataJSON, authenticator: response.getAuthenticatorData() };
  },
  async get(publicKey) {
    const { rawId, response } = await navigator.credentials.get({ publicKey });
    return {
      id: rawId,
      holder: response.userHandle ?? new ArrayBuffer(0),
      client: response.clientDataJSON,
      authenticator: response.authenticatorData,
      signature: response.signature,
    };
  },
};

async function go() {
  fault.hidden = true;
  const asked = await fetch(ask.action, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(new FormData(ask)),
  });
  const told = await asked.json();
  if (!asked.ok) {
    tell(told.detail);
    return;
  }
  const said = await uses[ask.dataset.does](question(told));
  for (const [name, buffer] of Object.entries(said)) answer.elements[name].value = text(buffer);
  answer.submit();
}

// Why a browser did not answer is not said to pages, so that they learn nothing of who holds what.
function why(error) {
  return error.name === "InvalidStateError" ? fault.dataset.already : fault.dataset.again;
}

if (location.origin !== ask.dataset.at) {
  elsewhere.hidden = false;
} else if (!("PublicKeyCredential" in window)) {
  tell(fault.dataset.none);
} else {
  const button = ask.querySelector("button");
  ask.hidden = false;
  ask.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    await go().catch((error) => tell(why(error)));
    button.disabled = false;
  });
}
