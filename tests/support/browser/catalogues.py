"""The words on the screen, read from the client's own catalogues: a text that is polished there breaks no test here."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from server.settings import PROJECT_ROOT
from tests.support.waiting import end_of

_NODE = Path(sys.executable).parent / "node"
_SAY = """
import { createInterface } from "node:readline";

async function lookUp([language, name, args]) {
  let words = (await import(`./webclient/src/shared/i18n/${language}.ts`))[language];
  const [area] = name.split(".");
  if (!(area in words)) {
    // What the page loads later has a catalogue of its own, in its feature's folder; employers' screens have several.
    const features = {
      account: ["accounts"], cases: ["cases", "cases/reporting"],
      employer: ["organisations", "posting", "applications"], help: ["calls"],
      invited: ["applications/invited"], joker: ["jokers"],
    };
    const folders = (features[area] ?? [area]).map((name) => `./webclient/src/features/${name}/words/${language}.ts`);
    const catalogues = await Promise.all(folders.map((folder) => import(folder)));
    words = { [area]: Object.assign({}, ...catalogues.map((catalogue) => Object.values(catalogue)[0])) };
  }
  const found = name.split(".").reduce((part, key) => part[key], words);
  return typeof found === "function" ? found(...args) : found;
}

for await (const asked of createInterface({ input: process.stdin })) {
  const said = await lookUp(JSON.parse(asked)).catch(() => undefined);
  process.stdout.write(JSON.stringify(said ?? null) + "\\n");
}
"""
"""Answers one question a line, with null where there is no such text. A start for each question took a third of what
the browser's tests cost."""

_readers: list["subprocess.Popen[str]"] = []


@contextmanager
def open_catalogues() -> Iterator[None]:
    """Lets `Words` be asked for in the block."""
    process = subprocess.Popen(
        [_NODE, "--input-type=module", "--eval", _SAY],
        cwd=PROJECT_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        _readers.append(process)
        try:
            yield
        finally:
            _readers.remove(process)
            assert process.stdin is not None
            process.stdin.close()
            end_of(process, "the reader of the catalogues, whose input was closed")


class Words:
    """One language's catalogue."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, name: str, *args: str | int) -> str:
        """The text called `name`, such as "start.title"; `args` fill in what the text leaves open."""
        text = _look_up(self.language, name, args)
        assert isinstance(text, str), f"{name} is not a text of the {self.language} catalogue"
        return text


@cache
def _look_up(language: str, name: str, args: tuple[str | int, ...]) -> object:
    reader = _readers[-1]
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write(json.dumps([language, name, args]) + "\n")
    reader.stdin.flush()
    answer = reader.stdout.readline()
    assert answer, f"the reader of the catalogues ended over {name}"
    return json.loads(answer)
