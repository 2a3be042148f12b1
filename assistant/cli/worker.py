"""`factcheck worker`: makes the checks that a service accepted, on as many machines as wanted."""

from assistant.cli.options import Config
from assistant.cli.serve import Concurrency, Lease, verified
from assistant.cli.storing import opened
from assistant.telemetry import logs


def worker(concurrency: Concurrency = 2, lease: Lease = 15.0, config: Config = None) -> None:
    """Make checks that any service on the same database accepted, until told to stop."""
    import signal

    from assistant.jobs import Worker

    settings = verified(config)
    logs.to_stderr(settings.log)
    with opened(settings) as store:
        made = Worker(store, settings, concurrency=concurrency, lease=lease)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: made.stop())
        made.run()
