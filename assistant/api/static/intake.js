/** The articles that are to be checked: pasted, opened or dropped, each in a field of its own. */

import { counted, h } from "/page/panel.js";

const KINDS = { txt: "text", text: "text", md: "markdown", markdown: "markdown", html: "html", htm: "html", xhtml: "html" };
const NAMES = { text: "Plain text", markdown: "Markdown", html: "HTML" };
const MOST_BYTES = 32 * 2 ** 20;

export class Intake {
  #list;

  constructor(list) {
    this.#list = list;
    this.add();
  }

  /** Add a field for an article, filled in or empty, and return its text field. */
  add({ name = "", body = "", kind = "text", note = "" } = {}) {
    const id = `article-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const field = (label, key, attributes = {}) =>
      h("label", {}, label, h("input", { class: "fc-field", "data-key": key, ...attributes }));
    const text = h("textarea", { class: "fc-field", id, rows: "10", spellcheck: "false", placeholder: "Paste an article here" });
    text.value = body;
    const kinds = h("select", { class: "fc-button", "aria-label": "Kind of text" },
      Object.entries(NAMES).map(([value, words]) => h("option", { value, selected: value === kind }, words)));
    const item = h("li", {}, h("fieldset", {},
      h("legend", {}, ""),
      h("div", { class: "slot-head" }, h("label", { for: id, class: "name" }, ""), kinds,
        h("button", { type: "button", class: "fc-button quiet", onclick: () => this.#remove(item) }, "Remove")),
      text,
      h("p", { class: "note" }, note),
      h("details", {}, h("summary", {}, "Headline, outlet, date"),
        h("div", { class: "about" }, field("Headline", "headline"), field("Outlet", "outlet"),
          field("Published", "published_at", { type: "date" }), field("Address", "url", { type: "url" })))));
    item.dataset.name = name;
    this.#list.append(item);
    this.#number();
    return text;
  }

  /** Add files. Returns what could not be read, in words. */
  async open(files) {
    const problems = [];
    for (const file of files) {
      try {
        const { body, note } = await read(file);
        for (const item of this.#items()) if (!this.#text(item).value.trim()) item.remove();
        this.add({ name: file.name, body, kind: kindOf(file.name), note });
      } catch (error) {
        problems.push(`${file.name}: ${error.message}`);
      }
    }
    return problems;
  }

  /** The articles as the service takes them; empty fields are left out. */
  articles() {
    return this.#items().filter((item) => this.#text(item).value.trim()).map((item) => {
      const inputs = [...item.querySelectorAll("[data-key]")].filter((input) => input.value.trim());
      const about = Object.fromEntries(inputs.map((input) => [input.dataset.key, input.value.trim()]));
      return { [item.querySelector("select").value]: this.#text(item).value, ...about };
    });
  }

  /** What each of the articles is called until the report knows better. */
  names() {
    return this.#items().filter((item) => this.#text(item).value.trim())
      .map((item, n) => item.querySelector("[data-key=outlet]").value.trim() || item.dataset.name || `Article ${n + 1}`);
  }

  /** Lead to what is wrong: the field that a JSON pointer names. */
  focus(pointer = "") {
    const [, number, key] = /^#\/articles\/(\d+)(?:\/(\w+))?/.exec(pointer) ?? [];
    const filled = this.#items().filter((item) => this.#text(item).value.trim());
    const item = filled[number] ?? this.#items()[0];
    const input = item.querySelector(`[data-key="${key}"]`);
    if (input) input.closest("details").open = true;
    (input ?? this.#text(item)).focus();
  }

  #remove(item) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.remove();
    if (!next) this.add();
    this.#number();
    (next ? this.#text(next) : this.#list.querySelector("textarea")).focus();
  }

  #number() {
    for (const [n, item] of this.#items().entries()) {
      item.querySelector("legend").textContent = `Article ${n + 1}`;
      item.querySelector("label.name").textContent = item.dataset.name || `Article ${n + 1}`;
    }
  }

  #items() {
    return [...this.#list.children];
  }

  #text(item) {
    return item.querySelector("textarea");
  }
}

function kindOf(name) {
  return KINDS[name.split(".").pop().toLowerCase()] ?? "text";
}

/** A file as text, and how it was read: by its byte order mark, as UTF-8, as its markup says, else as windows-1252. */
async function read(file) {
  if (file.size > MOST_BYTES) throw new Error("is larger than the service takes");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = { "254,255": "utf-16be", "255,254": "utf-16le" }[bytes.slice(0, 2).join()];
  const label = wide ?? (isUtf8(bytes) ? "utf-8" : declared(bytes) ?? "windows-1252");
  const body = new TextDecoder(label).decode(bytes);
  if (body.includes("\0")) throw new Error("is no text; open .txt, .md or .html files");
  if (!body.trim()) throw new Error("is empty");
  const words = body.trim().split(/\s+/).length;
  return { body, note: `${counted(words, "word")}${label === "utf-8" ? "" : `, read as ${label}`}` };
}

function isUtf8(bytes) {
  try {
    return Boolean(new TextDecoder("utf-8", { fatal: true }).decode(bytes) || true);
  } catch {
    return false;
  }
}

function declared(bytes) {
  const head = new TextDecoder("windows-1252").decode(bytes.slice(0, 2048));
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
  try {
    return label && new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
