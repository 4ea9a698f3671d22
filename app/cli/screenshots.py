"""``screenshots DIR``: every workspace in every state, in each appearance, at 100 and 150 %."""

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

from app.cli.parser import add_command, show
from app.core.words import LANGUAGES, _, use_language

_LOOKS = ("light", "dark", "contrast")
_SCALES = (100, 150, 200)
_USUAL_SCALES = (100, 150)


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add ``screenshots``."""
    command = add_command(commands, "screenshots", "photograph every workspace in every state", run_screenshots)
    command.add_argument("out", type=Path, metavar="DIR", help="where the pictures go")
    command.add_argument("--only", default="", metavar="ROOM", help="one workspace, e.g. reception")
    command.add_argument("--looks", nargs="+", choices=_LOOKS, default=list(_LOOKS), help="which appearances")
    command.add_argument("--scales", nargs="+", type=int, choices=_SCALES, default=list(_USUAL_SCALES), help="per cent")
    command.add_argument("--language", choices=LANGUAGES, help="of the pictures, where not the desk's")


def run_screenshots(arguments: argparse.Namespace) -> int:
    """Write the pictures, ``room-state-look-scale.png``; without a display nothing is shown."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.core.settings import Settings
    from app.ui.application.dressing import make_application
    from app.ui.screens.catalogue import rooms
    from app.ui.screens.stage import Stage

    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    if arguments.language:
        use_language(arguments.language)
    application = make_application(["motcua"], Settings())
    written: list[str] = []
    for name, shots in rooms():
        if arguments.only not in {"", name}:
            continue
        for look in arguments.looks:
            for scale in arguments.scales:
                with tempfile.TemporaryDirectory() as folder, Stage(Path(folder), application) as stage:
                    stage.dress(look, scale)
                    for state, widget in shots(stage):
                        path = out / f"{state}-{look}-{scale}.png"
                        stage.picture(widget).save(str(path))
                        written.append(path.name)
    show(arguments, written, [_("Đã lưu ảnh vào {folder}: {count}").format(folder=out, count=len(written))])
    return 0
