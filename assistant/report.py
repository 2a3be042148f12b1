"""The report: what a check returns. JSON is the contract; every other format is drawn from it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, JsonValue

from assistant.article import Anchor, Article, Frozen

SCHEMA_VERSION = "1"

By = Literal["baseline", "model", "both"]
Severity = Literal["error", "warning", "info"]
ClaimKind = Literal["event", "quantity", "comparison", "first", "causal", "position", "prediction"]
Modality = Literal["asserted", "hedged", "conditional", "attributed"]
Priority = Literal["high", "medium", "low"]
SourceKind = Literal[
    "person", "organization", "document", "anonymous_person", "anonymous_group", "vague", "none"
]
Directness = Literal["direct", "indirect", "mixed"]
ContentKind = Literal["fact", "opinion", "prediction"]
RelationKind = Literal[
    "contradiction", "number_mismatch", "time_mismatch", "entity_mismatch", "certainty_drift",
    "quote_mismatch", "superseded", "precedent", "reported_dispute", "agreement",
]  # fmt: skip
CheckStatus = Literal["queued", "running", "complete", "partial", "failed", "cancelled"]
StageStatus = Literal["ok", "partial", "failed", "skipped"]
DecisionState = Literal["open", "confirmed", "dismissed", "waived"]


class TimeExpression(Frozen):
    """A time as the text has it, and the days it means: `from` and `to`, both inclusive, when resolved."""

    text: str
    from_: Annotated[date | None, Field(alias="from")] = None
    to: date | None = None

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)


class Quantity(Frozen):
    """A figure as the text has it, and what it says: between `low` and `high`, of `unit`.

    An open end is None ("at least 12" has no `high`). `unit` is a normalised noun, currency code or "%".
    """

    text: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    approximate: bool = False


class Claim(Frozen):
    """One checkable statement, restated so that it stands alone, anchored."""

    id: str = ""
    article: str
    sentences: tuple[int, ...]
    statement: str
    anchors: tuple[Anchor, ...] = Field(min_length=1)
    kind: ClaimKind
    checkable: bool
    contestable: bool
    priority: Priority
    priority_reasons: tuple[str, ...] = ()
    modality: Modality = "asserted"
    times: tuple[TimeExpression, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attribution: str | None = None
    by: By = "baseline"


class Source(Frozen):
    """Who a statement is credited to, in the article's words; `name` and `title` where it gives them."""

    text: str
    kind: SourceKind
    name: str | None = None
    title: str | None = None


class RelayLink(Frozen):
    """One link between the article and the origin of a statement, nearest the article first."""

    source: Source
    anchors: tuple[Anchor, ...] = ()


class Attribution(Frozen):
    """Who a statement is credited to, how, and through whom.

    `source` is who the article itself hears it from; `relay` holds the links behind it, so that
    "according to Reuters, citing officials" has Reuters as source and the officials in `relay`.
    `reason` is the article's own words for why a source is not named.
    """

    id: str = ""
    article: str
    sentences: tuple[int, ...]
    source: Source
    relay: tuple[RelayLink, ...] = ()
    cue: str = ""
    directness: Directness = "indirect"
    hedged: bool = False
    content_kind: ContentKind = "fact"
    reason: str | None = None
    source_anchors: tuple[Anchor, ...] = ()
    cue_anchors: tuple[Anchor, ...] = ()
    content_anchors: tuple[Anchor, ...] = Field(min_length=1)
    by: By = "baseline"


class Veto(Frozen):
    """Why a model holds a rule's relation to be wrong. The relation is shown, and makes no finding."""

    reason: str


class Relation(Frozen):
    """How claims of two articles, or two places of one, stand to each other. `anchors` has both sides.

    `attributions` and `times` have one entry for each anchor: the id of whom the side is credited to, null
    for the article's own voice, and the times that it speaks of. Both are empty where a stage gives none.
    """

    id: str = ""
    kind: RelationKind
    claims: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = Field(min_length=2)
    attributions: tuple[str | None, ...] = ()
    times: tuple[tuple[TimeExpression, ...], ...] = ()
    explanation: str
    by: By = "baseline"
    vetoed: Veto | None = None


class Corroboration(Frozen):
    """A claim that several articles carry, and how many independent upstream sources stand behind it.

    `circular` when the articles seem to corroborate each other and all lead to one upstream source.
    """

    claims: tuple[str, ...]
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    independent: int = Field(ge=0)
    circular: bool = False
    anchors: tuple[Anchor, ...]


class Decision(Frozen):
    """What became of a finding. Joined to the report when it is shown."""

    state: DecisionState = "open"
    by: str | None = None
    at: datetime | None = None
    reason: str | None = None


class Finding(Frozen):
    """One breach of a rule. `fingerprint` is the same for every engine and article order.

    `relation` is the id of the relation that it is drawn from, where there is one.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    anchors: tuple[Anchor, ...]
    stage: str
    relation: str | None = None
    suggestion: str = ""
    fingerprint: str = Field(pattern=r"^[0-9a-f]{16}$")
    decision: Decision = Decision()


class RuleStatus(Frozen):
    """Whether a rule could be evaluated, on which articles (empty: the story), and why not or how far."""

    code: str
    status: Literal["evaluated", "not_evaluated"]
    articles: tuple[str, ...] = ()
    why: str = ""


class Rejected(Frozen):
    """An item that did not reach the report, as it came, and the reason."""

    stage: str
    article: str | None
    item: JsonValue
    reason: str


class Coverage(Frozen):
    """How many sentences there were, and how many a valid answer spoke of."""

    sentences: int = Field(ge=0)
    examined: int = Field(ge=0)


class Trace(Frozen):
    """What one stage did with one article (`article` null: with the story), and at what cost.

    `engine` is `baseline` or the model alias that answered. `cost_usd` null means unknown, not nothing.
    `of_check` is the earlier check that an archived article's result comes from: nothing was done here.
    """

    name: str
    article: str | None = None
    status: StageStatus
    skipped_because: str | None = None
    engine: str = "baseline"
    model: str | None = None
    prompt: str | None = None
    digest: str | None = None
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost_usd: float | None = 0.0
    seconds: float = 0.0
    attempts: int = 0
    coverage: Coverage
    error: str | None = None
    parameters: Mapping[str, JsonValue] = {}
    of_check: str | None = None


class Report(Frozen):
    """What a check returns: everything found, everything that could not be examined, and how.

    Its repr shows no article text, which would end up in logs and tracebacks.
    """

    schema_version: str = SCHEMA_VERSION
    id: str
    status: CheckStatus
    created_at: datetime
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...] = Field(default=(), repr=False)
    attributions: tuple[Attribution, ...] = Field(default=(), repr=False)
    relations: tuple[Relation, ...] = Field(default=(), repr=False)
    corroboration: tuple[Corroboration, ...] = Field(default=(), repr=False)
    findings: tuple[Finding, ...] = Field(default=(), repr=False)
    rules: tuple[RuleStatus, ...] = Field(default=(), repr=False)
    rejected: tuple[Rejected, ...] = Field(default=(), repr=False)
    stages: tuple[Trace, ...] = Field(default=(), repr=False)
    extra: Mapping[str, Any] = Field(default={}, repr=False)
    versions: Mapping[str, str] = {}
