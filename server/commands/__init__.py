"""Commands of `jokajobs` that talk to a server as any client does, or to none at all; server/cli.py gathers them."""
