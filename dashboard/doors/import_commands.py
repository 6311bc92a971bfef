"""Bring a user's own files in from the command line: `import SOURCE PATH…`, one command a source.

A subject adds its sources here by a function that takes the group and registers its commands with it.
"""

import typer

from dashboard.doors.event_commands import add_event_imports
from dashboard.doors.front_commands import add_control_imports
from geodata.errors import InputError

importing = typer.Typer(
    help="Bring your own files into your data folder: import SOURCE PATH…",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    invoke_without_command=True,
)


@importing.callback()
def bring_in(context: typer.Context) -> None:
    """Bring your own files into your data folder, one command a source."""
    if context.invoked_subcommand is None:
        known = [
            command.name or command.callback.__name__ for command in importing.registered_commands if command.callback
        ]
        message = f"SOURCE is missing: choose one of {', '.join(sorted(known))}, then name the files."
        raise InputError(message)


add_control_imports(importing)
add_event_imports(importing)
