"""A patient user: tries each thing a hand can do until it can be done, in this process or through an agent's socket."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from desktop.i18n import Language, Words
from tests.journeys.orders import Agent

PATIENCE = 60.0  # seconds; only a hang or a fault takes so long
Do = Callable[[str, tuple[Any, ...], dict[str, Any]], Any]


class TooLong(AssertionError):
    """Something stayed impossible."""


class User:
    """Every public function of `tests.journeys.hands` and `eyes` is a method here: `user.click("Sign")`.

    `do` calls a hand and raises an error whose text begins with `NotYet` while there is nothing to do it with; `pause`
    lets the program work for a moment. `words` speaks the language of the window.
    """

    def __init__(self, language: Language, do: Do, pause: Callable[[], None]) -> None:
        self.words = Words(language)
        self.tr = self.words.tr
        self._do = do
        self._pause = pause
        self.patience = PATIENCE

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)

        def act(*arguments: Any, **named: Any) -> Any:
            return self._try(lambda: self._do(name, arguments, named), f"{name}{arguments}")

        return act

    def now(self, name: str, *arguments: Any, **named: Any) -> Any:
        """The same without patience."""
        return self._do(name, arguments, named)

    def until(self, true: Callable[[], Any], what: str) -> Any:
        """Wait for something that is not a hand's."""

        def look() -> Any:
            value = true()
            if not value:
                raise AssertionError(f"NotYet: {what}")
            return value

        return self._try(look, what)

    def _seen(self) -> str:
        """What the screen shows, for the report of a failure."""
        try:
            return f"to be seen: {self._do('texts', (), {})}, focus in {self._do('focus', (), {})}"
        except (AssertionError, ValueError, OSError) as error:
            return f"nothing to be seen: {type(error).__name__}"

    def _try(self, work: Callable[[], Any], what: str) -> Any:
        ends = time.monotonic() + self.patience
        while True:
            try:
                return work()
            except AssertionError as error:
                if not is_not_yet(error):
                    raise
                if time.monotonic() > ends:
                    raise TooLong(f"{what}: {str(error).strip().splitlines()[-1]}\n{self._seen()}") from None
            self._pause()


def is_not_yet(error: AssertionError) -> bool:
    return type(error).__name__ == "NotYet" or "NotYet" in str(error)


def skill(name: str) -> Callable[..., Any]:
    """What a hand can do or an eye can see in windows of this process."""
    from tests.journeys import eyes, hands

    return getattr(hands, name, None) or getattr(eyes, name)  # type: ignore[no-any-return]


def here(language: Language, pause: Callable[[int], None]) -> User:
    """A user of windows in this process; `pause(ms)` runs the event loop (`qtbot.wait`)."""
    return User(language, lambda name, arguments, named: skill(name)(*arguments, **named), lambda: pause(15))


def at(agent: Agent, language: Language) -> User:
    """A user of another process that has an agent."""

    def do(name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        given = ", ".join([*(repr(one) for one in arguments), *(f"{key}={value!r}" for key, value in named.items())])
        return agent.do(f"skill({name!r})({given})")

    return User(language, do, lambda: time.sleep(0.02))
