"""Every error the product raises on purpose, split by whose fault it is.

    FactcheckError
    ├── InputError              the articles, or the request: 422, exit 2
    ├── ConfigError             the configuration file, environment or flags: 500, exit 2
    ├── PluginError             a stage or its distribution: 500, exit 2
    ├── ModelError              the model or its provider: 502, exit 3
    │   ├── TransientModelError     worth another try: timeouts, 5xx, rate limits
    │   ├── RefusedModelError       will not succeed by itself: key, quota, context, content policy
    │   └── MalformedModelError     it answered, and the answer could not be used
    ├── StoreError              the database: 503, exit 3
    │   └── TransientStoreError     it does not answer now: restarting, locked, full, unreachable
    └── ServiceError            the service that we are a client of: 502, exit 3

A message says what was expected, what came, and what to do. Each class knows the HTTP status
and the exit code it ends in, so neither the service nor the command line keeps a table of its own.
"""

from typing import ClassVar


class FactcheckError(Exception):
    """The root: catch this to catch everything the product raises on purpose."""

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 2


class InputError(FactcheckError):
    """An article or a request that cannot be examined as it came."""

    status = 422


class ConfigError(FactcheckError):
    """A setting that is missing, misspelt or impossible; names file, line and key where there is one."""


class PluginError(FactcheckError):
    """A stage that cannot be loaded or breaks its contract; names the distribution."""


class ModelError(FactcheckError):
    """The model gave no usable answer. Never turned into a result."""

    status = 502
    exit_code = 3


class TransientModelError(ModelError):
    """Worth another try. `retry_after` is the provider's wish in seconds, if it gave one."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class RefusedModelError(ModelError):
    """The provider said no, and would say no again: key, quota, context length, content policy."""


class MalformedModelError(ModelError):
    """The provider answered with something that is not an answer to the question."""


class StoreError(FactcheckError):
    """The database did not do what it was asked."""

    status = 503
    exit_code = 3


class TransientStoreError(StoreError):
    """The database does not answer now; worth another try."""


class ServiceError(FactcheckError):
    """The service over HTTP did not do what it was asked; names its address, never the key."""

    status = 502
    exit_code = 3
