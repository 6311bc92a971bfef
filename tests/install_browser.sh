#!/bin/sh
# Make sure that there is a Chromium for the browser tests: an installed one, else Playwright's, else the system's.
set -u
python=$1
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${CHROMIUM:-}" ] && [ -x "${CHROMIUM}" ] && exit 0
"$python" -c '
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    sys.exit(not pathlib.Path(play.chromium.executable_path).exists())' 2>/dev/null && exit 0
echo "Installing a Chromium for the browser tests ..."
if "$python" -m playwright install --with-deps chromium >/dev/null 2>&1; then exit 0; fi
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "No Chromium could be installed. Install one (Debian: sudo apt-get install -y chromium), or set CHROMIUM." >&2
exit 1
