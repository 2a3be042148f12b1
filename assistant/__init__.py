"""Reads news articles and returns what can be checked, who is said to have said it, and where they disagree.

from assistant import Article, check

report = check(Article.from_text("The harbour reopened on Friday, the mayor said."))
for finding in report.findings:
    print(finding.code, finding.message, finding.anchors[0].exact)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.article import Anchor, Article, ArticleInput, Sentence
    from assistant.asking import Model
    from assistant.checking import Assistant, acheck, check
    from assistant.config import Settings
    from assistant.errors import (
        ConfigError,
        FactcheckError,
        InputError,
        MalformedModelError,
        ModelError,
        PluginError,
        RefusedModelError,
        StoreError,
        TransientModelError,
    )
    from assistant.grounding import Grounded, Quoted, SentenceNumber, Words
    from assistant.policy import Policy
    from assistant.report import (
        Attribution,
        Claim,
        Corroboration,
        Coverage,
        Finding,
        Rejected,
        Relation,
        Report,
        Source,
        Trace,
    )
    from assistant.rule import Breach, Rule
    from assistant.stage import Answered, Outcome, PromptStage, Provided, Stage
    from assistant.view import Missing, View
    from assistant.windows import Window

__all__ = [
    "Anchor",
    "Answered",
    "Article",
    "ArticleInput",
    "Assistant",
    "Attribution",
    "Breach",
    "Claim",
    "ConfigError",
    "Corroboration",
    "Coverage",
    "FactcheckError",
    "Finding",
    "Grounded",
    "InputError",
    "MalformedModelError",
    "Missing",
    "Model",
    "ModelError",
    "Outcome",
    "PluginError",
    "Policy",
    "PromptStage",
    "Provided",
    "Quoted",
    "RefusedModelError",
    "Rejected",
    "Relation",
    "Report",
    "Rule",
    "Sentence",
    "SentenceNumber",
    "Settings",
    "Source",
    "Stage",
    "StoreError",
    "Trace",
    "TransientModelError",
    "View",
    "Window",
    "Words",
    "acheck",
    "check",
]

_HOMES = {
    "Anchor": "assistant.article",
    "Answered": "assistant.stage",
    "Article": "assistant.article",
    "ArticleInput": "assistant.article",
    "Assistant": "assistant.checking",
    "Attribution": "assistant.report",
    "Breach": "assistant.rule",
    "Claim": "assistant.report",
    "ConfigError": "assistant.errors",
    "Corroboration": "assistant.report",
    "Coverage": "assistant.report",
    "FactcheckError": "assistant.errors",
    "Finding": "assistant.report",
    "Grounded": "assistant.grounding",
    "InputError": "assistant.errors",
    "MalformedModelError": "assistant.errors",
    "Missing": "assistant.view",
    "Model": "assistant.asking",
    "ModelError": "assistant.errors",
    "Outcome": "assistant.stage",
    "PluginError": "assistant.errors",
    "Policy": "assistant.policy",
    "PromptStage": "assistant.stage",
    "Provided": "assistant.stage",
    "Quoted": "assistant.grounding",
    "RefusedModelError": "assistant.errors",
    "Rejected": "assistant.report",
    "Relation": "assistant.report",
    "Report": "assistant.report",
    "Rule": "assistant.rule",
    "Sentence": "assistant.article",
    "SentenceNumber": "assistant.grounding",
    "Settings": "assistant.config",
    "Source": "assistant.report",
    "Stage": "assistant.stage",
    "StoreError": "assistant.errors",
    "Trace": "assistant.report",
    "TransientModelError": "assistant.errors",
    "View": "assistant.view",
    "Window": "assistant.windows",
    "Words": "assistant.grounding",
    "acheck": "assistant.checking",
    "check": "assistant.checking",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: `factcheck --help` needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
