/**
 * Fact-check findings in the page of a CMS: ask the service, show what it found in the article itself, decide.
 * One ES module, no dependency, no build step.
 *
 *   import { FactCheck, Highlighter, markupOf, verdict } from "./factcheck.js";
 *
 *   const desk = new FactCheck({ service: "https://facts.example", key: () => theKey });
 *   const check = await desk.check([{ id: "story-7", html: markupOf(body) }], { onEvent: console.log });
 *   const shown = new Highlighter({ "story-7": { text: body } }, { onChange: (findings) => list(findings) });
 *   shown.show(check);
 *   await desk.dismiss(check.id, fingerprint, "The desk knows the source.");
 *
 * What it promises: a highlight covers the words that the finding quotes, in the place they were found in,
 * or there is none. Words that were edited meanwhile are told as such and never marked somewhere else.
 */

const STREAM_TRIES = 3;
const STREAM_SILENCE = 40_000; // milliseconds; the service sends a comment every 15 seconds
const SEVERITIES = ["error", "warning", "info"];

// ---------------------------------------------------------------------------------------------- asking

/**
 * Why a request gave nothing. `kind` is one of
 *   offline   no answer came: no network, no service, or a browser that may not ask it
 *   key       the key is missing, wrong or revoked (401)
 *   forbidden the key may not do this, or the service takes no request from this page (403)
 *   gone      there is no such check (any more) (404)
 *   conflict  not now: the check has not ended, or has no report (409); `check` names the one in the way
 *   invalid   the request is wrong: `faults` names the fields (400, 408, 413, 415, 422)
 *   busy      the service cannot work just now (429, 503)
 *   fault     anything else
 */
export class FactcheckError extends Error {
  constructor(kind, message, { status = 0, faults = [], check = null, request = null } = {}) {
    super(message);
    Object.assign(this, { name: "FactcheckError", kind, status, faults, check, request });
  }
}

/**
 * The service. `service` is its address, empty for the page's own; `key` a desk's key or a function that
 * gives one (null: none is sent). Every method raises FactcheckError, or AbortError by its `signal`.
 */
export class FactCheck {
  #fetch;

  constructor({ service = "", key = null, fetch = globalThis.fetch.bind(globalThis) } = {}) {
    this.service = service.replace(/\/+$/, "");
    this.key = key;
    this.#fetch = fetch;
  }

  /** Post articles, follow the check, and return what `result` returns. Events go to `onEvent`. */
  async check(articles, { onEvent = () => {}, signal, ...options } = {}) {
    const { id } = await this.post(articles, { signal, ...options });
    onEvent({ id: 0, kind: "accepted", data: { id } });
    return this.wait(id, { onEvent, signal });
  }

  /** Follow a check that was posted before, and return what `result` returns. */
  async wait(id, { onEvent = () => {}, after = 0, signal } = {}) {
    for await (const event of this.follow(id, { after, signal })) onEvent(event);
    return this.result(id, { signal });
  }

