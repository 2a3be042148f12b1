"""What there is: stages, rules, models, and the schema of a report."""

from typing import Any

from fastapi import APIRouter, Depends

from assistant.api.callers import Allowed
from assistant.api.service import Served
from assistant.api.shapes import ModelBody, RuleBody, StageBody
from assistant.config import BASELINE
from assistant.exports.schema import report_schema
from assistant.policy import Policy
from assistant.registry import Registered

router = APIRouter(prefix="/v1", tags=["catalogue"], dependencies=[Depends(Allowed("read"))])


@router.get("/stages")
def list_stages(service: Served) -> list[StageBody]:
    """The installed stages, broken ones with their problem."""
    used = {stage.name for stage in service.assistant.stages()}
    return [_stage(entry, used) for entry in service.assistant.registered]


@router.get("/rules")
def list_rules(service: Served) -> list[RuleBody]:
    """The rules, each with the journalistic reason behind it."""
    policy = service.settings.policy
    return [
        RuleBody.model_validate(
            {
                "severity": policy.severity.get(rule.code, rule.severity)
                if policy.selects(rule.code)
                else "off",
                "stage": stage,
                **{
                    name: getattr(rule, name)
                    for name in RuleBody.model_fields
                    if name not in {"severity", "stage"}
                },
            }
        )
        for rule, stage in service.assistant.rules
    ]


@router.get("/policy")
def get_policy(service: Served) -> Policy:
    """What articles are held to where a check brings no policy of its own."""
    return service.settings.policy


@router.get("/models")
def list_models(service: Served) -> list[ModelBody]:
    """The models that a check may ask for; `baseline` is the rules of language alone."""
    settings = service.settings
    return [
        ModelBody(
            alias=alias,
            models=list(dict.fromkeys(deployment.model for deployment in settings.resolve(alias))),
            default=alias == settings.default_model,
            then=list(settings.chain(alias)[1:]),
        )
        for alias in (*settings.known_aliases, BASELINE)
    ]


@router.get("/schema")
def get_schema() -> dict[str, Any]:
    """The JSON schema that every report satisfies."""
    return report_schema()


def _stage(entry: Registered, used: set[str]) -> StageBody:
    state = "broken" if entry.problem else "in_use" if entry.name in used else "off"
    about: dict[str, object] = {
        "name": entry.name,
        "distribution": entry.distribution,
        "version": entry.version,
        "state": state,
    }
    if entry.stage is not None:
        about |= {
            "scope": entry.stage.scope,
            "needs": sorted(entry.stage.needs),
            "provides": sorted(entry.stage.provides),
        }
    return StageBody.model_validate({**about, "problem": entry.problem})
