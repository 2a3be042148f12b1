"""Templates of a page: Jinja that escapes everything, and fails on a name it was not given."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined


def environment(package: str) -> Environment:
    """An environment for the files under `templates/` of a package."""
    return Environment(
        loader=FunctionLoader(lambda name: resource(package, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def resource(package: str, name: str) -> str:
    """The text of a file under `templates/` of a package."""
    return files(package).joinpath("templates", name).read_text("utf-8")
