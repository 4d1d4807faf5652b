"use strict";
// Asks the server for rows, references and repairs, and puts what it wrote in place.
const query = one("#query");
const facets = Object.fromEntries(
  ["year", "type", "finding", "verdict"].map((name) => [name, one(`#facet-${name}`)]),
);
const paper = { document: one("#document"), among: one("#among") };
let asked = 0;
let shownRows = one("#rows").rows.length;
let total = shownRows;

const ask = (path, fields) => answered(`${path}?${new URLSearchParams(fields)}`, {});

const wish = (path, fields) => answered(path, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-Mscref": "1" },
  body: JSON.stringify(fields),
});

async function answered(address, request) {
  try {
    const answer = await fetch(address, request);
    return told(await answer.json());
  } catch (error) {
    return told({ error: "mscref does not answer any more: start it again" });
  }
}

function told(found) {
  if (found.command) one("#command").textContent = found.command;
  if (found.error || found.said) say(found.error || found.said);
  return found;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

const fill = (element, html) => element.replaceChildren(parsed(html));

function question() {
  const chosen = Object.entries(facets).map(([name, select]) => [name, select.value]);
  return {
    words: query.value,
    ...Object.fromEntries(chosen),
    document: paper.document.value,
    among: paper.document.value ? paper.among.value : "",
  };
}

async function find() {
  const mine = ++asked;
  const found = await ask("find", question());
  if (found.error) one("#count").textContent = found.error;
  if (mine !== asked || found.error) return;
  fill(one("#rows"), found.rows);
  for (const [name, options] of Object.entries(found.facets)) {
    const chosen = facets[name].value;
    fill(facets[name], options);
    if (chosen && !one(`[value="${CSS.escape(chosen)}"]`, facets[name])) {
      const gone = document.createElement("option");  // chosen, and nothing of it is left
      gone.value = chosen;
      gone.textContent = `${chosen} (0)`;
      facets[name].append(gone);
    }
    facets[name].value = chosen;
  }
  fill(one("#missing"), found.missing);
  one("#check").hidden = found.checked || found.pending;
  counted(found);
  if (found.pending) setTimeout(() => { if (mine === asked) find(); }, 300);
}

async function more() {
  const mine = asked;
  const found = await ask("find", { ...question(), start: shownRows });
  if (mine !== asked || found.error) return;
  one("#rows").append(parsed(found.rows));
  counted(found);
}

function counted(found) {
  shownRows = one("#rows").rows.length;
  total = found.total;
  const number = `${total.toLocaleString("en")} reference${total === 1 ? "" : "s"}`;
  one("#count").textContent = found.pending ? `${number}, reading …` : number;
  // Who looks at repairs is told of them, and not how many were found behind them.
  if (!found.pending && !one("#library").hidden) say(number);
  one("#more").hidden = shownRows >= total;
  document.documentElement.dataset.answered = query.value;
  document.documentElement.dataset.pending = String(found.pending);
}

async function open(place, key, from) {
  const found = await ask("entry", { place, key, style: one("#style").value });
  const entry = one("#entry");
  if (found.error) {
    entry.replaceChildren(found.error);
  } else {
    fill(entry, found.html);
    one("#close").addEventListener("click", () => { entry.hidden = true; from.focus(); });
  }
  entry.hidden = false;
  entry.dataset.from = place;
  entry.focus();
  entry.scrollIntoView({ block: "nearest" });
}

async function proposals() {
  one("#proposals").textContent = "The rules are asked …";
  const found = await ask("repairs", {});
  fill(one("#proposals"), found.error ? "" : found.html);
  if (found.error) one("#proposals").textContent = found.error;
}

function closeEntry() {
  const entry = one("#entry");
  if (entry.hidden) return;
  entry.hidden = true;
  const from = one(`#rows [data-place="${entry.dataset.from}"]`);
  if (from) from.focus();
}

function view(name) {
  one("#entry").hidden = true;
  all("[data-view]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
    one(`#${button.dataset.view}`).hidden = button.dataset.view !== name;
  });
  return { repairs: proposals, library: find, verify: watchVerification }[name]();
}

query.addEventListener("input", find);
[...Object.values(facets), ...Object.values(paper)].forEach((select) => {
  select.addEventListener("change", find);
});
one("#more").addEventListener("click", more);
one("#rows").addEventListener("click", (event) => {
  const button = event.target.closest("[data-place]");
  if (button) open(button.dataset.place, button.dataset.key, button);
});
one("#check").addEventListener("click", async () => {
  one("#check").disabled = true;
  one("#count").textContent = "the rules are asked …";
  const found = await wish("check", {});
  one("#check").disabled = false;
  await find();
  told(found);
});
one("#proposals").addEventListener("click", async (event) => {
  const button = event.target.closest("[data-wish]");
  if (!button) return;
  const { place, key, code } = button.closest(".card").dataset;
  const found = await wish(button.dataset.wish, { place, key, code });
  await proposals();
  const next = one(`#proposals [data-place="${place}"] [data-wish]`) || one("#proposals [data-wish]");
  if (next) next.focus();
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
  if (event.key === "Escape") closeEntry();
});
find();
