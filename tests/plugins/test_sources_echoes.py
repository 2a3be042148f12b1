"""What an article says twice: found among many statements as by reading all of them."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck_sources.echoes import Echoes, is_negative, terms

WORDS = ["dam", "river", "mayor", "never", "closed", "closing", "12", "1,200", "the", "of", "bridge", "water"]
STATEMENT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)


def by_reading_all(statements: list[str], one: str, overlap: float) -> list[int]:
    mine = terms(one)
    figures = {term for term in mine if term[0].isdigit()}
    return [
        i
        for i, other in enumerate(statements)
        if mine
        and len(mine & terms(other)) >= overlap * len(mine)
        and figures <= terms(other)
        and is_negative(one) == is_negative(other)
    ]


@given(st.lists(STATEMENT, max_size=12), STATEMENT, st.sampled_from([0.5, 0.7, 0.75, 1.0]))
def test_the_index_finds_what_reading_all_finds(statements, one, overlap):
    found = list(Echoes(statements).of(one, overlap))
    assert found == by_reading_all(statements, one, overlap)


def test_only_statements_with_a_rare_word_of_it_are_read():
    many = [f"The mayor opened the bridge in district {n}" for n in range(500)]
    many.append("The mayor opened the tunnel in Velm")
    assert list(Echoes(many).of("Mayor opens tunnel", 0.7)) == [500]
