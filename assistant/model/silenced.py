"""LiteLLM, imported once and silenced: nothing from the network, no telemetry, banner, log or retry.

Importing this module takes seconds; only `provider` does, in a thread.
"""

import logging
import os
import warnings
from importlib import import_module
from typing import Any

from pydantic import BaseModel

from assistant.model import wire

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    litellm: Any = import_module("litellm")
    # It builds these when the first reply comes, with warnings and at the expense of that reply.
    for _type in vars(import_module("litellm.types.utils")).values():
        if isinstance(_type, type) and issubclass(_type, BaseModel) and _type is not BaseModel:
            _type.model_rebuild()

litellm.suppress_debug_info = True
litellm.telemetry = False
litellm.drop_params = True
litellm.disable_hf_tokenizer_download = True
litellm.num_retries = 0
litellm.redact_messages_in_exceptions = True
# At lower levels they log prompts, replies, headers and addresses that may hold a key.
for _name in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "openai", "anthropic", "httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
wire.install(import_module("litellm.llms.custom_httpx.http_handler").AsyncHTTPHandler)
