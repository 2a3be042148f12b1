"""A model that sends nothing: it keeps the questions that a real one would have been asked."""

from pydantic import BaseModel

from assistant.asking import A, Model, Question, Reply

NOT_SENT = "not sent"


class Unsent:
    """Stands in for `model` (None: a model with the default settings) and collects its questions."""

    ends_in_baseline = False

    def __init__(self, model: Model | None = None) -> None:
        self.alias = model.alias if model else "none"
        self.window = model.window if model else None
        self.prompt_version = model.prompt_version if model else None
        self.questions: list[Question[BaseModel]] = []

    async def ask(self, question: Question[A]) -> Reply[A]:
        """Keep the question and answer nothing."""
        self.questions.append(question)
        return Reply(answer=None, error=NOT_SENT)
