"""What a model is asked about: pairs that rules decided, to be confirmed or vetoed, and pairs left open."""

from collections.abc import Iterator, Sequence

from assistant.article import Anchor, Article
from assistant.report import Rejected
from assistant.view import View
from assistant.windows import Place, Window
from factcheck_consistency.alignment import Alignment, aligned
from factcheck_consistency.bounds import Bounds
from factcheck_consistency.comparable import both_real
from factcheck_consistency.facts import Fact
from factcheck_consistency.pairs import Pair

Key = tuple[tuple[str, int], tuple[str, int]]  # the articles and numbers of two sentences
BATCH = 8  # pairs in one call where the model sets no limit
CALLS = 8  # calls at most, however many articles there are
_WEIGHT, _OVERLAP = 5, 0.4
_NAMES_OVERLAP = 0.5  # where each names somebody that the other does not


def pairs_to_judge(view: View) -> tuple[Pair, ...]:
    """The pairs worth a model's time, the rules' conflicts first, then the likest; two sentences once."""
    return view.once(_pairs_to_judge)


def _pairs_to_judge(view: View) -> tuple[Pair, ...]:
    found: dict[tuple[Anchor, Anchor], Pair] = {}
    for pair in _ranked(view.once(aligned)):
        turned = in_reading_order(pair, view)
        found.setdefault((_sentence(turned.a), _sentence(turned.b)), turned)
    return tuple(pair for (mine, theirs), pair in found.items() if mine != theirs)


def left_out(pairs: Sequence[Pair], asked: Sequence[Window]) -> Iterator[Rejected]:
    """The pairs that the bound on calls kept from the model, of whose windows these came back."""
    bounds = Bounds()
    size = max((len(window.places) // 2 for window in asked), default=0)
    if size:
        bounds.leave_out(
            f"pairs of statements not put to the model: {CALLS} calls at most", len(pairs) - CALLS * size
        )
    yield from bounds.rejected()


def windows_of(pairs: Sequence[Pair], limit: int | None) -> tuple[Window, ...]:
    """The pairs in windows of at most `limit` sentences: numbers 1 and 2 are a pair, 3 and 4 the next."""
    size = BATCH if limit is None else max(1, limit // 2)
    batches = [pairs[at : at + size] for at in range(0, len(pairs), size)][:CALLS]
    return tuple(
        Window(places=tuple(place for pair in batch for place in _places(pair))) for batch in batches
    )


def _ranked(alignment: Alignment) -> list[Pair]:
    decided = [pair for pair, found in alignment.compared if found and found.kind != "reported_dispute"]
    still_open = [pair for pair, found in alignment.compared if found is None and _is_open(pair)]
    return decided + sorted(still_open, key=lambda pair: (-pair.likeness, pair.a.order, pair.b.order))


def _is_open(pair: Pair) -> bool:
    """Whether both speak of one thing, each has something the other lacks, and no rule sets them apart."""
    return (
        not pair.same_article
        and pair.weight >= _WEIGHT
        and pair.overlap >= (_NAMES_OVERLAP if pair.names_differ else _OVERLAP)
        and bool(pair.only_a)
        and bool(pair.only_b)
        and both_real(pair)
        and not (pair.times_apart or pair.contrasted or pair.disputed)
    )


def in_reading_order(pair: Pair, view: View) -> Pair:
    """The pair with the statement first that a reader of the articles comes to first."""
    order = view.once(_order)

    def place(fact: Fact) -> tuple[int, bool, int]:
        return order[fact.article.id], fact.anchor.part == "text", fact.anchor.start

    return pair if place(pair.a) <= place(pair.b) else Pair(pair.b, pair.a)


def _order(view: View) -> dict[str, int]:
    return {article.id: n for n, article in enumerate(view.articles)}


def _sentence(fact: Fact) -> Anchor:
    return fact.article.anchor_of(fact.article.sentence(fact.claim.sentences[0]))


def _places(pair: Pair) -> Iterator[Place]:
    for fact in (pair.a, pair.b):
        yield Place(fact.article, fact.article.sentence(fact.claim.sentences[0]))


def key_of_pair(pair: Pair) -> Key:
    """The two sentences that a pair is asked about, as a window has them."""
    mine, theirs = _places(pair)
    return (mine.article.id, mine.sentence.n), (theirs.article.id, theirs.sentence.n)


def key_of_places(mine: Place, theirs: Place) -> Key:
    """The same, of two places of a window."""
    return (mine.article.id, mine.sentence.n), (theirs.article.id, theirs.sentence.n)


def pairs_shown(window: Window) -> list[dict[str, dict[str, str]]]:
    """The pairs of a window as the prompt shows them: a letter for each article, its date, the words."""
    letters: dict[str, str] = {}
    shown = []
    for place in window.places:
        letter = letters.setdefault(place.article.id, _letter(len(letters)))
        shown.append(
            {"letter": letter, "date": _dated(place.article), "words": " ".join(place.words.split())}
        )
    return [{"first": first, "second": second} for first, second in zip(shown[::2], shown[1::2], strict=True)]


def _letter(number: int) -> str:
    return chr(ord("A") + number)  # a window has 16 articles at most


def _dated(article: Article) -> str:
    published = article.published_at
    return f"{published:%A} {published.day} {published:%B %Y}" if published else "no date"
