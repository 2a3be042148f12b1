"""The claims stage: checkable statements, with their kind, priority, times and quantities."""

from factcheck_claims.stage import ClaimsStage

__all__ = ["ClaimsStage"]
