"""What was read of a file, as JSON between the process that reads it and the one that asked."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Final

from policies.documents.reading.marks import Mark
from policies.documents.reading.outline import Block
from policies.documents.reading.source import LeftOut, NotImportable, Source

_BLOCK: Final = tuple(field.name for field in fields(Block))
_MARK: Final = tuple(field.name for field in fields(Mark))
_LEFT_OUT: Final = tuple(field.name for field in fields(LeftOut))


def to_json(source: Source) -> str:
    """Writes what was read."""
    return json.dumps(
        {
            "blocks": [_told(block, _BLOCK) for block in source.blocks],
            "words": source.words,
            "left_out": [_told(one, _LEFT_OUT) for one in source.left_out],
            "title": source.title,
        }
    )


def refusal(error: NotImportable) -> str:
    """Writes why nothing was read."""
    return json.dumps({"refused": str(error)})


def from_json(text: bytes) -> Source:
    """Reads what the other process wrote; raises `NotImportable` where it refused the file."""
    told = json.loads(text)
    if "refused" in told:
        raise NotImportable(told["refused"])
    return Source(
        [_block(values) for values in told["blocks"]],
        told["words"],
        tuple(LeftOut(**dict(zip(_LEFT_OUT, values, strict=True))) for values in told["left_out"]),
        told["title"],
    )


def _told(value: Any, names: tuple[str, ...]) -> list[Any]:
    told = [getattr(value, name) for name in names]
    return [_told(one, _MARK) if isinstance(one, Mark) else one for one in told]


def _block(values: list[Any]) -> Block:
    named = dict(zip(_BLOCK, values, strict=True))
    if named["mark"] is not None:
        mark = dict(zip(_MARK, named["mark"], strict=True))
        mark["readings"] = tuple((way, ordinal) for way, ordinal in mark["readings"])
        mark["above"] = tuple(mark["above"])
        named["mark"] = Mark(**mark)
    return Block(**named)
