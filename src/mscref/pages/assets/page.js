"use strict";
// What every page has: controls that need a script are shown only where it runs, and what is folded
// is printed all the same.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const say = (text) => { one("#said").textContent = text; };
const data = () => JSON.parse(one("#data").textContent);

all("[data-needs-script]").forEach((element) => { element.hidden = false; });
addEventListener("beforeprint", () => all("details:not([open])").forEach((element) => {
  element.open = true;
  element.dataset.wasClosed = "yes";
}));
addEventListener("afterprint", () => all("details[data-was-closed]").forEach((element) => {
  element.open = false;
  delete element.dataset.wasClosed;
}));
