"""A client generated from the OpenAPI document, as an engineer of a CMS would, used against a real server."""

import importlib
import json
import subprocess
import sys
from http import HTTPStatus

import pytest

from assistant.api import create_app
from assistant.config import Settings
from assistant.jobs import Worker
from assistant.keys import Keys
from tests.api.conftest import NEWS
from tests.api.listening import listening

pytestmark = pytest.mark.block_network(allowed_hosts=[r"127\.0\.0\.1"])
PACKAGE = "factcheck_client"
# What did not become an item is shown as the model said it, whatever that was.
SHAPELESS = {("Rejected", "item")}


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """The generated package, imported; nothing of the document may have been left out."""
    folder = tmp_path_factory.mktemp("client")
    document, config = folder / "openapi.json", folder / "config.yaml"
    document.write_text(json.dumps(create_app(Settings(), None).openapi()), "utf-8")
    config.write_text("post_hooks: []\n", "utf-8")
    words = ["generate", "--path", document, "--config", config, "--output-path", folder / PACKAGE]
    subprocess.run(
        [sys.executable, "-m", "openapi_python_client", *words, "--meta", "none", "--fail-on-warning"],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield importlib.import_module(PACKAGE)


@pytest.fixture
def models(package):
    return importlib.import_module(f"{PACKAGE}.models")


@pytest.fixture
def desk(package, store):
    """The operations of the generated client, called with a desk's key on a server that makes checks."""
    _, token = Keys(store).create("north", ["read", "check", "review"], "Ada Bream")
    app = create_app(Settings(), store, Worker(store, Settings(), poll=0.02))
    with listening(app) as base, Desk(package, base, token) as opened:
        yield opened


class Desk:
    """Calls `operation(id, …)` of the generated client by name, whichever of its modules has it."""

    def __init__(self, package, base, token):
        self.anonymous = package.Client(base_url=base)
        self.client = package.AuthenticatedClient(base_url=base, token=token, raise_on_unexpected_status=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for client in (self.anonymous, self.client):
            client.get_httpx_client().close()

    def __call__(self, operation, *path, client=None, **arguments):
        tag = next(
            tag for tag in ("checks", "results", "reviews", "catalogue", "health") if has(tag, operation)
        )
        module = importlib.import_module(f"{PACKAGE}.api.{tag}.{operation}")
        return module.sync_detailed(*path, client=client or self.client, **arguments)

    def checked(self, models, text=NEWS, **more):
        """The body of a check that has ended."""
        article = models.ArticleInput(text=text, language="en", id="harbour-17", revision="1")
        asked = models.CheckRequest(articles=[article], **more)
        answer = self("create_check", body=asked, prefer="wait=30")
        assert answer.status_code == HTTPStatus.OK
        return answer.parsed


def has(tag, operation):
    return importlib.util.find_spec(f"{PACKAGE}.api.{tag}.{operation}") is not None


def test_operations_are_called_by_short_names():
    operations = [
        operation["operationId"]
        for methods in create_app(Settings(), None).openapi()["paths"].values()
        for operation in methods.values()
    ]
    assert len(operations) == len(set(operations))
    assert {"create_check", "get_check", "add_review", "get_annotations"} <= set(operations)


def test_every_field_of_what_is_known_has_a_type(models):
    types = {
        (name, field): type_
        for name, model in vars(models).items()
        if hasattr(model, "__attrs_attrs__")
        for field, type_ in model.__annotations__.items()
        if field != "additional_properties"
    }
    assert types["Finding", "severity"] == "Severity"
    assert types["Report", "findings"] == "list[Finding]"
    assert types["CheckBody", "report"] == "None | Report"
    assert {place for place, type_ in types.items() if "Any" in type_} == SHAPELESS


def test_a_check_is_posted_read_reviewed_and_erased(desk, models):
    body = desk.checked(models)
    assert body.status is body.report.status is models.CheckStatus.COMPLETE
    finding = next(f for f in body.report.findings if f.code == "SRC005")
    assert (finding.severity, finding.decision.state) == (models.Severity.ERROR, models.DecisionState.OPEN)
    (anchor,) = finding.anchors[:1]
    assert NEWS[anchor.start : anchor.end] == anchor.exact

    dismissed = models.NewReview(
        fingerprint=finding.fingerprint, state=models.ReviewState.DISMISSED, reason="The desk knows her."
    )
    reviewed = desk("add_review", body.id, body=dismissed)
    assert reviewed.status_code == HTTPStatus.CREATED
    assert reviewed.parsed.decision.by == "Ada Bream"
    (review,) = desk("list_reviews", body.id).parsed.reviews
    assert review.state is models.ReviewState.DISMISSED

    found = desk("get_check", body.id)
    states = {f.fingerprint: f.decision.state for f in found.parsed.report.findings}
    assert states[finding.fingerprint] is models.DecisionState.DISMISSED
    same = desk("get_check", body.id, if_none_match=found.headers["ETag"])
    assert (same.status_code, same.parsed) == (HTTPStatus.NOT_MODIFIED, None)

    assert desk("erase_check", body.id).status_code == HTTPStatus.NO_CONTENT
    gone = desk("get_check", body.id)
    assert (gone.status_code, gone.parsed.detail) == (HTTPStatus.NOT_FOUND, "no such check")


def test_annotations_the_page_and_the_events_are_typed(desk, models):
    body = desk.checked(models)
    page = desk("get_annotations", body.id).parsed
    assert [item.factcheck.fingerprint for item in page.items] == [
        finding.fingerprint for finding in body.report.findings
    ]
    quotes = [
        selector.exact
        for item in page.items
        for target in item.target
        for selector in target.selector
        if isinstance(selector, models.TextQuoteSelector)
    ]
    assert quotes
    assert all(quote in NEWS for quote in quotes)
    assert desk("get_report_page", body.id).parsed.startswith("<!doctype html>")
    assert "event: done" in desk("follow_check", body.id).parsed


def test_a_check_is_listed_made_again_and_cancelled(desk, models):
    first = desk.checked(models)
    again = desk("rerun_check", first.id, body=models.Rerun(stages=["sources"]))
    assert again.status_code == HTTPStatus.ACCEPTED
    assert again.headers["Location"] == f"/v1/checks/{again.parsed.id}"
    desk("follow_check", again.parsed.id)
    page = desk("list_checks", limit=1, status=models.CheckStatus.COMPLETE).parsed
    assert [check.id for check in page.checks] == [again.parsed.id]
    rest = desk("list_checks", cursor=page.cursor).parsed
    assert ([check.id for check in rest.checks], rest.cursor) == ([first.id], None)
    cancelled = desk("cancel_check", again.parsed.id)
    assert cancelled.parsed.status is models.CheckStatus.COMPLETE


def test_errors_are_problems_that_name_the_field(desk, models):
    article = models.ArticleInput(text="Words.", published_at="never")
    refused = desk("create_check", body=models.CheckRequest(articles=[article]))
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert isinstance(refused.parsed, models.Problem)
    assert [fault.pointer for fault in refused.parsed.errors] == ["#/articles/0/published_at"]
    nobody = desk("list_checks", client=desk.anonymous)
    assert (nobody.status_code, nobody.parsed.status) == (HTTPStatus.UNAUTHORIZED, 401)
    unknown = desk("get_check", "x")
    assert [fault.parameter for fault in unknown.parsed.errors] == ["id"]


def test_a_repeated_request_that_has_not_ended_names_its_check(package, models, store):
    _, token = Keys(store).create("north", ["check"])
    asked = models.CheckRequest(articles=[models.ArticleInput(text=NEWS)])
    with listening(create_app(Settings(), store)) as base, Desk(package, base, token) as desk:
        first = desk("create_check", body=asked, idempotency_key="save-1")
        again = desk("create_check", body=asked, idempotency_key="save-1")
    assert (again.status_code, again.parsed.check) == (HTTPStatus.CONFLICT, first.parsed.id)
    assert again.headers["Location"] == first.headers["Location"]


def test_the_catalogue_is_typed(desk, models):
    assert {stage.name for stage in desk("list_stages").parsed} >= {"claims", "sources", "consistency"}
    assert {rule.code for rule in desk("list_rules").parsed} >= {"SRC005", "INP001"}
    assert [model.alias for model in desk("list_models").parsed] == ["baseline"]
    assert desk("get_schema").parsed.to_dict()["title"].startswith("Fact-check report")
    assert desk("alive").parsed.status == desk("ready").parsed.status == "ok"
