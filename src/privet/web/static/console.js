// What a page cannot do without a script: take a link's secret from behind the #, ask for a passkey, show a value for
// some seconds. Forms are sent as forms; nothing is written into a page but as text.

const $ = (what, within = document) => within.querySelector(what);
const words = $("#words").content;
const word = (name) => $(`[data-word="${name}"]`, words).textContent;
const say = (form, sentence) => { $(".said", form).textContent = sentence; };

async function post(to, fields) {
  const reply = await fetch(to, {
    method: "POST", cache: "no-store", credentials: "same-origin", redirect: "error",
    headers: { accept: "application/json" }, body: new URLSearchParams(fields),
  });
  const said = await reply.json();
  if (!reply.ok) throw Object.assign(new Error(said.title), said);
  return said;
}

// Times in the reader's zone and language; whoever runs no script reads them in UTC.
const formats = [{ timeStyle: "short" }, { dateStyle: "medium", timeStyle: "short" }]
  .map((style) => new Intl.DateTimeFormat(document.documentElement.lang || undefined, style));
function local() {
  for (const one of document.querySelectorAll("time[datetime]:not([title])")) {
    one.title = one.textContent;
    const time = new Date(one.dateTime);
    one.textContent = formats[time.toDateString() === new Date().toDateString() ? 0 : 1].format(time);
  }
}
local();
new MutationObserver(local).observe($("main"), { childList: true, subtree: true });

const token = () => $('input[name="form"]').value;

// Another log-in or proof makes new tokens; the forms of this page get theirs.
function renew(made) {
  for (const field of document.querySelectorAll('input[name="form"]')) field.value = made;
}

async function prove(where) {
  const { passkey } = await post(where, { form: token() });
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(passkey);
  return JSON.stringify((await navigator.credentials.get({ publicKey })).toJSON());
}

async function make(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
  return JSON.stringify((await navigator.credentials.create({ publicKey })).toJSON());
}

const link = $("#link");
if (link && location.hash.length > 1) {
  link.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  link.form.submit();
}

// A link to a customer's own page works once: it is used up by the button, and not by looking.
const once = $("#once");
if (once && location.hash.length > 1) {
  once.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  once.closest("label").hidden = true;
}

for (const button of document.querySelectorAll("[data-passkey]")) {
  const form = button.form;
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    say(form, word("unknown"));
    continue;
  }
  button.disabled = false;
  say(form, "");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.hasAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      const { passkey, options, challenge } = button.dataset;
      form.elements.answer.value = passkey === "create" ? await make(options) : await prove(challenge);
      form.submit();
    } catch (error) {
      say(form, error.name === "InvalidStateError" ? word("there")
        : error.title || word("unused"));
    } finally {
      button.removeAttribute("aria-busy");
    }
  });
}

// A form that was just sent is not sent again by another press.
let sent = 0;
addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  if (Date.now() < sent + 10_000) event.preventDefault();
  else sent = Date.now();
});
addEventListener("pageshow", () => { sent = 0; });

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText($(button.dataset.copy).textContent);
    button.textContent = word("copied");
  });
}

const reveal = $("#reveal");
if (reveal) {
  const form = $("form", reveal), shown = $("#shown"), again = $("#again");
  let clock = 0;
  const remove = (why) => {
    clearInterval(clock);
    document.onvisibilitychange = null;
    shown.replaceChildren();
    say(reveal, why);
  };
  const show = (value, seconds) => {
    const held = document.createElement("strong");
    held.textContent = value;
    shown.replaceChildren(held);
    const until = Date.now() + seconds * 1000;
    const tick = () => {
      const left = Math.ceil((until - Date.now()) / 1000);
      if (left > 0) $(".left", reveal).textContent = `${word("left")} ${left}`;
      else remove(word("over"));
    };
    const left = document.createElement("span");
    left.className = "left";
    left.setAttribute("aria-hidden", "true");
    $(".said", reveal).replaceChildren(left);
    tick();
    clock = setInterval(tick, 250);
    document.onvisibilitychange = tick; // clocks of hidden pages are slow; whoever comes back late sees nothing
  };
  const ask = async () => {
    const button = $("[data-reveal]", form);
    if (button.hasAttribute("aria-busy")) return; // two presses are one look
    remove("");
    again.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      const { value, seconds } = await post(form.action, new FormData(form));
      show(value, seconds);
    } catch (error) {
      remove(error.title ? error.title[0].toUpperCase() + error.title.slice(1) : word("silent"));
      again.hidden = !error.again;
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  $("[data-reveal]", form).disabled = false;
  say(reveal, "");
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  $("[data-prove]", again).addEventListener("click", async (event) => {
    try {
      const answer = await prove(event.target.dataset.prove);
      renew((await post("/prove/passkey", { form: token(), answer })).form);
      await ask();
    } catch (error) {
      say(reveal, error.title || word("unused"));
    }
  });
  // Neither a page that is gone back to nor one that is printed has the value.
  addEventListener("pagehide", () => remove(""));
  addEventListener("beforeprint", () => remove(word("over")));
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
