/** What each stage did with each article: filled in while a check runs, and from the report when it has ended. */

import { h } from "/page/panel.js";

const SIGNS = { ok: "✓", partial: "◐", failed: "✕", skipped: "–" };

export class Coverage {
  #stages;
  #names;
  #body = h("tbody");
  #story = null;
  #cells = new Map();

  /** `stages` are those in use, `names` what the articles are called, by id. An article not named there is added when it is told of. */
  constructor(element, stages, names) {
    this.#stages = stages;
    this.#names = names;
    for (const article of names.keys()) this.#row(article);
    if (stages.some((stage) => stage.scope === "story")) this.#row(null);
    element.replaceChildren(h("table", { class: "coverage" },
      h("caption", { class: "fc-live" }, "Stages and articles"),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Article"), stages.map(({ name }) => h("th", { scope: "col" }, name)))),
      this.#body));
  }

  /** A stage began or ended: the data of an event, or a trace of the report. */
  tell({ stage, name = stage, article, status = null, coverage, engine, skipped_because: skipped, error }) {
    const key = JSON.stringify([name, article]);
    if (!this.#cells.has(key)) this.#row(article);
    const cell = this.#cells.get(key);
    if (!cell) return;
    cell.dataset.status = status ?? "working";
    cell.title = engine ?? "";
    const why = [skipped, error].filter(Boolean).join("; ");
    cell.replaceChildren(status ? `${SIGNS[status]} ${status}` : "working…",
      coverage ? h("span", { class: "cover" }, ` ${coverage.examined}/${coverage.sentences}`) : "",
      why ? h("span", { class: "why" }, why) : "");
  }

  /** Say of what has not been told of that it did not run. */
  end() {
    for (const cell of this.#cells.values()) {
      if (!["waiting", "working"].includes(cell.dataset.status)) continue;
      cell.dataset.status = "failed";
      cell.textContent = "✕ did not run";
    }
  }

  #row(article) {
    const name = article === null ? "The story as a whole" : this.#names.get(article) ?? article;
    const row = h("tr", {}, h("th", { scope: "row", dir: "auto" }, name), this.#stages.map((stage) => this.#cell(stage, article)));
    this.#body.insertBefore(row, this.#story);
    if (article === null) this.#story = row;
  }

  #cell(stage, article) {
    if ((stage.scope === "story") !== (article === null)) return h("td");
    const cell = h("td", { "data-status": "waiting", "data-label": stage.name }, "waiting");
    this.#cells.set(JSON.stringify([stage.name, article]), cell);
    return cell;
  }
}
