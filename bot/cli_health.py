"""`giaouoc health`: is the running program at work."""

import json
from typing import Annotated, Any

import httpx
import typer

from bot.config import Config, load
from bot.desk import refuse, with_database
from bot.health import examine_from_outside

# Seconds; more than the program takes to find out that its database does not answer.
ANSWER_WITHIN = 8
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (compared, not bound)


def health(
    port: Annotated[int | None, typer.Option(help="Web port, instead of config.toml's.")] = None,
) -> None:
    """Say what is stale, one line each; code 1 when anything is.

    Asks the running program itself, and its database where the web channel is off.
    """
    config = load()
    facts = _asked(config, port) if config.web.enabled else _found(config)
    if facts["complaints"]:
        refuse("\n".join(facts["complaints"]))
    typer.echo("at work: " + json.dumps(facts["age_seconds"]))


def _asked(config: Config, port: int | None) -> dict[str, Any]:
    host = EVERYWHERE.get(config.web.host, config.web.host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port or config.web.port}/healthz"
    try:
        # Never through a proxy of the environment: it is this machine.
        with httpx.Client(trust_env=False, timeout=ANSWER_WITHIN) as client:
            facts: dict[str, Any] = client.get(address).json()
    except (httpx.HTTPError, ValueError) as error:
        refuse(f"the program does not answer at {address} ({type(error).__name__})")
    return facts


def _found(config: Config) -> dict[str, Any]:
    return with_database(config, examine_from_outside).to_json()