  /**
   * Post articles: `{text | html | markdown, headline, outlet, url, published_at, language, id, revision}` each.
   * Further fields are those of a check: `model`, `stages`, `policy`, `against`, `embargo`. Returns `{id, status}`.
   * Tried again when no answer came, with one Idempotency-Key, so that there is never a second check.
   */
  async post(articles, { signal, idempotencyKey = token(), ...fields } = {}) {
    const headers = { "Idempotency-Key": idempotencyKey };
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#json("POST", "/v1/checks", { body: { articles, ...fields }, headers, signal });
      } catch (error) {
        if (error.kind === "conflict" && error.check) return { id: error.check, status: "running" };
        if (!["offline", "busy"].includes(error.kind) || tries === 3) throw error;
        await pause(400 * tries, signal);
      }
    }
  }

  /**
   * The events of a check, `{id, kind, data}`, until `done`. A broken stream is resumed after the last
   * event; where streams do not get through, the check is asked for instead (`kind` "polling" tells).
   */
  async *follow(id, { after = 0, signal } = {}) {
    for (let broken = 0; broken < STREAM_TRIES; ) {
      try {
        const headers = { Accept: "text/event-stream", ...(after && { "Last-Event-ID": String(after) }) };
        const answer = await this.#ask("GET", `/v1/checks/${id}/events`, { headers, signal });
        for await (const event of eventsOf(answer.body, signal)) {
          broken = 0;
          after = event.id ?? after;
          yield event;
          if (event.kind === "done") return;
        }
      } catch (error) {
        if (signal?.aborted) throw error;
        if (error instanceof FactcheckError && !["offline", "busy", "fault"].includes(error.kind)) throw error;
        if (error.name === "TimeoutError") break;
      }
      broken += 1;
      await pause(250 * 2 ** broken, signal);
    }
    yield* this.#poll(id, signal);
  }

  /**
   * A check with its report and annotations: `{id, status, problem, report, annotations}`. `report` is null,
   * and `problem` says why, when it ended without one.
   */
  async result(id, { signal } = {}) {
    const body = await this.#json("GET", `/v1/checks/${id}`, { signal });
    return { ...body, annotations: body.report ? await this.annotations(id, { signal }) : [] };
  }

  /** The findings of a check as W3C Web Annotations. */
  async annotations(id, { signal } = {}) {
    return (await this.#json("GET", `/v1/checks/${id}/annotations`, { signal })).items;
  }

  /** The report as one HTML page, as text. */
  async page(id, { signal } = {}) {
    return (await this.#ask("GET", `/v1/checks/${id}/report.html`, { signal })).text();
  }

  /** End a check; what it has found is kept. */
  cancel(id) {
    return this.#json("POST", `/v1/checks/${id}/cancel`);
  }

  /** The finding stands. Each of these four returns `{fingerprint, decision}` as it is now. */
  confirm(id, fingerprint, reason) {
    return this.review(id, { fingerprint, state: "confirmed", ...(reason && { reason }) });
  }

  /** The finding does not count, because of `reason`, which is required. */
  dismiss(id, fingerprint, reason) {
    return this.review(id, { fingerprint, state: "dismissed", reason });
  }

  /** Take an earlier decision back. */
  reopen(id, fingerprint) {
    return this.review(id, { fingerprint, state: "open" });
  }

  /** Say something about a finding without deciding. */
  comment(id, fingerprint, comment) {
    return this.review(id, { fingerprint, comment });
  }

  /** A review as the service takes it. */
  review(id, review) {
    return this.#json("POST", `/v1/checks/${id}/reviews`, { body: review });
  }

  /** What people said of the findings of a check, oldest first. */
  async reviews(id) {
    return (await this.#json("GET", `/v1/checks/${id}/reviews`)).reviews;
  }

  /** What there is: "models", "rules" or "stages". */
  catalogue(what) {
    return this.#json("GET", `/v1/${what}`);
  }

  async *#poll(id, signal) {
    let [tag, lost, wait] = [null, 0, 500];
    yield { id: null, kind: "polling", data: {} };
    for (;;) {
      try {
        const headers = tag ? { "If-None-Match": tag } : {};
        const answer = await this.#ask("GET", `/v1/checks/${id}`, { headers, signal });
        lost = 0;
        if (answer.status !== 304) {
          tag = answer.headers.get("ETag");
          const { ended_at: ended, status, problem } = await answer.json();
          if (ended) return yield { id: null, kind: "done", data: { status, problem } };
        }
      } catch (error) {
        if (!["offline", "busy"].includes(error.kind) || (lost += 1) > 5) throw error;
      }
      await pause(wait, signal);
      wait = Math.min(wait * 1.5, 5000);
    }
  }

  async #json(method, path, options) {
    const answer = await this.#ask(method, path, options);
    try {
      return await answer.json();
    } catch (error) {
      if (options?.signal?.aborted) throw error;
      throw new FactcheckError("fault", "The answer of the service broke off, or is not the service's own.");
    }
  }

  async #ask(method, path, { body, headers = {}, signal } = {}) {
    const key = typeof this.key === "function" ? this.key() : this.key;
    const sent = { ...headers, ...(key && { Authorization: `Bearer ${key}` }) };
    if (body) sent["Content-Type"] = "application/json";
    let answer;
    try {
      answer = await this.#fetch(this.service + path, {
        method, headers: sent, signal, cache: "no-store", body: body && JSON.stringify(body),
      });
    } catch (error) {
      if (error.name === "AbortError" || signal?.aborted) throw error;
      const where = this.service || "the service";
      throw new FactcheckError("offline", `No answer from ${where}: it is not running, or there is no network.`);
    }
    if (answer.ok || answer.status === 304) return answer;
    throw await refusal(answer);
  }
}

/** A problem (RFC 9457) as an error; what is no problem document is told by its status alone. */
async function refusal(answer) {
  const kinds = {
    401: "key", 403: "forbidden", 404: "gone", 409: "conflict", 429: "busy", 502: "offline", 503: "busy", 504: "offline",
  };
  const problem = await answer.json().catch(() => ({}));
  const kind = kinds[answer.status] ?? ([400, 408, 413, 415, 422].includes(answer.status) ? "invalid" : "fault");
  return new FactcheckError(kind, problem.detail || problem.title || `The service answered ${answer.status}.`, {
    status: answer.status,
    faults: problem.errors ?? [],
    check: problem.check ?? null,
    request: answer.headers.get("X-Request-Id"),
  });
}

