import io
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it ships neither types nor stubs
import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from app.core.clock import VIETNAM
from app.core.problems import OutsideProblem
from app.scanning.assemble import Sheet, assemble
from app.scanning.device import Mode
from app.scanning.images import GREY_AIM, compact
from app.scanning.incoming import accept
from app.scanning.sample import sample_page

_MOMENT = datetime(2026, 11, 22, 8, 30, tzinfo=VIETNAM)
_TITLE = "Giấy khai sinh (bản sao)"


@pytest.fixture
def mixed(page: Callable[..., bytes]) -> list[Sheet]:
    return [Sheet(page(1)), Sheet(page(2, mode=Mode.GREY), 90), Sheet(page(3, mode=Mode.BILEVEL), 180)]


def test_as_many_pages_as_images_at_full_scale(mixed: list[Sheet], tmp_path: Path) -> None:
    made = assemble(mixed, _TITLE, _MOMENT)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 3
        assert pdf.pdf_version >= "1.4"
        assert [int(page.obj.get("/Rotate", 0)) for page in pdf.pages] == [0, 90, 180]
        for page in pdf.pages:
            # A4 to the tenth of a millimetre: 100 % scale.
            assert float(page.mediabox[2]) == pytest.approx(595.3, abs=0.5)
            assert float(page.mediabox[3]) == pytest.approx(841.9, abs=0.5)
    if shutil.which("qpdf") is not None:
        (tmp_path / "made.pdf").write_bytes(made)
        checked = subprocess.run(
            ["qpdf", "--check", tmp_path / "made.pdf"], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_images_are_embedded_untouched(mixed: list[Sheet]) -> None:
    made = assemble(mixed, _TITLE, _MOMENT)
    assert _stream(made, 0) == mixed[0].data
    assert _stream(made, 1) == mixed[1].data
    with pikepdf.open(io.BytesIO(made)) as pdf:
        image = next(iter(pdf.pages[2].get_images().values()))
        assert [str(name) for name in image["/Filter"]] == ["/CCITTFaxDecode"]
        assert bytes(image.read_raw_bytes()) in mixed[2].data


def _stream(made: bytes, page: int) -> bytes:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return bytes(next(iter(pdf.pages[page].get_images().values())).read_raw_bytes())


def test_every_page_is_drawn_as_it_was_scanned(mixed: list[Sheet]) -> None:
    document = pypdfium2.PdfDocument(assemble(mixed, _TITLE, _MOMENT))
    turned = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180}
    for page, sheet in zip(document, mixed, strict=True):
        scanned = Image.open(io.BytesIO(sheet.data)).convert("L")
        expected = scanned.transpose(turned[sheet.rotation]) if sheet.rotation else scanned
        drawn = page.render(scale=0.5, grayscale=True).to_pil()
        difference = ImageChops.difference(drawn, expected.resize(drawn.size, Image.Resampling.BOX))
        assert ImageStat.Stat(difference).mean[0] < 8
    document.close()


def test_it_says_pdfa_2b_and_its_metadata_agree(mixed: list[Sheet]) -> None:
    with pikepdf.open(io.BytesIO(assemble(mixed, _TITLE, _MOMENT))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261122083000+07'00'"
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "2B"
            assert metadata["dc:title"] == _TITLE == str(pdf.docinfo["/Title"])
            assert metadata["xmp:CreateDate"] == "2026-11-22T08:30:00+07:00"
            assert metadata["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3
        assert len(pdf.trailer.ID) == 2


def test_the_same_pages_give_the_same_bytes(mixed: list[Sheet]) -> None:
    assert assemble(mixed, _TITLE, _MOMENT) == assemble(mixed, _TITLE, _MOMENT)


def test_a_lone_pdf_stays_byte_for_byte_and_merged_ones_claim_nothing(mixed: list[Sheet]) -> None:
    brought = assemble(mixed[:2], "của người dân", _MOMENT)
    assert assemble([Sheet(brought)], _TITLE, _MOMENT) is brought
    merged = assemble([mixed[0], Sheet(brought, 90), mixed[2]], _TITLE, _MOMENT)
    with pikepdf.open(io.BytesIO(merged)) as pdf:
        assert [int(page.obj.get("/Rotate", 0)) for page in pdf.pages] == [0, 90, 180, 180]
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == ""
        assert "/OutputIntents" not in pdf.Root
    assert _stream(merged, 1) == mixed[0].data


def test_photographs_are_never_below_200_dpi(page: Callable[..., bytes]) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), "navy").save(buffer, "JPEG", dpi=(72, 72))
    sheets = [Sheet(one.data) for one in accept(buffer.getvalue(), "a.jpg")]
    with pikepdf.open(io.BytesIO(assemble(sheets, _TITLE, _MOMENT))) as pdf:
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(640 / 200 * 72, abs=0.1)


def test_any_title_gives_readable_metadata(mixed: list[Sheet]) -> None:
    with (
        pikepdf.open(io.BytesIO(assemble(mixed[:1], "A & B <c>\x00\n", _MOMENT))) as pdf,
        pdf.open_metadata() as metadata,
    ):
        assert metadata["dc:title"] == "A & B <c>"


def test_a_damaged_sheet_is_named(mixed: list[Sheet]) -> None:
    with pytest.raises(OutsideProblem) as caught:
        assemble([mixed[0], Sheet(b"no image")], _TITLE, _MOMENT)
    assert (caught.value.code, caught.value.params["number"]) == ("scanning.page_damaged", 2)
    with pytest.raises(ValueError, match="at least one"):
        assemble([], _TITLE, _MOMENT)


@pytest.mark.parametrize(("mode", "limit"), [(Mode.GREY, GREY_AIM), (Mode.BILEVEL, 60_000)])
def test_full_pages_at_300_dpi_stay_small(mode: Mode, limit: int) -> None:
    assert len(compact(sample_page(["ĐƠN ĐỀ NGHỊ"], 5, dpi=300, mode=mode), 300)) <= limit


def test_the_profile_is_srgb_of_a_version_pdfa_knows() -> None:
    profile = Path(__file__).resolve().parents[2].joinpath("resources", "icc", "srgb.icc").read_bytes()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8] == 2
    assert re.match(rb"mntrRGB XYZ ", profile[12:24])
    made = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    picture = Image.merge(
        "RGB", (Image.linear_gradient("L"), Image.radial_gradient("L"), Image.new("L", (256, 256), 90))
    )
    through = ImageCms.profileToProfile(picture, ImageCms.createProfile("sRGB"), made)
    assert through is not None
    differences = ImageChops.difference(picture, through).getextrema()
    assert [high for _, high in differences] <= [1, 1, 1]  # type: ignore[misc]  # one pair a band
