# The service, with every dependency pinned by hash; any other command of `factcheck` may be given instead.
# It listens beyond its container, so it needs a key first: docs/production.md. PREFIX and DATA are arguments
# so that CI can exercise these steps where there is no container engine (.ci/dockerfile.py).
FROM python:3.11-slim AS build
ARG PREFIX=/opt/factcheck
WORKDIR /src
COPY requirements.lock ./
RUN python3.11 -m venv ${PREFIX}
RUN ${PREFIX}/bin/python -m pip install --no-cache-dir --quiet --require-hashes --requirement requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY assistant assistant
COPY examples/cms examples/cms
COPY plugins plugins
COPY prompts prompts
RUN ${PREFIX}/bin/python -m pip install --no-cache-dir --quiet --no-deps --no-build-isolation .

FROM python:3.11-slim
ARG PREFIX=/opt/factcheck
COPY --from=build ${PREFIX} ${PREFIX}
ENV PATH=${PREFIX}/bin:$PATH
ARG DATA=/data
RUN install -d -m 1777 ${DATA}
ENV FACTCHECK_DATABASE_URL=sqlite:///${DATA}/factcheck.db
VOLUME ${DATA}
WORKDIR /articles
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz')"
ENTRYPOINT ["factcheck"]
CMD ["serve", "--host", "0.0.0.0"]