/** Server-sent events, by the rules of the HTML standard. Raises TimeoutError when the stream is silent. */
async function* eventsOf(body, signal) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const silent = new DOMException("the stream is silent", "TimeoutError");
  let [rest, event] = ["", { kind: "message", data: [] }];
  try {
    for (;;) {
      const { value, done } = await first(signal, STREAM_SILENCE, reader.read(), silent);
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop();
      for (const line of lines) {
        const [, name, said] = /^([^:]*):? ?(.*)$/s.exec(line);
        if (name === "data") event.data.push(said);
        else if (name === "event") event.kind = said;
        else if (name === "id") event.id = Number(said);
        else if (!line) {
          if (event.data.length) yield { ...event, data: JSON.parse(event.data.join("\n")) };
          event = { kind: "message", id: event.id, data: [] };
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** What happens first: the signal is given, the time is over, or the promise, if there is one, is kept. */
function first(signal, milliseconds, promise = new Promise(() => {}), late = null) {
  return new Promise((resolve, reject) => {
    const over = (then) => (value) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", give);
      then(value);
    };
    const give = () => over(reject)(signal.reason);
    const timer = setTimeout(late ? () => over(reject)(late) : over(resolve), milliseconds);
    signal?.addEventListener("abort", give, { once: true });
    if (signal?.aborted) give();
    promise.then(over(resolve), over(reject));
  });
}

function pause(milliseconds, signal) {
  return first(signal, milliseconds);
}

/** A word that nobody else has. `randomUUID` is there on https and localhost only. */
function token() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ------------------------------------------------------------------------------------------- examining

/**
 * What was examined: `{state, shortfalls, notEvaluated}`. `state` is "none" (then the report says nothing about
 * the articles), "part" or "all". A shortfall is `{stage, article, status, examined, sentences, why}`, status
 * null where the stage did not run; of rules: `{code, articles, why, status}`.
 */
export function examination(report) {
  const traces = report?.stages ?? [];
  const shortfalls = traces
    .filter((trace) => trace.status !== "ok" || trace.coverage.examined < trace.coverage.sentences)
    .map(({ name, article, status, coverage, skipped_because: skipped, error }) => ({
      stage: name, article, status, ...coverage, why: [skipped, error].filter(Boolean).join("; "),
    }));
  const ran = new Set(traces.map((trace) => JSON.stringify([trace.name, trace.article])));
  for (const stage of new Set(traces.filter((trace) => trace.article !== null).map((trace) => trace.name))) {
    for (const { id, sentences } of report.articles) {
      if (ran.has(JSON.stringify([stage, id]))) continue;
      shortfalls.push({ stage, article: id, status: null, examined: 0, sentences: sentences.length, why: "did not run" });
    }
  }
  const notEvaluated = (report?.rules ?? []).filter((rule) => rule.status === "not_evaluated" || rule.why);
  const nothing = !traces.some((trace) => trace.coverage.examined);
  const part = shortfalls.length || report?.status !== "complete";
  return { state: nothing ? "none" : part ? "part" : "all", shortfalls, notEvaluated };
}

/** The report in a few words, such that nothing found, not examined and not everything examined never look alike. */
export function verdict(report) {
  const { state } = examination(report);
  if (state === "none") return "Not examined";
  const open = report.findings.filter((finding) => ["open", "confirmed"].includes(finding.decision.state));
  const counts = SEVERITIES.map((severity) => [severity, open.filter((finding) => finding.severity === severity).length]);
  const told = counts.filter(([, count]) => count).map(([severity, count]) => counted(count, severity)).join(", ");
  if (told) return told;
  const none = report.findings.length ? "No open findings" : "No findings";
  return state === "all" ? none : `${none} in what was examined`;
}

function counted(count, severity) {
  return `${count} ${severity}${count > 1 && severity !== "info" ? "s" : ""}`;
}

// --------------------------------------------------------------------------------------------- placing

// What the service takes for no text of an article, and what stands in a line of its own.
export const SILENT = new Set((
  "script style noscript template head title meta link svg math iframe object embed video audio canvas map select " +
  "button textarea input datalist dialog nav footer figcaption menu xmp plaintext noembed noframes"
).split(" "));
export const BLOCKS = new Set((
  "h1 h2 h3 h4 h5 h6 address article aside blockquote body caption center dd details dir div dl dt fieldset figure " +
  "footer form header hgroup hr html legend li main nav ol optgroup option p pre section summary table tbody td tfoot " +
  "th thead tr ul"
).split(" "));
const NEAR = 120; // characters that an edit beside the words may have put between them and what stood there
const HALF = 8; // half of a context shorter than this is no evidence
const LONG = 60; // words as long as this are known again wherever they stand
const MANY = 500; // occurrences of the same words that are looked at
const WORDS = new Intl.Segmenter(undefined, { granularity: "word" });
// What makes another word, figure or sign of what stands beside it.
const JOINS = /[\p{L}\p{N}\p{M}\p{Pd}\p{Sc}\p{Cf}\u2212\ufe0f%‰°'’_]/u;
const EXTENDS = /[\p{M}\u200d\ufe0f]/u;

/** White space folded to one blank. */
function folded(text) {
  return text.replace(/\s+/g, " ");
}

/** The text of an element with white space folded and a blank between blocks; each word knows its place. */
class Flow {
  #words = []; // {at: place in `text`, node, offset, length}, in order
  #within = new Map(); // of a text node: the numbers of its first word and of the one after its last
  #counts = new Map();

  constructor(root) {
    this.ruler = root.ownerDocument.createRange();
    const said = [];
    let [length, gap] = [0, false];
    for (const node of visible(root, () => { gap = true; })) {
      const first = this.#words.length;
      let end = 0;
      for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
        const blank = length && (gap || index > end) ? " " : "";
        said.push(blank, word);
        this.#words.push({ at: length + blank.length, node, offset: index, length: word.length });
        length += blank.length + word.length;
        [gap, end] = [false, index + word.length];
      }
      gap ||= end < node.length;
      this.#within.set(node, [first, this.#words.length]);
    }
    this.text = said.join("");
  }

  /** The place in `text` of the first character at or after a place in the document; undefined if there is none. */
  index(node, offset) {
    const [first, after] = this.#within.get(node) ?? [Infinity, Infinity];
    const ends = (word) => word.offset + word.length > offset;
    const number = this.#words.slice(first, after).findIndex(ends);
    const word = this.#words[number < 0 ? after : first + number];
    return word && word.at + (number < 0 ? 0 : Math.max(0, offset - word.offset));
  }

  /** How many code points a text node has. */
  count(node) {
    if (!this.#counts.has(node)) this.#counts.set(node, [...node.data].length);
    return this.#counts.get(node);
  }

  /** The pieces of text nodes, `{node, start, end}`, that hold these characters of `text`. */
  pieces(start, end) {
    let [low, high] = [0, this.#words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#words[middle].at + this.#words[middle].length <= start) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < this.#words.length && this.#words[low].at < end; low += 1) {
      const { at, node, offset, length } = this.#words[low];
      const [from, to] = [offset + Math.max(0, start - at), offset + Math.min(length, end - at)];
      if (found.at(-1)?.node === node) found.at(-1).end = to;
      else found.push({ node, start: from, end: to });
    }
    return found;
  }
}

/** The text nodes that the service reads, in order. `apart` is called between blocks. */
function* visible(root, apart) {
  let node = root;
  for (;;) {
    const silent = node.nodeType === 1 && node !== root && isSilent(node);
    if (node.nodeType === 3) yield node;
    else if (!silent && (BLOCKS.has(node.localName) || node.localName === "br")) apart();
    if (node.firstChild && !silent) {
      node = node.firstChild;
      continue;
    }
    while (node !== root && !node.nextSibling) {
      node = node.parentNode;
      if (BLOCKS.has(node.localName)) apart();
    }
    if (node === root) return;
    node = node.nextSibling;
  }
}

function isSilent(element) {
  return SILENT.has(element.localName) || element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true";
}

/**
 * Where a target of an annotation stands in an element now: `{pieces}`, which are `{node, start, end}` of text
 * nodes (`rangeOf` makes a range of them), or `{why}` it is not marked:
 * "removed" (the service keeps its words no more), "changed" (they are not there any more as they were), or
 * "ambiguous" (they stand in several places alike). `sentence` is `{words, lead}`: the sentence they were found
 * in and how many of its characters come before them, where the report is at hand and has that sentence once.
 */
export function place(target, root, { flow = new Flow(root), sentence = null } = {}) {
  const selectors = Object.fromEntries(target.selector.map((selector) => [selector.type, selector]));
  const quote = selectors.TextQuoteSelector;
  const exact = folded(quote?.exact ?? "").trim();
  if (!exact) return { why: "removed" };
  const wanted = {
    exact, sentence, before: folded(quote.prefix ?? "").trimStart(), after: folded(quote.suffix ?? "").trimEnd(),
  };
  const hints = [
    () => rangeHint(selectors.RangeSelector, root, flow),
    () => positionHint(selectors.TextPositionSelector, root, flow),
  ];
  const { at, why } = unmoved(flow.text, wanted, hints) ?? searched(flow.text, wanted, hints);
  if (why) return { why };
  const pieces = flow.pieces(at, at + exact.length);
  return wordsOf(rangeOf(pieces, flow.ruler)) === exact ? { pieces } : { why: "changed" };
}

/** The words that a range covers, white space folded. */
export function wordsOf(range) {
  return new Flow(range.cloneContents()).text;
}

/** The words where a range or a position has them, if everything around them is as it was. */
function unmoved(text, wanted, hints) {
  for (const hint of hints) {
    const at = hint();
    if (at === undefined || !text.startsWith(wanted.exact, at)) continue;
    if (weighed(text, at, wanted).full && whole(text, at, wanted)) return { at };
  }
  return undefined;
}

/** The words wherever they stand by now, if that is sure. */
function searched(text, wanted, hints) {
  const found = occurrences(text, wanted.exact).map((at) => weighed(text, at, wanted));
  const known = found.filter((one) => one.grade > 0 || (wanted.exact.length >= LONG && found.length === 1));
  const best = known.filter((one) => whole(text, one.at, wanted)).toSorted((a, b) => b.grade - a.grade || b.agreed - a.agreed);
  if (!best.length) return { why: "changed" };
  const margin = best[0].grade > 1 ? 1 : HALF;
  const alike = best.filter((one) => one.grade === best[0].grade && best[0].agreed - one.agreed < margin);
  if (alike.length === 1) return alike[0];
  const hinted = best[0].grade > 1 && hints.map((hint) => alike.find((one) => one.at === hint())).find(Boolean);
  return hinted || { why: "ambiguous" };
}

function occurrences(text, exact) {
  const found = [];
  for (let at = text.indexOf(exact); at >= 0 && found.length < MANY; at = text.indexOf(exact, at + 1)) found.push(at);
  return found;
}

/**
 * How sure it is that these are the words: `grade` 3 in the same sentence, 2 between the same words (`full`), 1
 * between words that were edited close by, 0 without evidence.
 */
function weighed(text, at, { exact, before, after, sentence }) {
  const end = at + exact.length;
  const left = beside(before, text.slice(Math.max(0, at - before.length - NEAR), at), at, true);
  const right = beside(after, text.slice(end, end + after.length + NEAR), text.length - end, false);
  const full = left.state === "full" && right.state === "full";
  const same = sentence && at >= sentence.lead && text.startsWith(sentence.words, at - sentence.lead);
  return { at, full, grade: same ? 3 : full ? 2 : left.state && right.state ? 1 : 0, agreed: left.agreed + right.agreed };
}

/** How much of a context is left beside the words; `room` is how far away the edge of the article is. */
function beside(wanted, there, room, atEnd) {
  let agreed = 0;
  const step = (words, n) => (atEnd ? words[words.length - 1 - n] : words[n]);
  while (agreed < wanted.length && step(wanted, agreed) === step(there, agreed)) agreed += 1;
  if (agreed === wanted.length && (wanted || !room)) return { state: "full", agreed };
  const half = Math.ceil(wanted.length / 2);
  const outer = atEnd ? wanted.slice(0, half) : wanted.slice(-half);
  const near = half >= HALF ? agreed >= half || there.includes(outer) : room <= NEAR;
  return { state: near ? "near" : null, agreed };
}

/** Whether the words begin and end where words do, or go on as they always went on: never "12" in "12.5". */
function whole(text, at, { exact, before, after }) {
  const original = before + exact + after;
  const ends = [[at, before.length, text[at - 1], before.at(-1)], [at + exact.length, before.length + exact.length,
    text[at + exact.length], after[0]]];
  return ends.every(([here, there, neighbour, wanted]) =>
    !joined(text, here) || (neighbour === wanted && joined(original, there)));
}

function joined(text, at) {
  const start = Math.max(0, at - 40);
  const [left, right] = [text.slice(start, at), text.slice(at, at + 40)];
  if (!left || !right) return false;
  const [before, after] = [[...left.slice(-2)].at(-1), String.fromCodePoint(right.codePointAt(0))];
  if (EXTENDS.test(after) || (JOINS.test(before) && JOINS.test(after))) return true;
  if (before === " " || after === " ") return false;
  return ![...WORDS.segment(left + right)].some((segment) => segment.index === left.length);
}

/** A range over pieces of text; a browser keeps every range up to date, so `range` is used again where there is one. */
export function rangeOf(pieces, range = pieces[0].node.ownerDocument.createRange()) {
  range.setStart(pieces[0].node, pieces[0].start);
  range.setEnd(pieces.at(-1).node, pieces.at(-1).end);
  return range;
}

/** Where the range of the markup as it was posted begins, in the flow; undefined if that leads nowhere now. */
function rangeHint(selector, root, flow) {
  const start = selector?.startSelector;
  const element = start && elementAt(root, start.value);
  return element && textPlace(element, start.refinedBy?.start ?? 0, flow);
}

function positionHint(selector, root, flow) {
  return selector && textPlace(root, selector.start, flow);
}

/** The element of an XPath as the service makes them: `./p[2]/b[1]` from the root, `/html[1]/…` from its page. */
function elementAt(root, path) {
  const steps = path.split("/").slice(1);
  let element = path.startsWith("/") ? root.ownerDocument.documentElement : root;
  if (path.startsWith("/")) steps.shift();
  for (const step of steps) {
    let [, name, left] = /^([^[]+)\[(\d+)\]$/.exec(step) ?? [];
    let child = element?.firstElementChild;
    while (child && (child.localName !== name || (left -= 1) > 0)) child = child.nextElementSibling;
    element = child;
  }
  return element && root.contains(element) ? element : undefined;
}

/** The place in the flow of what stands after so many code points of an element's text. */
function textPlace(element, codePoints, flow) {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = codePoints;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left >= flow.count(node)) {
      left -= flow.count(node);
      continue;
    }
    return flow.index(node, [...node.data].slice(0, left).join("").length);
  }
  return undefined;
}

// ---------------------------------------------------------------------------------------- highlighting

const PAINTS = typeof Highlight === "function" && "highlights" in CSS;
const STYLED = new WeakSet();
const MARK = "data-factcheck";
const CHOSEN = "chosen";

/**
 * Shows findings in articles and keeps them right while the articles are edited.
 *
 * `roots` says where articles are, by id: `{ "story-7": { text: element, headline: element } }`.
 * `mode` is "paint" (CSS Custom Highlight API: touches no element), "wrap" (elements around the words: can have
 * the focus) or null for whichever the browser can. `wrapper(findings)` makes such an element. After every
 * change `onChange` gets the findings: `{fingerprint, code, rule, severity, decision, message, targets}`, a target
 * `{article, part, exact, pieces}` or with `why` there are none: "removed", "changed", "ambiguous" (see `place`),
 * "elsewhere" (no root of that article). No target: it is about the article or the story as a whole.
 */
export class Highlighter {
  #roots;
  #mode;
  #wrapper;
  #onChange;
  #observer;
  #annotations = [];
  #sentences = () => null;
  #painted = [];
  #chosen = null;
  findings = [];

  constructor(roots, { mode = null, wrapper = () => document.createElement("mark"), onChange = () => {} } = {}) {
    this.#roots = roots;
    this.#mode = mode ?? (PAINTS ? "paint" : "wrap");
    this.#wrapper = wrapper;
    this.#onChange = onChange;
    this.#observer = new MutationObserver(() => this.refresh());
    for (const root of this.#elements()) adopt(root.getRootNode(), root.ownerDocument.defaultView);
  }

  /** Show the findings of a check: `{annotations, report}`; the report makes places surer and is optional. */
  show({ annotations, report = null }) {
    this.#annotations = annotations;
    this.#sentences = report ? sentencesOf(report) : () => null;
    this.refresh();
  }

  /** Note what became of a finding; only open and confirmed ones are marked. */
  decide(fingerprint, state) {
    for (const annotation of this.#annotations) {
      if (annotation.factcheck.fingerprint === fingerprint) annotation.factcheck.decision = state;
    }
    this.refresh();
  }

  /** Place all findings again. Done by itself when an article is edited. */
  refresh() {
    this.#keepingCaret(() => {
      this.#erase();
      const flows = new Map();
      for (const root of this.#elements()) flows.set(root, new Flow(root));
      this.findings = this.#annotations.map((annotation) => ({
        ...annotation.factcheck,
        message: annotation.body[0].value,
        targets: targetsOf(annotation).map((target) => this.#placed(target, flows)),
      }));
      const marked = this.findings.filter((finding) => ["open", "confirmed"].includes(finding.decision));
      if (this.#mode === "paint") this.#paint(marked);
      else this.#wrap(marked);
    });
    this.#watch();
    this.#onChange(this.findings);
  }

  /** Take every mark away and leave the articles as they were. */
  clear() {
    this.#observer.disconnect();
    this.#annotations = [];
    this.findings = [];
    this.#chosen = null;
    this.#keepingCaret(() => this.#erase());
  }

  /** The findings that are marked at a place of the document, such as the caret's. */
  at(node, offset) {
    const hit = (piece) => piece.node === node && piece.start <= offset && offset <= piece.end;
    return this.findings.filter((finding) => finding.targets.some((target) => target.pieces.some(hit)));
  }

  /** Bring out one finding and scroll to its nth marked passage; null for none. Returns the range, if any. */
  choose(fingerprint, nth = 0) {
    this.#chosen = fingerprint;
    const finding = this.findings.find((one) => one.fingerprint === fingerprint);
    const placed = (finding?.targets ?? []).map((target) => target.pieces).filter((pieces) => pieces.length);
    if (this.#mode === "paint") {
      this.#unpaint(({ name }) => name === CHOSEN);
      for (const piece of placed.flat()) this.#add(CHOSEN, piece);
    } else {
      for (const mark of this.#marks()) mark.classList.toggle("factcheck-chosen", named(mark).includes(fingerprint));
    }
    if (!placed.length) return null;
    const range = rangeOf(placed[nth % placed.length]);
    reveal(range);
    return range;
  }

  /** The first element that marks a finding, where elements do ("wrap"). */
  mark(fingerprint, nth = 0) {
    const piece = this.findings.find((one) => one.fingerprint === fingerprint)?.targets[nth]?.pieces[0];
    return piece?.node.parentElement.closest(`[${MARK}]`) ?? null;
  }

  #elements() {
    return Object.values(this.#roots).flatMap(({ text, headline }) => [headline, text].filter(Boolean));
  }

  #placed(target, flows) {
    const { article, part } = target.factcheck;
    const quote = target.selector.find((selector) => selector.type === "TextQuoteSelector");
    const about = { article, part, exact: quote?.exact ?? "", pieces: [], why: null };
    const root = Object.hasOwn(this.#roots, article) ? this.#roots[article][part] : null;
    if (!root) return { ...about, why: "elsewhere" };
    return { ...about, ...place(target, root, { flow: flows.get(root), sentence: this.#sentences(target) }) };
  }

  #paint(findings) {
    for (const finding of findings) {
      for (const piece of finding.targets.flatMap((target) => target.pieces)) {
        this.#add(finding.severity, piece);
        if (finding.fingerprint === this.#chosen) this.#add(CHOSEN, piece);
      }
    }
  }

  #add(name, { node, start, end }) {
    const view = node.ownerDocument.defaultView;
    const range = new view.StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
    const key = `factcheck-${name}`;
    if (!view.CSS.highlights.has(key)) view.CSS.highlights.set(key, new view.Highlight());
    const highlight = view.CSS.highlights.get(key);
    highlight.priority = name === CHOSEN ? 9 : SEVERITIES.length - SEVERITIES.indexOf(name);
    highlight.add(range);
    this.#painted.push({ name, range, highlight });
  }

  #unpaint(which = () => true) {
    for (const { range, highlight } of this.#painted.filter(which)) highlight.delete(range);
    this.#painted = this.#painted.filter((one) => !which(one));
  }

  /** One element around each run of text that the same findings mark; no run crosses an element. */
  #wrap(findings) {
    const spans = new Map();
    for (const finding of findings) {
      for (const target of finding.targets) {
        for (const piece of target.pieces) spans.set(piece.node, [...(spans.get(piece.node) ?? []), { ...piece, finding, target }]);
      }
    }
    const enclosed = new Map();
    for (const [node, here] of spans) {
      const bounds = [...new Set(here.flatMap(({ start, end }) => [start, end]))].sort((a, b) => b - a);
      for (const [n, start] of bounds.slice(1).entries()) {
        const over = here.filter((span) => span.start <= start && span.end >= bounds[n]);
        if (!over.length) continue;
        const words = this.#enclose(node, start, bounds[n], [...new Set(over.map((span) => span.finding))]);
        for (const { target } of over) enclosed.set(target, [...(enclosed.get(target) ?? []), words]);
      }
    }
    for (const [target, words] of enclosed) {
      words.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
      target.pieces = words.map((node) => ({ node, start: 0, end: node.length }));
    }
    this.#oneStopEach();
  }

  /** Put an element around characters of a text node; what comes after them is a node of its own then. */
  #enclose(node, start, end, findings) {
    const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
    const mark = this.#wrapper(findings);
    mark.setAttribute(MARK, findings.map((finding) => finding.fingerprint).join(" "));
    mark.classList.add("factcheck", `factcheck-${worst}`);
    mark.classList.toggle("factcheck-chosen", findings.some((finding) => finding.fingerprint === this.#chosen));
    const words = start ? node.splitText(start) : node;
    if (end - start < words.length) words.splitText(end - start);
    words.before(mark);
    mark.append(words);
    return words;
  }

  /** A passage in several elements is one stop of the Tab key. */
  #oneStopEach() {
    const met = new Set();
    for (const mark of this.#marks()) {
      if (mark.tabIndex === 0 && named(mark).every((fingerprint) => met.has(fingerprint))) mark.tabIndex = -1;
      for (const fingerprint of named(mark)) met.add(fingerprint);
    }
  }

  #erase() {
    this.#unpaint();
    for (const mark of this.#marks()) unwrap(mark);
  }

  #marks() {
    return this.#elements().flatMap((root) => [...root.querySelectorAll(`[${MARK}]`)]);
  }

  #watch() {
    const what = { subtree: true, childList: true, characterData: true };
    this.#observer.takeRecords();
    for (const root of this.#elements()) this.#observer.observe(root, what);
  }

  /** Elements that come and go under the caret would take it away: it is put back where it was. */
  #keepingCaret(change) {
    const within = (one) => one.contains(one.ownerDocument.getSelection()?.focusNode ?? null);
    const root = this.#mode === "wrap" && this.#elements().find(within);
    if (!root) return change();
    const selection = root.ownerDocument.getSelection();
    const ends = [[selection.anchorNode, selection.anchorOffset], [selection.focusNode, selection.focusOffset]];
    const [anchor, focus] = ends.map(([node, offset]) => charactersBefore(root, node, offset));
    change();
    selection.setBaseAndExtent(...characterPlace(root, anchor), ...characterPlace(root, focus));
    return undefined;
  }
}

/** The markup of an element without any mark of ours: what to save, and what to post. */
export function markupOf(root) {
  const copy = root.cloneNode(true);
  for (const mark of copy.querySelectorAll(`[${MARK}]`)) unwrap(mark);
  return copy.innerHTML;
}

function targetsOf(annotation) {
  return Array.isArray(annotation.target) ? annotation.target : [];
}

/** A function that gives the sentence of a target, and how far into it the target begins, if there is one alone. */
function sentencesOf(report) {
  const parts = new Map();
  for (const article of report.articles) {
    for (const part of ["text", "headline"]) {
      const text = article[part] ?? "";
      const sentences = article.sentences.filter((sentence) => sentence.part === part);
      parts.set(JSON.stringify([article.id, part]), { points: [...text], folded: folded(text), sentences });
    }
  }
  const found = (target) => {
    const { article, part } = target.factcheck;
    const source = parts.get(JSON.stringify([article, part]));
    const position = target.selector.find((selector) => selector.type === "TextPositionSelector");
    const around = source?.sentences.filter(({ start, end }) => start < position.end && end > position.start);
    if (!around?.length) return null;
    const [start, end] = [Math.min(around[0].start, position.start), Math.max(around.at(-1).end, position.end)];
    const words = folded(source.points.slice(start, end).join("")).trim();
    const alone = words && source.folded.indexOf(words) === source.folded.lastIndexOf(words);
    return alone ? { words, lead: folded(source.points.slice(start, position.start).join("")).trimStart().length } : null;
  };
  const known = new Map();
  return (target) => known.get(target) ?? known.set(target, found(target)).get(target);
}

function named(mark) {
  return mark.getAttribute(MARK).split(" ");
}

function unwrap(mark) {
  const parent = mark.parentNode;
  mark.replaceWith(...mark.childNodes);
  parent.normalize();
}

function charactersBefore(root, node, offset) {
  const range = root.ownerDocument.createRange();
  range.setStart(root, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function characterPlace(root, count) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let [left, last] = [count, null];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
    last = node;
  }
  return last ? [last, last.length] : [root, 0];
}

/** Each severity has its own line as well as its own tint, so that it is not told by colour alone. */
function styleOf(selector) {
  const lines = { error: "solid 2px", warning: "dashed 2px", info: "dotted 2px" };
  const colours = {
    error: ["#9c1c1c", "#fce4df", "#ff9f92", "#4d1f1b"],
    warning: ["#744a00", "#fcf0d2", "#f0c469", "#43330d"],
    info: ["#1d5180", "#e2eef9", "#98c8f0", "#17364d"],
  };
  const rules = SEVERITIES.flatMap((severity) => {
    const [ink, tint, darkInk, darkTint] = colours[severity];
    const rule = (line, ground) =>
      `${selector(severity)} { background-color: ${ground}; color: inherit; text-decoration: underline ${lines[severity]} ${line}; }`;
    const both = rule(`light-dark(${ink}, ${darkInk})`, `light-dark(${tint}, ${darkTint})`);
    return [rule(ink, tint), `@supports (color: light-dark(red, red)) { ${both} }`];
  });
  const chosen = `${selector(CHOSEN)} { background-color: #f3cf62; color: #211e1a; text-decoration: underline solid 3px; }`;
  return [...rules, chosen].join("\n");
}

/** Give a document, or a shadow root, our styles. They are no inline style: a strict policy lets them be. */
function adopt(tree, view) {
  if (STYLED.has(tree)) return;
  STYLED.add(tree);
  const sheet = new view.CSSStyleSheet();
  const painted = PAINTS ? styleOf((name) => `::highlight(factcheck-${name})`) : "";
  sheet.replaceSync(`${painted}\n${styleOf((name) => `.factcheck-${name}[${MARK}]`)}`);
  tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
}

/** Scroll everything that scrolls, as far as it takes to see where a range begins. */
function reveal(range) {
  const page = range.startContainer.ownerDocument.scrollingElement;
  const covered = Number.parseFloat(getComputedStyle(page).scrollPaddingTop) || 0;
  for (let box = range.startContainer.parentElement; box; box = box.parentElement) {
    if (box !== page && !/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    const { top, bottom } = box === page ? { top: covered, bottom: page.clientHeight } : box.getBoundingClientRect();
    const seen = range.getBoundingClientRect();
    if (seen.top < top || seen.bottom > bottom) box.scrollTop += seen.top - top - (bottom - top) / 3;
  }
}
