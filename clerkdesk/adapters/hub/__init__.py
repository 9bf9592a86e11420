"""The province server as a desk reaches it: over HTTP, with the desk's own key."""

from clerkdesk.adapters.hub.desk_key import new_device_key
from clerkdesk.adapters.hub.http_hub import HttpHub

__all__ = ["HttpHub", "new_device_key"]
