"""The command line. One module per command; what is heavy is imported when a command runs."""

from assistant.cli.app import main

__all__ = ["main"]
