"""Many pictures over HTTP: portions, archives that wait, limits, what is refused."""

import csv
import io
import json
import shutil
import zipfile
from dataclasses import replace

import pytest
from PIL import Image

from dashboard.batches.batch import MOST_ROWS
from dashboard.batches.folder import KEPT_SECONDS, Batches
from dashboard.serving.many import PORTION
from dashboard.web import batch_files
from dashboard.web.context import Context
from tests.web.conftest import serve
from tests.web.test_api import check_problem, picture, send


@pytest.fixture
def batch(client):
    """The address of a new batch."""
    return f"/batches/{client.post('/batches').json['id']}"


def packed(*files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in files:
            made.writestr(name, content)
    return file.getvalue()


def post(client, batch, *files, **fields):
    return send(client, *files, url=f"{batch}/files", **fields)


def test_a_portion_is_answered_as_the_api_answers_it(client, batch):
    files = [(f"{seed}.png", picture(seed)[0]) for seed in range(3)]
    told = post(client, batch, *files, ("notes.txt", b"hello")).json
    expected = send(client, *files, ("notes.txt", b"hello")).json["predictions"]
    assert (told["count"], told["waiting"]) == (4, 0)
    for found, other in zip(told["predictions"], expected, strict=True):
        assert list(found) == list(other)
        assert {**found, "milliseconds": 0} == {**other, "milliseconds": 0}


def test_what_is_answered_is_what_is_kept(client, context, batch):
    told = post(client, batch, ("a.png", picture()[0])).json
    more = post(client, batch, ("b.png", picture(1)[0])).json
    kept = context.batches.get(batch.split("/")[-1]).rows()
    assert kept == told["predictions"] + more["predictions"]
    assert more["count"] == 2


def test_an_archive_waits_and_is_answered_in_portions(client, batch):
    files = [(f"summer/{n}.png", picture(n)[0]) for n in range(PORTION + 2)]
    told = post(client, batch, ("summer.zip", packed(*files))).json
    assert told == {"predictions": [], "count": 0, "waiting": PORTION + 2}
    first = client.post(f"{batch}/next").json
    assert (first["count"], first["waiting"]) == (PORTION, 2)
    last = client.post(f"{batch}/next").json
    assert (last["count"], last["waiting"]) == (PORTION + 2, 0)
    names = [p["file"] for p in first["predictions"] + last["predictions"]]
    assert names == [name for name, _ in files]
    nothing = client.post(f"{batch}/next").json
    assert nothing == {"predictions": [], "count": PORTION + 2, "waiting": 0}


def test_nothing_of_an_archive_stays_once_it_is_answered(client, context, batch):
    post(client, batch, ("a.zip", packed(("a.png", picture()[0]))))
    client.post(f"{batch}/next")
    kept = context.batches.get(batch.split("/")[-1])
    assert (kept.waiting.count(), kept.waiting.size()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (packed(*((f"{n}", b"") for n in range(MOST_ROWS + 1))), "more than 1,000"),
        (packed(), "no files"),
        (packed(("a.png", b"x"))[:50], "damaged archive"),
    ],
    # a zip holds the time, so its bytes are no name for a test
    ids=["too many files", "no files", "cut off"],
)
def test_a_bad_archive_is_a_row_with_its_sentence(client, batch, content, words):
    files = ("bad.zip", content), ("a.png", picture()[0])
    told = post(client, batch, *files).json
    assert words in told["predictions"][0]["error"]
    assert told["predictions"][1]["label"]
    assert told["waiting"] == 0


def test_a_bomb_is_a_row_and_leaves_nothing(client, context, batch):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(14):
            made.writestr(f"{number}.png", bytes(8 << 20))
    told = post(client, batch, ("bomb.zip", file.getvalue())).json
    assert "more than 100 MiB" in told["predictions"][0]["error"]
    kept = context.batches.get(batch.split("/")[-1])
    assert kept.size() < 10_000


def test_two_archives_share_the_limit(client, batch, monkeypatch):
    monkeypatch.setattr(batch_files.archive, "MAX_UNPACKED", 1000)
    half = packed(("a.png", bytes(600)))
    assert post(client, batch, ("a.zip", half)).json["waiting"] == 1
    told = post(client, batch, ("b.zip", half)).json
    assert ("error" in told["predictions"][0], told["waiting"]) == (True, 1)


def test_names_lead_nowhere(client, context, batch, tmp_path):
    before = {p for p in tmp_path.rglob("*") if "cache" not in p.parts}
    names = ["../../../evil.png", "/tmp/evil.png", "a\\..\\..\\evil.png"]
    files = packed(*((name, picture()[0]) for name in names))
    sent = ("../x.zip", files), ("../../../evil.png", picture()[0])
    told = post(client, batch, *sent).json["predictions"]
    told += client.post(f"{batch}/next").json["predictions"]
    names = [answer["file"] for answer in told]
    assert names == ["evil.png", "evil.png", "tmp/evil.png", "a/evil.png"]
    assert {p for p in tmp_path.rglob("*") if "cache" not in p.parts} == before


def test_litter_of_a_folder_has_no_row_but_a_chosen_file_has(client, batch):
    files = [("a/.DS_Store", b"x"), (".hidden.png", picture()[0]), ("a/b.png", b"")]
    told = post(client, batch, *files).json
    assert [p["file"] for p in told["predictions"]] == [".hidden.png", "a/b.png"]


