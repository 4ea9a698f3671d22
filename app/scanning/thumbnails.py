"""Small and large pictures of a page for the screen, as PNG."""

from PIL import Image

from app.core.problems import OutsideProblem
from app.scanning.images import NotAnImageError, TooManyPixelsError, encode_png, flat, load, open_image
from app.scanning.incoming import sniff
from app.scanning.pdfium import NotAPdfError, render_page

THUMBNAIL = (132, 186)
LARGE = (1400, 1980)
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def thumbnail(data: bytes, rotation: int = 0, box: tuple[int, int] = THUMBNAIL, index: int = 0) -> bytes:
    """Return page index (0-based; images have one) turned clockwise and fitted into box, as PNG.

    Raises:
        OutsideProblem: ``scanning.page_damaged``.
    """
    inner = box if rotation % 180 == 0 else (box[1], box[0])
    try:
        picture = render_page(data, index, inner) if sniff(data) == "pdf" else _shrunk(data, inner)
    except (NotAnImageError, TooManyPixelsError, NotAPdfError) as error:
        raise OutsideProblem("scanning.page_damaged", number=index + 1) from error
    turn = _TURNS.get(rotation % 360)
    return encode_png(picture if turn is None else picture.transpose(turn))


def _shrunk(data: bytes, box: tuple[int, int]) -> Image.Image:
    image = open_image(data)
    # A JPEG can be decoded at an eighth of its size: fifty thumbnails at once stay quick.
    image.draft(image.mode, (box[0] * 2, box[1] * 2))
    load(image)
    picture = flat(image)
    if picture.mode == "1":
        picture = picture.convert("L")
    picture.thumbnail(box, Image.Resampling.BOX if max(box) <= 400 else Image.Resampling.LANCZOS, reducing_gap=2.0)
    return picture
