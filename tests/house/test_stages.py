"""What the stopwatch of `receive` wraps is there: it goes by names, which no type checker reads."""

import importlib.util
from pathlib import Path


def test_each_function_on_the_watch_is_there() -> None:
    path = Path(__file__).parents[2] / "bench" / "stages.py"
    spec = importlib.util.spec_from_file_location("stages", path)
    assert spec
    assert spec.loader
    stages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stages)
    assert [(owner.__name__, name) for owner, name, _ in stages._WRAPPED if not hasattr(owner, name)] == []
