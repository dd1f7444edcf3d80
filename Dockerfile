# The server alone; compose.yaml brings its database. Same folders as in a checkout, so that paths agree.

FROM node:24-bookworm-slim AS webclient
WORKDIR /app
COPY . .
# `dist` exists even in a checkout without a web client, so that the copy below has something to copy.
RUN mkdir -p webclient/dist && cd webclient && if [ -f package.json ]; then npm ci --no-audit --no-fund && npm run build; fi

FROM python:3.11-slim-bookworm
WORKDIR /app
RUN useradd --system --no-create-home --uid 10001 jokajobs
# Before the sources: a changed line of code does not install everything again.
COPY requirements/server.txt requirements/server.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/server.txt
COPY game_rules game_rules
COPY server server
COPY seed_data seed_data
COPY --from=webclient /app/webclient/dist webclient/dist
# Else each start compiles them.
RUN python -m compileall -q game_rules server seed_data
# Nothing is written at run time: the file system is read-only in compose.yaml.
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PYTHONPATH=/app
USER jokajobs
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["python", "-c", "from server.cli import main; main()", "serve"]
