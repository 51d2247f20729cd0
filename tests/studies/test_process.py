from dashboard.studies.process import main
from tests.studies.played import Line, study_of, train


def test_a_second_controller_leaves_at_once(settings):
    study = study_of(settings, trials=1)

    def pause():
        assert study.state() == "running"
        assert not main(settings, study, serve_line=Line())
        train(settings)

    assert main(settings, study, serve_line=Line(), pause=pause)
    assert not main(settings, study, serve_line=Line())  # it is over
