"""Rules of this project that no general linter knows: `python -m tests.lint`, a step of `./dev check`."""
