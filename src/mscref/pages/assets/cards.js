"use strict";
// Filters cards by what is typed and by the boxes that are ticked.
const cards = all(".card").map((element) => ({
  element,
  words: fold(element.textContent),
  kind: element.dataset.kind,
}));
const query = one("#query");
const boxes = all("[data-kind-box]");

function filterCards() {
  const words = fold(query.value).split(/\s+/).filter(Boolean);
  const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  let shown = 0;
  for (const card of cards) {
    const fits = (!boxes.length || kinds.has(card.kind)) && words.every((word) => card.words.includes(word));
    card.element.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  all("[data-group]").forEach((group) => { group.hidden = !one(".card:not([hidden])", group); });
  const text = `${shown} of ${cards.length} shown`;
  one("#count").textContent = text;
  say(text);
}

query.addEventListener("input", filterCards);
boxes.forEach((box) => box.addEventListener("change", filterCards));
filterCards();
