"""Schemathesis sends what the OpenAPI description allows, and much that it does not;
every answer must be one that the description announces."""

from collections import Counter
from dataclasses import replace

import pytest
import schemathesis
from hypothesis import strategies

from dashboard.settings import Settings
from dashboard.web.api import MAX_REF
from dashboard.web.context import Context
from dashboard.web.openapi import description
from tests.web.conftest import serve
from tests.web.test_api import PREDICT, picture

# by chance and for each operation, beside what is tried in any case
MOST_EXAMPLES = 100
REFUSED = ["400", "404", "405", "413", "415"]
MODELS = ["tiny", "tiny/1", "auto", "tiny/9", "../tiny"]
FILES = [picture()[0], picture(side=90)[0], picture()[0][:60], b"", b"hello"]
CONFIG = {
    "seed": 1,
    "generation": {"max-examples": MOST_EXAMPLES, "deterministic": True},
    "checks": {
        "positive_data_acceptance": {"expected-statuses": ["2xx", *REFUSED]},
        "negative_data_rejection": {"expected-statuses": REFUSED},
    },
}

# random bytes are never a picture
some = strategies.lists(strategies.sampled_from(FILES), min_size=1, max_size=4)
schemathesis.openapi.media_type("image/png", some | strategies.just([b"hello"]))
schema = schemathesis.openapi.from_dict(
    description(), config=schemathesis.Config.from_dict(CONFIG)
)


@schema.hook
def map_query(context, query):
    """Names that are there in the place of some that are not."""
    model = (query or {}).get("model")
    if isinstance(model, str) and len(model) <= MAX_REF:
        return {**query, "model": MODELS[len(model) % len(MODELS)]}
    return query


@pytest.fixture(scope="module")
def server(store, tmp_path_factory):
    runs = tmp_path_factory.mktemp("runs")
    return serve(Context.of(replace(Settings(), store=store.root, runs=runs)))


@pytest.fixture(scope="module")
def statuses():
    return Counter()


def announced(path):
    """A test of one path; under names of their own, as pytest-xdist runs tests of one
    name once."""

    @schema.include(path=path).parametrize()
    def check(case, server, statuses):
        response = case.call_and_validate(app=server)
        statuses[case.path, response.status_code] += 1
        if response.status_code >= 400:
            assert response.headers["content-type"] == ["application/problem+json"]
            assert response.json()["status"] == response.status_code

    return check


test_every_answer_of_predict_is_announced = announced(PREDICT)
test_every_answer_of_models_is_announced = announced("/api/v1/models")
test_every_answer_of_livez_is_announced = announced("/livez")
test_every_answer_of_readyz_is_announced = announced("/readyz")
test_every_answer_of_the_description_is_announced = announced("/openapi.json")


def test_the_requests_were_of_many_kinds(statuses):
    """Otherwise the test above could pass by asking nothing of interest."""
    if not statuses:
        pytest.skip("judges the test above, which did not run")
    seen = {status for path, status in statuses if path == PREDICT}
    assert seen >= {200, 400, 404, 405, 415}
    assert {path for path, status in statuses if status == 200} == set(schema)
