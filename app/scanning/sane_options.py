"""What ``scanimage --all-options`` prints, as data: every driver has its own words."""

import re
from dataclasses import dataclass

from app.scanning.device import Capabilities, Mode, ScanRequest, Source

_OPTION = re.compile(r"^ {4}(--?[a-z0-9-]+)(?:\[=\([^)]*\)\])?(?: (.*?))?(?: \[(.*)\])?$", re.MULTILINE)
_RANGE = re.compile(r"^(-?[\d.]+)\.\.(-?[\d.]+)")
_USUAL_DPI = (100, 150, 200, 300, 400, 600)
_MODE_WORDS = {
    Mode.BILEVEL: ("lineart", "black & white", "binary", "threshold", "halftone"),
    Mode.GREY: ("gray", "grey"),
    Mode.COLOUR: ("color", "colour", "24bit"),
}
_DUPLEX_WORDS = ("duplex", "both sides")
_FEEDER_WORDS = ("adf", "feeder")


@dataclass(frozen=True, slots=True)
class SaneOptions:
    """The options of one SANE device: name → what follows it in the list, e.g. ``{"--mode": "Gray|Color"}``."""

    values: dict[str, str]

    def choices(self, option: str) -> tuple[str, ...]:
        """Return the words an option may have; empty where it is absent or a number."""
        value = self.values.get(option, "")
        return tuple(value.split("|")) if value and not _RANGE.match(value) else ()

    def mode_word(self, mode: Mode) -> str:
        """Return this driver's word for a mode; empty where it has none."""
        return _find(self.choices("--mode"), _MODE_WORDS[mode], ())

    def source_word(self, source: Source) -> str:
        """Return this driver's word for a source; empty where it has none."""
        words = self.choices("--source")
        if source is Source.DUPLEX:
            return _find(words, _DUPLEX_WORDS, ())
        if source is Source.ADF:
            return _find(words, _FEEDER_WORDS, (*_DUPLEX_WORDS, "back"))
        return _find(words, ("flatbed", "platen", "normal"), ())

    def resolutions(self) -> tuple[int, ...]:
        """Return the usable resolutions from 100 to 600 dpi."""
        value = self.values.get("--resolution", "")
        bounds = _RANGE.match(value)
        if bounds:
            low, high = float(bounds[1]), float(bounds[2])
            return tuple(dpi for dpi in _USUAL_DPI if low <= dpi <= high)
        numbers = (int(float(number)) for number in re.findall(r"[\d.]+", value))
        return tuple(sorted(number for number in numbers if 100 <= number <= 600))

    def capabilities(self) -> Capabilities:
        """Return the options in the terms of ScannerDevice; a driver without ``--source`` has one source, the glass."""
        sources = tuple(source for source in Source if self.source_word(source))
        modes = tuple(mode for mode in Mode if self.mode_word(mode))
        return Capabilities(modes or (Mode.COLOUR,), sources or (Source.FLATBED,), self.resolutions() or (300,))

    def arguments(self, request: ScanRequest) -> list[str]:
        """Return the command line options for a request; what the driver does not offer is left to its default."""
        arguments = []
        if source := self.source_word(request.source):
            arguments.append(f"--source={source}")
        # What the driver cannot reduce is reduced after the scan.
        richer = tuple(_MODE_WORDS)[tuple(_MODE_WORDS).index(request.colour) :]
        if mode := next(filter(None, map(self.mode_word, richer)), ""):
            arguments.append(f"--mode={mode}")
        if "--resolution" in self.values:
            arguments.append(f"--resolution={request.dpi}")
        for option, extent in (("-x", request.width_mm), ("-y", request.height_mm)):
            bounds = _RANGE.match(self.values.get(option, ""))
            if bounds:
                arguments += [option, f"{min(extent, float(bounds[2])):g}"]
        return arguments


def parse_options(listing: str) -> SaneOptions:
    """Read the output of ``scanimage --all-options``; inactive options are left out."""
    found = {}
    for name, values, current in _OPTION.findall(listing):
        if current != "inactive":
            found[name] = re.sub(r"(?:dpi|mm|us|pel)?(?: \(in steps of [\d.]+\))?$", "", values)
    return SaneOptions(found)


def _find(words: tuple[str, ...], wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> str:
    for word in words:
        plain = word.lower()
        if any(part in plain for part in wanted) and not any(part in plain for part in unwanted):
            return word
    return ""
