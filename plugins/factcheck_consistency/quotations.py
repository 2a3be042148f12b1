"""Quote mismatches: one utterance of one speaker, quoted with different words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, islice, pairwise

from assistant.article import Anchor, Article
from assistant.fold import fold
from assistant.language.names import same_name
from assistant.language.quotes import quotations
from assistant.report import Attribution
from assistant.view import View
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.index import Index
from factcheck_consistency.labels import labels
from factcheck_consistency.origins import resolved
from factcheck_consistency.terms import american, is_function_word, key_of

FEWEST_WORDS = 5
LONGEST = 80  # words of a quotation that are compared; a longer one is compared up to here
CANDIDATES = 12
POSTINGS = 32
KEYS = 8
_FEW = 2
_SHOWN = 9  # words on each side of the place where two quotations part
_ALIKE = 0.75
_WORD = re.compile(r"\[[^\]\n]{0,80}\]|…|\.{3}|\w+(?:['’]\w+)?")
_FILLER = re.compile(r"\b(?:and,? )?you know,|\b(?:um|uh|er),|\bi mean,")  # what transcribers leave out
_OPEN = frozenset({"…", "..."})
_ENDINGS = {"s": "is", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_WEIGHTY = frozenset(
    {"not", "no", "never", "none", "nothing", "nobody", "always", "only", "cannot", "all", "more", "less"}
)


_Credited = Mapping[tuple[str, int], Sequence[Attribution]]


@dataclass(frozen=True)
class Quote:
    """A quotation: its place, words in American spelling, speaker if named, and its article's label."""

    article: Article
    anchor: Anchor
    words: tuple[str, ...]
    speaker: str | None
    credits: tuple[Attribution, ...]
    label: str

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """An order that does not depend on how the articles were sorted; archived ones come last."""
        return self.article.role == "archive", self.article.sha256, self.anchor.start, self.article.id


def quote_mismatches(view: View, bounds: Bounds) -> Iterator[tuple[Quote, Quote]]:
    """Every two quotations of different articles that should be one and are not, once for equal ones."""
    index: Index[Quote] = Index(bounds, "quotations", postings=POSTINGS, candidates=CANDIDATES)
    for quote in sorted(_quotes(view), key=lambda quote: quote.order):
        keys = tuple(_keys(quote))
        rivals = index.candidates(keys)
        if any(rival.words == quote.words and _one_speaker(rival, quote) for rival in rivals):
            continue
        yield from ((rival, quote) for rival in rivals if _differ(rival, quote))
        index.add(quote, keys)


def excerpts(one: Quote, other: Quote) -> tuple[str, str]:
    """The words of both around the place where they part, after the longest stretch that both have."""
    mine, theirs = (quote.anchor.exact.split()[:LONGEST] for quote in (one, other))
    left, right = ([fold(word) for word in words] for words in (mine, theirs))
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    parts_after = match.a + match.size < len(mine) and match.b + match.size < len(theirs)
    reach = match.size if parts_after else 0
    return _near(mine, match.a + reach), _near(theirs, match.b + reach)


def _near(words: Sequence[str], at: int) -> str:
    start, end = max(0, at - _SHOWN), at + _SHOWN
    before, after = "… " if start else "", " …" if end < len(words) else ""
    return before + " ".join(words[start:end]) + after


def _quotes(view: View) -> Iterator[Quote]:
    credited = _by_sentence(view.once(resolved))
    called = labels(view.articles)
    for article in view.articles:
        for found in quotations(article.text):
            words = tuple(_words(article.text[found.inner_start : found.inner_end]))
            if len(words) < FEWEST_WORDS:
                continue
            anchor = article.anchor("text", found.start, found.end)
            mine = tuple(_credits(article, anchor, credited))
            speaker = next((credit.source.name for credit in mine if credit.source.name), None)
            yield Quote(article, anchor, words, speaker, mine, called[article.id])


def _by_sentence(attributions: Iterable[Attribution]) -> _Credited:
    credited: dict[tuple[str, int], list[Attribution]] = {}
    for attribution in attributions:
        for n in attribution.sentences:
            credited.setdefault((attribution.article, n), []).append(attribution)
    return credited


def _credits(article: Article, anchor: Anchor, credited: _Credited) -> Iterator[Attribution]:
    """The attributions whose content the quotation touches, each once."""
    near = [
        a for sentence in article.sentences_at(anchor) for a in credited.get((article.id, sentence.n), ())
    ]
    for attribution in {id(a): a for a in near}.values():
        if any(anchor.overlaps(content) for content in attribution.content_anchors):
            yield attribution


def _words(text: str) -> Iterator[str]:
    for match in islice(_WORD.finditer(_FILLER.sub(" ", fold(text))), LONGEST):
        word = match.group()
        if word in _OPEN or word.startswith("["):
            yield "…"
        else:
            yield from map(american, _spelled_out(word))


def _spelled_out(word: str) -> tuple[str, ...]:
    """A contraction as two words: writing "they are" for "they're" changes nothing that was said."""
    stem, mark, ending = word.partition("'")
    if ending == "t" and stem.endswith("n"):
        return stem.removesuffix("n") or stem, "not"
    return (stem, _ENDINGS.get(ending, ending)) if mark and stem and ending else (word.strip("'"),)


def _keys(quote: Quote) -> Iterator[tuple[str, str]]:
    content = {key_of(word) for word in quote.words if word != "…" and not is_function_word(word)}
    weightiest = sorted(sorted(content, key=lambda key: (-len(key), key))[:KEYS])
    yield from combinations(weightiest, 2)
    if len(weightiest) <= _FEW:  # a short utterance is found by any two words that stand side by side
        yield from pairwise(quote.words)


def _one_speaker(one: Quote, other: Quote) -> bool:
    return one.speaker is None or other.speaker is None or same_name(one.speaker, other.speaker)


def _differ(one: Quote, other: Quote) -> bool:
    """Whether two quotations are one utterance with a word changed, added or left out in the middle."""
    if one.article.id == other.article.id or {one.article.role, other.article.role} == {"archive"}:
        return False
    if not _one_speaker(one, other):
        return False
    matcher = SequenceMatcher(None, one.words, other.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    alike = sum(block.size for block in blocks)
    if alike < _ALIKE * min(len(one.words), len(other.words)) or alike < FEWEST_WORDS - 1:
        return False
    changes = list(_changes(matcher, one.words, other.words))
    return any(_weighs(left) or _weighs(right) for left, right in changes)


def _changes(
    matcher: "SequenceMatcher[str]", one: Sequence[str], other: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """What differs, cuts at the ends and marked omissions left out."""
    for tag, a, b, c, d in matcher.get_opcodes():
        left, right = one[a:b], other[c:d]
        at_end = (a == 0 and c == 0) or (b == len(one) and d == len(other))
        if tag == "equal" or "…" in left or "…" in right or (at_end and not (left and right)):
            continue
        yield left, right


def _weighs(words: Sequence[str]) -> bool:
    """Whether a change of these words changes what was said."""
    return any(word in _WEIGHTY or not is_function_word(word) for word in words)
