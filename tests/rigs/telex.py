"""What UniKey makes of Telex: a key that changes a syllable comes as backspaces and the changed letters."""

from dataclasses import dataclass

from app.core.vietnamese import nfc

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_ROOFS = {"a": "â", "e": "ê", "o": "ô"}
_HOOKS = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = "aăâeêioôơuưy"


@dataclass(frozen=True, slots=True)
class Stroke:
    """What reaches the program for one key: so many backspaces, then letters."""

    taken_back: int
    letters: str


def unikey(keys: str) -> tuple[Stroke, ...]:
    """Return what UniKey sends for keys typed one after the other: a key each, a syllable ends where no letter is."""
    strokes, typed, shown = [], "", ""
    for key in keys:
        typed = typed + key if key.isalpha() else ""
        written = _syllable(typed) if typed else ""
        before = shown if typed else ""
        same = 0
        while same < min(len(before), len(written)) and before[same] == written[same]:
            same += 1
        strokes.append(Stroke(len(before) - same, written[same:] if typed else key))
        shown = written
    return tuple(strokes)


def text_of(strokes: tuple[Stroke, ...]) -> str:
    """Return the text that the strokes leave in a field."""
    text = ""
    for stroke in strokes:
        text = text[: len(text) - stroke.taken_back] + stroke.letters
    return text


def _syllable(keys: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in keys:
        low = key.lower()
        vowels = [place for place, letter in enumerate(letters) if letter.lower() in _VOWELS]
        if low in _TONES and vowels:
            tone = _TONES[low]
        elif low == "d" and letters and letters[0].lower() == "d" and len(letters) == 1:
            letters[0] = _like(letters[0], "đ")
        elif low in _ROOFS and any(letters[place].lower() == low for place in vowels):
            place = next(place for place in reversed(vowels) if letters[place].lower() == low)
            letters[place] = _like(letters[place], _ROOFS[low])
        elif low == "w" and any(letters[place].lower() in _HOOKS for place in vowels):
            _hook(letters, vowels)
        else:
            letters.append(key)
    return nfc("".join(_with_tone(letters, tone)))


def _hook(letters: list[str], vowels: list[int]) -> None:
    pair = "".join(letters[place].lower() for place in vowels[-2:])
    for place in vowels[-2:] if pair == "uo" else vowels[-1:]:
        letters[place] = _like(letters[place], _HOOKS.get(letters[place].lower(), letters[place].lower()))


def _with_tone(letters: list[str], tone: str) -> list[str]:
    vowels = [place for place, letter in enumerate(letters) if letter.lower() in _VOWELS]
    if not tone or not vowels:
        return letters
    start = "".join(letters[:2]).lower()
    if start in {"qu", "gi"} and len(vowels) > 1:
        vowels = vowels[1:]
    changed = [place for place in vowels if letters[place].lower() not in "aeiouy"]
    closed = vowels[-1] < len(letters) - 1
    at = changed[-1] if changed else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return [*letters[:at], letters[at] + tone, *letters[at + 1 :]]


def _like(pattern: str, letter: str) -> str:
    return letter.upper() if pattern.isupper() else letter
