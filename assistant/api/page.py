"""The page at `/`: paste articles, watch the stages, decide about findings. Its files need no key and say nothing.

What it shares with a CMS, `factcheck.js` and the list of findings, lies in `examples/cms` of a checkout and
in `assistant/_cms` of an installation; there is one copy of it.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

router = APIRouter(include_in_schema=False)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_OWN = ("page.css", "page.js", "intake.js", "coverage.js", "reading.js", "icon.svg")
_SHARED = ("factcheck.js", "panel.js", "panel.css")
_KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
FILES = {
    "/": "index.html",
    **{f"/page/{name}": name for name in (*_OWN, *_SHARED)},
}


def _serving(name: str) -> Callable[[], Response]:
    def serve() -> Response:
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
        return Response(_content(name), headers=headers, media_type=_KINDS[Path(name).suffix])

    return serve


@cache
def _content(name: str) -> bytes:
    folder = _shared() if name in _SHARED else Path(__file__).with_name("static")
    return (folder / name).read_bytes()


def _shared() -> Path:
    package = Path(__file__).parents[1]
    packaged = package / "_cms"
    return packaged if packaged.is_dir() else package.with_name("examples") / "cms"


for _path, _name in FILES.items():
    router.add_api_route(_path, _serving(_name), methods=["GET"], name=_name)
