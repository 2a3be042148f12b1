"""The files of the page at `/`: what they are, and what they may do."""

import re

import pytest

from assistant.api import page
from tests.test_contracts import ROOT


@pytest.mark.parametrize("path", page.FILES)
async def test_every_file_is_served_without_a_key_under_a_strict_policy(idle, path):
    answer = await idle.get(path, headers={"Host": "desk.example"})
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    kind = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
    assert answer.headers["Content-Type"].startswith(kind[page.FILES[path].rpartition(".")[2]])
    assert answer.text.endswith("\n")


async def test_there_is_one_copy_of_what_a_cms_includes(idle):
    for name in ("factcheck.js", "panel.js", "panel.css"):
        assert (await idle.get(f"/page/{name}")).content == (ROOT / "examples" / "cms" / name).read_bytes()
    copies = [
        path for path in ROOT.rglob("factcheck.js") if ".venv" not in path.parts and "build" not in path.parts
    ]
    assert copies == [ROOT / "examples" / "cms" / "factcheck.js"]


async def test_the_page_loads_only_what_is_served_and_has_nothing_inline(idle):
    text = (await idle.get("/")).text
    loaded = set(re.findall(r'(?:src|href)="([^"]+)"', text))
    for path in [path for path in page.FILES if path.endswith(".js")]:
        loaded |= set(re.findall(r'from "(/[^"]+)"', (await idle.get(path)).text))
    assert loaded <= set(page.FILES)
    assert not re.search(r"\son\w+=|\sstyle=|<style|<script(?![^>]+src=)", text)
