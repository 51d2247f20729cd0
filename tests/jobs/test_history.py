def test_progress_merges_the_newest_events_and_history_keeps_epochs(run):
    assert run.progress() == {}
    run.report("phase", phase="fine", epochs=8)
    run.report("epoch", epoch=1, validation_accuracy=0.8)
    run.report("step", epoch=2, step=3, loss=0.5)
    run.report("step", epoch=2, step=4, loss=0.4)
    progress = run.progress()
    assert (progress["epoch"], progress["step"], progress["loss"]) == (2, 4, 0.4)
    assert (progress["validation_accuracy"], progress["phase"]) == (0.8, "fine")
    assert [row["epoch"] for row in run.history()] == [1]


def test_an_epoch_trained_again_has_one_row_in_the_history(run):
    for epoch, loss in ((1, 3.0), (2, 2.0), (2, 1.5), (3, 1.0)):
        run.report("epoch", epoch=epoch, loss=loss)
    rows = [(row["epoch"], row["loss"]) for row in run.history()]
    assert rows == [(1, 3.0), (2, 1.5), (3, 1.0)]
