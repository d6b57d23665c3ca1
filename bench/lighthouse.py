"""Lighthouse, from npm, with the installed Chromium: its four scores of a page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence

from bench.bars import Bars
from bench.server import ROOT

LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def score(bars: Bars, base: str, paths: Sequence[str]) -> None:
    """Print the scores of each page, 100 at best, and what keeps one from it."""
    if not shutil.which("npx"):
        print("  Lighthouse: npx is not installed, so it cannot run")
        return
    chromium = subprocess.run(
        ["scripts/find-chromium"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
    for path in paths:
        run = subprocess.run(
            [
                *("npx", "--yes", LIGHTHOUSE, base + path, "--quiet", "--output=json"),
                f"--only-categories={','.join(CATEGORIES)}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ],
            env=os.environ | {"CHROME_PATH": chromium},
            capture_output=True,
            text=True,
        )
        if run.returncode:
            reason = (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
            print(f"  Lighthouse cannot run here: {reason}")
            return
        report = json.loads(run.stdout)
        scores = {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}
        print(f"  Lighthouse, {path}: " + ", ".join(f"{n} {s:.0f}" for n, s in scores.items()))
        for name in CATEGORIES:
            bars.at_least(f"{name} of {path}", scores[name], 100, form=".0f")
            for part in report["categories"][name]["auditRefs"]:
                audit = report["audits"][part["id"]]
                if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                    print(f"    {name}: {audit['title']} {audit.get('displayValue', '')}")
