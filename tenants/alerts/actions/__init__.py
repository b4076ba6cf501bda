"""What is done about alerts: telling of them, taking one, choosing how one is told, and keeping the rota."""

from tenants.alerts.actions.preferences import choose_alerts
from tenants.alerts.actions.rota import remove_shift, save_shift, set_wait
from tenants.alerts.actions.taking import take_alert
from tenants.alerts.actions.telling import look, tell

__all__ = ["choose_alerts", "look", "remove_shift", "save_shift", "set_wait", "take_alert", "tell"]
