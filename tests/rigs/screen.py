"""A screen of its own: an X server, keys that pass through it, pictures of what is on it."""

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageGrab

T = TypeVar("T")
_LETTERS = "ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_MARKS = "\u0300\u0301\u0303\u0309\u0323"
"""The tones as the Vietnamese layout of X sends them: after their vowel, as letters of their own."""


def wait_for(look: Callable[[], T | None], what: str, seconds: float = 40) -> T:
    """Look again and again until there is something, and return it."""
    end = time.monotonic() + seconds
    while True:
        began = time.monotonic()
        if found := look():
            return found
        looked = time.monotonic()
        assert looked < end, f"{what}: not within {seconds:g} s"
        # Whoever looks all the time takes it from the program that is waited for.
        time.sleep(max(0.05, looked - began))


class Screen:
    """An X server without a window manager."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        read, write = os.pipe()
        self._server = subprocess.Popen(
            # A server that resets when its last client leaves forgets the layout that it was given before.
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as number:
            self.name = f":{number.readline().strip()}"
        self._add_letters()
        # Where nobody points at anything.
        self.xdotool("mousemove", "1365", "767")

    def _add_letters(self) -> None:
        """Put letters on keys that no keyboard has: so they come as a layout sends them.

        For a letter without a key xdotool changes the layout under way, and the program may hear of it too late.
        """
        layout = self.folder / "layout.xkb"
        subprocess.run(["xkbcomp", "-xkb", self.name, str(layout)], check=True, capture_output=True)
        text = layout.read_text()
        spare = re.findall(r"^\s*(<I\d+>) = \d+;", text, re.MULTILINE)
        wanted = [f"[ {_symbol(one)}, {_symbol(one.upper())} ]" for one in _LETTERS]
        wanted += [f"[ {_symbol(one)} ]" for one in _MARKS]
        assert len(spare) >= len(wanted), f"{len(spare)} spare keys"
        added = "".join(f"    key {key} {{ {symbols} }};\n" for key, symbols in zip(spare, wanted, strict=False))
        start = text.index("{", text.index("xkb_symbols")) + 1
        end = text.index("\n};", start)
        layout.write_text(f"{text[:end]}\n{added}{text[end:]}")
        subprocess.run(["xkbcomp", "-w", "0", str(layout), self.name], check=True, capture_output=True)

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._server.terminate()
        self._server.wait(10)

    def xdotool(self, *arguments: str, check: bool = True) -> str:
        """Run xdotool on this screen and return what it printed."""
        done = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.name, "LC_ALL": "C.UTF-8"},
            check=check,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def windows(self) -> dict[str, str]:
        """Return the program's visible windows with their titles."""
        found = self.xdotool("search", "--onlyvisible", "--name", "Một Cửa", check=False).split()
        return {one: self.xdotool("getwindowname", one, check=False) for one in found}

    def picture(self, name: str = "") -> Image.Image:
        """Return what is on the screen; with a name it is kept."""
        image = ImageGrab.grab(xdisplay=self.name)
        if name:
            image.save(self.folder / f"{name}.png")
        return image

    def shows(self, *words: Image.Image) -> bool:
        """Return whether exactly one of these pictures of words is somewhere on the screen."""
        rows = _rows(self.picture().convert("RGB"))
        return any(_stands_in(rows, _rows(one.convert("RGB"))) for one in words)


def _stands_in(rows: list[bytes], wanted: list[bytes]) -> bool:
    for top in range(len(rows) - len(wanted) + 1):
        at = rows[top].find(wanted[0])
        while at >= 0:
            if at % 3 == 0 and all(rows[top + down].startswith(row, at) for down, row in enumerate(wanted)):
                return True
            at = rows[top].find(wanted[0], at + 1)
    return False


def _rows(image: Image.Image) -> list[bytes]:
    data, width = image.tobytes(), 3 * image.width
    return [data[start : start + width] for start in range(0, len(data), width)]


def _symbol(letter: str) -> str:
    return f"U{ord(letter):04X}"
