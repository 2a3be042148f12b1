"""The terms of a check: what it ran with, kept without secrets so that its report can be built again."""

import re
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from assistant.config import Settings
from assistant.errors import InputError

_USERINFO = re.compile(r"//[^/@]{0,400}@")
_ELSEWHERE = frozenset({"file", "notes", "database_url", "deployments", "reviewer"})


@dataclass(frozen=True)
class Terms:
    """What a check ran with: settings without secrets, and what was asked of it in particular."""

    settings: Settings
    stages: tuple[str, ...] | None = None
    model: str | None = None

    def kept(self) -> JsonValue:
        """As JSON, fit to be kept: no key, no header, no password in an address."""
        plain = self.settings.model_dump(mode="json", by_alias=True, exclude=set(_ELSEWHERE))
        if self.settings.api_base:
            plain["api_base"] = _USERINFO.sub("//", self.settings.api_base)
        plain["deployments"] = [
            {
                "alias": deployment.alias,
                "model": deployment.model,
                "info": dict(deployment.info),
                "parameters": {"api_base": deployment.api_base} if deployment.api_base else {},
            }
            for deployment in self.settings.deployments
        ]
        return {"settings": plain, "stages": list(self.stages) if self.stages else None, "model": self.model}

    @classmethod
    def of(cls, kept: JsonValue) -> "Terms":
        """From JSON. Raises InputError for what another release kept and this one does not know."""
        if not isinstance(kept, dict):
            raise InputError("what the check ran with was not kept, so it cannot be replayed")
        stages, model = kept.get("stages"), kept.get("model")
        try:
            settings = Settings.model_validate(kept["settings"])
        except (KeyError, ValidationError) as error:
            raise InputError(
                "the settings of this check are not those of this release: replay it with the release that "
                "made it"
            ) from error
        return cls(
            settings,
            tuple(map(str, stages)) if isinstance(stages, list) else None,
            model if isinstance(model, str) else None,
        )
