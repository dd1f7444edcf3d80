"""The words on the screen, read from the client's own catalogues: a text that is polished there breaks no test here."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

from server.settings import PROJECT_ROOT

_NODE = Path(sys.executable).parent / "node"
_SAY = """
const [language, name, args] = JSON.parse(process.argv[1]);
let words = (await import(`./webclient/src/shared/i18n/${language}.ts`))[language];
const [area] = name.split(".");
if (!(area in words)) {
  // What the page loads later has a catalogue of its own, in its feature's folder; employers' screens have several.
  const features = {
    account: ["accounts"], employer: ["organisations", "posting", "applications"], help: ["calls"],
    invited: ["applications/invited"], joker: ["jokers"],
  };
  const folders = (features[area] ?? [area]).map((name) => `./webclient/src/features/${name}/words/${language}.ts`);
  const catalogues = await Promise.all(folders.map((folder) => import(folder)));
  words = { [area]: Object.assign({}, ...catalogues.map((catalogue) => Object.values(catalogue)[0])) };
}
const found = name.split(".").reduce((part, key) => part[key], words);
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
