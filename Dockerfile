# Lookbook with its pinned packages; compose.yaml starts it as web server and workers.
FROM python:3.11-slim

RUN useradd --create-home lookbook && mkdir /shared /cache && \
    chown lookbook /shared /cache
WORKDIR /srv/lookbook

# first what changes seldom, so that a new build starts from there
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY . .
# a volume that is empty is filled from here: the versions that ship
RUN cp -r model_store /shared/model_store && chown -R lookbook /shared
USER lookbook
CMD ["gunicorn", "app:create_server()"]
