"""Garbage of a process that runs for long: not looked for while it starts, nor ever in what its start left."""

import gc


def collect_from_now_on() -> None:
    """Begins to collect garbage, as `server/cli.py` left it off; what is there now counts as lasting."""
    gc.freeze()
    gc.enable()
