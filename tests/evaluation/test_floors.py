"""The baseline's scores on the gold set do not fall."""

import json

import pytest

from tests.evaluation.floors import FILE, SETS, measured

FLOORS = json.loads(FILE.read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(SETS))
def test_no_total_falls_below_its_recorded_floor(name):
    totals = measured(name)
    assert totals.keys() >= FLOORS[name].keys()
    fallen = {
        total: (value, FLOORS[name][total])
        for total, value in totals.items()
        if value < FLOORS[name].get(total, 0)
    }
    assert not fallen
