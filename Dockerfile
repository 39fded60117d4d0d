# syntax=docker/dockerfile:1
# docker build -t gongxiang .                 the program
# docker build --target test .                all tests, by the same make target as anywhere else
# docker run -p 8000:8000 -v gongxiang:/data gongxiang
ARG DEBIAN=bookworm

FROM node:22-${DEBIAN}-slim AS node

FROM python:3.13-slim-${DEBIAN} AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
# both images stand on the same Debian, so the program and its npm can be moved over
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY . .
RUN make wheel

FROM build AS test
RUN CI=true make test

FROM python:3.13-slim-${DEBIAN}
ENV PYTHONUNBUFFERED=1 GONGXIANG_DATA=/data GONGXIANG_HOST=0.0.0.0 GONGXIANG_PORT=8000
RUN --mount=type=bind,from=build,source=/src,target=/src \
    pip install --no-cache-dir --disable-pip-version-check -c /src/constraints.txt /src/dist/*.whl \
    && useradd --system --uid 10001 --no-create-home gongxiang \
    && install -d -o gongxiang -g gongxiang -m 0700 /data
USER gongxiang
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"GONGXIANG_PORT\"]}/healthz', timeout=4)"]
CMD ["gongxiang", "serve"]
