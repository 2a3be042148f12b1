from assistant import Attribution, Provided, Source
from assistant.article import identified
from assistant.joining import joined, numbered
from tests.fakes import article, claim

(ARTICLE,) = identified([article("Levels rose, the mayor said. The pumps failed.")])


def attribution(start, end, **more):
    return Attribution(
        article=ARTICLE.id,
        sentences=(1,),
        source=Source(text="the mayor", kind="person"),
        content_anchors=(ARTICLE.anchor("text", start, end),),
        **{"id": "a1-1", **more},
    )


def test_a_claim_is_credited_to_the_attribution_it_overlaps_most():
    first, second = attribution(0, 3), attribution(0, 11, id="a1-2")
    (credited,) = joined([claim(ARTICLE, 1)], [first, second])
    assert (credited.attribution, credited.modality) == ("a1-2", "attributed")


def test_what_nobody_is_credited_with_stays_asserted():
    (plain,) = joined([claim(ARTICLE, 2)], [attribution(0, 11)])
    assert (plain.attribution, plain.modality) == (None, "asserted")


def test_a_hedge_of_the_claims_own_stays():
    (credited,) = joined([claim(ARTICLE, 1, modality="hedged")], [attribution(0, 11)])
    assert (credited.attribution, credited.modality) == ("a1-1", "hedged")


def test_ids_count_per_article_in_reading_order():
    provided = Provided(
        claims=(claim(ARTICLE, 2), claim(ARTICLE, 1)), attributions=(attribution(0, 5, id=""),)
    )
    result = numbered(provided, {ARTICLE.id: 7})
    assert [(c.id, c.sentences) for c in result.claims] == [("c7-1", (1,)), ("c7-2", (2,))]
    assert [a.id for a in result.attributions] == ["a7-1"]
