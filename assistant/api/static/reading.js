/** The articles of a report side by side. Their text is only ever text, whatever it was posted as. */

import { h } from "/page/panel.js";

/** Draw the articles; returns where each is, by id: `{text, headline}`, headline where that is no part of the text. */
export function draw(element, articles, names) {
  const roots = {};
  element.replaceChildren(...articles.map((article, place) => {
    const apart = article.sentences.some((sentence) => sentence.part === "headline");
    const headline = apart ? h("h3", { class: "headline", dir: "auto" }, article.headline) : null;
    const text = h("div", { class: "text" }, paragraphs(article));
    roots[article.id] = { text, headline };
    const name = names.get(article.id);
    return h("article", { "aria-label": `${place + 1}: ${name}`, tabindex: "-1" },
      h("header", {}, h("span", { class: "number" }, String(place + 1)), " ", h("strong", { dir: "auto" }, name),
        h("span", { class: "note" }, about(article))),
      headline, text);
  }));
  return roots;
}

/** Paragraphs whose joined text is the article's own, blank lines included, so that positions stay true. */
function paragraphs(article) {
  const title = article.sentences.find((sentence) => sentence.n === 0 && sentence.part === "text");
  const start = title ? [...article.text].slice(0, title.start).join("").length : -1;
  let at = 0;
  return article.text.split(/(\n[ \t\r]*\n\s*)/).map((piece, n) => {
    const headed = start >= at && start < at + piece.length;
    at += piece.length;
    return n % 2 ? h("span", { class: "gap" }, piece) : h("p", { class: headed ? "headline" : null, dir: "auto" }, piece);
  });
}

function about(article) {
  const date = article.published_at ? new Date(article.published_at).toLocaleDateString([], { dateStyle: "medium" }) : null;
  const role = article.role === "archive" ? "from the archive" : null;
  return [role, date, article.language ?? "language unknown"].filter(Boolean).join(" · ");
}
