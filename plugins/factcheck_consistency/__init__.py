"""The consistency stage: where articles disagree, and what they rest on."""

from factcheck_consistency.stage import ConsistencyStage

__all__ = ["ConsistencyStage"]
