"""Who asks, from the header of a reverse proxy."""

import pytest
from flask import Flask

from dashboard.jobs.admission import UNNAMED
from dashboard.settings import Settings
from dashboard.web import user


def seen(settings, headers):
    with Flask(__name__).test_request_context("/", headers=headers):
        return user.asker(settings), user.limited_to(settings)


def test_without_the_setting_a_header_means_nothing():
    assert seen(Settings(), {"X-User": "ann"}) == (UNNAMED, None)


@pytest.mark.parametrize(
    ("headers", "name"),
    [({"X-User": "ann"}, "ann"), ({}, UNNAMED), ({"X-User": "a" * 999}, "a" * 200)],
    ids=["named", "nobody", "long"],
)
def test_with_it_the_proxy_says_who_asks(headers, name):
    assert seen(Settings(user_header="X-User"), headers) == (name, name)
