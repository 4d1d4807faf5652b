"use strict";
// Groups the findings by rule or by entry: the same cards under other headings.
const groups = one("#groups");
const byRule = [...groups.children].map((group) => ({ group, found: all(".card", group) }));

function sectionOf(name, found) {
  const section = document.createElement("section");
  section.dataset.group = name;
  const heading = document.createElement("h2");
  heading.className = "key";
  heading.textContent = `${name} (${found.length})`;
  const list = document.createElement("ol");
  list.className = "cards";
  list.append(...found);
  section.append(heading, list);
  return section;
}

function groupBy(name) {
  if (name === "rule") {
    byRule.forEach(({ group, found }) => one(".cards", group).append(...found));
    groups.replaceChildren(...byRule.map(({ group }) => group));
  } else {
    const entries = new Map();
    byRule.flatMap(({ found }) => found).forEach((card) => {
      const key = card.dataset.entry;
      entries.set(key, [...(entries.get(key) || []), card]);
    });
    groups.replaceChildren(...[...entries].map(([key, found]) => sectionOf(key, found)));
  }
  all("[data-group-by]").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.groupBy === name));
  });
  filterCards();
}

all("[data-group-by]").forEach((button) => {
  button.addEventListener("click", () => groupBy(button.dataset.groupBy));
});
