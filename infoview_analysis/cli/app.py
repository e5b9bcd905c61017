"""The command's outermost layer: its commands, its options, and what becomes of errors."""

from __future__ import annotations

import contextlib
import signal
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from infoview_analysis import __version__
from infoview_analysis.cli import (
    check,
    export,
    init,
    outreach,
    propositions,
    report,
    search,
    since,
    skills,
    takeaways,
    themes,
)
from infoview_analysis.cli.terminal import NOTHING_READ, STOPPED, WRONG_USAGE, complain
from infoview_analysis.errors import InfoviewError


class _ReadableErrors(TyperGroup):
    """A group of commands whose errors are one readable line; ``--debug`` may stand anywhere and shows the rest."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        ctx.obj = {"debug": "--debug" in args[:end]}
        return super().parse_args(ctx, [arg for i, arg in enumerate(args) if arg != "--debug" or i > end])

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            complain("stopped. What earlier runs wrote is as it was.")
            raise typer.Exit(STOPPED) from None
        except InfoviewError as error:
            self._explain(ctx, str(error))
            raise typer.Exit(WRONG_USAGE if error.code == "unclear-choice" else NOTHING_READ) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            self._explain(ctx, f"{where}{error.strerror or error}. Check permissions and free space there.")
            raise typer.Exit(NOTHING_READ) from None
        except Exception as error:  # a mistake of this program: one line for the person, the rest on demand
            if _is_click(error):
                raise
            self._explain(ctx, f"something unexpected went wrong ({type(error).__name__}: {error}).", hint=True)
            raise typer.Exit(NOTHING_READ) from None

    @staticmethod
    def _explain(ctx: Any, message: str, *, hint: bool = False) -> None:
        debug = bool((ctx.obj or {}).get("debug"))
        if debug:
            traceback.print_exc()
        complain(message + (" Run it again with --debug to see where." if hint and not debug else ""))


def _is_click(error: BaseException) -> bool:
    return type(error).__module__.split(".")[0] in ("click", "typer")


app = typer.Typer(
    cls=_ReadableErrors,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="From the notes of many informational interviews to themes you can trust, with the quotes behind them.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"infoview {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", help="Show the version and stop.", is_eager=True, callback=_show_version
    ),
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    del version, debug


app.command("init")(init.init)
app.command("check")(check.check)
app.command("report")(report.report)
app.command("outreach")(outreach.outreach)
app.command("themes")(themes.list_all)
app.add_typer(themes.app, name="theme")
app.command("skills")(skills.list_all)
app.add_typer(skills.app, name="skill")
app.add_typer(propositions.app, name="proposition")
app.command("search")(search.search)
app.command("since")(since.since)
app.command("takeaways")(takeaways.list_all)
app.add_typer(takeaways.app, name="takeaway")
app.command("export")(export.export)


def main() -> None:
    """Run the command."""
    # A plain `kill` shall tidy up as Ctrl-C does; where the signal cannot be caught, it need not be.
    with contextlib.suppress(ValueError, OSError, AttributeError):
        signal.signal(signal.SIGTERM, _stop)
    try:
        app(prog_name="infoview")
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _stop(number: int, frame: Any) -> None:
    del frame
    raise SystemExit(128 + number)
