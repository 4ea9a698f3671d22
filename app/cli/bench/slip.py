"""``bench slip``: rendering one reception slip from a dossier, beside one page of one line with the bare library."""

import io
import statistics
import tempfile
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from app.cli.bench.figures import machine, summary, timed
from app.cli.bench.office import bench_office
from app.services.office import change_settings
from app.services.slips import prepare

_WARM = 5


def measure(size: int) -> dict[str, object]:
    """Render the slip of one stored dossier ``size`` times (200) on A4 and on A5, both copies each time."""
    runs = size or 200
    found: dict[str, object] = {"name": "slip", "machine": machine()}
    floor = [timed(_bare_page) for _ in range(runs + _WARM)][_WARM:]
    with tempfile.TemporaryDirectory() as folder, bench_office(Path(folder)) as office:
        received = office.receive(0)
        for paper in ("A4", "A5"):
            change_settings(office.desk, office.session, slip_paper=paper)
            taken = [
                timed(lambda: prepare(office.desk, office.session, received.print_id)) for _ in range(runs + _WARM)
            ]
            ratio = statistics.median(taken[_WARM:]) / statistics.median(floor)
            found[paper] = {**summary(taken[_WARM:]), "times_the_floor": round(ratio, 1)}
    found["floor_one_line_page"] = summary(floor)
    return found


def _bare_page() -> None:
    canvas = Canvas(io.BytesIO(), invariant=True)
    canvas.drawString(72, 720, "H17.32-261120-3007")
    canvas.save()
