// The chat of a web site. <script src="https://PRIVET/gateways/webchat/chat.js" data-title="Ask us" async></script>
//
// It asks nobody but the Privet it came from, writes no HTML and no inline style, and keeps two things in the browser:
// the session, and, until the tab is closed, what the visitor wrote as the company sees it, in tokens.
"use strict";
(() => {
  const script = document.currentScript;
  const base = new URL(".", script.src);
  const words = {
    title: "Chat", open: "Open the chat", close: "Close", write: "Your message", send: "Send",
    company: "Answer", visitor: "You", lost: "That could not be sent. Please try again.",
    often: "That was a lot at once. Please wait a minute.", long: "That is too long for one message.",
    gpc: "Your browser asks that your data be neither sold nor shared. That is honoured.", ...script.dataset,
  };
  const HELD = "privet-chat", OWN = "privet-chat-own";
  const read = (store, key) => { try { return JSON.parse(store().getItem(key)); } catch { return null; } };
  const write = (store, key, value) => { try { store().setItem(key, JSON.stringify(value)); } catch { /* for this page only */ } };
  const lasting = () => window.localStorage, tab = () => window.sessionStorage;
  let held = read(lasting, HELD), own = read(tab, OWN) || [], after = "", polling = false, unread = 0;
  const live = () => held && held.expires > Date.now() ? held : null;

  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
  const host = make("div"), root = host.attachShadow({ mode: "open" });
  const lines = make("ol");
  const log = make("div", { class: "log", role: "log", "aria-label": words.title, tabindex: "0" }, lines);
  const said = make("p", { class: "said", role: "alert" }), notice = make("p", { class: "notice", role: "status" });
  const box = make("textarea", { rows: "1", required: "", autocomplete: "off" });
  const form = make("form", {}, make("label", {}, make("span", {}, words.write), box), make("button", { type: "submit" }, words.send));
  const close = make("button", { type: "button" }, words.close);
  const chat = make("section", { class: "chat", hidden: "", "aria-labelledby": "title", id: "chat" },
    make("header", {}, make("h2", { id: "title" }, words.title), close), log, notice, said, form);
  const open = make("button", { type: "button", class: "open", "aria-expanded": "false", "aria-controls": "chat" }, words.open);
  root.append(make("link", { rel: "stylesheet", href: new URL("chat.css", base).href }), chat, open);

  const show = (id, at, text, mine) => {
    if ([...lines.children].some((one) => one.dataset.id === id)) return;
    const who = make("b", {}, mine ? words.visitor : words.company, ": ");
    const line = make("li", mine ? { class: "own" } : {}, who, text);
    line.dataset.id = id;
    line.dataset.at = at;
    lines.insertBefore(line, [...lines.children].find((one) => Number(one.dataset.at) > at) || null);
    log.scrollTop = log.scrollHeight;
  };
  const ask = (path, method, body) => fetch(new URL(path, base), {
    method, mode: "cors", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer",
    headers: { ...(live() && { authorization: `Bearer ${held.session}` }), ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
  const forget = () => {
    held = null; own = []; after = "";
    write(lasting, HELD, null); write(tab, OWN, own);
  };
  const rest = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

  const poll = async () => {
    if (polling) return;
    polling = true;
    for (let failed = 0; live() && held.spoke;) {
      try {
        const answer = await ask(`answers?after=${encodeURIComponent(after)}`, "GET");
        if (answer.status === 401) { forget(); break; }
        if (!answer.ok) throw new Error();
        for (const one of (await answer.json()).answers) {
          show(one.id, one.at, one.text, false);
          after = one.id;
          if (chat.hidden) open.textContent = `${words.open} (${++unread})`;
        }
        failed = 0;
      } catch {
        await rest(Math.min(60, 2 ** failed++) * (0.5 + Math.random()));
      }
    }
    polling = false;
  };
  const begin = async () => {
    if (live()) return;
    const answer = await ask("sessions", "POST");
    if (!answer.ok) throw answer;
    held = await answer.json();
    if (held.gpc) notice.textContent = words.gpc;
    write(lasting, HELD, held);
  };
  const deliver = async (text, id) => {
    for (let tries = 0; ; tries++) {
      await begin();
      const answer = await ask("messages", "POST", { id, text });
      if (answer.ok) return answer.json();
      if (answer.status !== 401 || tries) throw answer;
      forget();
    }
  };
  let pending = null; // text and id of what was not acknowledged: tried again under the same id, it is stored once
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = box.value;
    if (!text.trim()) return;
    if (!pending || pending.text !== text) pending = { text, id: [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("") };
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const made = await deliver(text, pending.id);
      pending = null;
      box.value = said.textContent = "";
      own.push(made);
      write(tab, OWN, own.slice(-100));
      show(made.id, made.at, made.text, true);
      if (made.gpc) notice.textContent = words.gpc;
      if (made.coach) show(`${made.id}-coach`, made.at + 1, made.coach, false);
      held.spoke = true;
      write(lasting, HELD, held);
      poll();
    } catch (answer) {
      said.textContent = { 413: words.long, 429: words.often }[answer.status] || words.lost;
    } finally {
      button.disabled = false;
      box.focus();
    }
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  });
  const toggle = (shown) => {
    chat.hidden = !shown;
    open.setAttribute("aria-expanded", String(shown));
    open.textContent = words.open;
    unread = 0;
    (shown ? box : open).focus();
  };
  open.addEventListener("click", () => toggle(chat.hidden));
  close.addEventListener("click", () => toggle(false));
  root.addEventListener("keydown", (event) => { if (event.key === "Escape" && !chat.hidden) toggle(false); });

  for (const one of own) show(one.id, one.at, one.text, true);
  const start = () => { document.body.append(host); poll(); };
  if (document.body) start(); else document.addEventListener("DOMContentLoaded", start);
})();
