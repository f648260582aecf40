// htmx for the pages of which a part is loaded by itself. What it makes a page of comes from this origin alone (its own
// `mode`, and connect-src of the policy), was escaped where it was made, and may hold no script.

import htmx from "/static/htmx.esm.min.js";

const none = () => { throw new TypeError("no script comes with a part of a page"); };
const rules = { createHTML: (text) => text, createScript: (text) => text.trim() ? none() : text, createScriptURL: none };
const policy = window.trustedTypes?.createPolicy("privet", rules) ?? rules;

Object.assign(htmx.config, { includeIndicatorCSS: false, history: false, extensions: "privet" });
htmx.registerExtension("privet", { init: (api) => api.initSecurity(policy, none, none) });

export default htmx;
