# The command line with every dependency pinned by hash. PREFIX is an argument so that CI can
# exercise these steps where there is no container engine (.ci/dockerfile.py).
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
WORKDIR /articles
USER 10001:10001
HEALTHCHECK --interval=1m --timeout=20s CMD factcheck stages
ENTRYPOINT ["factcheck"]
CMD ["--help"]
