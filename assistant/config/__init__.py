"""The configuration: one file, the environment, flags. `load` reads it, `Settings` is what it says."""

from assistant.config.deployments import Deployment
from assistant.config.loading import load
from assistant.config.settings import BASELINE, ModelSettings, Options, Settings, StageSettings

__all__ = ["BASELINE", "Deployment", "ModelSettings", "Options", "Settings", "StageSettings", "load"]
