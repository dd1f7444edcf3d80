"""Long JSON files, item by item: memory holds one of them."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def items_of(file: BinaryIO, under: str) -> Iterator[Any]:
    """The items of an array: the whole file, or what its object has under the name `under`.

    Raises ValueError where the file is no JSON or breaks off.
    """
    start = file.read(64)
    mark = len(_BYTE_ORDER_MARK) if start.startswith(_BYTE_ORDER_MARK) else 0
    file.seek(mark)
    prefix = "item" if start[mark:].lstrip().startswith(b"[") else f"{under}.item"
    try:
        yield from ijson.items(file, prefix, use_float=True)
    except ijson.JSONError as error:
        raise ValueError(f"the file is not whole JSON in UTF-8: {str(error).splitlines()[0]}") from error
