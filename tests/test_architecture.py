"""Imports run one way: dashboard and loaders know geodata, geodata knows neither; only doors know loaders."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from dashboard.doors.live import READ_AGAIN

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


GROUND = {
    "dashboard.component": "the maps' frame, which knows no data",
    "dashboard.export.event_standalone": "a script and bundled ground",
    "dashboard.export.front_standalone": "a script and bundled ground, and pieces under the version of their data",
    "dashboard.export.standalone": "the scripts of a file that stands alone",
    "dashboard.maps.crop": "the outlines of areas, which no refresh brings",
    "dashboard.maps.front_paper": "land under the name of its own content",
    "dashboard.maps.paper_geometry": "the outlines of areas, which no refresh brings",
    "loaders.events.event_set": "the bundled events",
    "loaders.events.ground": "the bundled areas and regions",
    "loaders.own_kept": "titles under the time of their files",
    "loaders.events.store": "events under the version of their import",
}
"""Caches within reach of data that a refresh can change that hold none of them, and what they hold instead."""


def test_every_cache_within_reach_of_refreshable_data_is_forgotten_after_a_refresh():
    paths = {label(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in MODULES}
    uses = {name: imported(path) & paths.keys() for name, path in paths.items()}
    reach = {"loaders.builds", "loaders.pointed"}
    while more := {name for name, used in uses.items() if used & reach} - reach:
        reach |= more
    keeping = {name for name in reach if re.search(r"^@(lru_)?cache\b", paths[name].read_text("utf-8"), re.MULTILINE)}
    assert {"dashboard.doors.treaties", "dashboard.front_atlas", "dashboard.parts.export_panel"} <= keeping
    forgotten = {name for name in keeping if name.startswith(READ_AGAIN)}
    assert keeping - forgotten == GROUND.keys(), "add the module to READ_AGAIN of doors/live.py, or say what it holds"
