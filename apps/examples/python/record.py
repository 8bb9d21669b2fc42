"""Runs the Python programs of this folder and records what they print: NAME.py in NAME.txt.

    python3.13 record.py                     runs all, rewrites the .txt files
    python3.13 record.py NAME...             only these
    python3.13 record.py --check [NAME...]   rewrites nothing; exit status 1 if anything differs

Needs CPython 3.13 and nothing else, and runs the programs with the Python that runs it.

What differs from run to run is masked: "took 3.36 s" becomes "took #.## s", and "ratio 9.12"
becomes "ratio #.##". Whole numbers after "took" are rounded by the program, and stay.

The programs in SIGNALLED never end by themselves. They get each signal once, after 3.5 of their
seconds: as soon as they have printed CUE, so that a slow start does not matter. Their exit status
is recorded, too.
"""
import platform
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = [sys.executable, "-I", "-X", "utf8"]  # -I: no environment variable changes what they print
SIGNALLED = ("protected-shutdown", "protected-shutdown-broken")
SIGNALS = (signal.SIGINT, signal.SIGTERM)
SECOND = 0.4  # how long a second of a signalled program lasts
# The line that the signal follows. The next step of any of the workers is 0.5 such seconds away.
CUE = "[2] protected_work working... 2 out of 3 steps complete\n"
PATIENCE = 60  # real seconds until a program counts as stuck


def mask(text):
    text = re.sub(r"\btook \d+\.\d+ s\b", "took #.## s", text)
    return re.sub(r"\bratio \d+\.\d+", "ratio #.##", text)


def run(name):
    """What a program prints. That it fails, or writes to stderr, is an error of ours."""
    done = subprocess.run(
        [*PYTHON, HERE / f"{name}.py"], capture_output=True, encoding="utf-8", timeout=PATIENCE
    )
    if done.returncode or done.stderr:
        sys.exit(f"{name}: exit status {done.returncode}\n{done.stderr}")
    return done.stdout


def run_signalled(name):
    return "".join(run_with_signal(name, which) for which in SIGNALS)


def run_with_signal(name, which):
    command = [*PYTHON, HERE / f"{name}.py", str(SECOND)]
    output = f"--- {which.name} after 3.5 s\n"
    # The broken one's traceback is not recorded: it names files and lines.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as child:
        too_long = threading.Timer(PATIENCE, child.kill)
        too_long.start()
        for line in child.stdout:
            output += line
            if line == CUE:
                child.send_signal(which)
        too_long.cancel()
    if child.returncode < 0:
        sys.exit(f"{name}: killed by signal {-child.returncode}, of its own or after {PATIENCE} s")
    return f"{output}exit status {child.returncode}\n"


def main(arguments):
    if sys.version_info[:2] != (3, 13):
        sys.exit(f"record.py wants Python 3.13, this is {platform.python_version()}")
    check = "--check" in arguments
    names = [argument for argument in arguments if argument != "--check"]
    names = names or sorted(path.stem for path in HERE.glob("*.py") if path.name != "record.py")
    print(f"{platform.python_implementation()} {platform.python_version()}, {sys.platform}")
    differing = 0
    for name in names:
        begin = time.perf_counter()
        output = mask(run_signalled(name) if name in SIGNALLED else run(name))
        seconds = time.perf_counter() - begin
        recording = HERE / f"{name}.txt"
        same = recording.exists() and recording.read_text("utf-8") == output
        print(f"{name:28} {seconds:5.2f} s  {'same' if same else 'DIFFERS'}")
        differing += not same
        if not (same or check):
            recording.write_text(output, "utf-8", newline="\n")
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
