"""Pictures for tests, as cameras make them: skies, hills and water out of sums of waves, always the same."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageChops, ImageDraw, ImageFilter


def landscape(width: int, height: int, *, mode: str = "RGB", dpi: int = 350, shift: float = 0.0) -> bytes:
    """A JPEG: hills behind a river. ``mode``: RGB, L or CMYK; ``shift`` is another place."""
    sky = _between((250, 214, 165), (70, 110, 170), width, height)
    for far in range(4):
        _hills(sky, far, shift)
    water = sky.crop((0, int(height * 0.35), width, int(height * 0.72))).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    water = ImageChops.multiply(
        water.filter(ImageFilter.GaussianBlur(height / 200)), Image.new("RGB", water.size, (190, 205, 215))
    )
    sky.paste(water, (0, int(height * 0.72)))
    data = io.BytesIO()
    sky.convert(mode).save(data, "JPEG", quality=88, dpi=(dpi, dpi))
    return data.getvalue()


def _between(low: tuple[int, int, int], high: tuple[int, int, int], width: int, height: int) -> Image.Image:
    mask = Image.linear_gradient("L").resize((width, height))
    return Image.composite(Image.new("RGB", mask.size, low), Image.new("RGB", mask.size, high), mask)


def _hills(picture: Image.Image, far: int, shift: float) -> None:
    width, height = picture.size

    def top(x: int) -> float:
        place = x / width * 6.3 + shift + far * 1.7
        waves = math.sin(place) + 0.5 * math.sin(2.3 * place) + 0.12 * math.sin(9.1 * place + far)
        return height * (0.36 + 0.09 * far - 0.05 * waves)

    shape = [(x, top(x)) for x in range(0, width + 4, 4)]
    shade = (96 - 22 * far, 122 - 20 * far, 140 - 32 * far)
    ImageDraw.Draw(picture).polygon([*shape, (width, height), (0, height)], fill=shade)
