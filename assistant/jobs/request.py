"""A request for a check: its fields, and whether what it asks for is there."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from assistant.archived import Against
from assistant.article import Article, ArticleInput, identified
from assistant.checking import Assistant
from assistant.config import BASELINE, Settings
from assistant.errors import ConfigError, InputError
from assistant.policy import Policy

WEEK = 7 * 24 * 60
Name = Annotated[str, Field(min_length=1, max_length=100)]


class FieldError(InputError):
    """A field that cannot be: `pointer` is a JSON pointer into the body, `parameter` one of the query or a header."""

    def __init__(self, message: str, pointer: str | None = None, *, parameter: str | None = None) -> None:
        super().__init__(message)
        self.pointer, self.parameter = pointer, parameter


class Rerun(BaseModel):
    """What to ask differently of the articles of an earlier check. Unset: as it was asked then."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    stages: list[Name] | None = Field(
        default=None, min_length=1, description="Only these, and what they need."
    )
    model: Name | None = Field(default=None, description="A configured alias, or `baseline`.")
    policy: Policy | None = Field(default=None, strict=False, description="Another policy.")
    against: Against | None = Field(
        default=None, description="The archive, so far back and so many articles."
    )
    callback_url: str | None = Field(
        default=None, min_length=1, max_length=2000, description="Another address to tell; null: none."
    )


class CheckRequest(BaseModel):
    """What to check, and how. Unset: as the service is configured."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    articles: list[ArticleInput] = Field(min_length=1, description="The articles of one check.")
    stages: list[Name] | None = Field(
        default=None, min_length=1, description="Only these stages, and what they need."
    )
    model: Name | None = Field(default=None, description="A configured alias, or `baseline`.")
    policy: Policy | None = Field(
        default=None, strict=False, description="Which rules count, and how much, instead of the desk's own."
    )
    against: Against | None = Field(
        default=None,
        description="Compare with what the desk checked before, so far back and so many articles.",
    )
    callback_url: str | None = Field(
        default=None,
        min_length=1,
        max_length=2000,
        description="Is told, by a signed message of the Standard Webhooks convention, that the check has "
        "ended. An address that the service's settings allow.",
    )
    embargo: int | None = Field(
        default=None, ge=0, le=WEEK, description="Minutes after the end at which all text is removed."
    )

    def but(self, other: "Rerun") -> "CheckRequest":
        """The same articles, with what is asked for differently."""
        return self.model_copy(update={name: getattr(other, name) for name in other.model_fields_set})

    def read(self, settings: Settings, *, whole: bool = True) -> tuple[Article, ...]:
        """The articles, each with an id; not `whole`: with their first sentences alone.

        Raises FieldError with the place of one that cannot be read.
        """
        limits = settings.limits
        if len(self.articles) > limits.articles:
            raise FieldError(
                f"expected at most {limits.articles} articles, got {len(self.articles)}", "/articles"
            )
        found = []
        for place, article in enumerate(self.articles):
            try:
                found.append(
                    article.article(name=f"article {place + 1}", limit=limits.characters, whole=whole)
                )
            except InputError as error:
                raise FieldError(str(error), f"/articles/{place}") from error
        try:
            return identified(found)
        except InputError as error:
            raise FieldError(str(error), "/articles") from error

    def verify(self, assistant: Assistant) -> None:
        """Raise FieldError for a stage, a model or a rule that is not there."""
        known = {entry.name for entry in assistant.registered}
        for place, name in enumerate(self.stages or ()):
            if name not in known:
                raise FieldError(
                    f"no stage {name!r}; there are: {', '.join(sorted(known))}", f"/stages/{place}"
                )
        aliases = {*assistant.settings.known_aliases, BASELINE}
        if self.model is not None and self.model not in aliases:
            raise FieldError(f"no model {self.model!r}; there are: {', '.join(sorted(aliases))}", "/model")
        try:
            assistant.stages(self.stages)
        except ConfigError as error:
            raise FieldError(str(error), "/stages") from error
        try:
            (self.policy or Policy()).verify(rule for rule, _ in assistant.rules)
        except ConfigError as error:
            raise FieldError(str(error), "/policy") from error
