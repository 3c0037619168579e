"""Logs as facts on the error stream, one line each, no secret in any of them."""

import logging
import sys

import structlog

from bot.channels.telegram.redaction import guard_logs, hiding


def start_logs(token: str | None) -> None:
    """Send every log line, ours and the libraries', through one redacted format."""
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )
    for chatty in ("alembic", "apscheduler", "httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    secrets = [hiding(token)] if token else []
    if token:
        guard_logs(token)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            *secrets,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
