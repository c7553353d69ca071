#!/usr/bin/env python3
"""Whole processes side by side: gouji and its peers on the five workloads, as a Markdown table.

    cargo build --release
    cd tests/bench/peers && cargo build --release && cargo run --release --bin data -- DATA && cd -
    python3 tests/bench/compare.py DATA [--times 5] [--only gouji,ascent] [--workloads budget]

Engines take turns, so that a busy moment of the machine hits all of them. Soufflé is asked when it is on PATH, DuckDB
when Python has it; /usr/bin/time says how much memory each took. All engines must find as many facts.
"""

import argparse
import importlib.util
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
WORKLOADS = {
    "tc_rand": ("tc", ["tc"]),
    "tc_chain": ("tc", ["tc"]),
    "sg": ("sg", ["sg"]),
    "andersen": ("andersen", ["pt"]),
    "budget": ("budget", ["bad_sum", "bad_cross", "missing3"]),
}
NOT_BY_DUCKDB = {"andersen"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", help="folder of facts, a folder a workload")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--most", type=float, default=60, help="seconds until a run is stopped")
    parser.add_argument("--only", help="engines, with commas")
    parser.add_argument("--workloads", help="workloads, with commas")
    parser.add_argument("--gouji", default=os.path.join(TOP, "target", "release", "gouji"))
    parser.add_argument("--peers", default=os.path.join(HERE, "peers", "target", "release"))
    return parser.parse_args()


def engines(asked, scratch):
    """Engine → (program, relations, folder of facts) → command."""
    programs = os.path.join(HERE, "programs")
    found = {
        "gouji": lambda program, relations, facts: [
            asked.gouji, "run", os.path.join(programs, program + ".dl"), "--facts", facts, "--sizes",
            *(word for relation in relations for word in ("--print", relation)),
        ]
    }
    for peer in ("ascent", "datafrog", "crepe"):
        binary = os.path.join(asked.peers, peer)
        if os.path.exists(binary):
            found[peer] = lambda program, _, facts, binary=binary: [binary, program, facts]
    if importlib.util.find_spec("duckdb"):
        script = os.path.join(HERE, "peers", "duck.py")
        found["duckdb"] = lambda program, _, facts: [sys.executable, script, program, facts]
    if shutil.which("souffle"):
        source = lambda program: os.path.join(HERE, "peers", "souffle", program + ".dl")
        for program in {program for program, _ in WORKLOADS.values()}:
            subprocess.run(["souffle", "-o", os.path.join(scratch, program), source(program)], check=True)
        found["souffle"] = lambda program, _, facts: [os.path.join(scratch, program), "-F", facts]
        found["souffle -"] = lambda program, _, facts: ["souffle", "-F", facts, source(program)]
    only = asked.only.split(",") if asked.only else found
    return {name: command for name, command in found.items() if name in only}


def measure(command, most):
    """Seconds, peak megabytes and the numbers printed; None when it was stopped or failed."""
    with tempfile.TemporaryFile("w+") as out, tempfile.NamedTemporaryFile("r") as peak:
        # A child starts with the peak of whoever forks it, and that of Python is not small.
        timed = ["/usr/bin/time", "-q", "-f", "%M", "-o", peak.name, *command]
        start = time.monotonic()
        process = subprocess.Popen(timed, stdout=out, stderr=subprocess.PIPE, start_new_session=True)
        try:
            _, complaints = process.communicate(timeout=most)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None
        seconds = time.monotonic() - start
        if process.returncode:
            print(" ".join(command), complaints.decode()[-500:], sep="\n", file=sys.stderr)
            return None
        out.seek(0)
        numbers = [int(word) for word in re.findall(r"(?<![\w.])\d+(?![\w.])", out.read())]
        return seconds, int(peak.read()) / 1024, numbers


def main():
    asked = arguments()
    wanted = asked.workloads.split(",") if asked.workloads else WORKLOADS
    runs = {}
    with tempfile.TemporaryDirectory() as scratch:
        commands = engines(asked, scratch)
        for _ in range(asked.times):
            for workload in wanted:
                program, relations = WORKLOADS[workload]
                for engine, command in commands.items():
                    own = runs.setdefault((workload, engine), [])
                    if None in own or (engine == "duckdb" and workload in NOT_BY_DUCKDB):
                        continue
                    facts = os.path.join(asked.data, workload)
                    own.append(measure(command(program, relations, facts), asked.most))
    tables(asked, wanted, list(commands), runs)


def tables(asked, wanted, names, runs):
    print(f"Seconds / peak MB, median of {asked.times}; – for what was not run, > {asked.most:g} for what was stopped.\n")
    print("| workload | facts |", " | ".join(names), "|")
    print("|---|--:|" + "--:|" * len(names))
    medians, agree = {}, True
    for workload in wanted:
        cells, found = [], set()
        for engine in names:
            own = runs[workload, engine]
            if not own or None in own:
                cells.append(f"> {asked.most:g}" if own else "–")
                continue
            medians[workload, engine] = statistics.median(run[0] for run in own)
            cells.append(f"{medians[workload, engine]:.2f} / {statistics.median(run[1] for run in own):.0f}")
            count = len(WORKLOADS[workload][1])
            found |= {tuple(sorted(run[2][:count])) for run in own}
        agree &= len(found) <= 1
        sizes = " or ".join(", ".join(map(str, sizes)) for sizes in sorted(found))
        print(f"| {workload} | {sizes} |", " | ".join(cells), "|")
    others = [engine for engine in names if engine != "gouji"]
    print("\nSeconds of gouji in those of each, and in those of the fastest.\n")
    print("| workload |", " | ".join(others), "| fastest |")
    print("|---|" + "--:|" * (len(others) + 1))
    for workload in wanted:
        own = medians.get((workload, "gouji"))
        theirs = {engine: medians[workload, engine] for engine in others if (workload, engine) in medians}
        ratio = lambda seconds: f"{own / seconds:.2f}" if own and seconds else "–"
        best = f"{ratio(min(theirs.values()))}" if theirs else "–"
        print(f"| {workload} |", " | ".join(ratio(theirs.get(engine)) for engine in others), f"| {best} |")
    if not agree:
        sys.exit("engines find different numbers of facts")


main()
