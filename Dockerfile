# The image of web, workers and beat; docker-compose.yml says which one a container is.
# Everything that it installs is locked: package-lock.json, requirements.txt with hashes.

FROM node:22-bookworm-slim AS pagine
WORKDIR /portale
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY static ./static
RUN npm run build

FROM python:3.13-slim-bookworm AS librerie
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes --only-binary=:all: -r requirements.txt

FROM python:3.13-slim-bookworm
# WeasyPrint draws through Pango; the Piano brings its own fonts.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home portale \
    && install -d -o portale -g portale /dati
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/dati STATIC_ROOT=/portale/raccolti XDG_CACHE_HOME=/tmp/cache
WORKDIR /portale
COPY --from=librerie /venv /venv
COPY . .
COPY --from=pagine /portale/static/dist ./static/dist
# Only to gather the static files: the settings of a real installation come when it starts.
RUN AMBIENTE=demo python manage.py collectstatic --noinput \
    && rm -rf /dati/* \
    && chown -R portale:portale /dati
USER portale
VOLUME /dati
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-m", "scripts.healthcheck"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000"]
