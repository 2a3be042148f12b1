"""The command line. One module per command; what is heavy is imported when a command runs."""

import os

# Before pydantic is imported: it would look through every installed distribution for plug-ins of its own.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from assistant.cli.app import main

__all__ = ["main"]
