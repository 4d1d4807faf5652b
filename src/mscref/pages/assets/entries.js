"use strict";
// Filters and sorts the rows of references, and copies what stands behind them.
const entries = data();
const body = one(".entries tbody");
const rows = [...body.rows].map((element, place) => {
  const entry = entries[place];
  const words = fold([entry.key, entry.authors, entry.year, entry.title, entry.journal, entry.DOI, entry.type].join(" "));
  return { element, place, entry, words };
});
const query = one("#query");
const order = one("#sort");
const kind = one("#copy-as");

function filterRows() {
  const words = fold(query.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const fits = words.every((word) => row.words.includes(word));
    if (row.element.hidden === fits) row.element.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  one("#count").textContent = `${shown} of ${rows.length} shown`;
  say(one("#count").textContent);
}

function sortRows() {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const name = order.value;
  const sorted = [...rows].sort((a, b) => (
    (name === "as listed" ? 0 : collator.compare(a.entry[name], b.entry[name])) || a.place - b.place
  ));
  body.append(...sorted.map((row) => row.element));
  say(`sorted: ${name}`);
}

function spelled(chosen) {
  const key = (entry) => `@${/^[\p{L}\p{N}_][\p{L}\p{N}_:.#$%&+?<>~\/-]*$/u.test(entry.key) ? entry.key : `{${entry.key}}`}`;
  if (kind.value === "key") return `[${chosen.map(key).join("; ")}]`;
  return chosen.map((entry) => entry[kind.value].trim()).join("\n\n");
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch (error) {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`copied ${what}`);
}

query.addEventListener("input", filterRows);
order.addEventListener("change", sortRows);
body.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const row = rows.find(({ element }) => element.contains(button));
  copy(spelled([row.entry]), row.entry.key);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
});
one("#copy-all").addEventListener("click", () => {
  const shown = [...body.rows].filter((row) => !row.hidden);
  const byElement = new Map(rows.map((row) => [row.element, row.entry]));
  copy(spelled(shown.map((element) => byElement.get(element))), `${shown.length} references`);
});
addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement !== query) {
    event.preventDefault();
    query.focus();
  }
});
filterRows();
