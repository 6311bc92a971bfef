"""Join our browser modules into one script, so that a file needs no other: each module becomes a scope of its own.

Only the few forms of import and export that our modules use are understood; anything else stops with its line.
"""

import re

from geodata.errors import TableError

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w.]+)";\n', re.MULTILINE)
EXPORT_DEFAULT = re.compile(r"^export default ((?:async )?function) (\w+)", re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def bundle(modules: dict[str, str], entry: str) -> str:
    """Return a script that runs the modules in the order in which they need each other, `entry` last.

    Parameters
    ----------
    modules
        The text of every module by its file name; those that `entry` does not need are left out.
    entry
        The file name of the module that starts.

    Raises
    ------
    TableError
        A module imports one that is missing, needs itself, or uses a form that is not understood.
    """
    order = _order(modules, entry)
    scopes = "\n".join(_scope(name, modules[name]) for name in order)
    return f'(() => {{\n"use strict";\nconst modules = {{}};\n{scopes}\n}})();\n'


def _order(modules: dict[str, str], entry: str) -> list[str]:
    """The modules that an entry needs, each after those that it needs itself."""
    done: list[str] = []
    open_ones: list[str] = []

    def visit(name: str, by: str) -> None:
        if name in done:
            return
        if name in open_ones or name not in modules:
            message = (
                f"{by}: the module {name} that it imports is {'part of a circle' if name in modules else 'missing'}."
            )
            raise TableError(message)
        open_ones.append(name)
        for _, needed in IMPORT.findall(modules[name]):
            visit(needed, name)
        open_ones.remove(name)
        done.append(name)

    visit(entry, entry)
    return done


def _scope(name: str, text: str) -> str:
    """A module as a scope that hands out what it exports."""
    exported = [f"default: {word}" for _, word in EXPORT_DEFAULT.findall(text)]
    exported += [word for _, word in EXPORT.findall(EXPORT_DEFAULT.sub("", text))]
    body = IMPORT.sub(lambda found: f'const {{{_renamed(found[1])}}} = modules["{found[2]}"];\n', text)
    body = EXPORT.sub(r"\1 \2", EXPORT_DEFAULT.sub(r"\1 \2", body))
    if left := LEFT.search(body):
        message = f"{name}: expected `import {{ name }} from` or `export function`, got {left[0][:60]!r}."
        raise TableError(message)
    return f'modules["{name}"] = (() => {{\n{body}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _renamed(names: str) -> str:
    """`a as b` of an import as `a: b` of a destructuring."""
    return re.sub(r"(\w+) as (\w+)", r"\1: \2", names)
