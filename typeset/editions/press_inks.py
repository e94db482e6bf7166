"""All that a finished PDF paints → in the inks of one press: colours, gradients, pictures.

Black alone overprints, so that no white shows where plates do not meet; everything else knocks out.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from typeset.editions.output_intent import OutputIntent
from typeset.editions.pdf_colours import Parts, all_resources, cmyk, content_of, entry, recolour

if TYPE_CHECKING:
    import pikepdf
    from PIL import Image

_JPEG_QUALITY = 95
_STEPS = 64
"""Colours that a gradient is sampled at, from one of its stops to the next; between them ink is linear."""
_DRAWN = re.compile(rb"^/(\S+) (?:Do|sh)$", re.MULTILINE)


def separate(pdf: pikepdf.Pdf, intent: OutputIntent) -> None:
    """Colours and gradients."""
    import pikepdf

    def colour(parts: Parts, stroke: bool) -> bytes:
        if len(parts) == 3:
            parts = intent.of_colour(*parts)
        elif len(parts) == 1:
            parts = (0.0, 0.0, 0.0, 1 - parts[0])
        over = parts[:3] == (0, 0, 0) and parts[3] > 0
        return (b"/over gs\n" if over else b"/knock gs\n") + cmyk(parts, stroke)

    recolour(pdf, colour)
    for stream in content_of(pdf):  # Pictures and gradients set no colour, so they would have the last one's.
        stream.write(_DRAWN.sub(rb"q\n/knock gs\n\g<0>\nQ", stream.read_bytes()))
    for resources in all_resources(pdf):
        states = entry(resources, "/ExtGState")
        for name, over in (("/over", True), ("/knock", False)):
            states[name] = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, OP=over, op=over, OPM=int(over))
        for shading in resources.get("/Shading", {}).values():
            if shading.ColorSpace == "/DeviceRGB":
                shading.ColorSpace = pikepdf.Name.DeviceCMYK
                shading.Function = _gradient(pdf, shading.Function, intent)
        for item in resources.get("/XObject", {}).values():
            if "/Group" in item:
                item.Group.CS = pikepdf.Name.DeviceCMYK


def blend_in_inks(pdf: pikepdf.Pdf) -> None:
    """On a page with anything transparent colours are mixed as inks, and not as the reader's program likes
    (ISO 32000-1, 11.4.7)."""
    import pikepdf

    for page in pdf.pages:
        if _has_transparency(page.obj.Resources, page.obj.Contents.read_bytes()):
            page.obj.Group = pikepdf.Dictionary(
                Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK
            )


def _has_transparency(resources: Any, content: bytes) -> bool:
    states, drawn = resources.get("/ExtGState", {}), resources.get("/XObject", {})
    for name, operator in re.findall(rb"^(/\S+) (gs|Do|scn|SCN)$", content, re.MULTILINE):
        key = name.decode()
        if operator == b"gs" and _is_transparent(states.get(key, {})):
            return True
        if operator == b"Do" and ("/SMask" in drawn.get(key, {}) or "/Group" in drawn.get(key, {})):
            return True
        pattern = resources.get("/Pattern", {}).get(key) if operator in (b"scn", b"SCN") else None
        if pattern is None or "/Resources" not in pattern:
            continue
        if _has_transparency(pattern.Resources, pattern.read_bytes()):
            return True
    return False


def _is_transparent(state: Any) -> bool:
    return (
        min(float(state.get("/ca", 1)), float(state.get("/CA", 1))) < 1
        or str(state.get("/SMask", "/None")) != "/None"
        or str(state.get("/BM", "/Normal")) != "/Normal"
    )


# ---- gradients


def _gradient(pdf: pikepdf.Pdf, function: Any, intent: OutputIntent) -> Any:
    """The same of inks: WeasyPrint's, which stitches one function for each stop to the next (ISO 32000-1,
    7.10). Greys are black alone; where any colour has a hue, all are converted, for there must be no leap."""
    import pikepdf

    parts = [list(_sampled(part)) for part in function.Functions]
    grey = all(red == green == blue for part in parts for red, green, blue in part)
    functions = []
    for part in parts:
        inks = b"".join(_in_black(part) if grey else intent.of_colours(part))
        functions.append(
            pdf.make_stream(
                inks, FunctionType=0, Domain=[0, 1], Range=[0, 1] * 4, Size=[len(part)], BitsPerSample=8
            )
        )
    return pikepdf.Dictionary(
        FunctionType=3, Domain=function.Domain, Bounds=function.Bounds, Encode=function.Encode,
        Functions=pikepdf.Array(functions),
    )  # fmt: skip


def _sampled(function: Any) -> Iterator[tuple[float, float, float]]:
    """Of an exponential interpolation, which has no exponent but 1 unless the theme gives a hint."""
    first, last = ([float(part) for part in ends] for ends in (function.C0, function.C1))
    exponent = float(function.N)
    for step in range(_STEPS + 1):
        along = (step / _STEPS) ** exponent
        red, green, blue = (start + along * (end - start) for start, end in zip(first, last, strict=True))
        yield red, green, blue


def _in_black(colours: list[tuple[float, float, float]]) -> Iterator[bytes]:
    for grey, _, _ in colours:
        yield bytes((0, 0, 0, round(255 * (1 - grey))))


# ---- pictures


def convert_pictures(pdf: pikepdf.Pdf, intent: OutputIntent, originals: Mapping[str, bytes]) -> None:
    """``originals``: the files that pictures were drawn from, by what the PDF calls them."""
    done: set[tuple[int, int]] = set()
    for resources in all_resources(pdf):
        for name, item in resources.get("/XObject", {}).items():
            if item.Subtype != "/Image" or item.objgen in done:
                continue
            done.add(item.objgen)
            for image in (item, item.get("/SMask")):
                if image is not None:
                    image.Interpolate = False  # A screen smooths; a press has dots of its own.
            if item.get("/ColorSpace") == "/DeviceRGB":
                _convert(item, intent, originals.get(name[1:-1]))


def _convert(item: Any, intent: OutputIntent, original: bytes | None) -> None:
    """``original``: the file that a picture was drawn from, which may have a profile of its own."""
    import pikepdf

    image = upright(original) if original else pikepdf.PdfImage(item).as_pil_image()
    was_jpeg = item.get("/Filter") == "/DCTDecode"
    printed = _in_inks(image, intent)
    data, kind = _encoded(printed, jpeg=was_jpeg)
    for key in ("/DecodeParms", "/Decode"):
        if key in item:
            del item[key]
    item.ColorSpace = pikepdf.Name("/DeviceCMYK" if printed.mode == "CMYK" else "/DeviceGray")
    item.write(data, filter=pikepdf.Name(kind))
    if was_jpeg and printed.mode == "CMYK":
        item.Decode = pikepdf.Array([1, 0] * 4)  # as Adobe's programs and Pillow write inks into JPEG


def _in_inks(image: Image.Image, intent: OutputIntent) -> Image.Image:
    from PIL import ImageChops

    if image.mode in ("1", "L", "LA"):
        return image.convert("L")
    profile = image.info.get("icc_profile")
    rgb = image.convert("RGB")
    red, green, blue = rgb.split()
    if (
        ImageChops.difference(red, green).getbbox() is None
        and ImageChops.difference(red, blue).getbbox() is None
    ):
        return red
    rgb.info["icc_profile"] = profile
    return intent.of_picture(rgb)


def _encoded(image: Image.Image, *, jpeg: bool) -> tuple[bytes, str]:
    """As it came: a photograph stays one, at a quality that shows no loss; all else loses nothing."""
    if not jpeg:
        return zlib.compress(image.tobytes(), 9), "/FlateDecode"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    return out.getvalue(), "/DCTDecode"


def upright(data: bytes) -> Image.Image:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data)) as image:
        return ImageOps.exif_transpose(image)
