import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.clauses import clauses_of, stem
from assistant.language.polarity import negations, polarity
from tests.growth import LINEAR, growth


def cues(text: str) -> list[str]:
    return [text[found.start : found.end] for found in negations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He did not go.", ["not"]),
        ("He didn’t go, can't, won`t.", ["didn’t", "can't", "won`t"]),
        ("Neither Lind nor Bo came.", ["Neither", "nor"]),
        ("Nobody came without one; none, never, nowhere.", ["Nobody", "without", "none", "never", "nowhere"]),
        ("She denied it and failed to pay.", ["denied", "failed to"]),
        ("They stopped short of an apology, which is unlikely.", ["stopped short of", "unlikely"]),
        ("He refused to say; it has yet to open.", ["refused to", "yet to"]),
        ("non-lethal aid", ["non-"]),
        ("It is no longer so.", ["no longer"]),
        ("A notable knot in the north, noted nothingness", []),
    ],
)
def test_cues_are_found_with_their_places(text, expected):
    assert cues(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Not only the mayor came.",
        "There is no doubt that he came.",
        "hundreds, if not thousands",
        "whether or not it rains",
        "No. 10 is a house.",
        "none other than Lind",
        "no fewer than ten",
        "a border dispute",
    ],
)
def test_phrases_that_hold_a_cue_and_negate_nothing(text):
    assert cues(text) == []
    assert polarity(text) == "positive"


def test_polarity_tells_a_negated_denial_from_a_denial():
    assert polarity("Lind did not deny it.") == "double"
    assert polarity("Lind denied it.") == "negative"
    assert polarity("Lind did not go.") == "negative"
    assert polarity("Lind went.") == "positive"


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("he attacked the town but did not attack the mill", {"mill"}, {"town"}),
        (
            "she denied, hours after the strike, that troops crossed the border",
            {"troops", "border"},
            set(),
        ),
        ("the army did not, according to the mayor, enter the town", {"enter", "town"}, set()),
        ("the report that the dam broke is not true", {"dam", "broke"}, set()),
        ("the claim was denied by the mayor of the old town", {"claim"}, set()),
        ("the talks ended with no agreement", {"agreement"}, {"talks"}),
        ("she warned of floods if the lake was not lowered", {"lake", "lowered"}, {"warned", "floods"}),
        ("he did not say whether or when troops crossed", {"troops", "crossed"}, set()),
        ("he did not tell mr. lind that troops crossed", {"troops", "crossed"}, set()),
        ("he did not resign and will chair the talks", {"resign"}, {"chair", "talks"}),
        ("she denied that he left and would return", {"left", "return"}, set()),
        ("the mayor, who did not vote, praised the plan", {"vote"}, {"praised", "plan"}),
    ],
)
def test_how_far_a_negation_reaches(text, inside, outside):
    reached = {word for scope in clauses_of(text).scopes for word in scope.stems}
    assert {stem(word) for word in inside} <= reached
    assert reached.isdisjoint(stem(word) for word in outside)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("attacked", "attack"),
        ("denied", "deny"),
        ("planned", "plan"),
        ("went", "go"),
        ("talks", "talk"),
        ("making", "make"),
    ],
)
def test_forms_of_one_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


@given(st.text())
def test_every_cue_is_in_the_text_in_order(text):
    end = 0
    for found in negations(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


@given(st.text(alphabet=st.sampled_from("ab, not.—()but that denied ")))
def test_clauses_stand_in_order_and_every_negation_has_a_scope(text):
    read = clauses_of(text)
    end = 0
    for clause in read.clauses:
        assert end <= clause.start < clause.end <= len(text)
        end = clause.end
    assert [scope.negation for scope in read.scopes] == list(negations(text))


@pytest.mark.parametrize(
    "junk", ["not ", "not, ", "no. ", "n't", "could not help ", "'", "denied that, ", "but "]
)
def test_hostile_text_takes_linear_time(junk):
    assert growth(lambda size: clauses_of(junk * (size // len(junk)) + " a"), 10_000) < LINEAR
