"""What `./dev bench` stands on: a PostgreSQL server of its own and the load generator. Standard library only."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ocop_portal.ground.cluster import Cluster
from ocop_portal.ground.demo import end_leftovers, server_groups
from ocop_portal.ground.installation import Installation
from ocop_portal.ground.machine import Refusal, clean_environment, make_folder, need_room, open_lock, try_lock


def run_bench(checkout: Path, *, quick: bool) -> int:
    """Measure the portal on generated registers; the server and its registers are kept for the next time."""
    if shutil.which("wrk") is None:
        raise Refusal("The bench drives its load with wrk: install Debian's package (apt-get install wrk).")
    if os.environ.get("DATABASE_URL"):
        raise Refusal("The bench measures on a server of its own and DATABASE_URL names another one: unset it.")
    cluster = Cluster(checkout, "bench")
    make_folder(cluster.box)
    lock = open_lock(cluster.box / "bench.lock")
    try:
        if not try_lock(lock):
            raise Refusal("A bench of this checkout already runs: two at a time would measure each other.")
        need_room(cluster.box, 3000, "the bench")
        python = Installation(checkout).ensure(["runtime", *server_groups()])
        with cluster as url:
            return _run(checkout, python, url, cluster.box, quick)
    finally:
        os.close(lock)


def _run(checkout: Path, python: Path, url: str, box: Path, quick: bool) -> int:
    folder, mark = make_folder(box / "work"), f"ocop bench in {box}"
    command = [python, "-m", "tests.bench.run", "--server", url, "--folder", folder, "--mark", mark]
    end_leftovers(f"--name={mark}")
    child = subprocess.Popen([*command, *(["--quick"] if quick else [])], cwd=checkout, env=clean_environment())
    try:
        return child.wait()
    except BaseException:
        child.terminate()
        child.wait(60)
        raise
    finally:
        end_leftovers(f"--name={mark}")
