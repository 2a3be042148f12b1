"""Words have exact places, and a text that is cut once gives those of each of its stretches."""

from hypothesis import given
from hypothesis import strategies as st

from assistant import Article
from assistant.language.words import Found, Words, words_at, words_in, words_of

TEXTS = st.text(max_size=60) | st.lists(
    st.sampled_from(
        ["Lind", "’s", "'s", "’", '"', " ", "\n", "40", "-", "km", ".", "didn", "'t", "é", "_", "𝔘"]
    )
).map("".join)
STRETCHES = st.lists(st.tuples(st.integers(-3, 70), st.integers(-3, 70)), max_size=4)


def told(words: Words) -> tuple[object, ...]:
    return words.text, words.written, words.tokens, list(words.starts), list(words.ends), words.capitalised


@given(TEXTS)
def test_words_lie_where_they_say(text):
    words = words_of(text)
    places = zip(words.starts, words.ends, strict=True)
    assert words.written == [text[start:end] for start, end in places]
    assert tuple(word.lower().replace("’", "'") for word in words.written) == words.tokens
    assert "".join(text.split()) == "".join("".join(words.written).split())


@given(TEXTS, st.integers(0, 70), st.integers(0, 70))
def test_the_words_of_a_stretch_are_those_of_its_text_alone(text, start, end):
    assert told(words_of(text).between(start, end)) == told(words_of(text[start:end]))


@given(TEXTS, st.integers(0, 70), st.integers(0, 70))
def test_what_is_sought_in_a_whole_text_is_found_in_a_stretch_as_if_that_were_all(text, start, end):
    def marks(words: Words) -> Found[str]:
        return words.where({"lind", "40", ".", "-"})

    whole, alone = words_of(text), words_of(text[start:end])
    assert whole.sought(marks) == marks(whole)
    assert whole.between(start, end).sought(marks) == marks(alone)


@given(TEXTS, STRETCHES)
def test_words_without_some_stretches_are_those_of_a_text_with_blanks_there(text, stretches):
    blanked = list(text)
    for start, end in stretches:
        low, high = max(0, start), max(0, min(end, len(blanked)))
        blanked[low:high] = " " * max(0, high - low)
    assert told(words_of(text).without(stretches)) == told(words_of("".join(blanked)))


def test_an_article_is_cut_once_and_a_copy_of_it_is_not_cut_again():
    article = Article.from_text("A headline\n\nThe mayor’s plan failed. Nobody paid.", headline="A headline")
    words = words_in(article, "text")
    assert words_in(article.model_copy(update={"id": "a"}), "text") is words
    assert words_in(article, "headline").tokens == ("a", "headline")
    assert words_at(article, article.sentences[-1]).tokens == ("nobody", "paid", ".")


def test_what_was_read_off_an_article_is_no_part_of_its_value():
    article = Article.from_text("The mayor’s plan failed.")
    fresh = article.model_copy()
    words_in(article, "text")
    assert article == fresh
    assert article.model_dump() == fresh.model_dump()
