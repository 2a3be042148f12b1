/** The page at `/`: from articles to findings and decisions. Everything it knows is in the API. */

import { FactCheck, Highlighter } from "/page/factcheck.js";
import { Panel, h } from "/page/panel.js";
import { Coverage } from "/page/coverage.js";
import { Intake } from "/page/intake.js";
import { draw } from "/page/reading.js";

const KEY = "factcheck-key";
const SIGNS = { error: "■", warning: "▲", info: "●" };
const one = (id) => document.getElementById(id);

const desk = new FactCheck({ key: () => sessionStorage.getItem(KEY) });
const intake = new Intake(one("articles"));
const panel = new Panel(one("findings"), {
  desk, onGo: go, onDecide: (...decision) => highlighter?.decide(...decision), nameOf: (article) => names.get(article) ?? article,
});
let names = new Map();
let highlighter = null;
let running = null;
let shown = null;
let chosen = null;
let left = null;

function show(id) {
  for (const part of ["intake", "progress", "result"]) one(part).hidden = part !== id;
  one("again").hidden = id !== "result";
  one("save").hidden = id !== "result" || !shown?.report;
}

/** Post the articles, or follow a check that was posted before, and show what comes of it. */
async function check(asked) {
  if (running) return;
  const control = new AbortController();
  running = { control, id: null };
  problem(null);
  try {
    const stages = (await desk.catalogue("stages")).filter((stage) => stage.state === "in_use");
    const rules = await desk.catalogue("rules");
    const follow = following(stages);
    show("progress");
    one("progress-title").focus();
    const options = { onEvent: follow, signal: control.signal };
    finish(await asked(options), stages, rules);
  } catch (error) {
    failed(error);
  } finally {
    running = null;
  }
}

/** What is drawn of the events of a check. */
function following(stages) {
  const table = new Coverage(one("progress-table"), stages, names);
  one("progress-said").textContent = "Waiting for its turn.";
  return ({ kind, data }) => {
    if (kind === "accepted") {
      running.id = data.id;
      history.replaceState(null, "", `#check=${data.id}`);
    } else if (kind === "stage_started") table.tell(data);
    else if (kind === "progress") {
      table.tell(data);
      one("progress-said").textContent = one("live").textContent = `${data.ended} of ${data.of} steps done.`;
    } else if (kind === "polling") one("progress-said").textContent = "Live progress does not get through here; waiting for the end.";
  };
}

function finish(result, stages, rules) {
  shown = result;
  const articles = result.report?.articles ?? [];
  names = new Map(articles.map(({ id, outlet }, place) => [id, outlet || names.get(id) || `Article ${place + 1}`]));
  panel.show(result, rules);
  const roots = draw(one("texts"), articles, names);
  one("texts").style.setProperty("--many", Math.min(articles.length, 2) || 1);
  highlighter = new Highlighter(roots, { mode: "wrap", wrapper: link, onChange: (found) => panel.update(found) });
  highlighter.show(result);
  examined(result.report, stages);
  show("result");
  document.querySelector(".fc-verdict").focus();
  document.title = `${document.querySelector(".fc-verdict").textContent} · Fact-check assistant`;
}

/** Coverage, and what did not reach the report. */
function examined(report, stages) {
  const table = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "What was examined" });
  if (report) {
    const coverage = new Coverage(table, stages, names);
    for (const trace of report.stages) coverage.tell(trace);
    coverage.end();
  }
  const rejected = report?.rejected ?? [];
  one("examined").replaceChildren(h("h2", {}, "What was examined"), table,
    rejected.length ? h("details", {}, h("summary", {}, `${rejected.length} rejected: not in the report`),
      h("ul", {}, rejected.map((item) => h("li", {}, h("strong", {}, item.stage), `: ${item.reason}`)))) : "");
}

/** Marks are links to their finding, so that Tab, Enter and a click lead there. */
function link(findings) {
  const told = findings.map(({ severity, rule }) => `${SIGNS[severity]} ${severity}: ${rule.replaceAll("-", " ")}`);
  return h("a", { href: `#finding-${findings[0].fingerprint}`, title: told.join("\n") });
}

/** From a finding to its nth passage. */
function go(fingerprint, nth) {
  choose(fingerprint, nth);
  left = null;
  const mark = highlighter.mark(fingerprint, nth);
  mark?.closest("article").scrollIntoView({ block: "nearest", inline: "nearest" });
  mark?.focus({ preventScroll: true });
}

/** From a passage back to the finding that led there, or to its first; once more, to the next. */
function home(mark) {
  const here = mark.dataset.factcheck.split(" ");
  const at = here.indexOf(chosen);
  const next = here[left === mark ? (at + 1) % here.length : Math.max(at, 0)];
  left = mark;
  choose(next);
  panel.focus(next);
  if (here.length > 1) one("live").textContent = `${here.indexOf(next) + 1} of ${here.length} findings at this passage.`;
}

