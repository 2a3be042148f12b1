from importlib.metadata import EntryPoint

import pytest

from assistant import ConfigError, PluginError
from assistant.registry import Registered, chosen, installed, rules_of
from tests.fakes import Fake, rule


def registered(*stages, distribution="some-dist"):
    return [Registered(stage.name, distribution, "1.0", stage) for stage in stages]


def names(stages):
    return [stage.name for stage in stages]


def point(name, value, distribution):
    class Distribution:
        version = "1.0"
        metadata = None

    made = EntryPoint(name, value, "assistant.stages")
    dist = Distribution()
    dist.name = distribution
    object.__setattr__(made, "dist", dist)
    return made


def test_the_built_in_stages_come_through_the_entry_point_door():
    found = {entry.name: entry for entry in installed()}
    assert {"claims", "sources", "consistency"} <= set(found)
    assert {found[name].distribution for name in ("claims", "sources")} == {"factcheck-assistant"}
    assert names(chosen(installed(), enabled=["claims", "sources", "consistency"]))[-1] == "consistency"


def test_a_name_that_two_distributions_bring_names_both():
    points = [point("claims", "a:B", "dist-a"), point("claims", "c:D", "dist-b")]
    with pytest.raises(PluginError, match="dist-a and dist-b"):
        installed(points)


def test_a_broken_plugin_stops_who_uses_it_and_is_shown_to_others():
    (broken,) = installed([point("tone", "no_such_module_here:Stage", "dist-a")])
    assert "no_such_module_here" in broken.problem
    with pytest.raises(PluginError, match=r"'tone' of dist-a 1\.0 cannot be used"):
        chosen([broken])
    assert chosen([broken, *registered(Fake("other"))], enabled=["other"])


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("builtins:dict", "it lacks name"),
        ("tests.fakes:WRONG_NAME", "calls itself 'else'"),
        ("tests.fakes:WRONG_SCOPE", "its scope is 'page'"),
        ("tests.fakes:STRAY", "it provides verdicts"),
    ],
)
def test_what_is_not_a_stage_says_what_it_lacks(value, problem):
    (entry,) = installed([point("tone", value, "dist-a")])
    assert entry.stage is None
    assert problem in entry.problem


def test_stages_come_after_what_they_need():
    first, second = Fake("zz", provides={"claims"}), Fake("aa", needs={"claims"})
    assert names(chosen(registered(second, first))) == ["zz", "aa"]


def test_the_order_is_the_same_in_every_process():
    letters = "qwertyuiopasdfghjklzxcvbnm"
    assert names(chosen(registered(*map(Fake, letters)))) == sorted(letters)


def test_a_need_may_be_a_stages_own_name():
    assert names(chosen(registered(Fake("b", needs={"z"}), Fake("z")))) == ["z", "b"]


def test_a_check_may_ask_for_some_and_gets_what_they_need():
    all_three = registered(Fake("a", provides={"claims"}), Fake("b", needs={"claims"}), Fake("c"))
    assert names(chosen(all_three, only=["b"])) == ["a", "b"]


def test_two_that_provide_the_same_wait_for_the_config_to_pick():
    both = registered(Fake("claims", provides={"claims"}), Fake("house", provides={"claims"}))
    with pytest.raises(
        ConfigError, match=r"'claims' and 'house' both provide 'claims'.*pick: \{claims: house\}"
    ):
        chosen(both)
    assert names(chosen(both, pick={"claims": "house"})) == ["house"]
    assert names(chosen(both, enabled=["house"])) == ["house"]


def test_circles_unmet_needs_and_unknown_names_are_told():
    with pytest.raises(PluginError, match="circle"):
        chosen(registered(Fake("a", needs={"b"}), Fake("b", needs={"a"})))
    with pytest.raises(ConfigError, match="needs 'claims'"):
        chosen(registered(Fake("a", needs={"claims"})))
    with pytest.raises(ConfigError, match="no stage named nope; there are: a"):
        chosen(registered(Fake("a")), enabled=["nope"])


def test_an_article_stage_cannot_need_the_story():
    with pytest.raises(PluginError, match="sees one article"):
        chosen(registered(Fake("a", needs={"s"}), Fake("s", scope="story")))


def test_codes_are_unique_and_sorted():
    first, second = Fake("a", rules=(rule("TST002"), rule("TST001"))), Fake("b", rules=(rule("TST002"),))
    assert [r.code for r, _ in rules_of([first])] == ["TST001", "TST002"]
    with pytest.raises(PluginError, match="both declare the rule TST002"):
        chosen(registered(first, second))
