"""Those who ask at the same moment are answered by one look, which begins after each of them has asked."""

import asyncio
import threading

import pytest

from assistant.api.together import Together


class Looks:
    """Counts what it was asked, and does not answer before it may."""

    def __init__(self):
        self.asked, self.begun, self.may_answer = [], threading.Event(), threading.Event()

    def __call__(self, asked):
        self.asked.append(asked)
        self.begun.set()
        assert self.may_answer.wait(30)
        if "bad" in asked:
            raise LookupError("bad")
        return {name: name.upper() for name in asked}


async def asking(together, *names):
    tasks = [asyncio.create_task(together.ask(name)) for name in names]
    await asyncio.sleep(0)
    return tasks


async def test_who_asks_during_a_look_waits_for_the_next_which_is_one_for_all():
    looks = Looks()
    together = Together(looks)
    first = await asking(together, "a")
    assert await asyncio.to_thread(looks.begun.wait, 30)
    others = await asking(together, "b", "c", "d")
    looks.may_answer.set()
    found = await asyncio.gather(*first, *others)
    assert looks.asked == [["a"], ["b", "c", "d"]]
    assert found == [{"a": "A"}, *[{"b": "B", "c": "C", "d": "D"}] * 3]


async def test_a_look_that_fails_fails_for_those_who_asked_then_and_for_nobody_else():
    looks = Looks()
    looks.may_answer.set()
    together = Together(looks)
    failed = await asyncio.gather(together.ask("bad"), together.ask("a"), return_exceptions=True)
    assert [type(error) for error in failed] == [LookupError, LookupError]
    assert await together.ask("b") == {"b": "B"}


async def test_who_gives_up_does_not_hold_up_the_others():
    looks = Looks()
    together = Together(looks)
    gone, stays = await asking(together, "a", "b")
    gone.cancel()
    looks.may_answer.set()
    assert await stays == {"a": "A", "b": "B"}
    with pytest.raises(asyncio.CancelledError):
        await gone


async def test_a_crowd_is_looked_after_in_parts():
    looks = Looks()
    looks.may_answer.set()
    names = [f"n{n}" for n in range(450)]
    await asyncio.gather(*map(Together(looks).ask, names))
    assert list(map(len, looks.asked)) == [200, 200, 50]
    assert [name for asked in looks.asked for name in asked] == names
