"""What became of telling an address that a check has ended."""

from fastapi import APIRouter

from assistant.api import describing
from assistant.api.callers import Reader
from assistant.api.service import CheckId, Served, found
from assistant.api.shapes import WebhookAttempt, WebhookBody
from assistant.webhooks import outbox

router = APIRouter(prefix="/v1/checks/{id}/webhook", tags=["checks"])


@router.get("", responses=describing.problems(404, 422))
def get_webhook(service: Served, caller: Reader, id: CheckId) -> WebhookBody:  # noqa: A002
    """Whether the `callback_url` of a check was told of its end, and every attempt, oldest first."""
    with service.store.reading() as session:
        found(session, id, caller.desk)
        webhook, attempts = outbox.of(session, id) or (None, ())
        return WebhookBody.model_validate(
            {
                "callback_url": webhook and webhook.url,
                "state": webhook and webhook.state,
                "due_at": webhook and webhook.due_at,
                "attempts": [
                    {name: getattr(attempt, name) for name in WebhookAttempt.model_fields}
                    for attempt in attempts
                ],
            }
        )
