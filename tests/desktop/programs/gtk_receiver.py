"""A GTK program that takes dropped files and says which; for the system's Python, which has gi."""

import json

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402


def received(widget, context, x, y, data, info, time):
    copied = context.get_selected_action() == Gdk.DragAction.COPY
    said = {"what": "dropped", "uris": list(data.get_uris()), "action": "copy" if copied else "?"}
    print(json.dumps(said), flush=True)  # noqa: T201 - this is what it is for


window = Gtk.Window(title="receiver")
window.drag_dest_set(Gtk.DestDefaults.ALL, [], Gdk.DragAction.COPY | Gdk.DragAction.MOVE)
window.drag_dest_add_uri_targets()
window.connect("drag-data-received", received)
window.set_default_size(300, 400)
window.move(1100, 100)
window.show_all()
print(json.dumps({"what": "here"}), flush=True)  # noqa: T201
Gtk.main()
