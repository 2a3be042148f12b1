"""`make bench`: every figure is a ratio, or a count, measured in this one run.

The machine is shared and noisy: of several rounds the fastest counts, and what is compared is measured
in turns.
"""

from benchmarks import (
    alignment,
    archive,
    chat,
    gateway,
    overhead,
    service,
    speed,
    startup,
    throughput,
    tokens,
)


def main() -> None:
    """Print every figure with its aim."""
    for part in (startup, speed, tokens, overhead, alignment, archive, gateway, chat, service, throughput):
        print(f"\n{(part.__doc__ or '').splitlines()[0]}")
        for line in part.lines():
            print(f"  {line}")


if __name__ == "__main__":
    main()
