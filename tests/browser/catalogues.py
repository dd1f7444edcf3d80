"""The words on the screen, read from the client's own catalogues: a text that is polished there breaks no test here."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

from server.settings import PROJECT_ROOT

_NODE = Path(sys.executable).parent / "node"
_SAY = """
const { existsSync } = await import("node:fs");
const [language, name, args] = JSON.parse(process.argv[1]);
const [area, ...inArea] = name.split(".");
const folder = "./webclient/src/i18n/";
// What is loaded later has a catalogue of its own, such as account.fr.ts with accountFr.
const isApart = existsSync(`${folder}${area}.${language}.ts`);
const words = isApart
  ? (await import(`${folder}${area}.${language}.ts`))[area + language[0].toUpperCase() + language.slice(1)]
  : (await import(`${folder}${language}.ts`))[language];
const found = (isApart ? inArea : [area, ...inArea]).reduce((part, key) => part[key], words);
process.stdout.write(JSON.stringify(typeof found === "function" ? found(...args) : found));
"""


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
    asked = json.dumps([language, name, args])
    answer = subprocess.run(
        [_NODE, "--input-type=module", "--eval", _SAY, asked],
        cwd=PROJECT_ROOT, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return json.loads(answer.stdout)
