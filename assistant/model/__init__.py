"""The model gateway: any provider through LiteLLM, and no outage that looks like a result."""

from assistant.model.call import Exchanges
from assistant.model.catalogue import Card, Probe, count_tokens, describe, price, probe
from assistant.model.gateway import Gateway

__all__ = ["Card", "Exchanges", "Gateway", "Probe", "count_tokens", "describe", "price", "probe"]
