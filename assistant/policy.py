"""The desk's policy: which rules count, how much, and what became of a finding. Rules in, findings out.

Deterministic and free of model calls: the same report under another policy costs nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pydantic import Field

from assistant.article import Anchor, Article, Frozen
from assistant.errors import ConfigError, PluginError
from assistant.fold import fold
from assistant.report import Decision, Finding, RuleStatus, Severity
from assistant.rule import Breach, Rule, Thresholds
from assistant.view import View

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Waiver(Frozen):
    """A finding that the desk has decided not to act on, by its fingerprint."""

    fingerprint: str = Field(
        pattern=r"^[0-9a-f]{16}$", description="The finding's fingerprint, 16 hex digits."
    )
    reason: str = Field(min_length=1, description="Why the desk waives it.")


class Policy(Frozen):
    """What a desk holds its articles to. Codes may be whole (`SRC002`) or a prefix (`SRC`)."""

    select: tuple[str, ...] = Field(
        default=("",), description="Codes or prefixes of the rules to evaluate; the default selects all."
    )
    ignore: tuple[str, ...] = Field(
        default=(), description="Codes or prefixes to leave out; the longer prefix wins, ignore on a tie."
    )
    severity: Mapping[str, Severity] = Field(default={}, description="Another severity for a rule, by code.")
    thresholds: Mapping[str, Mapping[str, float]] = Field(
        default={}, description="Other thresholds for a rule, by code and name."
    )
    waivers: tuple[Waiver, ...] = Field(
        default=(), description="Findings waived by fingerprint, each with its reason."
    )

    def selects(self, code: str) -> bool:
        """Whether the rule is to be evaluated."""
        chosen = max([len(prefix) for prefix in self.select if code.startswith(prefix)], default=-1)
        ignored = max([len(prefix) for prefix in self.ignore if code.startswith(prefix)], default=-1)
        return chosen > ignored

    def verify(self, rules: Iterable[Rule]) -> None:
        """Raise ConfigError for a code or a threshold that no rule has."""
        by_code = {rule.code: rule for rule in rules}
        for prefix in (*self.select, *self.ignore):
            if not any(code.startswith(prefix) for code in by_code):
                raise ConfigError(
                    f"policy: no rule begins with {prefix!r}; there are: {', '.join(sorted(by_code))}"
                )
        for code in (*self.severity, *self.thresholds):
            if code not in by_code:
                raise ConfigError(f"policy: no rule {code!r}; there are: {', '.join(sorted(by_code))}")
        for code, values in self.thresholds.items():
            if stray := sorted(set(values) - set(by_code[code].thresholds)):
                known = ", ".join(sorted(by_code[code].thresholds)) or "none"
                raise ConfigError(f"policy: {code} has no threshold {', '.join(stray)}; it has: {known}")


@dataclass(frozen=True)
class Verdicts:
    """Findings in reading order, and for every rule whether and where it could be evaluated."""

    findings: tuple[Finding, ...] = ()
    statuses: tuple[RuleStatus, ...] = ()


def evaluate(view: View, rules: Sequence[tuple[Rule, str]], policy: Policy) -> Verdicts:
    """Evaluate the selected rules, each with the name of its stage, over a whole story.

    Archived articles were judged in their own check: here a breach needs a submitted one.
    """
    submitted = [article for article in view.articles if article.role == "submitted"]
    ids = {article.id for article in submitted}
    alone = [view.among([article]) for article in submitted]
    statuses: list[RuleStatus] = []
    breaches: list[tuple[Rule, str, Breach]] = []
    for rule, stage in rules:
        if not policy.selects(rule.code):
            continue
        thresholds = {**rule.thresholds, **policy.thresholds.get(rule.code, {})}
        met: list[tuple[View, str, bool]] = []
        for subject in alone if rule.scope == "article" else [view]:
            why, able = _able(rule, subject)
            met.append((subject, why, able))
            if able:
                breaches += [
                    (rule, stage, breach)
                    for breach in _checked(rule, subject, thresholds)
                    if any(anchor.article in ids for anchor in breach.anchors)
                ]
        statuses += _statuses(rule, met)
    return Verdicts(_findings(view, breaches, policy), tuple(statuses))


def counting(findings: Iterable[Finding], fail_on: Severity) -> tuple[Finding, ...]:
    """The findings that count for `--fail-on`: open or confirmed, at or above that severity."""
    worst = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return tuple(f for f in findings if f.severity in worst and f.decision.state in {"open", "confirmed"})


def fingerprint(code: str, articles: Mapping[str, Article], breach: Breach, ordinal: int = 0) -> str:
    """Sixteen hex digits that stay the same for every engine and article order.

    Over the code, each article's key with the folded text of the anchored sentences (sides sorted;
    without the text for a rule about a whole article or story), and the ordinal among equals.
    """
    parts = [code, *_sides(articles, breach), *([str(ordinal)] if ordinal else [])]
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _checked(rule: Rule, subject: View, thresholds: Thresholds) -> Iterator[Breach]:
    known = {relation.id for relation in subject.relations}
    for breach in rule.check(subject, thresholds):
        if not breach.anchors:
            raise PluginError(f"rule {rule.code} found a breach without an anchor: {breach.message}")
        if breach.relation is not None and breach.relation not in known:
            raise PluginError(f"rule {rule.code} names a relation that it was not shown: {breach.relation}")
        yield breach


def _able(rule: Rule, subject: View) -> tuple[str, bool]:
    """Why the rule cannot be evaluated here, or not on everything; and whether it can at all."""
    ids = {article.id for article in subject.articles}
    tongues = {article.language or "unknown" for article in subject.articles}
    if rule.languages is not None and not tongues & rule.languages:
        return f"it knows {', '.join(sorted(rule.languages))}; this is {', '.join(sorted(tongues))}", False
    missing = [missing for missing in subject.missing if missing.field in rule.reads]
    if not missing:
        return "", bool(ids)
    why = "; ".join(dict.fromkeys(m.why for m in missing))
    wholly = {m.article for m in missing if not m.partly}
    able = not (missing and rule.absence) and "" not in wholly and not ids <= wholly
    return why, able


def _statuses(rule: Rule, met: Sequence[tuple[View, str, bool]]) -> Iterator[RuleStatus]:
    alike: dict[tuple[bool, str], list[str]] = {}
    for subject, why, able in met:
        alike.setdefault((able, why), []).extend(article.id for article in subject.articles)
    for (able, why), articles in alike.items():
        where = tuple(articles) if rule.scope == "article" else ()
        yield RuleStatus(
            code=rule.code, status="evaluated" if able else "not_evaluated", articles=where, why=why
        )


def _findings(
    view: View, breaches: Sequence[tuple[Rule, str, Breach]], policy: Policy
) -> tuple[Finding, ...]:
    articles = {article.id: article for article in view.articles}
    order = {article.id: place for place, article in enumerate(view.articles)}
    waivers = {waiver.fingerprint: waiver for waiver in policy.waivers}

    def reading(entry: tuple[Rule, str, Breach]) -> tuple[list[tuple[int, bool, int, int]], str]:
        rule, _, breach = entry
        return [(order[a.article], a.part == "text", a.start, a.end) for a in breach.anchors], rule.code

    seen: Counter[str] = Counter()
    findings = []
    for rule, stage, breach in sorted(breaches, key=reading):
        plain = fingerprint(rule.code, articles, breach)
        mark = fingerprint(rule.code, articles, breach, seen[plain]) if seen[plain] else plain
        seen[plain] += 1
        waiver = waivers.get(mark)
        findings.append(
            Finding(
                code=rule.code,
                rule=rule.name,
                severity=policy.severity.get(rule.code, rule.severity),
                message=breach.message,
                anchors=breach.anchors,
                stage=stage,
                relation=breach.relation,
                suggestion=breach.suggestion or rule.fix,
                fingerprint=mark,
                decision=Decision(state="waived", by="config", reason=waiver.reason)
                if waiver
                else Decision(),
            )
        )
    return tuple(findings)


def _sides(articles: Mapping[str, Article], breach: Breach) -> list[str]:
    by_article: dict[str, list[Anchor]] = {}
    for anchor in breach.anchors:
        by_article.setdefault(anchor.article, []).append(anchor)
    return sorted(
        f"{articles[id_].key or ''}\x1e{'' if breach.whole else _text(articles[id_], anchors)}"
        for id_, anchors in by_article.items()
    )


def _text(article: Article, anchors: Sequence[Anchor]) -> str:
    touched = {sentence.n: sentence for anchor in anchors for sentence in article.sentences_at(anchor)}
    return " ".join(fold(article.words(touched[n])) for n in sorted(touched))
