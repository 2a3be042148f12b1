"""A process of its own that makes calls through the ledger: `python crowd.py URL LOG CALLS CONCURRENT`."""

import asyncio
import os
import sys
import time

from assistant.ledger import Ledger
from assistant.model.call import Call, Completion
from assistant.store import Store
from tests.store.calls import call, completion, settings


async def main(url: str, log: str, calls: int, concurrent: int) -> None:
    """Note in the log when each call begins and ends."""
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(_: Call) -> Completion:
        os.write(file, f"{time.time():.6f} +\n".encode())
        await asyncio.sleep(0.05)
        os.write(file, f"{time.time():.6f} -\n".encode())
        return completion()

    with Store(url) as store:
        ledger = Ledger(
            store, settings(concurrent=concurrent), desk="north", check=f"c{os.getpid()}", send=send
        )
        await asyncio.gather(*(ledger.send(call(f"{os.getpid()} {n}")) for n in range(calls)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
