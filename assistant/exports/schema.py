"""The published JSON Schema of the report, made from the pydantic models and from nothing else."""

import json
from typing import Any

from assistant.report import SCHEMA_VERSION, Report

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def report_schema() -> dict[str, Any]:
    """The schema that every JSON report satisfies, as a new dictionary."""
    schema = Report.model_json_schema(mode="serialization", by_alias=True)
    title = f"Fact-check report, schema version {SCHEMA_VERSION}"
    return {"$schema": DIALECT, **schema, "title": title}


def schema_text() -> str:
    """The text of `docs/report.schema.json`."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"
