"""Who is said to have said what: every attributed statement of an article, its source and its chain."""

from factcheck_sources.stage import SourcesStage

__all__ = ["SourcesStage"]
