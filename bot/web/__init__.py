"""The bot's own web servers: Telegram brings updates to one; the other tells whoever watches over the bot how it is."""

from .health import Checks, Health, health_routes
from .heartbeat import Heartbeat
from .metrics import Metrics
from .server import serving
from .webhook import webhook_routes

__all__ = ["Checks", "Health", "Heartbeat", "Metrics", "health_routes", "serving", "webhook_routes"]
