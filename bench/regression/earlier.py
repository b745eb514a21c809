"""Names that stored runs of earlier versions have, read as the present ones."""

from typing import Any

from pydantic import AliasChoices, BeforeValidator, Field

_ROLE = ("twin", "aa")
_ROW = ("all base-against-base", "all A/A controls")


def _present(value: object) -> object:
    if not isinstance(value, str):
        return value
    return _ROLE[1] if value == _ROLE[0] else value.replace(*_ROW)


PRESENT = BeforeValidator(_present)
"""Of a text that may be stored with an earlier name of a role or a row."""


def formerly(present: str, earlier: str) -> Any:
    """Of a field that may be stored under an earlier name."""
    return Field(validation_alias=AliasChoices(present, earlier))
