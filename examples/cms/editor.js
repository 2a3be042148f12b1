/** An editor that has its article checked. What a CMS would have to write is here; the rest is in factcheck.js. */

import { FactCheck, Highlighter, markupOf } from "./factcheck.js";
import { Panel } from "./panel.js";

const ARTICLE = "harbour-closure"; // the CMS's own id: decisions are remembered by it
const one = (id) => document.getElementById(id);
const [body, headline, state, start, stop] = ["body", "headline", "state", "check", "cancel"].map(one);

const desk = new FactCheck({ service: document.querySelector("meta[name=factcheck-service]").content });
const panel = new Panel(one("findings"), { desk, onGo: go, onDecide: (...decision) => highlighter.decide(...decision) });
const highlighter = new Highlighter({ [ARTICLE]: { text: body, headline } }, { onChange: (found) => panel.update(found) });

let running = null;
let checked = null;

async function check() {
  if (running) return;
  const control = new AbortController();
  running = { control, id: null };
  const sent = { id: ARTICLE, revision: new Date().toISOString(), headline: headline.innerText.trim(), html: markupOf(body), language: "en" };
  tell("Checking…");
  try {
    const result = await desk.check([sent], { onEvent: follow, signal: control.signal });
    checked = said();
    panel.show(result, await desk.catalogue("rules").catch(() => []));
    highlighter.show(result);
    tell(result.status === "complete" ? "Checked" : `Check ${result.status}`);
  } catch (error) {
    highlighter.clear();
    panel.fail(error);
    tell("Not checked");
  } finally {
    running = null;
    start.disabled = false;
    stop.hidden = true;
  }
}

function follow({ kind, data }) {
  if (kind === "accepted") running.id = data.id;
  else if (kind === "progress") tell(`Checking… ${data.ended} of ${data.of}: ${data.stage} ${data.status}`);
  else if (kind === "polling") tell("Checking…");
}

function tell(words) {
  state.textContent = words;
  start.disabled = Boolean(running);
  stop.hidden = !running;
}

/** Lead to a passage: its words become the selection, so that typing replaces them. */
function go(fingerprint, nth) {
  const range = highlighter.choose(fingerprint, nth);
  if (!range) return;
  (body.contains(range.startContainer) ? body : headline).focus({ preventScroll: true });
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

function said() {
  return `${headline.innerText}\n${markupOf(body)}`;
}

start.addEventListener("click", check);
stop.addEventListener("click", () => running?.id && desk.cancel(running.id).catch(panel.fail));
document.addEventListener("input", () => {
  if (checked !== null && !running) tell(said() === checked ? "Checked" : "Edited since the check");
});
document.addEventListener("selectionchange", () => {
  const { focusNode: node, focusOffset: offset } = getSelection();
  if (node) panel.current(highlighter.at(node, offset).map((finding) => finding.fingerprint));
});
document.addEventListener("keydown", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  const { focusNode: node, focusOffset: offset } = getSelection();
  if (event.key === "Enter" && !event.target.matches("textarea")) check();
  else if (event.key === "." && node) highlighter.at(node, offset).slice(0, 1).forEach(({ fingerprint }) => panel.focus(fingerprint));
  else return;
  event.preventDefault();
});
