// From a finding to its passages and back. Without this script the links still lead both ways.
"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const announce = document.querySelector(".announce");
  const thread = document.querySelector(".thread path");
  const panes = all(".pane");
  const choosers = all(".chooser select");
  let chosen = null;
  let came = null;

  const runsOf = (key) => all(`.pane a[data-i~="${key}"]`);
  const homeOf = (key) => document.getElementById(key)?.closest(".card, tr");
  const scrolls = (element) => element.scrollHeight > element.clientHeight + 1 && getComputedStyle(element).overflowY === "auto";

  function into(element) {
    const box = element.closest(".text, .rail");
    if (!box || !scrolls(box)) return element.scrollIntoView({ block: "center" });
    const gap = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollTop += gap - box.clientHeight / 3;
    const seen = box.getBoundingClientRect();
    if (seen.top < 0 || seen.bottom > innerHeight + 40) box.closest(".desk").scrollIntoView({ block: "start" });
  }

  function show(pane) {
    if (!pane.hidden) return;
    const taken = panes.filter((other) => !other.hidden && runsOf(chosen).some((run) => other.contains(run)));
    const free = choosers.findIndex((select) => !taken.some((other) => other.id === select.value));
    choosers[Math.max(free, 0)].value = pane.id;
    arrange();
  }

  function arrange() {
    if (!choosers.length) return;
    for (const pane of panes) {
      const place = choosers.findIndex((select) => select.value === pane.id);
      pane.hidden = place < 0;
      pane.style.order = place;
    }
  }

  function firstRuns(key) {
    const runs = runsOf(key);
    return panes.map((pane) => runs.find((run) => pane.contains(run))).filter(Boolean);
  }

  function choose(key) {
    for (const element of all(".on")) element.classList.remove("on");
    for (const element of all("[aria-current]")) element.removeAttribute("aria-current");
    chosen = key;
    for (const run of runsOf(key)) run.classList.add("on");
    const home = homeOf(key);
    if (home) {
      home.classList.add("on");
      home.setAttribute("aria-current", "true");
    }
    join();
    return home;
  }

  // The line between the sides of a conflict, kept within the panes.
  function join() {
    const ends = chosen ? firstRuns(chosen).filter((run) => !run.closest(".pane").hidden) : [];
    const [near, far] = ends.sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left);
    if (!near || !far) return thread.removeAttribute("d");
    const [a, b] = [near, far].map(place);
    if (b.left < a.right) return thread.removeAttribute("d");
    const [from, to] = [a.right + 3, b.left + 18];
    const middle = (from + to) / 2;
    thread.setAttribute("d", `M${from} ${a.y}C${middle} ${a.y} ${middle} ${b.y} ${to} ${b.y}`);
  }

  function place(run) {
    const line = run.getClientRects()[0];
    const { left, right, top, bottom } = (run.closest(".text") || run.closest(".pane")).getBoundingClientRect();
    return { left, right, y: Math.min(Math.max(line.top + line.height / 2, top), bottom) };
  }

  function toPassage(key, nth) {
    choose(key);
    const marks = runsOf(key);
    const start = document.getElementById(`${key}.${nth}`);
    const target = marks.find((run) => start && (start.compareDocumentPosition(run) & Node.DOCUMENT_POSITION_FOLLOWING)) || marks[0];
    if (!target) return;
    for (const run of firstRuns(key)) show(run.closest(".pane"));
    show(target.closest(".pane"));
    for (const run of firstRuns(key)) if (!target.closest(".pane").contains(run)) into(run);
    into(target);
    target.focus({ preventScroll: true });
    announce.textContent = `Passage: ${target.title}. Enter leads back.`;
    join();
  }

  function toHome(run) {
    const keys = run.dataset.i.split(" ").filter(homeOf);
    const key = keys[(keys.indexOf(chosen) + (came === run ? 1 : 0)) % keys.length] || keys[0];
    came = run;
    const home = choose(key);
    if (!home) return;
    into(home);
    const own = document.getElementById(key);
    (own.matches("a") ? own : home.querySelector("a.go") || home).focus({ preventScroll: true });
    const more = keys.length > 1 ? ` ${keys.indexOf(key) + 1} of ${keys.length} at this passage; choose it again for the next.` : "";
    announce.textContent = `${(home.querySelector("h4, th") || home).textContent.trim()}.${more}`;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = link.getAttribute("href").slice(1);
    if (link.closest(".pane") && link.dataset.i) {
      event.preventDefault();
      toHome(link);
    } else if (/^[a-z]\d+\.\d+$/.test(to)) {
      event.preventDefault();
      came = null;
      toPassage(...to.split("."));
    } else if (/^article-\d+$/.test(to)) {
      show(document.getElementById(to));
    } else if (/^s\d+$/.test(to)) {
      choose(to);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      choose(null);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const card = event.target.closest(".card");
      if (!card) return;
      const cards = all(".card");
      const next = cards[cards.indexOf(card) + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      choose(next.dataset.i);
      into(next);
      (next.querySelector("a.go") || next).focus({ preventScroll: true });
    }
  });

  let waiting = false;
  const later = () => {
    if (waiting || !chosen) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; join(); });
  };
  addEventListener("scroll", later, { capture: true, passive: true });
  addEventListener("resize", later);
  addEventListener("beforeprint", () => all("details").forEach((details) => { details.open = true; }));
  for (const select of choosers) select.addEventListener("change", () => { arrange(); join(); });

  root.classList.add("js");
  if (choosers.length) choosers[0].closest(".chooser").hidden = false;
  arrange();
})();
