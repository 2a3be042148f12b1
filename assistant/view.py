"""What a stage or a rule may look at: one article, or the whole story, and what was found in it so far."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self, TypeVar, cast

from assistant.article import Anchor, Article
from assistant.report import Attribution, Claim, Corroboration, Relation

T = TypeVar("T")


@dataclass(frozen=True)
class Missing:
    """A field that is not in the view, or only partly: of which article (empty: of the story), and why."""

    field: str
    article: str
    why: str
    partly: bool = False


@dataclass(frozen=True)
class View:
    """Articles and what is known of them. A view of one article holds that article's items only.

    `extra` has the results of stages that provide no report field, by stage name.
    """

    articles: tuple[Article, ...]
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    relations: tuple[Relation, ...] = ()
    corroboration: tuple[Corroboration, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    _made: dict[Callable[[Any], Any], Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def article(self) -> Article:
        """The only article. Raises ValueError in a view of several."""
        (article,) = self.articles
        return article

    def among(self, articles: Iterable[Article]) -> Self:
        """The same view, narrowed to some of its articles; what joins articles is kept only if both stay."""
        kept = tuple(articles)
        ids = {article.id for article in kept}
        return replace(
            self,
            articles=kept,
            claims=tuple(claim for claim in self.claims if claim.article in ids),
            attributions=tuple(a for a in self.attributions if a.article in ids),
            relations=tuple(r for r in self.relations if ids.issuperset(a.article for a in r.anchors)),
            corroboration=tuple(c for c in self.corroboration if ids.issuperset(c.articles)),
            missing=tuple(m for m in self.missing if m.article in ids),
        )

    def lacking(self) -> frozenset[str]:
        """The articles of which some field is missing altogether."""
        return frozenset(missing.article for missing in self.missing if not missing.partly)

    def once(self, make: Callable[[Self], T]) -> T:
        """What `make` makes of this view, made only once however often it is asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def article_of(self, anchor: Anchor) -> Article:
        """The article that an anchor points into. Raises KeyError if the view does not hold it."""
        return self._articles[anchor.article]

    def claim(self, id_: str) -> Claim:
        """The claim of that id. Raises KeyError if there is none."""
        return self._claims[id_]

    def attribution(self, id_: str) -> Attribution:
        """The attribution of that id. Raises KeyError if there is none."""
        return self._attributions[id_]

    @cached_property
    def _articles(self) -> dict[str, Article]:
        return {article.id: article for article in self.articles}

    @cached_property
    def _claims(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def _attributions(self) -> dict[str, Attribution]:
        return {attribution.id: attribution for attribution in self.attributions}
