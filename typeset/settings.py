"""TOML in, frozen values out; and where the styles are: one locator for a wheel and for a checkout.

An unknown key is an error that names the nearest known one; a wrong value is an error that names its key.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from typeset.errors import InputNotFoundError, SettingsError, UnknownNameError

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

    Values = TypeVar("Values", bound=BaseModel)

_LARGEST_TOML = 1_000_000


def styles_root() -> Path:
    """The folder of profiles and themes: beside this package in a checkout, inside it in a wheel.

    Raises UnknownNameError where neither is there (a broken installation).
    """
    package = Path(__file__).resolve().parent
    for root in (package / "styles", package.parent / "styles"):
        if (root / "profiles").is_dir():
            return root
    raise UnknownNameError(
        "the styles that come with typeset are missing", remedy="install typeset again from its wheel"
    )


def read_toml(path: Path) -> dict[str, object]:
    """A TOML file as it is. Raises InputNotFoundError and SettingsError."""
    try:
        if path.stat().st_size > _LARGEST_TOML:
            raise SettingsError(
                "larger than any settings file", place=str(path), remedy="is it the right file?"
            )
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputNotFoundError(
            f"cannot be read: {error.strerror}",
            place=str(path),
            remedy="check the name and your rights to it",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not TOML: {error}", place=str(path), remedy="mend that line") from error


def extended(
    path: Path, find: Callable[[str], Path], known: Sequence[str], seen: tuple[Path, ...] = ()
) -> tuple[dict[str, object], tuple[Path, ...]]:
    """The tables of a file over those of the one that it ``extends``, and the files, the first one last.

    ``find`` gives the file of a name, ``known`` are the names. Raises what ``read_toml`` raises, and
    UnknownNameError.
    """
    values = dict(read_toml(path))
    base = values.pop("extends", None)
    if base is None:
        return values, (path,)
    below = find(Path(str(base)).name)
    if not below.is_file() or below in seen or below == path:
        raise UnknownNameError(
            f"there is nothing called {base!r} to extend",
            place=str(path),
            remedy=f"extend one of {', '.join(known)}",
        )
    merged, files = extended(below, find, known, (*seen, path))
    for key, value in values.items():
        inner = merged.get(key)
        merged[key] = {**inner, **value} if isinstance(inner, dict) and isinstance(value, dict) else value
    return merged, (*files, path)


def validated(model: type[Values], data: dict[str, object], place: str) -> Values:
    """``data`` as a frozen ``model``. Raises SettingsError with the key and what it may be."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise _explained(model, error, place) from error


def _explained(model: type[BaseModel], error: ValidationError, place: str) -> SettingsError:
    first = error.errors()[0]
    where = [str(part) for part in first["loc"]]
    key = ".".join(where)
    if first["type"] == "extra_forbidden":
        known = _keys_at(model, where[:-1])
        near = difflib.get_close_matches(where[-1], known, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(sorted(known))}"
        return SettingsError(f"unknown key {key!r}", place=place, remedy=remedy)
    return SettingsError(f"{key}: {first['msg']}", place=place, remedy=f"correct the value of {key!r}")


def _keys_at(model: type[BaseModel], path: list[str]) -> list[str]:
    """The keys that may stand at ``path`` inside a model; models in lists and tables are looked into."""
    from pydantic import BaseModel

    here: type[BaseModel] = model
    for name in path:
        field = here.model_fields.get(name)
        if field is None:
            continue
        candidates = [field.annotation, *getattr(field.annotation, "__args__", ())]
        inner = [c for c in candidates if isinstance(c, type) and issubclass(c, BaseModel)]
        if inner:
            here = inner[0]
    return [field.alias or name for name, field in here.model_fields.items()]
