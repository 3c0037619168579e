"""The command line: a few lines a command; every refusal is one plain sentence and code 1."""

import asyncio
import contextlib
import signal
from typing import Annotated

import typer

from bot import (
    cli_awards,
    cli_bloc,
    cli_calendar,
    cli_code,
    cli_health,
    cli_papers,
    cli_rehearse,
    cli_verify,
)
from bot.app import Server, listen, open_app
from bot.channels.telegram.polling import BadToken
from bot.config import BadConfig, Config, load
from bot.database import CannotStart
from bot.logs import start_logs
from storage.engine import CannotWrite
from workflow.clock import SystemClock

app = typer.Typer(
    help="A bot that carries an emulation bloc through its year.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_bloc.app, name="bloc")
app.add_typer(cli_awards.app, name="awards")
app.add_typer(cli_calendar.app, name="calendar")
app.add_typer(cli_code.app, name="code")
app.add_typer(cli_papers.app, name="papers")
app.command("rehearse")(cli_rehearse.rehearse)
app.command("health")(cli_health.health)
app.command("verify")(cli_verify.verify)
app.command("verify-log")(cli_verify.verify_log)


@app.command()
def run(
    port: Annotated[int | None, typer.Option(help="Web port, instead of config.toml's.")] = None,
) -> None:
    """Run the bot: the web channel, and Telegram when GIAOUOC_TELEGRAM_TOKEN is set."""
    config = load()
    if port is not None:
        config = config.model_copy(update={"web": config.web.model_copy(update={"port": port})})
    token = config.telegram_token
    start_logs(token.get_secret_value() if token else None)
    asyncio.run(_run(config))


async def _run(config: Config) -> None:
    stop = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # Windows stops by KeyboardInterrupt
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    if config.telegram_token is None and not config.web.enabled:
        raise CannotStart(
            "No channel: set GIAOUOC_TELEGRAM_TOKEN in the environment, or [web] enabled = true."
        )
    async with open_app(config, SystemClock()) as program:
        server = Server(program, listen(config)) if config.web.enabled else None
        if server is not None:
            typer.echo(f"Web channel: {config.web.public_url}")
        if program.telegram is None:
            typer.echo("Telegram channel: off (GIAOUOC_TELEGRAM_TOKEN is not set)")
        await program.run(server, stop)


def main() -> None:
    """Run the command line; a refusal prints its sentence, never a traceback."""
    try:
        app()
    except CannotWrite as trouble:
        typer.echo(f"The database cannot be written: {trouble.why}.", err=True)
        raise SystemExit(1) from None
    except (BadConfig, CannotStart, BadToken) as refusal:
        typer.echo(str(refusal), err=True)
        raise SystemExit(1) from None
