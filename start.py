"""Set everything up, then run.

    python3 start.py          opens a practice office (without a display: runs the headless demonstration)
    python3 start.py test     sets up what the tests need as well and runs every check and the whole suite
    python3 start.py test tests/domain -k fees    the same, but hands the words after "test" to pytest
    python3 start.py setup    only sets up

Needs nothing but Python 3.11 or newer. What is set up already is left alone, so a second start is fast.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# Debian packages by purpose. Qt loads the libraries of a real window only when there is a display.
VENV_PACKAGES = ["python3-venv"]
QT_PACKAGES = [
    "libglib2.0-0", "libgl1", "libegl1", "libdbus-1-3", "libfontconfig1", "libxkbcommon0",
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxkbcommon-x11-0", "libx11-xcb1", "libxcb-image0",
    "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1",
]  # fmt: skip
DESK_PACKAGES = ["sane-utils"]
TEST_PACKAGES = [
    "xvfb", "xauth", "xdotool", "cups-daemon", "cups-client", "cups-filters", "cups-ipp-utils", "dbus-daemon",
    "postgresql", "poppler-utils", "qpdf", "procps",
]  # fmt: skip

CHECKS = [
    ("lint", ["-m", "ruff", "check", "."]),
    ("format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
]
# One process more than there are cores: journeys wait for windows, printers and pauses most of their time. The tests of
# a file stay together, because they share what is dear to make; the files keep their order, in which those that wait
# long come early and those of many short tests last.
ON_EVERY_CORE = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder"]


class SetupError(Exception):
    """A sentence that tells the person what is missing and what to do."""


def say(text: str) -> None:
    """Print one line at once, also where the console cannot show every letter."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def missing_packages(packages: list[str]) -> list[str]:
    """Return the Debian packages that are not installed; none on a system without dpkg."""
    if not shutil.which("dpkg-query"):
        return []
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${db:Status-Abbrev}\n", *packages],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    present = {line.split()[0] for line in answer.stdout.splitlines() if line.split()[1:2] == ["ii"]}
    return [name for name in packages if name not in present]


def install_packages(packages: list[str]) -> None:
    """Install Debian packages where this person may; otherwise say exactly what to install."""
    missing = missing_packages(packages)
    if not missing:
        return
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    by_hand = "sudo apt-get update && sudo " + " ".join(command)
    if os.geteuid() != 0:
        raise SetupError(f"These system packages are missing: {' '.join(missing)}\nInstall them with:\n  {by_hand}")
    say(f"Installing {len(missing)} system packages: {' '.join(missing)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet"], check=False, env=quiet, stdout=subprocess.DEVNULL)
    if subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL).returncode != 0:
        raise SetupError(f"The system packages could not be installed. See what apt says with:\n  {by_hand}")


def has_venv_module() -> bool:
    """Return whether this Python can make environments with pip (Debian splits that off)."""
    check = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def set_up_python(locks: list[Path]) -> None:
    """Make the virtual environment hold what the last lock file pins, verified by hash; it includes the others."""
    stamps = {VENV / f"installed-{lock.stem}": hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks}
    if PYTHON.exists() and all(stamp.exists() and stamp.read_text() == wanted for stamp, wanted in stamps.items()):
        return
    if not PYTHON.exists():
        say("Making the virtual environment .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    say(f"Installing the packages pinned in {locks[-1].name} (about 200 MB the first time)")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.run([*pip, "-r", str(locks[-1])], check=False).returncode != 0:
        raise SetupError("The Python packages could not be installed. Is the package index reachable?")
    for stamp, wanted in stamps.items():
        stamp.write_text(wanted)


def set_up(*, tests: bool) -> None:
    """Set up the system libraries and the Python packages."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python runs first
        raise SetupError(f"Python 3.11 or newer is needed; this is {sysconfig.get_python_version()}.")
    if not WINDOWS:
        if not PYTHON.exists() and not has_venv_module():
            install_packages(VENV_PACKAGES)
        install_packages(QT_PACKAGES + DESK_PACKAGES + (TEST_PACKAGES if tests else []))
    set_up_python([ROOT / "requirements.lock", *([ROOT / "requirements-dev.lock"] if tests else [])])


def has_display() -> bool:
    """Return whether a window can be opened here."""
    return WINDOWS or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(*arguments: str) -> int:
    """Run the environment's Python from the project's folder and return its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False).returncode


def run_application() -> int:
    """Open the practice office, or run the demonstration where no window can be opened."""
    if has_display():
        return run("-m", "app", "open", "--practice")
    out = ROOT / "demo-out"
    say(f"There is no display here, so the headless demonstration runs instead. Its results will lie in {out}")
    return run("-m", "app", "demo", "--headless", "--out", str(out))


def run_everything() -> list[str]:
    """Run every check and the whole suite; return the names of what failed."""
    failed = []
    for name, command in CHECKS:
        say(f"— {name}")
        if run(*command) != 0:
            failed.append(name)
    # Checking types takes a while: it goes on beside the tests, and is told after them so that neither cuts the other.
    with subprocess.Popen(
        [str(PYTHON), "-m", "mypy"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as types:
        say("— tests")
        if run("-m", "pytest", *ON_EVERY_CORE) != 0:
            failed.append("tests")
        said, _nothing = types.communicate()
        say(f"— types\n{said.decode('utf-8', 'replace').rstrip()}")
    return [*failed, "types"] if types.returncode != 0 else failed


def run_tests(arguments: list[str]) -> int:
    """Run every check and the whole suite, or only pytest with the arguments given; return 0 when all pass."""
    # The C library then overwrites freed memory: what still uses it falls at once, not seldom and long after.
    os.environ.setdefault("MALLOC_PERTURB_", "165")
    if arguments:
        return run("-m", "pytest", *arguments)
    failed = run_everything()
    say(f"Failed: {', '.join(failed)}" if failed else "Everything passed.")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Do what the command line asks; return the exit code."""
    command = arguments[0] if arguments else "open"
    if command not in {"open", "test", "setup"}:
        say(__doc__ or "")
        return 2
    try:
        set_up(tests=command == "test")
    except SetupError as problem:
        say(str(problem))
        return 1
    if command == "test":
        return run_tests(arguments[1:])
    return 0 if command == "setup" else run_application()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
