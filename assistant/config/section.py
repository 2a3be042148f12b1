"""What every part of the settings is made of."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[float, Field(gt=0)]


class Section(BaseModel):
    """The base of every part of the settings: immutable, and no name that we do not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")
