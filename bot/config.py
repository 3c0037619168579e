"""Settings from config.toml and the environment; secrets only from the environment."""

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

DEFAULT_FILE = Path("config.toml")


class BadConfig(Exception):
    """The settings cannot be used; the text names each key and what to do."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSection(_Section):
    """Where the record is kept."""

    url: str = Field("sqlite+aiosqlite:///data/giaouoc.db", pattern=r"^sqlite\+aiosqlite:///[^:]+")


class WebSection(_Section):
    """The chat page; `public_url` is what officers type."""

    enabled: bool = True
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=0, le=65535)
    public_url: str = Field("http://127.0.0.1:8080", pattern=r"^https?://")
    acts_per_ten_seconds: int = Field(20, ge=1)


class TelegramSection(_Section):
    """How Telegram is reached; used when a token is set."""

    bot_name: str = Field("", pattern=r"^[A-Za-z0-9_]*$")
    base_url: str = Field("https://api.telegram.org/bot", pattern=r"^https?://")
    proxy: str = ""
    timeout_seconds: float = Field(15, gt=0)
    messages_per_second: float = Field(28.95, gt=0)
    messages_per_second_to_one: float = Field(1, gt=0)


class PapersSection(_Section):
    """Where an office keeps its own Word templates; empty for those of the program."""

    folder: str = ""


class Config(BaseSettings):
    """Everything that can be set; `telegram_token` only by the environment."""

    model_config = SettingsConfigDict(
        env_prefix="GIAOUOC_", env_nested_delimiter="__", extra="forbid", frozen=True
    )

    language: Literal["vi", "en"] = "vi"
    database: DatabaseSection = DatabaseSection()
    web: WebSection = WebSection()
    telegram: TelegramSection = TelegramSection()
    papers: PapersSection = PapersSection()
    telegram_token: SecretStr | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the signature is pydantic's)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the same)
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _File(settings_cls, config_file())


class _File(TomlConfigSettingsSource):
    def __call__(self) -> dict[str, Any]:
        values = super().__call__()
        if "telegram_token" in values:
            raise BadConfig(
                "telegram_token: a secret does not belong in the file;"
                " set the environment variable GIAOUOC_TELEGRAM_TOKEN"
            )
        return values


def config_file() -> Path:
    """Return the file to read: GIAOUOC_CONFIG, or config.toml where the program is started."""
    return Path(os.environ.get("GIAOUOC_CONFIG", DEFAULT_FILE))


def load(**overrides: Any) -> Config:
    """Read the settings; refuse with `BadConfig` naming every wrong or unknown key."""
    chosen = os.environ.get("GIAOUOC_CONFIG")
    if chosen and not Path(chosen).is_file():
        raise BadConfig(f"GIAOUOC_CONFIG: there is no file {chosen}")
    try:
        config = Config(**overrides)
    except ValidationError as error:
        raise BadConfig("\n".join(map(_problem, error.errors()))) from error
    except ValueError as error:
        raise BadConfig(f"{config_file()}: {error}") from error
    return config


def _problem(error: Any) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{key}: no such setting; see the keys in config.toml"
    # Never echo the value: it may be a secret put in the wrong place.
    return f"{key}: {error['msg']}"
