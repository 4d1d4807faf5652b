"use strict";
// Asks the server for rows, references and repairs, and puts what it wrote in place.
const query = one("#query");
const facets = { year: one("#facet-year"), type: one("#facet-type") };
let asked = 0;
let shownRows = one("#rows").rows.length;

async function ask(path, fields) {
  const answer = await fetch(`${path}?${new URLSearchParams(fields)}`);
  return told(await answer.json());
}

async function wish(path, fields) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Mscref": "1" },
    body: JSON.stringify(fields),
  });
  return told(await answer.json());
}

function told(found) {
  if (found.command) one("#command").textContent = found.command;
  if (found.error || found.said) say(found.error || found.said);
  return found;
}

function fill(element, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  element.replaceChildren(template.content);
}

function question(start) {
  return { words: query.value, year: facets.year.value, type: facets.type.value, start };
}

async function find() {
  const mine = ++asked;
  const found = await ask("find", question(0));
  if (found.error) one("#count").textContent = found.error;
  if (mine !== asked || found.error) return;
  fill(one("#rows"), found.rows);
  for (const [name, options] of Object.entries(found.facets)) {
    const chosen = facets[name].value;
    fill(facets[name], options);
    facets[name].value = chosen;
  }
  counted(found.total);
}

async function more() {
  const mine = asked;
  const found = await ask("find", question(shownRows));
  if (mine !== asked || found.error) return;
  const template = document.createElement("template");
  template.innerHTML = found.rows;
  one("#rows").append(template.content);
  counted(found.total);
}

function counted(total) {
  shownRows = one("#rows").rows.length;
  one("#count").textContent = `${total} references`;
  one("#more").hidden = shownRows >= total;
  document.documentElement.dataset.answered = query.value;
}

async function open(place, from) {
  const found = await ask("entry", { place, style: one("#style").value });
  const entry = one("#entry");
  if (found.error) {
    entry.replaceChildren(found.error);
  } else {
    fill(entry, found.html);
    one("#close").addEventListener("click", () => { entry.hidden = true; from.focus(); });
  }
  entry.hidden = false;
  entry.focus();
}

async function proposals() {
  one("#proposals").textContent = "The rules are asked …";
  const found = await ask("repairs", {});
  fill(one("#proposals"), found.error ? "" : found.html);
  if (found.error) one("#proposals").textContent = found.error;
}

function view(name) {
  one("#entry").hidden = true;
  all("[data-view]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
    one(`#${button.dataset.view}`).hidden = button.dataset.view !== name;
  });
  return name === "repairs" ? proposals() : find();
}

query.addEventListener("input", find);
Object.values(facets).forEach((select) => select.addEventListener("change", find));
one("#more").addEventListener("click", more);
one("#rows").addEventListener("click", (event) => {
  const button = event.target.closest("[data-place]");
  if (button) open(button.dataset.place, button);
});
one("#proposals").addEventListener("click", async (event) => {
  const button = event.target.closest("[data-wish]");
  if (!button) return;
  const { place, key, code } = button.closest(".card").dataset;
  const found = await wish(button.dataset.wish, { place, key, code });
  await proposals();
  if (found.said || found.error) told(found);
});
one("#undo").addEventListener("click", async () => {
  const found = await wish("undo", {});
  await view(one("[data-view][aria-pressed=true]").dataset.view);
  told(found);
});
all("[data-view]").forEach((button) => button.addEventListener("click", () => view(button.dataset.view)));
addEventListener("keydown", (event) => {
  const types = ["INPUT", "SELECT", "TEXTAREA"].includes(document.activeElement.tagName);
  if (event.key === "/" && !types) {
    event.preventDefault();
    query.focus();
  }
  if (event.key === "Escape") one("#entry").hidden = true;
});
find();
