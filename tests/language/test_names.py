import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.names import names, same_name
from tests.growth import LINEAR, growth


def found(text: str) -> list[str]:
    return [name.text for name in names(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The White Bridge said on Monday that Anna Lind would go to Norvik.",
            ["White Bridge", "Anna Lind", "Norvik"],
        ),
        (
            "But Halden, who met Ursula von der Brink and de Voss",
            ["Halden", "Ursula von der Brink", "de Voss"],
        ),
        ("near al-Rashid's palace, Omar bin Rashid said", ["al-Rashid", "Omar bin Rashid"]),
        ("U.S.-led forces and pro-Norvik rebels in the U.N.", ["U.S.", "Norvik", "U.N."]),
        ("Kim Jae-in met Park Ki-moon.", ["Kim Jae-in", "Park Ki-moon"]),
        (
            "the Bank of Norvik and the Department of the Harbour",
            ["Bank of Norvik", "Department of the Harbour"],
        ),
        ("Halden & Sons, Norvik's Harbour Ministry", ["Halden & Sons", "Norvik", "Harbour Ministry"]),
        ("NATO and the IMF warned", ["NATO", "IMF"]),
        ("US troops left.", ["US"]),
        ("In the U.S. The president spoke.", ["U.S."]),
        ("John F. Halden Jr. spoke in St. Olav", ["John F. Halden Jr", "St. Olav"]),
        ("COVID-19 and an F-16", ["COVID-19", "F-16"]),
        ("“We won,” said Mr. O'Brien. It's late. I'm here. Don't go.", ["O'Brien"]),
        ("Officials fled. Flights resumed. Yesterday it rained.", []),
        ("In May, on Friday and in Norvik Thursday", ["Norvik"]),
        ("Theresa May left in May.", ["Theresa May"]),
        ("Rebels won. The rebels sang.", []),
        ("Анна Линд сказала", ["Анна Линд"]),
        ("José Renán", ["José Renán"]),
        ("Jose\u0301 Lind", ["Jose\u0301 Lind"]),
        ("安娜说她会来", []),
        ("अन्ना ने कहा", []),
        ("STORM HITS COAST", []),
    ],
)
def test_names_are_found_whole(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("President Anna Lind's plan", "Anna Lind", "President"),
        ("former Prime Minister Halden", "Halden", "Prime Minister"),
        ("Secretary of State Bo Ek", "Bo Ek", "Secretary of State"),
        ("Vice President Lind", "Lind", "Vice President"),
        ("General Kim", "Kim", "General"),
        ("the General Assembly", "General Assembly", ""),
        ("Prime Minister May spoke", "May", "Prime Minister"),
    ],
)
def test_titles_are_split_off_and_kept(text, name, title):
    (only,) = names(text)
    assert (only.text, only.title) == (name, title)


def test_a_title_parts_an_office_from_its_holder():
    assert found("Supreme Court Justice Elena Voss") == ["Supreme Court", "Elena Voss"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("IMF", "International Monetary Fund"),
        ("U.S.", "United States"),
        ("U.N.", "the UN"),
        ("Lind", "Anna Lind"),
        ("President Lind", "Anna Lind’s"),
        ("von der Brink", "Ursula von der Brink"),
        ("ANNA LIND", "Anna Lind"),
    ],
)
def test_aliases_are_one_name_in_either_order(a, b):
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Maria Lind", "Carlos Lind"),
        ("Anna", "Anna Lind"),
        ("Lind", "Linda"),
        ("Bank", "World Bank"),
        ("IMF", "International Migration Board"),
        ("Lindh", "Lind"),
        ("", ""),
        ("President", "Minister"),
    ],
)
def test_nothing_is_an_alias_by_likeness(a, b):
    assert not same_name(a, b)
    assert not same_name(b, a)


@given(st.text())
def test_every_name_is_the_text_at_its_place_and_none_overlap(text):
    end = 0
    for name in names(text):
        assert end <= name.start < name.end
        assert text[name.start : name.end] == name.text
        end = name.end


@given(st.text(max_size=30), st.text(max_size=30))
def test_same_name_is_symmetric_and_never_fails(a, b):
    assert same_name(a, b) == same_name(b, a)


@pytest.mark.parametrize(
    "junk", ["A", "A ", "A.", "A-", "a-A", "A'", "Of the ", "de ", "A de ", "Bank of the ", "General a"]
)
def test_hostile_text_takes_linear_time(junk):
    assert growth(lambda size: names(junk * (size // len(junk)) + " a"), 10_000) < LINEAR
