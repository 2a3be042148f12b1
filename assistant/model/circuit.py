"""A circuit per deployment: after faults in a row the deployment is left alone for a while, and says so."""

from collections.abc import Callable
from time import monotonic
from types import TracebackType

from assistant.config.settings import CircuitSettings
from assistant.errors import ModelError, TransientModelError
from assistant.model.call import CircuitOpenError, RateLimitedError


class Circuit:
    """Counts faults in a row. `with circuit:` around an attempt raises CircuitOpenError while it is open.

    When the pause is over one attempt goes through; its outcome closes the circuit or opens it again.
    A refusal or an unusable answer shows that the provider is up, and closes it.
    """

    def __init__(self, settings: CircuitSettings, clock: Callable[[], float] = monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._faults = 0
        self._last = ""
        self._opened: float | None = None
        self._trying = False

    def __enter__(self) -> None:
        if self._opened is None:
            return
        rest = self._opened + self._settings.seconds - self._clock()
        if rest > 0 or self._trying:
            when = f"next try in {max(rest, 1):.0f} s" if rest > 0 else "one attempt is under way"
            raise CircuitOpenError(
                f"left alone after {self._faults} faults in a row, {when}; the last: {self._last}"
            )
        self._trying = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._trying = False
        if isinstance(error, TransientModelError) and not isinstance(error, RateLimitedError):
            self._faults += 1
            self._last = str(error)
            if self._faults >= self._settings.failures:
                self._opened = self._clock()
        elif error is None or (isinstance(error, ModelError) and not isinstance(error, RateLimitedError)):
            self._faults, self._opened = 0, None
