#!/bin/sh
# Install a lock file into .venv, saying what is being done.   sh install.sh PYTHON LOCKFILE
set -eu
python=$1
lock=$2

if [ ! -x .venv/bin/python ]; then
  "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || {
    for candidate in python3.13 python3.12 python3.11; do
      if "$candidate" -c '' 2>/dev/null; then python=$candidate; break; fi
    done
  }
  "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || {
    echo "Mineline needs Python 3.11, 3.12 or 3.13; '$python' is $("$python" --version 2>&1 || echo missing)." >&2
    echo "Install one of them, or name it: make run PYTHON=/path/to/python3.12" >&2
    exit 1
  }
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
      echo "Installing Debian's python3-venv, which this Python lacks ..."
      apt-get update -qq && apt-get install -y -qq python3-venv
    else
      echo "This Python cannot make virtual environments. Run this one command, then try again:" >&2
      echo "    sudo apt-get install -y python3-venv" >&2
      exit 1
    fi
  fi
  echo "Making .venv with $("$python" --version 2>&1) ..."
  rm -rf .venv
  "$python" -m venv .venv
fi

packages=$(grep -c '^[A-Za-z0-9].*==' "$lock")
echo "Installing the $packages packages of $lock (the first time takes a minute or two) ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
echo "Installed."
