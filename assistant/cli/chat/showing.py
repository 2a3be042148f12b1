"""Commands that open one thing: a finding, a claim, a source, a relation, a sentence, an article, a rule."""

import re

from rich.text import Text

from assistant.cli.chat import drawing
from assistant.cli.chat.commands import number
from assistant.cli.chat.work import NOUNS, Opened, Work
from assistant.errors import InputError
from assistant.exports.outline import Entry, Subject
from assistant.exports.plain import one_line
from assistant.exports.sayings import day, vetoed
from assistant.exports.upstream import SourceNode
from assistant.exports.words import RELATION_WORDS
from assistant.report import Claim, Relation, Trace

_SENTENCE = re.compile(r"\[?(\d{1,6}):(\d{1,6})\]?")
_AROUND = 1


async def show(work: Work, rest: str) -> None:
    """Open a numbered item, or a sentence that an answer cites."""
    if (place := _SENTENCE.fullmatch(rest.strip())) is not None:
        _sentence(work, int(place[1]), int(place[2]))
        return
    n, _ = number(rest)
    item, pen = work.item(n), work.screen.pen(work.opened.outlined)
    if isinstance(item, Entry):
        pen.entry(_as_it_is(work.opened, item), number=n)
        _comments(work, item)
    elif isinstance(item, Claim):
        drawing.claim_line(work.screen, work.opened, item, n)
        pen.passages(item.anchors)
    elif isinstance(item, SourceNode):
        drawing.source_line(work.screen, work.opened, item, n)
        for use in sorted(use for uses in item.uses.values() for use in uses):
            pen.passages(work.opened.report.attributions[use - 1].content_anchors)
    elif isinstance(item, Relation):
        drawing.relation_line(work.screen, work.opened, item, n)
        pen.passages(item.anchors)
    else:
        raise InputError(f"{n} is a check; /open {n} opens it")


async def why(work: Work, rest: str) -> None:
    """Say why an item is there: the rule and its reasons, or what made a claim urgent, and who found it."""
    n, _ = number(rest)
    item = work.item(n)
    if isinstance(item, Entry):
        await _why_finding(work, item)
    elif isinstance(item, Claim):
        reasons = "; ".join(map(one_line, item.priority_reasons)) or "nothing in particular"
        work.screen.say(f"Priority {item.priority}: {reasons}.")
        work.screen.say(
            f"Kind {item.kind}, {item.modality}; credited to: {drawing.behind(work.opened, item)}."
        )
        work.screen.say(f"Found by {item.by}; {_engines(work.opened, 'claims', item.article)}.")
    elif isinstance(item, Relation):
        work.screen.say(f"{RELATION_WORDS[item.kind]}, found by {item.by}: {one_line(item.explanation)}")
        if item.vetoed:
            work.screen.say(vetoed(item))
        work.screen.say(f"{_engines(work.opened, 'consistency', None)}.")
    else:
        raise InputError(f"{n} is {NOUNS[type(item)]}; /why is for findings, claims and relations")


async def article(work: Work, rest: str) -> None:
    """Read an article, sentence by sentence, with what was found in it."""
    n, more = number(rest) if rest.strip() else (1, "")
    subject = work.opened.article(n)
    low, high = _range(more, subject)
    told = f"Article {n} · {subject.title}"
    work.screen.say(f"{told} · {subject.name}" if subject.name not in told else told, style="bold")
    codes = _codes(work.opened, subject)
    for sentence in subject.article.sentences:
        if low <= sentence.n <= high:
            words = Text(one_line(subject.article.words(sentence)))
            if found := codes.get(sentence.n):
                words.append(f"  {' '.join(found)}", style="yellow")
            work.screen.write(words, f"[{n}:{sentence.n}] ")


