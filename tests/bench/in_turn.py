"""Several measuring processes in one, so that TensorFlow is loaded once.

    python -m tests.bench.in_turn '{"MODULE": VALUES, ...}'

Each module runs as `python -m MODULE VALUES` would; the last line of output is a JSON
object of the modules and the last lines of theirs.
"""

import contextlib
import io
import json
import runpy
import sys


def answer_of(module: str, values) -> dict:
    sys.argv = [module, json.dumps(values)]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        runpy.run_module(module, run_name="__main__")
    return json.loads(out.getvalue().strip().splitlines()[-1])


if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    print(json.dumps({name: answer_of(name, asked[name]) for name in asked}))