def test_a_file_that_was_not_sent_has_its_row(client, batch):
    refused = [
        json.dumps({"name": "a/large.png", "bytes": 20 << 20}),
        json.dumps({"name": "all.ZIP", "bytes": 200 << 20}),
    ]
    told = post(client, batch, refused=refused).json
    first, second = (p["error"] for p in told["predictions"])
    assert ("20.0 MiB" in first, "up to 8 MiB" in first) == (True, True)
    assert ("200.0 MiB" in second, "up to 100 MiB" in second) == (True, True)


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "{}", '{"name": "a", "bytes": 1e999}', '{"name": 1}']
)
def test_what_the_page_would_not_send_is_a_problem(client, batch, text):
    check_problem(post(client, batch, refused=text), 400)


def test_too_many_at_once_and_in_all_are_told(client, context, batch):
    many = [(f"{n}.png", b"") for n in range(batch_files.MOST_FILES + 1)]
    check_problem(post(client, batch, *many), 413)
    kept = context.batches.get(batch.split("/")[-1])
    kept.append([({"file": "x", "error": "y"}, None)] * (MOST_ROWS - 1))
    text = check_problem(post(client, batch, *many[:2]), 413)
    assert "1,000 pictures at a time" in text
    assert post(client, batch, many[0]).status_code == 200


@pytest.mark.parametrize(
    ("files", "status"), [("1000", 200), ("1001", 413), ("x", 200), ("9" * 15, 413)]
)
def test_more_than_fit_are_refused_before_any_is_sent(client, files, status):
    assert client.post(f"/batches?files={files}").status_code == status


def test_a_body_over_the_limit_is_refused(client, batch, monkeypatch):
    monkeypatch.setattr("dashboard.web.batches.MAX_BODY", 1000)
    check_problem(post(client, batch, ("a.png", bytes(2000))), 413)


@pytest.mark.parametrize("batch_id", ["0" * 24, "x", "%2e%2e"])
@pytest.mark.parametrize("act", ["files", "next"])
def test_an_unknown_batch_is_a_404(client, batch_id, act):
    check_problem(client.post(f"/batches/{batch_id}/{act}"), 404)


def test_another_site_may_not_send(client, batch):
    headers = {"Origin": "https://evil.example"}
    for path in ("/batches", f"{batch}/files", f"{batch}/next"):
        check_problem(client.post(path, headers=headers), 403, "ForeignSite")


def test_an_unknown_model_is_a_problem_and_nothing_is_lost(client, context, batch):
    post(client, batch, ("a.zip", packed(("a.png", picture()[0]))))
    check_problem(client.post(f"{batch}/next?model=tiny/99"), 404, "NoSuchModel")
    assert client.post(f"{batch}/next").json["count"] == 1


def test_a_model_can_be_chosen(client, batch):
    file = ("a.png", picture()[0])
    told = send(client, file, url=f"{batch}/files?model=tiny/1").json
    assert told["predictions"][0]["version"] == 1


def test_thumbnails_come_by_url(client, batch):
    post(client, batch, ("a.png", picture(side=300)[0]), ("b.png", b"x"))
    response = client.get(f"/images{batch}/0")
    assert response.content_type == "image/webp"
    assert response.headers["Cache-Control"].startswith("private")
    assert Image.open(io.BytesIO(response.data)).size == (96, 96)
    for path in ("/1", "/2", "/x", "/-1", "/0.webp"):
        check_problem(client.get(f"/images{batch}{path}"), 404)


def test_the_table_is_what_the_filter_leaves(client, batch):
    files = [(f"{n}.png", picture(n)[0]) for n in (2, 0, 1)]
    told = post(client, batch, *files, ("notes.txt", b"hello")).json["predictions"]
    response = client.get(f"/export{batch}.csv?sort=file&order=descending&text=.png")
    assert "attachment" in response.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.text, "")))
    assert [row["file"] for row in rows] == ["2.png", "1.png", "0.png"]
    assert float(rows[0]["confidence"]) == told[0]["confidence"]
    assert rows[0]["label"] == told[0]["label"]
    check_problem(client.get(f"/export/batches/{'0' * 24}.csv"), 404)


def test_after_a_day_all_of_it_is_gone(client, context, batch, monkeypatch):
    post(client, batch, ("a.png", picture()[0]))
    later = Batches(context.settings.batches, lambda: KEPT_SECONDS + 1e10)
    monkeypatch.setattr(type(context), "batches", property(lambda self: later))
    for path in (f"/images{batch}/0", f"/export{batch}.csv"):
        check_problem(client.get(path), 404)
    check_problem(client.post(f"{batch}/next"), 404)


def test_a_batch_that_goes_meanwhile_is_told(client, context, batch, monkeypatch):
    answered = batch_files.many.answered

    def swept(*args):
        shutil.rmtree(context.batches.get(batch.split("/")[-1]).folder)
        return answered(*args)

    monkeypatch.setattr(batch_files.many, "answered", swept)
    text = check_problem(post(client, batch, ("a.png", picture()[0])), 404)
    assert "removed meanwhile" in text


def test_an_empty_store_is_told(context, tmp_path):
    empty = replace(context.settings, store=tmp_path / "empty")
    client = serve(Context.of(empty)).test_client()
    batch = f"/batches/{client.post('/batches').json['id']}"
    response = post(client, batch, ("a.png", picture()[0]))
    check_problem(response, 503, "StoreUnavailable")


def test_a_full_disk_is_told(client, batch, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.batches.batch.atomic.write_bytes", full)
    text = check_problem(post(client, batch, ("a.png", picture()[0])), 507)
    assert "No space left" in text


def test_any_process_serves_any_portion(client, context, batch):
    other = serve(Context.of(context.settings)).test_client()
    post(client, batch, ("a.zip", packed(("a.png", picture()[0]))))
    assert post(other, batch, ("b.png", picture(1)[0])).json["count"] == 1
    assert other.post(f"{batch}/next").json["count"] == 2
    assert client.get(f"/images{batch}/1").status_code == 200
