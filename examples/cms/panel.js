/**
 * The list of findings beside an article: what was found, where, why it matters, and what became of it.
 *
 *   const panel = new Panel(element, { desk, onGo: (fingerprint, nth) => highlighter.choose(fingerprint, nth) });
 *   await panel.show(check);                       // what FactCheck.check() gave
 *   new Highlighter(roots, { onChange: (findings) => panel.update(findings) });
 *
 * Built of text nodes only: nothing that an article or a model says becomes markup.
 */

import { examination, verdict } from "./factcheck.js";

const SIGNS = { error: "■", warning: "▲", info: "●" };
const STATUS = { ok: "✓ ok", partial: "◐ partial", failed: "✕ failed", skipped: "– skipped", null: "✕ did not run" };
const ORDER = Object.keys(SIGNS);
const WHY_NOT = {
  changed: "Edited since the check. Check again to see whether the finding still holds.",
  ambiguous: "These words now stand in several places alike. Check again.",
  removed: "The text was removed from the service.",
  elsewhere: "In an article that is not open here.",
};
const LONGEST = 240;

/** An element with attributes and children; `on…` are listeners, and text is always text. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => ![null, undefined, false].includes(child)));
  return element;
}

/** A number with its noun. */
export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export class Panel {
  #element;
  #desk;
  #onGo;
  #onDecide;
  #nameOf;
  #check = null;
  #cards = new Map();
  #live = h("p", { class: "fc-live", role: "status" });

  /**
   * `onGo(fingerprint, nth)` leads to the nth passage of a finding, `onDecide(fingerprint, state)` hears of
   * every decision, `nameOf(article)` names an article where there are several.
   */
  constructor(element, { desk, onGo, onDecide = () => {}, nameOf = (article) => article }) {
    this.#element = element;
    this.#desk = desk;
    this.#onGo = onGo;
    this.#onDecide = onDecide;
    this.#nameOf = nameOf;
    element.classList.add("fc-panel");
    element.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** Show a check. `rules` are those of `desk.catalogue("rules")`, for their reasons. */
  async show(check, rules = []) {
    this.#check = check;
    this.#cards.clear();
    const reasons = new Map(rules.map((rule) => [rule.code, rule]));
    const findings = [...(check.report?.findings ?? [])].sort((a, b) => rank(a) - rank(b));
    for (const finding of findings) this.#cards.set(finding.fingerprint, this.#card(finding, reasons.get(finding.code)));
    this.#draw(
      h("h2", { class: "fc-verdict", tabindex: "-1" }, verdict(check.report)),
      this.#shortfalls(check),
      since(check.changes),
      h("ol", { class: "fc-findings", "aria-label": "Findings" }, [...this.#cards.values()].map((card) => card.element)),
      unevaluated(check.report),
    );
    if (findings.length) await this.#said();
  }

  /** Show nothing but what went wrong. */
  fail(error) {
    this.#cards.clear();
    const faults = (error.faults ?? []).map((fault) => `${fault.pointer ?? fault.parameter}: ${fault.detail}`);
    this.#draw(
      h("h2", { class: "fc-verdict", tabindex: "-1" }, "Not examined"),
      h("div", { class: "fc-alarm", role: "alert" },
        h("p", {}, error.message),
        faults.length > 1 && h("ul", {}, faults.map((fault) => h("li", {}, fault))),
        error.request && h("p", { class: "fc-soft" }, `Request ${error.request}`)),
    );
  }

  /** What a Highlighter says of the passages: which are marked, and why others are not. */
  update(findings) {
    for (const finding of findings) this.#cards.get(finding.fingerprint)?.places(finding.targets);
  }

  /** Bring out these findings, those at the caret for example. Returns the first one's card. */
  current(fingerprints) {
    for (const [fingerprint, { element }] of this.#cards) {
      if (fingerprints.includes(fingerprint)) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
    const first = this.#cards.get(fingerprints[0])?.element ?? null;
    first?.scrollIntoView({ block: "nearest" });
    return first;
  }

  /** Put the focus on a finding. */
  focus(fingerprint) {
    this.current([fingerprint])?.focus();
  }

  #draw(...parts) {
    this.#live.textContent = "";
    this.#element.replaceChildren(...parts.filter(Boolean), this.#live);
  }

  #shortfalls(check) {
    const { state, shortfalls } = examination(check.report);
    if (state === "all") return h("p", { class: "fc-soft" }, "Every sentence was examined.");
    const said = [check.problem, check.status !== "complete" && `The check is ${check.status}.`];
    return h("div", { class: "fc-alarm", role: "note" },
      h("p", { class: "fc-alarm-head" }, state === "none" ? "Nothing was examined" : "Not everything was examined"),
      said.filter(Boolean).map((words) => h("p", {}, words)),
      h("ul", {}, shortfalls.map((fall) => h("li", {},
        h("strong", {}, fall.stage), fall.article ? ` on ${this.#nameOf(fall.article)}` : "",
        `: ${STATUS[fall.status]}, ${fall.examined} of ${counted(fall.sentences, "sentence")} examined`,
        fall.why && fall.status !== null ? `: ${fall.why}` : ""))));
  }

  #card(finding, rule) {
    const several = this.#check.report.articles.length > 1;
    const quotes = h("ul", { class: "fc-quotes" });
    const decision = h("p", { class: "fc-decision" });
    const remarks = h("ul", { class: "fc-remarks" });
    const actions = h("div", { class: "fc-actions", role: "group", "aria-label": `${finding.severity}: ${finding.message}` });
    const element = h("li", { class: `fc-card fc-${finding.severity}`, tabindex: "-1", id: `finding-${finding.fingerprint}` },
      h("h3", {}, h("span", { class: "fc-severity" }, `${SIGNS[finding.severity]} ${finding.severity}`), " ",
        finding.rule.replaceAll("-", " "), " ", h("code", {}, finding.code),
        this.#check.changes?.new.includes(finding.fingerprint) && h("span", { class: "fc-new" }, "new")),
      h("p", { class: "fc-message", dir: "auto" }, finding.message),
      quotes,
      (finding.suggestion || rule) && h("details", {}, h("summary", {}, "Why, and what helps"),
        rule && h("p", {}, rule.why), h("p", {}, finding.suggestion || rule.fix)),
      decision, remarks, actions);
    const card = { element, quotes, decision, remarks, actions, finding, told: null };
    card.places = (targets) => {
      const told = JSON.stringify(targets.map(({ article, exact, why }) => [article, exact, why]));
      if (told === card.told) return;
      card.told = told;
      const parts = targets.map((target, nth) => h("li", {}, this.#quote(finding, target, nth, several)));
      quotes.replaceChildren(...(parts.length ? parts : [h("li", { class: "fc-soft" }, "About the whole, not one passage.")]));
    };
    card.places(finding.anchors.map((anchor) => ({ ...anchor, why: null })));
    this.#decided(card, finding.decision);
    return card;
  }

  #quote(finding, { article, exact, why }, nth, several) {
    const words = h("q", { dir: "auto" }, shortened(exact) || "…");
    const where = several ? h("span", { class: "fc-where" }, this.#nameOf(article)) : null;
    if (why) return h("div", { class: "fc-lost" }, words, where, h("span", { class: "fc-why" }, WHY_NOT[why]));
    const go = () => this.#onGo(finding.fingerprint, nth);
    return h("button", { type: "button", class: "fc-go", onclick: go }, words, where);
  }

  #decided(card, { state, by, at, reason }) {
    const { element, actions, decision, finding } = card;
    element.classList.toggle("fc-aside", ["dismissed", "waived"].includes(state));
    element.dataset.state = state;
    decision.hidden = state === "open";
    const when = at ? `, ${new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}` : "";
    decision.textContent = `${state[0].toUpperCase()}${state.slice(1)}${by ? ` by ${by}` : ""}${when}${reason ? `: ${reason}` : ""}`;
    const button = (label, act) => h("button", { type: "button", onclick: act }, label);
    const { id } = this.#check;
    actions.replaceChildren(...[
      state === "open" && button("Confirm", () => this.#decide(card, () => this.#desk.confirm(id, finding.fingerprint))),
      state === "open" && button("Dismiss…", () => this.#ask(card, "Why it does not count", "Dismiss", (reason_) =>
        this.#decide(card, () => this.#desk.dismiss(id, finding.fingerprint, reason_)))),
      state !== "open" && button("Reopen", () => this.#decide(card, () => this.#desk.reopen(id, finding.fingerprint))),
      button("Comment…", () => this.#ask(card, "Comment", "Add", (said) => this.#comment(card, said))),
    ].filter(Boolean));
  }

  /** A small form in place of the buttons: Escape or Cancel takes it away. */
  #ask(card, label, verb, save) {
    const buttons = [...card.actions.childNodes];
    const opener = document.activeElement;
    const text = h("textarea", { rows: "2", required: true, maxlength: "4000" });
    const close = () => {
      card.actions.replaceChildren(...buttons);
      opener.focus();
    };
    const form = h("form", { class: "fc-form", onsubmit: (event) => { event.preventDefault(); save(text.value.trim()); } },
      h("label", {}, label, text),
      h("button", {}, verb), " ", h("button", { type: "button", onclick: close }, "Cancel"));
    text.addEventListener("input", () => text.setCustomValidity(text.value.trim() ? "" : "Say why."));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    card.actions.replaceChildren(form);
    text.focus();
  }

  async #decide(card, asked) {
    const answer = await this.#saved(card, asked);
    if (!answer) return;
    this.#decided(card, answer.decision);
    this.#onDecide(card.finding.fingerprint, answer.decision.state);
    this.#live.textContent = `${card.finding.rule.replaceAll("-", " ")}: ${answer.decision.state}`;
    card.actions.querySelector("button").focus();
  }

  async #comment(card, said) {
    const answer = await this.#saved(card, () => this.#desk.comment(this.#check.id, card.finding.fingerprint, said));
    if (!answer) return;
    this.#decided(card, answer.decision);
    await this.#said();
    card.actions.querySelector("button").focus();
  }

  /** What the service answered; undefined, with the reason on the card, if it was not saved. */
  async #saved(card, asked) {
    card.element.querySelector(".fc-fault")?.remove();
    try {
      return await asked();
    } catch (error) {
      card.actions.before(h("p", { class: "fc-fault", role: "alert" }, `Not saved. ${error.message}`));
      return undefined;
    }
  }

  /** The comments of the desk. */
  async #said() {
    const check = this.#check;
    const reviews = await this.#desk.reviews(check.id).catch((error) => error);
    if (check !== this.#check) return;
    if (reviews instanceof Error) {
      this.#element.append(h("p", { class: "fc-fault", role: "alert" }, `Comments are not shown. ${reviews.message}`));
      return;
    }
    for (const { remarks, finding } of this.#cards.values()) {
      const own = reviews.filter((review) => review.comment && review.fingerprint === finding.fingerprint);
      remarks.replaceChildren(...own.map((review) => h("li", { dir: "auto" }, `${review.reviewer}: ${review.comment}`)));
    }
  }

  /** Up and down lead from finding to finding. */
  #walk(event) {
    if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.target.matches("textarea")) return;
    const cards = [...this.#cards.values()].map((card) => card.element);
    const here = cards.indexOf(event.target.closest(".fc-card"));
    const next = cards[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next || (here < 0 && event.key === "ArrowUp")) return;
    event.preventDefault();
    (next.querySelector(".fc-go") ?? next).focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

function rank(finding) {
  return ORDER.indexOf(finding.severity) + (["dismissed", "waived"].includes(finding.decision.state) ? ORDER.length : 0);
}

function shortened(words) {
  const characters = [...words.replace(/\s+/g, " ").trim()];
  const half = LONGEST / 2;
  return characters.length <= LONGEST ? characters.join("") : [...characters.slice(0, half), " … ", ...characters.slice(-half)].join("");
}

/** What is otherwise than in the last check of the same article; what cannot be told is told as that. */
function since(changes) {
  if (!changes?.since.length) return null;
  const { new: fresh, unchanged, gone, uncertain } = changes;
  const last = new Date(changes.since[0].created_at).toLocaleTimeString([], { timeStyle: "short" });
  const parts = [`${fresh.length} new`, `${gone.length} gone`, `${unchanged.length} unchanged`];
  if (uncertain.length) parts.push(`${uncertain.length} that cannot be compared`);
  return h("p", { class: "fc-soft", title: gone.map(({ rule, code }) => `gone: ${rule} ${code}`).join("\n") || null },
    `Since the check of ${last}: ${parts.join(", ")}.`);
}

function unevaluated(report) {
  const { notEvaluated } = examination(report);
  if (!notEvaluated.length) return null;
  const told = (status) => (status === "evaluated" ? "evaluated in part" : "not evaluated");
  return h("details", { class: "fc-unevaluated" },
    h("summary", {}, `${counted(new Set(notEvaluated.map((rule) => rule.code)).size, "rule")} not evaluated everywhere`),
    h("ul", {}, notEvaluated.map((rule) => h("li", {},
      h("code", {}, rule.code), ` ${told(rule.status)}${rule.articles.length ? ` on ${rule.articles.join(", ")}` : ""}: ${rule.why}`))));
}
