"""The file of a picture → the file that is drawn: whole, upright, and with pixels of a kind that a PDF has.

WeasyPrint draws pictures of 8 bits in grey, RGB and, from a JPEG alone, in inks. What is of another kind
(16 bits, Lab, a TIFF in inks) is made one of these first; everything else stays byte for byte as it came.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

_DRAWN = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
"""Kinds of pixels that are drawn as they are."""
_ROTATED = 0x0112
"""The EXIF tag that says how the camera was held; 1 is upright."""
_QUALITY = 95


@dataclass(frozen=True, slots=True)
class Drawable:
    """``problem``: what is wrong with the file, empty if nothing is; ``data``: what can be drawn of it, none
    if nothing can be; ``ratio``: its height as a part of its width, upright."""

    data: bytes | None
    ratio: float = 0.0
    problem: str = ""


def drawable(data: bytes) -> Drawable:
    """A picture as it can be drawn. Nothing that a file holds is an error: it is a problem with words."""
    from PIL import Image, UnidentifiedImageError

    try:
        with large_pictures(), _damage_counts():
            return _drawable(data)
    except UnidentifiedImageError:
        return Drawable(None, problem="is no picture in a format that can be read")
    except Image.DecompressionBombError:
        return Drawable(None, problem="has too many pixels to be drawn")
    except Exception as error:  # A broken file leads Pillow's readers to raise whatever they met.
        return _what_is_left(data, error)


def _drawable(data: bytes) -> Drawable:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        image.verify()  # the sums of a PNG's parts, which reading it leaves out; then it must be opened anew
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        width, height = image.size
        turned = image.getexif().get(_ROTATED, 1)
        if turned in (5, 6, 7, 8):
            width, height = height, width
        if (turned == 1 or image.format not in ("JPEG", "MPO")) and _is_drawn(image):
            return Drawable(data, height / width)
        made = _made(image)
    return Drawable(made, height / width) if made else Drawable(None, problem=_unknown(image.mode))


def _unknown(mode: str) -> str:
    return f"has pixels of a kind that cannot be drawn ({mode}); save it with 8 or 16 bits"


def _is_drawn(image: Image.Image) -> bool:
    return image.mode in _DRAWN or (image.mode == "CMYK" and image.format in ("JPEG", "MPO"))


def _what_is_left(data: bytes, error: Exception) -> Drawable:
    """Of a damaged picture, whatever Pillow gives of it, once more and without asking."""
    from PIL import Image, ImageFile

    was, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        with large_pictures(), Image.open(io.BytesIO(data)) as image:
            made, (width, height) = _made(image), image.size
    except Exception:  # As above.
        made = None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = was
    words = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
    if made is None:
        return Drawable(None, problem=f"is damaged: {words}")
    return Drawable(made, height / width, f"is damaged, and printed as far as it can be read: {words}")


def _made(image: Image.Image) -> bytes | None:
    """A file that can be drawn; None where the pixels are of no kind that is known."""
    from PIL import ImageOps

    profile = image.info.get("icc_profile")
    photograph = image.format in ("JPEG", "MPO")
    upright = ImageOps.exif_transpose(image)
    pixels = upright if upright.mode in _DRAWN or upright.mode == "CMYK" else _converted(upright)
    if pixels is None:
        return None
    options: dict[str, Any] = {"icc_profile": profile} if profile and pixels is upright else {}
    out = io.BytesIO()
    if pixels.mode == "CMYK":  # which PNG does not have
        pixels.save(out, "JPEG", quality=_QUALITY if photograph else 100, subsampling=0, **options)
    elif photograph:
        pixels.save(out, "JPEG", quality=_QUALITY, subsampling=0, **options)
    else:
        pixels.save(out, "PNG", **options)
    return out.getvalue()


def _converted(image: Image.Image) -> Image.Image | None:
    maker = _MAKERS.get(image.mode)
    return maker(image) if maker else None


def _from_16_bits(image: Image.Image) -> Image.Image:
    """Pillow itself cuts off what is more than 255; and some of its versions call 16 bits integers."""
    darkest_and_lightest: Any = image.getextrema()
    if image.mode == "I" and darkest_and_lightest[1] <= 255:
        return image.convert("L")
    return image.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")


def _from_lab(image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    lab: Any = ImageCms.createProfile("LAB")
    converted = ImageCms.profileToProfile(image, lab, ImageCms.createProfile("sRGB"), outputMode="RGB")
    assert converted is not None  # only in place
    return converted


_MAKERS: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "I": _from_16_bits,
    "I;16": _from_16_bits,
    "I;16B": _from_16_bits,
    "I;16L": _from_16_bits,
    "I;16N": _from_16_bits,
    "LAB": _from_lab,
    "PA": lambda image: image.convert("RGBA"),
    "RGBX": lambda image: image.convert("RGB"),
    "HSV": lambda image: image.convert("RGB"),
    "YCbCr": lambda image: image.convert("RGB"),
}


@contextmanager
def large_pictures() -> Iterator[None]:
    """Without Pillow's warning for pictures of more than 89 million pixels: a plan of 60 × 80 cm has more.
    Twice as many are an error still."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


@contextmanager
def _damage_counts() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole program, to take a file that ends too early for a whole one."""
    from PIL import ImageFile

    was, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = was
