"use strict";
// Asks the server for rows, references and repairs, and puts what it wrote in place.
//
// Answers come in any order. Each thing that somebody does (types, chooses, presses) is a deed with
// a number; what is asked on its behalf, once or again, carries the number. The command belongs to
// the newest deed that was answered: a later answer to an older one leaves it alone. What fills a
// place of the page is kept apart (`newest`): the last that was asked for fills it.
const query = one("#query");
const facets = Object.fromEntries(
  ["year", "type", "finding", "verdict"].map((name) => [name, one(`#facet-${name}`)]),
);
const paper = { document: one("#document"), among: one("#among") };
const newest = { find: 0, entry: 0, repairs: 0, scope: 0 };
let deeds = 0;
let spoken = 0;
let sought = 0;
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
    return await answer.json();
  } catch (error) {
    return { error: "mscref does not answer any more: start it again" };
  }
}

const deed = () => ++deeds;
const speaks = (mine) => mine >= spoken;

// What came of a change is said even where something newer was asked meanwhile: nobody asks again.
function tell(mine, found) {
  if (found.error || found.said) say(found.error || found.said);
  if (found.error || speaks(mine)) {
    one("#trouble").textContent = found.error || "";
    one("#trouble").hidden = !found.error;
  }
  if (!speaks(mine)) return;
  spoken = mine;
  if (!found.command) return;
  one("#command").textContent = found.command;
  one("#nearest").hidden = found.exact !== false;
  one("#same").hidden = found.exact === false;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

const fill = (element, html) => element.replaceChildren(parsed(html));

// Cells that are as they were stay: a button keeps the focus, and the click that was begun on it.
function fillRows(html) {
  const rows = one("#rows");
  const fresh = [...parsed(html).children];
  fresh.forEach((row, at) => {
    const old = rows.rows[at];
    if (!old) rows.append(row);
    else [...row.cells].forEach((cell, number) => {
      if (!old.cells[number].isEqualNode(cell)) old.cells[number].replaceWith(cell);
    });
  });
  while (rows.rows.length > fresh.length) rows.lastChild.remove();
}

function question() {
  const chosen = Object.entries(facets).map(([name, select]) => [name, select.value]);
  paper.among.disabled = !paper.document.value;
  return {
    words: query.value,
    ...Object.fromEntries(chosen),
    document: paper.document.value,
    among: paper.document.value ? paper.among.value : "",
  };
}

async function find(mine) {
  sought = mine;
  const asked = ++newest.find;
  const found = await ask("find", question());
  const isNewest = asked === newest.find;
  if (!found.error || isNewest) tell(mine, found);
  if (!isNewest) return;
  if (found.error) {
    one("#count").textContent = found.error;
    return;
  }
  fillRows(found.rows);
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
  counted(mine, found);
  if (found.pending) setTimeout(() => { if (asked === newest.find) find(mine); }, 300);
}

async function more() {
  const [asked, mine, start] = [newest.find, deed(), shownRows];
  const found = await ask("find", { ...question(), start });
  if (asked !== newest.find || start !== shownRows) return;  // asked for twice, or of no use any more
  tell(mine, found);
  if (found.error) return;
  one("#rows").append(parsed(found.rows));
  counted(mine, found);
}

function counted(mine, found) {
  shownRows = one("#rows").rows.length;
  total = found.total;
  const number = `${total.toLocaleString("en")} reference${total === 1 ? "" : "s"}`;
  one("#count").textContent = found.pending ? `${number}, reading …` : number;
  // Who looks at repairs is told of them, and not how many were found behind them.
  if (!found.pending && speaks(mine) && !one("#library").hidden) say(number);
  one("#more").hidden = shownRows >= total;
  document.documentElement.dataset.answered = query.value;
  document.documentElement.dataset.pending = String(found.pending);
}

async function open(place, key) {
  const mine = deed();
  const asked = ++newest.entry;
  const found = await ask("entry", { place, key, style: one("#style").value });
  if (asked !== newest.entry) return;
  tell(mine, found);
  const entry = one("#entry");
  if (found.error) {
    entry.replaceChildren(found.error);
  } else {
    fill(entry, found.html);
    one("#close").addEventListener("click", closeEntry);
  }
  entry.hidden = false;
  entry.dataset.from = place;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: entry.offsetHeight > innerHeight ? "start" : "nearest" });
}

function closeEntry() {
  const entry = one("#entry");
  if (entry.hidden) return;
  entry.hidden = true;
  const from = one(`#rows [data-place="${entry.dataset.from}"]`);
  if (from) from.focus();
}

async function proposals(mine) {
  const asked = ++newest.repairs;
  one("#proposals").textContent = "The rules are asked …";
  const found = await ask("repairs", {});
  const isNewest = asked === newest.repairs;
  if (!found.error || isNewest) tell(mine, found);
  if (!isNewest) return;
  fill(one("#proposals"), found.error ? "" : found.html);
  if (found.error) one("#proposals").textContent = found.error;
}

const viewed = () => one("[data-view][aria-pressed=true]").dataset.view;

function show(name, mine) {
  one("#entry").hidden = true;
  newest.entry += 1;  // one that was asked for in another view does not open in this
  return { repairs: proposals, library: find, verify: showVerification }[name](mine);
}

function view(name) {
  all("[data-view]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
    one(`#${button.dataset.view}`).hidden = button.dataset.view !== name;
  });
  return show(name, deed());
}

query.addEventListener("input", () => find(deed()));
[...Object.values(facets), ...Object.values(paper)].forEach((select) => {
  select.addEventListener("change", () => find(deed()));
});
one("#more").addEventListener("click", more);
one("#rows").addEventListener("click", (event) => {
  const button = event.target.closest("[data-place]");
  if (button) open(button.dataset.place, button.dataset.key);
});
one("#check").addEventListener("click", async () => {
  const mine = deed();
  one("#check").disabled = true;
  one("#count").textContent = "the rules are asked …";
  tell(mine, await wish("check", {}));
  one("#check").disabled = false;
  await find(sought);
});
one("#proposals").addEventListener("click", async (event) => {
  const button = event.target.closest("[data-wish]");
  if (!button) return;
  const mine = deed();
  const { place, key, code } = button.closest(".card").dataset;
  tell(mine, await wish(button.dataset.wish, { place, key, code }));
  await proposals(0);
  if (document.activeElement !== document.body) return;  // meanwhile somebody went elsewhere
  const next = one(`#proposals [data-place="${place}"] [data-wish]`) || one("#proposals [data-wish]");
  if (next) next.focus();
});
one("#undo").addEventListener("click", async () => {
  tell(deed(), await wish("undo", {}));
  await show(viewed(), 0);
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
find(deed());
