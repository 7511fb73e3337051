"""From a tile on the shown picture to a part of the stored one, and the stored part back to the tile's pixels.

Stored = as the file's rows run; upright = after its EXIF orientation; shown = upright, turned by the reader.
Boxes are (left, top, right, bottom) as shares of width and height.
"""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

Box = tuple[float, float, float, float]
Transpose = Image.Transpose

_TURNS = {90: Transpose.ROTATE_270, 180: Transpose.ROTATE_180, 270: Transpose.ROTATE_90}
# EXIF 2.32, 4.6.5.1 (tag 0x0112): what makes the stored picture upright
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_BACK: dict[Transpose, Callable[[float, float, float, float], Box]] = {
    Transpose.FLIP_LEFT_RIGHT: lambda l, t, r, b: (1 - r, t, 1 - l, b),  # noqa: E741
    Transpose.ROTATE_180: lambda l, t, r, b: (1 - r, 1 - b, 1 - l, 1 - t),  # noqa: E741
    Transpose.FLIP_TOP_BOTTOM: lambda l, t, r, b: (l, 1 - b, r, 1 - t),  # noqa: E741
    Transpose.TRANSPOSE: lambda l, t, r, b: (t, l, b, r),  # noqa: E741
    Transpose.ROTATE_270: lambda l, t, r, b: (t, 1 - r, b, 1 - l),  # noqa: E741
    Transpose.TRANSVERSE: lambda l, t, r, b: (1 - b, 1 - r, 1 - t, 1 - l),  # noqa: E741
    Transpose.ROTATE_90: lambda l, t, r, b: (1 - b, l, 1 - t, r),  # noqa: E741
}
_LYING = frozenset({Transpose.TRANSPOSE, Transpose.ROTATE_270, Transpose.TRANSVERSE, Transpose.ROTATE_90})


class Tile:
    """`width` × `height` pixels at `corner` of the whole picture of `full` pixels, turned by `turn` degrees.

    `box` is its part of the stored picture, `size` its extent there in pixels.
    """

    def __init__(
        self,
        width: int,
        height: int,
        turn: int,
        corner: tuple[int, int],
        full: tuple[int, int],
        orientation: int = 1,
    ) -> None:
        box: Box = (
            max(0.0, corner[0] / full[0]),
            max(0.0, corner[1] / full[1]),
            min(1.0, (corner[0] + width) / full[0]),
            min(1.0, (corner[1] + height) / full[1]),
        )
        self._steps = [step for step in (_UPRIGHT.get(orientation), _TURNS.get(turn)) if step is not None]
        self.size, self.full = (width, height), full
        for step in reversed(self._steps):
            box = _BACK[step](*box)
            if step in _LYING:
                self.size, self.full = self.size[::-1], self.full[::-1]
        self.box = box

    def part(self, image: Image.Image) -> Box:
        """The tile's part of a stored picture of any extent, in its pixels."""
        left, top, right, bottom = self.box
        return left * image.width, top * image.height, right * image.width, bottom * image.height

    def of(self, image: Image.Image) -> bytes:
        """The tile out of a stored picture: BGRx."""
        box = self.part(image)
        enlarged = self.size[0] >= box[2] - box[0]
        how = Image.Resampling.BICUBIC if enlarged else Image.Resampling.BILINEAR
        return self.shown(image.resize(self.size, how, box=box, reducing_gap=2.0))

    def shown(self, tile: Image.Image) -> bytes:
        """BGRx of a tile that lies as the stored picture does."""
        for step in self._steps:
            tile = tile.transpose(step)
        return tile.tobytes("raw", "BGRX")


def flat(image: Image.Image) -> Image.Image:
    """RGB or grey as RGB, transparency over white, sixteen bits scaled to eight."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode == "F":
        low, high = image.getextrema()
        image = image.point(lambda value: (value - low) * (255 / ((high - low) or 1))).convert("L")  # type: ignore[operator]
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or (image.mode == "P" and "transparency" in image.info):
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image if image.mode == "RGB" else image.convert("RGB")
