"""Hosts, foreign sites, limits, headers."""

from dataclasses import replace

import pytest
from flask import Flask

from dashboard.errors import SetupError
from dashboard.settings import Settings
from dashboard.web import security
from tests.web import conftest

CALLBACK = "/_dash-update-component"


@pytest.mark.parametrize(
    "host, status",
    [
        ("localhost", 200),
        ("localhost:8050", 200),
        ("127.0.0.1:8050", 200),
        ("lookbook.example", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("lookbook.example.evil", 400),
        ("", 400),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_trusted_hosts_are_answered(client, host, status, method):
    url = "/livez" if method == "GET" else CALLBACK
    response = client.open(url, method=method, headers={"Host": host})
    assert response.status_code == status
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize(
    "headers, status",
    [
        ({}, 200),  # curl and programs
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "https://lookbook.example"}, 200),  # through a proxy
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://localhost:3000"}, 403),  # another program's page
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_posts_from_other_sites_are_refused(client, headers, status):
    assert client.post(CALLBACK, headers=headers).status_code == status


def test_without_trusted_names_a_foreign_origin_is_still_refused(context):
    alone = replace(context, settings=replace(context.settings, trusted_hosts=()))
    client = conftest.serve(alone).test_client()
    headers = {"Origin": "http://evil.example"}
    assert client.post(CALLBACK, headers=headers).status_code == 403


def test_links_from_other_sites_still_open_pages(client):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/browse", headers=headers).status_code == 200


def test_every_answer_has_the_headers(client):
    for url in ("/", "/browse", "/livez", "/api/v1/nothing", "/images/none"):
        headers = client.get(url).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "object-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_hashes_filled_in_later_are_sent(context):
    server, hashes = Flask("later"), []
    security.register(server, context, hashes)
    hashes.extend(["'sha256-abc='", "sha256-def="])
    answer = server.test_client().get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-abc=' 'sha256-def=';" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_limits_are_set(client):
    config = client.application.config
    assert config["MAX_CONTENT_LENGTH"] == 65 << 20
    assert config["MAX_FORM_MEMORY_SIZE"] == 128 << 10


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_loopback_needs_no_names(host):
    security.refuse_open_bind(replace(Settings(), host=host))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org"])
def test_an_open_bind_needs_trusted_names(host):
    settings = replace(Settings(), host=host)
    with pytest.raises(SetupError, match="LOOKBOOK_HOSTS"):
        security.refuse_open_bind(settings)
    security.refuse_open_bind(replace(settings, trusted_hosts=("lookbook.example",)))
