"""Small stories made up by hypothesis: accounts of one event that agree, differ, hedge, update and quote."""

from hypothesis import strategies as st

from assistant.article import Article

EVENTS = ("fire", "flood", "explosion")
PLACES = ("mill", "hotel", "tunnel", "market")
HOUSES = ("Hallam", "Ostrel", "Quarrel")
TOWNS = ("Tellin", "Brackley", "Dunholt")
PEOPLE = ("Ada Brook", "Tom Reed", "Ines Holub")
BODIES = ("the police", "the coastguard", "the labour inspectorate")
UNNAMED = ("two officials", "people familiar with the case", "a source")
CAUSES = ("a spark", "a leak", "a candle")
DAYS = ("Sunday", "Monday", "yesterday")
NUMBERS = ("3", "four", "at least 4", "about 12", "1,417")
DATES = ("2025-10-14T08:00:00+00:00", "2025-10-14T18:00:00+00:00", "2025-10-16T08:00:00+00:00", None)
OUTLETS = ("Tellin Herald", "Coast Courier", "Halm Wire")
LEADS = (
    "{An_event} at the {house} {place} in {town} killed {number} people on {day}, {body} said.",
    "{number} people died when {an_event} hit the {house} {place} in {town} on {day}.",
    "The {house} {place} in {town} was closed on {day} after {an_event}.",
)
SENTENCES = (
    "The {place} was {no}insured, according to {body}.",
    "{Body} said the {house} {place} was {no}insured.",
    "The {house} {place} employs {number} people.",
    "The {event} was caused by {cause}.",
    "The {event} may have been caused by {cause}, {unnamed} said.",
    "The {event} destroyed {number} cars.",
    "It was the first {event} in {town} since 1987.",
    "In 1994 {an_event} killed {number} people in {town}.",
    "“We will {no}open the {place} again before the winter comes,” said {person}, the mayor of {town}.",
    "{person}, the owner of the {house} {place}, was {no}hurt.",
    "Halm Wire reported, citing {unnamed}, that the owner had {no}sold the {place} in May.",
    "{Body} accused the owner of the {place}. The owner denied that he had been warned.",
    "The {place} will open on Friday.",
)
UNRELATED = Article.from_text(
    "The orchestra of Quellin gave eleven concerts in the winter. A new cellist, Bram Oster, joined it. "
    "“Music needs no passport,” the conductor Ada Wirth told the audience. It was the largest hall of all.",
    outlet="Quellin Gazette",
    published_at="2025-05-06T08:00:00+00:00",
    language="en",
    id="unrelated",
)


@st.composite
def stories(draw: st.DrawFn, most: int = 3) -> list[Article]:
    """Two articles or more that tell one event, each detail as the others have it or otherwise."""
    event = draw(st.sampled_from(EVENTS))
    an_event = f"an {event}" if event[0] in "aeiou" else f"a {event}"
    story = {
        "event": event,
        "an_event": an_event,
        "An_event": an_event.capitalize(),
        "place": draw(st.sampled_from(PLACES)),
        "house": draw(st.sampled_from(HOUSES)),
        "town": draw(st.sampled_from(TOWNS)),
    }
    told = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True))
    return [draw(_articles(n, story, told)) for n in range(draw(st.integers(2, most)))]


@st.composite
def _articles(draw: st.DrawFn, number: int, story: dict[str, str], told: list[str]) -> Article:
    def sentence(template: str) -> str:
        body = draw(st.sampled_from(BODIES))
        return template.format(
            **story,
            number=draw(st.sampled_from(NUMBERS)),
            day=draw(st.sampled_from(DAYS)),
            person=draw(st.sampled_from(PEOPLE)),
            unnamed=draw(st.sampled_from(UNNAMED)),
            cause=draw(st.sampled_from(CAUSES)),
            no=draw(st.sampled_from(("", "not "))),
            body=body,
            Body=body.capitalize(),
        )

    chosen = [draw(st.sampled_from(LEADS)), *draw(st.permutations(told))[: draw(st.integers(1, 4))]]
    return Article.from_text(
        draw(st.sampled_from((" ", "\n\n"))).join(map(sentence, chosen)),
        outlet=OUTLETS[number],
        published_at=draw(st.sampled_from(DATES)),
        language="en",
        id=f"article-{number + 1}",
    )
