"""Settings as the text of `veiligheidsbeeld.toml`: blocks to paste, or a whole file.

Which settings a file needs is found out in `assets.sources.proposed`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from assets.sources.proposed import Setting


def blocks(settings: Iterable[Setting]) -> Iterator[str]:
    """A block of TOML for each heading.

    A setting without a value is a comment, so that the text is always valid.
    """
    in_order = sorted(settings, key=attrgetter("table"))
    for table, group in groupby(in_order, key=attrgetter("table")):
        yield "\n".join([f"[{table}]", *_lines(list(group))])


def _lines(settings: list[Setting]) -> list[str]:
    """The lines under one heading, with their remarks in a column of their own."""
    written = [f"{_key(setting)} = {_value(setting.value)}" for setting in settings]
    width = max(
        (len(line) for line, setting in zip(written, settings, strict=True) if setting.value),
        default=0,
    )
    return [_line(line, setting, width) for line, setting in zip(written, settings, strict=True)]


def _line(written: str, setting: Setting, width: int) -> str:
    if setting.value is None:
        return f"# {written}  # {setting.remark}; kies {setting.choices}"
    return f"{written:<{width}}  # {setting.remark}" if setting.remark else written


def _key(setting: Setting) -> str:
    """Words of an export are quoted; names of our own settings are not."""
    return _quoted(setting.key) if "." in setting.table else setting.key


def _value(value: object) -> str:
    if value is None:
        return '""'
    if isinstance(value, dict):
        pairs = ", ".join(f"{name} = {_value(part)}" for name, part in value.items())
        return f"{{ {pairs} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    """A TOML string. JSON escapes all that TOML requires, except the control character DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
