"""`factcheck serve`: the service over HTTP."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Config, configured
from assistant.cli.storing import opened
from assistant.telemetry import logs

if TYPE_CHECKING:
    from assistant.config import Settings

Concurrency = Annotated[
    int,
    typer.Option(
        min=1,
        max=64,
        help="Checks that a worker makes at the same time; the last one started says it for all.",
    ),
]

Lease = Annotated[
    float, typer.Option(min=1, max=3600, help="Seconds after which a silent worker's checks are taken over.")
]


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; beyond this machine only with keys.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8000,
    work: Annotated[
        bool, typer.Option("--work/--no-work", help="Make checks in this process, or leave them to workers.")
    ] = True,
    concurrency: Concurrency = 2,
    lease: Lease = 15.0,
    config: Config = None,
) -> None:
    """Serve the HTTP API, and make its checks."""
    import uvicorn

    from assistant.api import create_app
    from assistant.api.callers import is_loopback
    from assistant.errors import ConfigError
    from assistant.jobs import Worker
    from assistant.keys import Keys

    settings = verified(config)
    logs.to_stderr(settings.log)
    with opened(settings) as store:
        if not is_loopback(host) and not Keys(store).required():
            raise ConfigError(
                f"--host {host}: without keys the service listens on this machine only; "
                "make one with `factcheck keys create --desk NAME --scope admin`"
            )
        worker = Worker(store, settings, concurrency=concurrency, lease=lease) if work else None
        uvicorn.run(
            create_app(settings, store, worker),
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=10,
        )


def verified(config: Path | None) -> "Settings":
    """The settings, once stages and policy are known to work. Raises ConfigError, PluginError."""
    assistant = configured(config)
    assistant.settings.policy.verify(rule for rule, _ in assistant.rules)
    return assistant.settings
