"""Imports run one way: dashboard and loaders know geodata, geodata knows neither; only doors know loaders."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("geodata", "loaders", "dashboard")
DOORS = ("dashboard/data.py", "dashboard/commands.py", "dashboard/doors/")
SCREEN_LIBRARIES = {"streamlit", "folium", "branca", "matplotlib"}
NETWORK_LIBRARIES = {"httpx", "requests", "urllib", "socket", "aiohttp"}

MODULES = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py"))


def imported(path):
    """Return the full names of the modules that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write the full name of the module"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def tops(path):
    return {name.split(".")[0] for name in imported(path)}


def label(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_imports_run_one_way(path):
    name, used = label(path), tops(path)
    if name.startswith("geodata/"):
        assert not used & {"loaders", "dashboard"}
        assert not used & SCREEN_LIBRARIES
        assert not used & NETWORK_LIBRARIES
    if name.startswith("loaders/"):
        assert "dashboard" not in used
        assert not used & SCREEN_LIBRARIES
    if name.startswith("dashboard/") and not name.startswith(DOORS):
        assert "loaders" not in used, f"{name}: go through dashboard/data.py or a door of dashboard/doors"


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_modules_are_named_after_nouns_of_the_field_and_say_what_they_do(path):
    assert not any(
        part in {"utils", "util", "helpers", "common", "misc", "tools"} for part in (path.stem, path.parent.name)
    )
    sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert sentence, f"{label(path)}: open the file with what it does"
    assert sentence.split("\n\n")[0].rstrip().endswith((".", "?", "`"))


def test_the_schemas_are_not_imported_by_the_rules():
    for name in (
        "treaty",
        "treaty_rules",
        "treaty_sentences",
        "instruments",
        "changes",
        "questions",
        "words",
    ):
        assert "pandera" not in tops(ROOT / "geodata" / f"{name}.py")
        assert "geodata.schemas" not in imported(ROOT / "geodata" / f"{name}.py")


def test_no_loose_text_of_a_page_s_code_comes_onto_the_page():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["runner"]["magicEnabled"] is False
    for path in (ROOT / "dashboard" / "views").glob("*.py"):
        _, *others = ast.parse(path.read_text(encoding="utf-8")).body
        loose = [node.lineno for node in others if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
        assert not loose, f"{label(path)}, lines {loose}: Streamlit would write this onto the page; make it a comment"
