"""The form of the log: an entry begins at the start of a line, and nothing that came from outside looks like one."""

import logging

from game_rules.texts import written_out


class LogLines(logging.Formatter):
    """One line for a message, whatever is in it, and indented ones for its traceback."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return written_out(super().formatMessage(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        return _indented(super().formatException(ei))  # type: ignore[arg-type]

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        return _indented(stack_info)


def _indented(lines: str) -> str:
    return "\n".join(f"  {written_out(line)}" for line in lines.splitlines())


def log_to_standard_error(*, quiet: tuple[str, ...]) -> None:
    """Has everything from INFO on written, of the loggers named `quiet` from WARNING on."""
    handler = logging.StreamHandler()
    handler.setFormatter(LogLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name in quiet:
        logging.getLogger(name).setLevel(logging.WARNING)
