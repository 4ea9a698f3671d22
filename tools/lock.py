"""Write requirements.lock and requirements-dev.lock: every package pinned, with hashes, for Linux and Windows."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write both files; the tests' set agrees with the program's wherever they overlap."""
    for name in ("requirements", "requirements-dev"):
        command = [
            *(sys.executable, "-m", "uv", "pip", "compile", f"{name}.in", "--output-file", f"{name}.lock"),
            *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"),
            *("--custom-compile-command", "python tools/lock.py", "--quiet"),
        ]
        if name == "requirements-dev":
            command += ["--constraint", "requirements.lock"]
        subprocess.run(command, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
