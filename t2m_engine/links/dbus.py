"""The session's D-Bus, as far as links need it: names, calls, properties."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, DBusErrorResponse, MessageType, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import unwrap_msg

NO_BUS = "there is no D-Bus session"
NO_ANSWER = "no answer in time"


class BusError(Exception):
    """No bus, no answer in time, or an answer that is an error."""


class Bus:
    """A connection to the session bus; a context manager. Calls wait `limit` seconds."""

    def __init__(self, limit: float) -> None:
        self._limit = limit

    def __enter__(self) -> Self:
        try:
            self._connection = open_dbus_connection("SESSION")
        except (OSError, KeyError, ValueError) as error:
            raise BusError(f"{NO_BUS} ({error})") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def names(self) -> list[str]:
        """Return the names on the bus, in order."""
        return sorted(self._ask(message_bus.ListNames())[0])

    def call(
        self, name: str, path: str, interface: str, method: str, *words: str
    ) -> tuple[Any, ...]:
        """Call a method that takes texts, and return what it returns; BusError."""
        address = DBusAddress(path, name, interface)
        if words:
            return self._ask(new_method_call(address, method, "s" * len(words), words))
        return self._ask(new_method_call(address, method))

    def property(self, name: str, path: str, interface: str, wanted: str) -> Any:
        """Return the value of a property; BusError."""
        address = DBusAddress(path, name, interface)
        return self._ask(Properties(address).get(wanted))[0][1]

    def _ask(self, message: Any) -> tuple[Any, ...]:
        try:
            reply = self._connection.send_and_get_reply(message, timeout=self._limit)
            assert reply.header.message_type in (MessageType.method_return, MessageType.error)
            return tuple(unwrap_msg(reply))
        except TimeoutError as error:
            raise BusError(NO_ANSWER) from error
        except DBusErrorResponse as error:
            raise BusError(error.name) from error
        except (OSError, EOFError) as error:
            raise BusError(str(error)) from error
