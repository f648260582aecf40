// htmx for the pages of which a part is loaded by itself. What it makes a page of comes from this origin alone (its own
// `mode`, and connect-src of the policy), was escaped where it was made, and may hold no script.

import htmx from "/static/htmx.esm.min.js";

const none = () => { throw new TypeError("no script comes with a part of a page"); };
const rules = { createHTML: (text) => text, createScript: (text) => text.trim() ? none() : text, createScriptURL: none };
const policy = window.trustedTypes?.createPolicy("privet", rules) ?? rules;

Object.assign(htmx.config, { includeIndicatorCSS: false, history: false, extensions: "privet" });
htmx.registerExtension("privet", { init: (api) => api.initSecurity(policy, none, none) });

export default htmx;

// Be told that something came; what a page shows of it, it asks for by itself (`hx-trigger="came from:body"`).
if (document.querySelector("[hx-trigger~='came']") && window.EventSource) {
  const news = new EventSource("/conversations/news");
  news.addEventListener("came", () => htmx.trigger(document.body, "came"));
  news.addEventListener("over", () => { news.close(); location.reload(); });
  addEventListener("pagehide", () => news.close());
}

// What needs this script is shown by it.
for (const one of document.querySelectorAll("[data-script]")) one.hidden = false;

// Tokens and texts are put where the answer is being written.
const reply = document.getElementById("reply");
for (const one of document.querySelectorAll("[data-insert]")) {
  one.addEventListener("click", () => {
    reply.setRangeText(one.dataset.insert, reply.selectionStart, reply.selectionEnd, "end");
    reply.focus();
  });
}

// Keys, but where somebody writes, and only as long as they want them (WCAG 2.1.4).
const keys = document.getElementById("keys"), wanted = keys?.querySelector("[data-keys]");
if (keys) {
  wanted.checked = localStorage.getItem("keys") !== "off";
  wanted.addEventListener("change", () => localStorage.setItem("keys", wanted.checked ? "on" : "off"));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keys.open) return;
    if (event.key === "Escape") document.activeElement?.blur?.();
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === "?") keys.showModal();
    else if (!wanted.checked) return;
    else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else {
      const there = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!there) return;
      if (there.matches("a")) there.click();
      else there.focus();
    }
    event.preventDefault();
  });
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-row], .talk .chip")];
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}
