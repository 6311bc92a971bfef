"""Take the pictures of the documents from the running app: `make figures`.

Each file is named by its view and its day. Pictures are light, 1280 px wide, and under 300 kB.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
TODAY = "2026-11-23"
VIEWS = {
    "treaties-2026-02-20.png": ("/treaties?treaty=MBT&on=2026-02-20&area=", 1140),
}
"""File name → address and height in pixels."""


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """Run the dashboard on a free port, on a fixed day, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/server.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"MINELINE_TODAY": TODAY})
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz"):
                break
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait()


def take(page: Page, address: str, file: Path, height: int) -> None:
    """Open a view, wait until its map is drawn, and write the picture."""
    page.set_viewport_size({"width": 1280, "height": height})
    page.goto(address)
    page.locator("[data-role=map][data-ready=yes]").wait_for()
    page.locator("path[data-area=UKR][data-class]").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)
    page.screenshot(path=file)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Take every picture."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(color_scheme="light")
        for name, (path, height) in VIEWS.items():
            take(page, address + path, HERE / name, height)
        browser.close()


if __name__ == "__main__":
    main()
