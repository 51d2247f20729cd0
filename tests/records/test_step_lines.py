from tests.records import made


def test_steps_go_on_from_epoch_to_epoch(settings, drawn):
    made.run(settings.runs)
    [one] = drawn("step")
    assert one.steps["loss"] == ([50, 100, 150, 200, 250, 300], [1.0] * 6)
    assert "accuracy" not in one.steps  # which these steps do not tell
    assert drawn("epoch")[0].steps == {}


def test_the_epoch_that_goes_on_is_drawn_by_its_steps(settings, drawn):
    run_id = made.run(settings.runs)
    events = [*made.log(made.BEGAN, (0.7, 0.8))]
    made.write(settings.runs / run_id, events[:-1])
    [one] = drawn("step")
    assert (one.x, one.steps["loss"][0]) == ([100], [50, 100, 150, 200])