function choose(fingerprint, nth = 0) {
  chosen = fingerprint;
  highlighter.choose(fingerprint, nth);
  panel.current(fingerprint ? [fingerprint] : []);
}

function failed(error) {
  show("intake");
  if (error.name === "AbortError") return;
  const goesOn = running?.id && ["offline", "busy"].includes(error.kind);
  if (!goesOn && error.kind !== "key") history.replaceState(null, "", location.pathname);
  if (error.kind === "key") wantKey(sessionStorage.getItem(KEY) ? "This key is not known, or was revoked." : "The service needs a key.");
  else problem(goesOn ? `${error.message} The check goes on: load this page again to see it.` : error.message, error.faults);
}

/** Say what is wrong with what was asked, and lead there. */
function problem(words, faults = []) {
  one("problem").hidden = words === null;
  const listed = faults.length > 1 ? h("ul", {}, faults.map((fault) => h("li", {}, fault.detail))) : "";
  one("problem").replaceChildren(h("p", {}, words ?? ""), listed);
  if (faults[0]?.pointer) intake.focus(faults[0].pointer);
  else if (words !== null) one("check").focus();
}

function wantKey(words) {
  sessionStorage.removeItem(KEY);
  one("key-field").hidden = false;
  one("key").value = "";
  problem(words);
  one("key").focus();
}

/** See what the service wants and has. A check that the address names is shown. */
async function begin() {
  const known = /^#check=([0-9a-f]{32})$/.exec(location.hash)?.[1];
  try {
    const models = await desk.catalogue("models");
    one("model").replaceChildren(...models.map(({ alias, default: usual }) =>
      h("option", { value: alias, selected: usual }, alias === "baseline" ? "baseline (no model)" : alias)));
    one("model-field").hidden = models.length < 2;
    one("key-field").hidden = true;
    if (known && !running) await check((options) => desk.wait(known, options));
  } catch (error) {
    failed(error);
  }
}

one("intake").addEventListener("submit", async (event) => {
  event.preventDefault();
  problem(null);
  if (!one("key-field").hidden) {
    if (!one("key").value.trim()) return wantKey("The service needs a key.");
    sessionStorage.setItem(KEY, one("key").value.trim());
    await begin();
    if (!one("key-field").hidden || one("intake").hidden) return;
  }
  const articles = intake.articles();
  if (!articles.length) return problem("Paste an article, or open a file, first.");
  names = new Map(intake.names().map((name, n) => [`article-${n + 1}`, name]));
  const model = one("model").value;
  const against = one("archive").checked && {};
  await check((options) => desk.check(articles, { ...options, ...(model && { model }), ...(against && { against }) }));
});
one("add").addEventListener("click", () => intake.add().focus());
one("open").addEventListener("click", () => one("files").click());
one("files").addEventListener("change", async () => {
  await opened([...one("files").files]);
  one("files").value = "";
});
one("stop").addEventListener("click", () => {
  if (running?.id) desk.cancel(running.id).catch(failed);
  else running?.control.abort();
});
one("again").addEventListener("click", () => {
  history.replaceState(null, "", location.pathname);
  highlighter?.clear();
  show("intake");
  one("intake-title").focus();
});
one("save").addEventListener("click", async () => {
  try {
    const address = URL.createObjectURL(new Blob([await desk.page(shown.id)], { type: "text/html" }));
    h("a", { href: address, download: `factcheck-${shown.id.slice(0, 8)}.html` }).click();
    URL.revokeObjectURL(address);
  } catch (error) {
    one("live").textContent = `Not saved. ${error.message}`;
  }
});
one("texts").addEventListener("click", (event) => {
  const mark = event.target.closest("[data-factcheck]");
  if (!mark) return;
  event.preventDefault();
  home(mark);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !one("intake").hidden) one("intake").requestSubmit();
  else if (event.key === "Escape" && !one("result").hidden && !event.target.closest("form")) {
    choose(null);
  }
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
for (const kind of ["dragleave", "drop"]) document.addEventListener(kind, () => document.body.classList.remove("dropping"));
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  if (one("intake").hidden) return;
  if (event.dataTransfer.files.length) await opened([...event.dataTransfer.files]);
  else if (event.dataTransfer.getData("text")) intake.add({ body: event.dataTransfer.getData("text") }).focus();
});

async function opened(files) {
  const problems = await intake.open(files);
  problem(problems.length ? problems.join(" ") : null);
  one("live").textContent = `${files.length - problems.length} of ${files.length} files opened.`;
}

begin();
