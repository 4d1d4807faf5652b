"use strict";
// Starts, watches and stops a verification; findings are put in place as they come.
let knownFindings = 0;
let watching = 0;

async function sayScope(deed) {
  const asked = ++newest.scope;
  const found = await ask("scope", question());
  if (asked !== newest.scope) return;
  tell(deed, found);
  if (!found.error) one("#scope").textContent = found.scope;
}

async function watchVerification() {
  const mine = ++watching;
  let found;
  do {
    found = await ask("progress", { since: knownFindings });
    if (mine !== watching) return;
    if (found.error) {
      one("#verified").textContent = found.error;
      return;
    }
    shown(found);
    if (found.running) await new Promise((done) => { setTimeout(done, 400); });
  } while (found.running && mine === watching);
}

const showVerification = (deed) => Promise.all([sayScope(deed), watchVerification()]);

function shown(found) {
  one("#start").disabled = found.running;
  one("#stop").disabled = !found.running || found.stopped;
  const bar = one("#bar");
  bar.hidden = !found.total;
  bar.max = Math.max(found.total, 1);
  bar.value = found.done;
  const ended = found.running ? "" : found.done < found.total ? ", stopped" : ", done";
  const text = found.total ? `${found.done} of ${found.total} verified${ended}` : "";
  if (one("#verified").textContent !== text) one("#verified").textContent = text;
  if (found.failed) one("#verified").textContent = found.failed;
  one("#verdict-counts").textContent = found.counts;
  if (found.findings) one("#verdicts").append(parsed(found.findings));
  knownFindings = found.known;
}

one("#start").addEventListener("click", async () => {
  const mine = deed();
  const found = await wish("verify", question());
  tell(mine, found);
  if (found.error) {
    one("#verified").textContent = found.error;
    return;
  }
  knownFindings = 0;
  one("#verdicts").replaceChildren();
  await watchVerification();
});
one("#stop").addEventListener("click", async () => {
  one("#stop").disabled = true;
  tell(deed(), await wish("stop", {}));
});
