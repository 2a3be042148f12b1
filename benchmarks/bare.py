"""A bare FastAPI application on the service's own database: what its routes are measured against."""

import argparse
import os
from uuid import uuid4

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from assistant.store.engine import connected, parsed


class _Base(DeclarativeBase):
    pass


class _Row(_Base):
    __tablename__ = "bare_rows"

    id: Mapped[str] = mapped_column(Text(), primary_key=True)
    body: Mapped[str] = mapped_column(Text())


def _app() -> FastAPI:
    engine = connected(parsed(os.environ["FACTCHECK_DATABASE_URL"]))
    writing = engine.execution_options(writes=True)
    with writing.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS bare_rows (id TEXT PRIMARY KEY, body TEXT)"))
    app = FastAPI()

    def kept(id_: str, body: bytes) -> dict[str, str]:
        with Session(writing) as session, session.begin():
            session.add(_Row(id=id_, body=body.decode()))
        return {"id": id_}

    @app.post("/rows", status_code=202)
    async def post(request: Request) -> dict[str, str]:
        return await run_in_threadpool(kept, uuid4().hex, await request.body())

    @app.put("/rows/{id_}")
    async def put(id_: str, request: Request) -> dict[str, str]:
        return kept(id_, await request.body())

    @app.get("/rows/{id_}")
    def get(id_: str) -> Response:
        with Session(engine) as session:
            row = session.get_one(_Row, id_)
            return Response(row.body, media_type="application/json")

    return app


def main() -> None:
    """Serve on a free port."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int)
    uvicorn.run(_app(), port=parser.parse_args().port, access_log=False)
