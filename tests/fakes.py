"""Stages made for tests: small, honest ones, and ones that misbehave on purpose."""

from collections.abc import Callable, Iterator

from assistant import Article, Breach, Claim, Coverage, Outcome, Provided, Rule, Trace, View
from assistant.asking import Model
from assistant.pipeline import Examined


def article(text: str = "The bridge is shut. Two people were hurt.", **metadata: object) -> Article:
    """An English article."""
    return Article.from_text(text, language="en", **metadata)


def claim(article: Article, n: int, **more: object) -> Claim:
    """A claim of one whole sentence."""
    sentence = article.sentence(n)
    fields = {"kind": "event", "checkable": True, "contestable": True, "priority": "low", **more}
    return Claim(
        article=article.id,
        sentences=(n,),
        statement=article.words(sentence),
        anchors=(article.anchor_of(sentence),),
        **fields,
    )


def rule(code: str = "TST001", **more: object) -> Rule:
    """A rule that fires on the first sentence of an article."""

    def check(view: View, _: object) -> Iterator[Breach]:
        first = view.articles[0]
        yield Breach("the first sentence", (first.anchor_of(first.sentences[0]),))

    said = dict.fromkeys(("when", "why", "example", "better", "fix"), "…")
    return Rule(**{"code": code, "name": "test", "severity": "error", "check": check, **said, **more})


class Fake:
    """A stage whose result is a function of the view; `runs` counts how often it ran."""

    def __init__(
        self,
        name: str,
        work: Callable[[View], Provided] = lambda _: Provided(),
        *,
        scope: str = "article",
        needs: set[str] = frozenset(),
        provides: set[str] | None = None,
        rules: tuple[Rule, ...] = (),
        status: str = "ok",
    ) -> None:
        self.name, self.scope, self.rules, self.status = name, scope, rules, status
        self.needs, self.provides = frozenset(needs), frozenset({name} if provides is None else provides)
        self.work, self.runs, self.views = work, 0, []

    async def run(self, view: View, model: Model | None) -> Outcome:
        """Do the work."""
        self.runs += 1
        self.views.append(view)
        total = sum(len(article.sentences) for article in view.articles)
        examined = total if self.status == "ok" else total - 1
        coverage = Coverage(sentences=total, examined=examined)
        error = None if self.status == "ok" else "the provider was out"
        return Outcome(
            provided=self.work(view), trace=Trace(name="", status=self.status, coverage=coverage, error=error)
        )


def statuses(examined: Examined) -> dict[tuple[str, str | None], str]:
    """The status of every unit."""
    return {(trace.name, trace.article): trace.status for trace in examined.traces}


def WRONG_NAME() -> Fake:  # noqa: N802 - stands for a class in an entry point
    """A stage that its entry point calls something else."""
    return Fake("else")


def WRONG_SCOPE() -> Fake:  # noqa: N802
    """A stage of a scope that there is not."""
    return Fake("tone", scope="page")


def STRAY() -> Fake:  # noqa: N802
    """A stage that provides a field that a report has not."""
    return Fake("tone", provides={"verdicts"})
