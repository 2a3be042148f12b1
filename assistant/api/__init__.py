"""The service over HTTP: what a CMS calls.

app         create_app
guard       what stands before every route: limits, headers, log, the last resort
meter       the figures of /metrics
callers     who calls, and whether they may
problems    every error as problem details
describing  what routes say of themselves for the OpenAPI document
document    the OpenAPI document
checks, results, reviews, webhooks, questions, following, catalogue, health, metrics    one router per resource
page        the page at `/`
"""

from assistant.api.app import create_app

__all__ = ["create_app"]
