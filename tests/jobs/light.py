"""Imported by a process that a test starts: the model is asked over plain HTTP, without LiteLLM.

For tests that start many processes: LiteLLM takes seconds of processor time to import.
"""

import asyncio
import json
import urllib.request

from assistant.errors import TransientModelError
from assistant.ledger import Ledger
from assistant.model import provider
from assistant.model.call import Call, Completion


def _asked(call: Call) -> Completion:
    body = json.dumps(call.request()).encode()
    url = f"{call.deployment.api_base}/chat/completions"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - 127.0.0.1
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            reply = json.load(answer)
    except OSError as error:
        raise TransientModelError(str(error)) from error
    usage = reply["usage"]
    return Completion(
        text=reply["choices"][0]["message"]["content"],
        finish="stop",
        reported_model="m",
        prompt_tokens=usage["prompt_tokens"],
        completion_tokens=usage["completion_tokens"],
    )


async def _send(call: Call) -> Completion:
    return await asyncio.to_thread(_asked, call)


Ledger.__init__.__kwdefaults__["send"] = _send
provider.litellm = lambda: None
