"""A conversation as a client of the service: no provider's key and no database is needed here."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
from pydantic import TypeAdapter, ValidationError

from assistant.archived import Against
from assistant.article import ArticleInput
from assistant.conversation.events import EVENT, Ended, Event
from assistant.conversation.protocol import Card, Changes, Choice, Kept
from assistant.decisions import Review, ReviewState
from assistant.errors import ConfigError, FactcheckError, InputError, ServiceError
from assistant.policy import Policy
from assistant.report import Report

_TIMEOUT = httpx.Timeout(30.0, read=120.0)
_FIRST_LOOK, _LAST_LOOK = 0.1, 1.0
_KEPT = TypeAdapter(tuple[Kept, ...])
_CHOICES = TypeAdapter(tuple[Choice, ...])
_CARDS = TypeAdapter(tuple[Card, ...])
_REVIEWS = TypeAdapter(tuple[Review, ...])


class OverHttp:
    """The checks of the desk that a key belongs to. Implements `Conversation`."""

    def __init__(
        self, url: str, key: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise ConfigError(f"FACTCHECK_URL: expected http://… or https://…, came {url!r}")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._url = url.rstrip("/")
        self._client = httpx.AsyncClient(
            base_url=self._url, headers=headers, timeout=_TIMEOUT, transport=transport
        )

    def prepare(self, model: str | None = None) -> None:
        """Nothing: the service has it."""

    async def recent(self, most: int) -> tuple[Kept, ...]:
        """The desk's newest checks."""
        page = await self._get("/v1/checks", limit=most, headlines=True)
        return _KEPT.validate_python(page["checks"], extra="ignore")

    async def ids(self, most: int) -> tuple[str, ...]:
        """The ids of the desk's newest checks."""
        return tuple(check["id"] for check in (await self._get("/v1/checks", limit=most))["checks"])

    async def open(self, id_: str) -> Report:
        """A check's report with the decisions as they are now; waits for one that has not ended."""
        pause = _FIRST_LOOK
        while True:
            body = await self._get(f"/v1/checks/{id_}")
            if body["report"] is not None:
                return Report.model_validate_json(json.dumps(body["report"]))
            if body["ended_at"] is not None:
                raise InputError(f"{id_}: the check has no report: {body['problem'] or body['status']}")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, _LAST_LOOK)

    async def ask(self, report: Report, asked: str, model: str | None = None) -> AsyncIterator[Event]:
        """The events of the answer, as the service streams them."""
        body = {"question": asked, **({"model": model} if model else {})}
        path = f"/v1/checks/{report.id}/questions"
        ended = False
        async with self._told(), self._client.stream("POST", path, json=body) as answer:
            if answer.is_error:
                await answer.aread()
            self._verify(answer)
            async for line in answer.aiter_lines():
                if line.startswith("data:"):
                    event = EVENT.validate_json(line.removeprefix("data:"))
                    ended = isinstance(event, Ended)
                    yield event
        if not ended:
            raise ServiceError(
                f"{self._url}: the answer broke off; ask again, what was answered costs nothing"
            )

    async def review(
        self,
        report: Report,
        fingerprint: str,
        state: ReviewState | None = None,
        *,
        reason: str | None = None,
        comment: str | None = None,
    ) -> None:
        """Decide on a finding of the check, or comment on it. The reviewer is that of the key."""
        said = {"fingerprint": fingerprint, "state": state, "reason": reason, "comment": comment}
        await self._post(f"/v1/checks/{report.id}/reviews", {n: v for n, v in said.items() if v is not None})

    async def reviews(self, report: Report) -> tuple[Review, ...]:
        """What people said of the findings of the check, oldest first."""
        return _REVIEWS.validate_python((await self._get(f"/v1/checks/{report.id}/reviews"))["reviews"])

    async def again(self, report: Report, changes: Changes) -> Report:
        """Check the same articles again, and wait for the report."""
        made = await self._post(f"/v1/checks/{report.id}/rerun", _asked(changes))
        return await self.open(made["id"])

    async def check(
        self, articles: Sequence[ArticleInput], changes: Changes, against: Against | None = None
    ) -> Report:
        """Check other articles, or edited ones, and wait for the report."""
        listed = [article.model_dump(mode="json", exclude_none=True) for article in articles]
        bounds = {"against": against.model_dump()} if against else {}
        made = await self._post("/v1/checks", {"articles": listed, **bounds, **_asked(changes)})
        return await self.open(made["id"])

    async def models(self) -> tuple[Choice, ...]:
        """The models that the service may ask."""
        return _CHOICES.validate_python(await self._get("/v1/models"), extra="ignore")

    async def rules(self) -> tuple[Card, ...]:
        """The rules, as the service holds them."""
        return _CARDS.validate_python(await self._get("/v1/rules"), extra="ignore")

    async def policy(self) -> Policy:
        """The service's policy."""
        return Policy.model_validate_json(json.dumps(await self._get("/v1/policy")))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _get(self, path: str, **parameters: Any) -> Any:  # noqa: ANN401 - a value as JSON has it
        async with self._told():
            return self._verify(await self._client.get(path, params=parameters)).json()

    async def _post(self, path: str, body: Mapping[str, Any]) -> Any:  # noqa: ANN401
        async with self._told():
            return self._verify(await self._client.post(path, json=body)).json()

    @asynccontextmanager
    async def _told(self) -> AsyncIterator[None]:
        """Turn what may go wrong on the way into a ServiceError that names the address."""
        try:
            yield
        except httpx.HTTPError as error:
            why = str(error) or type(error).__name__
            raise ServiceError(
                f"{self._url}: the service does not answer: {why}; is FACTCHECK_URL right?"
            ) from error
        except (ValidationError, ValueError) as error:
            raise ServiceError(
                f"{self._url}: this is no answer of the service; is FACTCHECK_URL right?"
            ) from error

    def _verify(self, answer: httpx.Response) -> httpx.Response:
        """The answer, unless it is a problem."""
        if answer.is_success:
            return answer
        try:
            said = str(answer.json()["detail"])
        except (ValueError, LookupError, TypeError):
            said = answer.reason_phrase
        raise _fault(answer.status_code, said, self._url)


def _fault(status: int, said: str, url: str) -> FactcheckError:
    if status in {401, 403}:
        return ConfigError(f"FACTCHECK_KEY: {said}")
    if status in {404, 409, 422}:
        return InputError(said)
    return ServiceError(f"{url}: {said} ({status})")


def _asked(changes: Changes) -> dict[str, Any]:
    return changes.model_dump(mode="json", exclude_none=True)
