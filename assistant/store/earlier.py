"""Earlier checks of the same articles: which one each article is compared with, and what changed since."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from assistant.changes import Changes, Outline, Since, compared, shortened
from assistant.store import checks
from assistant.store.tables import CheckArticleRow, CheckRow

Revisions = Mapping[str, str | None]
_GAVE_SOMETHING = ("complete", "partial", "cancelled")
_LOOK_BACK = 500  # articles of earlier checks, the newest first


def changes(session: Session, id_: str, desk: str) -> Changes | None:
    """What the desk's check found otherwise than earlier ones; None: it has no report, or nothing came before.

    Each article is compared with the newest earlier check of it that has ended with a report. Checks of
    just the same revisions are passed over, so that checking again what was checked says the same.
    """
    mine = _revisions(session, id_)
    row = checks.row(session, id_, desk) if mine else None
    if row is None or row.outline is None:
        return None
    bases = _bases(session, row, mine)
    if not bases:
        return None
    here = Outline.model_validate(row.outline)
    ids = {key: id_ for id_, key in here.articles.items()}
    found = {
        base: session.get_one(CheckRow, base) for base in dict.fromkeys(base for base, _ in bases.values())
    }
    outlines = {base: Outline.model_validate(earlier.outline) for base, earlier in found.items()}
    return compared(
        here,
        {shortened(key): outlines[base] for key, (base, _) in bases.items()},
        [_since(ids[shortened(key)], found[base], revision) for key, (base, revision) in bases.items()],
    )


def _since(article: str, earlier: CheckRow, revision: str | None) -> Since:
    return Since.model_validate(
        {
            "article": article,
            "check": earlier.id,
            "status": earlier.status,
            "revision": revision,
            "created_at": earlier.created_at,
        }
    )


def _revisions(session: Session, check: str) -> dict[str, str | None]:
    """The revision of each article that has a key, in the order of the check."""
    own = select(CheckArticleRow).where(CheckArticleRow.check_id == check, CheckArticleRow.key != "")
    return {article.key: article.revision for article in session.scalars(own.order_by(CheckArticleRow.place))}


def _bases(session: Session, row: CheckRow, mine: Revisions) -> dict[str, tuple[str, str | None]]:
    """By article, the earlier check that it is compared with and the revision that was checked there."""
    bases: dict[str, tuple[str, str | None]] = {}
    for base, theirs in _earlier(session, row, mine):
        if all(mine[key] is not None and mine[key] == revision for key, revision in theirs.items()):
            continue
        for key in theirs.keys() - bases.keys():
            bases[key] = base, theirs[key]
        if len(bases) == len(mine):
            break
    return {key: bases[key] for key in mine if key in bases}


def _earlier(session: Session, row: CheckRow, mine: Revisions) -> Iterator[tuple[str, Revisions]]:
    """The desk's earlier checks of these articles, newest first, with the revisions they had."""
    if not mine:
        return
    before = or_(
        CheckRow.created_at < row.created_at,
        and_(CheckRow.created_at == row.created_at, CheckRow.id < row.id),
    )
    found = session.execute(
        select(CheckRow.id, CheckArticleRow.key, CheckArticleRow.revision)
        .join(CheckArticleRow, CheckArticleRow.check_id == CheckRow.id)
        .where(
            CheckRow.desk == row.desk,
            CheckArticleRow.key.in_(tuple(mine)),
            CheckRow.status.in_(_GAVE_SOMETHING),
            CheckRow.outline.is_not(None),
            before,
        )
        .order_by(CheckRow.created_at.desc(), CheckRow.id.desc())
        .limit(_LOOK_BACK)
    )
    for id_, articles in groupby(found, key=lambda found: found.id):
        yield id_, {article.key: article.revision for article in articles}
