"""Installed stages, found through the entry-point group `assistant.stages`, built-in ones too.

A stage that cannot be loaded is kept with its problem: it stops a check that uses it and is shown by
`factcheck stages` otherwise. Nothing is swallowed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import EntryPoint, entry_points

from assistant.errors import ConfigError, PluginError
from assistant.rule import Rule
from assistant.stage import FIELDS, Stage

GROUP = "assistant.stages"


@dataclass(frozen=True)
class Registered:
    """One entry point: the stage it leads to, or the problem in the way."""

    name: str
    distribution: str
    version: str
    stage: Stage | None = None
    problem: str | None = None

    def load(self) -> Stage:
        """The stage. Raises PluginError with the distribution's name if it is broken."""
        if self.stage is None:
            raise PluginError(
                f"stage {self.name!r} of {self.distribution} {self.version} cannot be used: {self.problem}; "
                f"mend or uninstall {self.distribution}, or leave {self.name!r} out of `stages.enabled`"
            )
        return self.stage


def installed(points: Iterable[EntryPoint] | None = None) -> tuple[Registered, ...]:
    """Every installed stage, by name. Raises PluginError when two distributions use one name."""
    found = sorted(entry_points(group=GROUP) if points is None else points, key=lambda point: point.name)
    owners = defaultdict(set)
    for point in found:
        owners[point.name].add(_distribution(point)[0])
    for name, distributions in owners.items():
        if len(distributions) > 1:
            both = " and ".join(sorted(distributions))
            raise PluginError(
                f"stage {name!r} is brought by {both}: a name belongs to one; uninstall one of them"
            )
    return tuple(_registered(point) for point in {point.name: point for point in found}.values())


def chosen(
    stages: Sequence[Registered],
    enabled: Sequence[str] | None = None,
    pick: Mapping[str, str] | None = None,
    only: Sequence[str] | None = None,
) -> tuple[Stage, ...]:
    """The stages to run, each after what it needs.

    `enabled` is the config's list (None: all installed), `pick` says which of two providers of one
    thing to use, `only` what this check asks for: those stages and what they need. Raises ConfigError
    for an unknown name or an undecided conflict, PluginError for a broken stage in use.
    """
    by_name = {entry.name: entry for entry in stages}
    names = _known(by_name, list(by_name) if enabled is None else enabled)
    names = _picked(by_name, names, pick or {})
    loaded = {name: by_name[name].load() for name in names}
    providers = _providers(loaded.values())
    _unique_codes(loaded.values())
    wanted = _closure(loaded, providers, _known(loaded, list(loaded) if only is None else only))
    # sorted, because the report lists what it holds in this order, in every process
    graph = {name: sorted({providers[need] for need in loaded[name].needs}) for name in sorted(wanted)}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise PluginError(f"stages need each other in a circle: {' -> '.join(error.args[1])}") from error
    _article_before_story(order, loaded, graph)
    return tuple(loaded[name] for name in order)


def rules_of(stages: Iterable[Stage]) -> tuple[tuple[Rule, str], ...]:
    """Every rule with the name of the stage that brings it, by code."""
    return tuple(
        sorted(((rule, stage.name) for stage in stages for rule in stage.rules), key=lambda r: r[0].code)
    )


def _distribution(point: EntryPoint) -> tuple[str, str]:
    return (point.dist.name, point.dist.version) if point.dist else ("an unknown distribution", "?")


def _registered(point: EntryPoint) -> Registered:
    distribution, version = _distribution(point)
    try:
        stage = point.load()()
    except Exception as error:  # noqa: BLE001 - whatever a plugin's import raises is its problem, and is shown as such
        return Registered(point.name, distribution, version, problem=f"{type(error).__name__}: {error}")
    problem = _breach(stage, point.name)
    return Registered(point.name, distribution, version, stage=None if problem else stage, problem=problem)


def _breach(stage: object, name: str) -> str | None:
    """What the object lacks to be a stage."""
    if not isinstance(stage, Stage):
        return "it lacks name, scope, needs, provides, rules or run; see assistant.stage.Stage"
    if stage.name != name:
        return f"it calls itself {stage.name!r}, but its entry point is named {name!r}"
    if stage.scope not in {"article", "story"}:
        return f"its scope is {stage.scope!r}; expected 'article' or 'story'"
    if stray := sorted(stage.provides - FIELDS - {name}):
        fields = ", ".join(sorted(FIELDS))
        return f"it provides {', '.join(stray)}; expected report fields ({fields}) or its own name"
    return None


def _known(there: Mapping[str, object], names: Sequence[str]) -> list[str]:
    if unknown := [name for name in names if name not in there]:
        raise ConfigError(
            f"no stage named {', '.join(unknown)}; there are: {', '.join(sorted(there)) or 'none'}"
        )
    return list(dict.fromkeys(names))


def _picked(by_name: Mapping[str, Registered], names: list[str], pick: Mapping[str, str]) -> list[str]:
    _known(by_name, list(pick.values()))
    beaten = {
        name
        for name in names
        for thing, winner in pick.items()
        if name != winner and (stage := by_name[name].stage) is not None and thing in stage.provides
    }
    return [name for name in names if name not in beaten]


def _providers(stages: Iterable[Stage]) -> dict[str, str]:
    providers: dict[str, str] = {}
    for stage in stages:
        for thing in {*stage.provides, stage.name}:
            if (other := providers.setdefault(thing, stage.name)) != stage.name:
                raise ConfigError(
                    f"stages {other!r} and {stage.name!r} both provide {thing!r}; choose one in the config: "
                    f"stages: {{pick: {{{thing}: {stage.name}}}}}"
                )
    return providers


def _unique_codes(stages: Iterable[Stage]) -> None:
    owners: dict[str, str] = {}
    for rule, stage in rules_of(stages):
        if (other := owners.setdefault(rule.code, stage)) != stage:
            raise PluginError(
                f"stages {other!r} and {stage!r} both declare the rule {rule.code}; codes are unique"
            )


def _closure(loaded: Mapping[str, Stage], providers: Mapping[str, str], wanted: Sequence[str]) -> set[str]:
    pending, reached = list(wanted), set[str]()
    while pending:
        name = pending.pop()
        reached.add(name)
        for need in loaded[name].needs:
            if need not in providers:
                raise ConfigError(
                    f"stage {name!r} needs {need!r}, which no enabled stage provides; enable one"
                )
            if providers[need] not in reached:
                pending.append(providers[need])
    return reached


def _article_before_story(
    order: Sequence[str], loaded: Mapping[str, Stage], graph: Mapping[str, Sequence[str]]
) -> None:
    for name in order:
        for need in graph[name]:
            if loaded[name].scope == "article" and loaded[need].scope == "story":
                raise PluginError(
                    f"stage {name!r} sees one article and cannot need {need!r}, which sees the story"
                )