async def _why_finding(work: Work, entry: Entry) -> None:
    finding, screen = entry.finding, work.screen
    card = (await work.cards()).get(finding.code)
    screen.say(f"{finding.code} {finding.rule}: {one_line(finding.message)}", style="bold")
    if card is None:
        screen.say("The rule is not among those that are in use now.")
    else:
        screen.say(f"It fires when: {card.when}")
        screen.say(f"Why it matters: {card.why}")
        screen.say(f"Example: {card.example}")
        screen.say(f"Better: {card.better}")
        screen.say(f"What to do: {one_line(finding.suggestion) or card.fix}")
    articles = dict.fromkeys(anchor.article for anchor in finding.anchors)
    told = dict.fromkeys(_engines(work.opened, finding.stage, article) for article in articles)
    screen.say(f"{'; '.join(told)}.", style="dim")


def _engines(opened: Opened, stage: str, article: str | None) -> str:
    """Which engine the stage's results come from, with prompt and model."""
    traces = [t for t in opened.report.stages if t.name == stage and t.article in {article, None}]
    return "; ".join(dict.fromkeys(map(_engine, traces))) or f"stage {one_line(stage)}, by rules of language"


def _engine(trace: Trace) -> str:
    model = f", model {one_line(trace.model)}" if trace.model else ""
    prompt = f", prompt {one_line(trace.prompt)}" if trace.prompt else ""
    return f"stage {one_line(trace.name)}, engine {one_line(trace.engine)}{model}{prompt}, {trace.status}"


def _sentence(work: Work, article: int, wanted: int) -> None:
    """A sentence among its neighbours, with the words that the last answer quoted from it."""
    opened = work.opened
    subject = opened.article(article)
    sentences = {sentence.n: sentence for sentence in subject.article.sentences}
    if wanted not in sentences:
        raise InputError(
            f"article {article} has sentences {min(sentences)} to {max(sentences)}, got {wanted}"
        )
    whole = subject.article.anchor_of(sentences[wanted])
    for n in range(wanted - _AROUND, wanted + _AROUND + 1):
        if n in sentences and n != wanted:
            work.screen.write(
                Text(one_line(subject.article.words(sentences[n])), style="dim"), f"[{article}:{n}] "
            )
        elif n == wanted:
            quoted = [s.words for s in work.said if s.words is not None and s.words.overlaps(whole)]
            work.screen.pen(opened.outlined).passages(quoted or [whole])
    for entry in opened.entries:
        if any(whole.overlaps(anchor) for anchor in entry.finding.anchors):
            work.screen.say(
                f"{entry.finding.code} {entry.finding.rule}: {one_line(entry.finding.message)}", indent=4
            )


def _as_it_is(opened: Opened, entry: Entry) -> Entry:
    """The entry with its decision as it is now: what was listed may be older."""
    return next((e for e in opened.entries if e.finding.fingerprint == entry.finding.fingerprint), entry)


def _comments(work: Work, entry: Entry) -> None:
    for review in work.opened.reviews:
        if review.fingerprint == entry.finding.fingerprint and review.comment:
            work.screen.say(
                f"note by {review.reviewer} on {day(review.at)}: {one_line(review.comment)}", indent=4
            )


def _codes(opened: Opened, subject: Subject) -> dict[int, list[str]]:
    """The codes of the findings that count, by sentence."""
    found: dict[int, list[str]] = {}
    for entry in opened.outlined.entries:
        for anchor in entry.finding.anchors:
            if anchor.article == subject.article.id:
                for sentence in subject.sentences_at(anchor):
                    codes = found.setdefault(sentence.n, [])
                    codes += [entry.finding.code] if entry.finding.code not in codes else []
    return found


def _range(text: str, subject: Subject) -> tuple[int, int]:
    if not text:
        return 0, len(subject.article.sentences) + 1
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", text)
    if match is None:
        raise InputError(f"expected sentences such as 3 or 3-9 after the article's number, got {text[:40]!r}")
    return int(match[1]), int(match[2] or match[1])
