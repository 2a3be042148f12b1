"""Configuration: where it is found, what beats what, and errors that say file, line and key."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.config import Deployment, Options, Settings, load
from assistant.errors import ConfigError

HIDDEN = "sk-very-secret-0123456789"
FILE = f"""\
model_list:
  - model_name: small
    litellm_params:
      model: openai/small-1
      api_base: http://127.0.0.1:8000/v1
      api_key: os.environ/SMALL_KEY
      rpm: 60
  - model_name: big
    litellm_params: {{model: anthropic/big-1, api_key: {HIDDEN}}}
    model_info: {{id: b, max_input_tokens: 9000}}
litellm_settings:
  fallbacks: [{{small: [big]}}]
  drop_params: true
router_settings:
  model_group_alias: {{fast: small}}
general_settings:
  master_key: {HIDDEN}
factcheck:
  model: small
  window: 12
  models:
    small: {{window: 6}}
  stages:
    enabled: [claims, sources]
    settings:
      claims: {{model: big, temperature: 0.5, window: 3}}
  limits:
    articles: 5
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "factcheck.yaml"
    path.write_text(FILE)
    return path


def test_nothing_configured_is_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    settings = load(env={"HOME": str(tmp_path)})

    assert settings == Settings()
    assert settings.default_model == "baseline"
    assert settings.known_aliases == ()
    assert settings.notes == ()


def test_one_variable_is_enough_for_one_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    env = {
        "HOME": str(tmp_path),
        "FACTCHECK_MODEL": "openai/x",
        "FACTCHECK_API_BASE": "http://127.0.0.1:1/v1",
    }
    settings = load(env=env)

    assert settings.default_model == "openai/x"
    assert settings.known_aliases == ("openai/x",)
    (deployment,) = settings.resolve("openai/x")
    assert (deployment.model, deployment.api_base) == ("openai/x", "http://127.0.0.1:1/v1")


def test_a_proxy_file_is_read_and_what_is_not_used_is_named_once(file: Path):
    settings = load(file, env={"SMALL_KEY": "k-1"})

    assert settings.file == file
    assert settings.chain("small") == ("small", "big")
    assert settings.resolve("fast") == settings.resolve("small")
    (small,) = settings.resolve("small")
    assert small.call_parameters() == {"api_base": "http://127.0.0.1:8000/v1", "api_key": "k-1"}
    assert (small.variables, small.unset) == (("SMALL_KEY",), ())
    (note,) = settings.notes
    unused = (
        "general_settings",
        "model_list[0].litellm_params.rpm",
        "model_list[1].model_info.id",
        "litellm_settings.drop_params",
    )
    assert note == f"{file}: LiteLLM settings that are not used here: {', '.join(unused)}"


def test_a_variable_that_is_not_set_is_no_error_until_the_model_is_used(file: Path):
    (small,) = load(file, env={}).resolve("small")

    assert small.unset == ("SMALL_KEY",)
    assert "api_key" not in small.parameters


def test_flags_beat_the_environment_which_beats_the_file(file: Path):
    env = {"FACTCHECK_LIMITS__ARTICLES": "7", "FACTCHECK_MODEL": "big", "FACTCHECK_WINDOW": "9"}

    assert load(file, env={}).limits.articles == 5
    assert load(file, env=env).limits.articles == 7
    assert load(file, env=env).default_model == "big"
    flagged = load(file, env=env, overrides={"model": "fast", "limits": {"articles": 8}, "window": None})
    assert (flagged.limits.articles, flagged.default_model, flagged.window) == (8, "fast", 9)


def test_lists_and_mappings_come_from_the_environment_as_json(file: Path):
    env = {
        "FACTCHECK_STAGES__ENABLED": '["sources"]',
        "FACTCHECK_POLICY__SEVERITY": '{"SRC002": "info"}',
        "FACTCHECK_MODELS__SMALL__TIMEOUTS__TOTAL": "2.5",
    }
    settings = load(file, env=env)

    assert settings.stages.enabled == ("sources",)
    assert settings.policy.severity == {"SRC002": "info"}
    assert settings.model_settings("small").timeouts.total == 2.5
    assert settings.model_settings("small").window == 6


def test_the_file_is_found_from_the_folder_upwards_then_in_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    below, user, named = (
        tmp_path / "desk" / "a" / "b",
        tmp_path / "user" / "factcheck",
        tmp_path / "named.yaml",
    )
    for folder in (below, user):
        folder.mkdir(parents=True)
    monkeypatch.chdir(below)
    env = {"XDG_CONFIG_HOME": str(tmp_path / "user"), "HOME": str(tmp_path)}
    named.write_text("factcheck: {window: 1}")

    (user / "factcheck.yaml").write_text("factcheck: {window: 2}")
    assert load(env=env).window == 2
    (tmp_path / "desk" / "factcheck.yaml").write_text("factcheck: {window: 3}")
    assert load(env=env).window == 3
    assert load(env={**env, "FACTCHECK_CONFIG": str(named)}).window == 1
    assert load(tmp_path / "desk" / "factcheck.yaml", env={"FACTCHECK_CONFIG": str(named)}).window == 3


def test_what_a_stage_does_differently(file: Path):
    settings = load(file, env={})

    assert settings.stage_settings("claims").model == "big"
    assert settings.stage_settings("sources").model is None
    assert settings.model_settings("fast").window == 6


def test_several_models_and_no_choice_is_the_baseline_with_a_note(tmp_path: Path):
    path = tmp_path / "litellm.yaml"
    path.write_text(yaml.safe_dump({"model_list": yaml.safe_load(FILE)["model_list"][:2]}))
    settings = load(path, env={})

    assert settings.default_model == "baseline"
    assert (
        "model_list has 2 models (big, small) and none is chosen, so no model is used" in settings.notes[-1]
    )


def test_one_model_and_no_choice_is_that_model(tmp_path: Path):
    path = tmp_path / "litellm.yaml"
    path.write_text(yaml.safe_dump({"model_list": yaml.safe_load(FILE)["model_list"][:1]}))

    assert load(path, env={}).default_model == "small"


def test_no_secret_is_shown(file: Path):
    settings = load(file, env={"SMALL_KEY": HIDDEN})
    shown = (
        repr(settings)
        + str(settings)
        + settings.model_dump_json()
        + repr(settings.resolve("big")[0].parameters)
    )

    assert HIDDEN not in shown
    assert settings.resolve("big")[0].secrets() == (HIDDEN,)


def test_secret_is_what_came_from_the_environment_or_has_a_name_like_a_keys(tmp_path: Path):
    path = tmp_path / "factcheck.yaml"
    path.write_text("""\
model_list:
  - model_name: a
    litellm_params:
      model: bedrock/a-1
      api_base: https://desk:hidden-1@llm.example/v1
      api_version: 2024-06-01
      aws_region_name: eu-west-9
      aws_secret_access_key: hidden-2
      max_completion_tokens: 900
      stop: [os.environ/STOP, END]
      thinking: {type: enabled, budget_tokens: 64}
      extra_headers: {Authorization: Bearer hidden-3, X-Org: newsroom, X-Trace: os.environ/TRACE}
      extra_body: {login: {api-key: hidden-6, user: desk}, routes: [{password: hidden-7, to: b}]}
      vertex_credentials: {client_email: hidden-8@x.example, type: service_account}
""")
    env = {"STOP": "hidden-4", "TRACE": "hidden-5"}
    settings = load(path, env=env)
    (deployment,) = settings.resolve("a")
    shown = repr(settings) + settings.model_dump_json() + str(deployment.parameters)

    assert "hidden" not in shown
    assert f"{deployment.api_base}" == "https://llm.example/v1"
    for plain in ("eu-west-9", "2024-06-01", "900", "END", "64", "newsroom", "desk", "enabled"):
        assert plain in deployment.model_dump_json()
    assert {secret for secret in deployment.secrets() if "hidden" in secret} == {
        "https://desk:hidden-1@llm.example/v1", "hidden-1", "hidden-2", "Bearer hidden-3", "hidden-3", "hidden-4",
        "hidden-5", "hidden-6", "hidden-7", "hidden-8@x.example",
    }  # fmt: skip
    assert {"eu-west-9", "newsroom", "desk", "END"}.isdisjoint(deployment.secrets())
    assert deployment.variables == ("STOP", "TRACE")
    sent = deployment.call_parameters()
    assert sent["api_base"] == "https://desk:hidden-1@llm.example/v1"
    assert sent["api_version"] == "2024-06-01"
    assert sent["stop"] == ["hidden-4", "END"]
    assert sent["extra_headers"] == {
        "Authorization": "Bearer hidden-3",
        "X-Org": "newsroom",
        "X-Trace": "hidden-5",
    }
    assert sent["extra_body"]["routes"] == [{"password": "hidden-7", "to": "b"}]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from(["api_key", "extra_headers", "timeout_ms"]),
)
def test_what_is_masked_is_sent_as_it_was_given(value: object, name: str):
    assert Deployment(alias="a", model="m", parameters={name: value}).call_parameters() == {name: value}


def test_the_model_may_come_from_the_environment(tmp_path: Path):
    path = tmp_path / "factcheck.yaml"
    path.write_text("model_list: [{model_name: a, litellm_params: {model: os.environ/DESK_MODEL}}]")

    assert load(path, env={"DESK_MODEL": "openai/x"}).resolve("a")[0].model == "openai/x"
    assert load(path, env={}).resolve("a")[0].unset == ("DESK_MODEL",)


@pytest.mark.parametrize(
    ("line", "instead", "error"),
    [
        (
            "  window: 12",
            "  window: 0",
            ":20: factcheck.window: input should be greater than or equal to 1; came 0",
        ),
        (
            "  window: 12",
            '  window: "12"',
            ':20: factcheck.window: input should be a valid integer; came "12"',
        ),
        ("  window: 12", "  windw: 12", ":20: factcheck.windw: no such setting; did you mean 'window'?"),
        (
            "    articles: 5",
            "    pages: 5",
            ":28: factcheck.limits.pages: no such setting; there are: characters",
        ),
        (
            "  model: small",
            "  model: smal",
            ":19: factcheck.model: no model 'smal'; there are: baseline, big",
        ),
        ("{model: big, t", "{model: bigg, t", ":26: factcheck.stages.settings.claims.model: no model 'bigg'"),
        (
            "[{small: [big]}]",
            "[{small: [tiny]}]",
            ":12: litellm_settings.fallbacks[0].small[0]: no model 'tiny'",
        ),
        (
            "{window: 6}",
            "{fallbacks: [baseline, big]}",
            ":22: factcheck.models.small.fallbacks: baseline never fails",
        ),
        ("    small: {window", "    smal: {window", ":22: factcheck.models.smal: no model of that alias"),
        (
            "  window: 12",
            "  time_zone: Mars/Base",
            ":20: factcheck.time_zone: expected the name of a time zone",
        ),
        ("  window: 12", "  model: big", ":20: factcheck.model: said twice, first in line 19; keep one"),
        ("factcheck:", "factchek:", ":18: factchek: no such key; expected factcheck"),
        ("      model: openai/small-1", "      mdl: x", ":3: model_list[0].litellm_params.model: expected"),
        ("model_name: small", "model_name: baseline", ":2: model_list[0].model_name: `baseline` is the word"),
        ("  window: 12", "  window: [", "not valid YAML"),
        (
            "      rpm: 60",
            "      seed: !!binary aGk=",
            ":7: model_list[0].litellm_params.seed: expected a text, a number, a list or a mapping",
        ),
    ],
)
def test_an_error_names_file_line_and_key(file: Path, line: str, instead: str, error: str):
    assert FILE.count(line) == 1
    file.write_text(FILE.replace(line, instead))

    with pytest.raises(ConfigError) as raised:
        load(file, env={})

    assert str(raised.value).startswith(f"{file}:")
    assert error in str(raised.value)
    assert HIDDEN not in str(raised.value)


@pytest.mark.parametrize(
    ("env", "error"),
    [
        (
            {"FACTCHECK_LIMITS__ARTICLES": "many"},
            "environment variable FACTCHECK_LIMITS__ARTICLES: input should be",
        ),
        ({"FACTCHECK_LIMITS__PAGES": "1"}, "environment variable FACTCHECK_LIMITS__PAGES: no such setting"),
        (
            {"FACTCHECK_MODEL": "tiny"},
            "FACTCHECK_MODEL: no model 'tiny'; expected one of: baseline, big, fast, small",
        ),
        ({"FACTCHECK_MODLE": "big"}, "FACTCHECK_MODLE: no such setting; did you mean FACTCHECK_MODEL?"),
        (
            {"FACTCHECK_LIMITS_ARTICLES": "7"},
            "FACTCHECK_LIMITS_ARTICLES: no such setting; did you mean FACTCHECK_LIMITS__ARTICLES?",
        ),
        (
            {"FACTCHECK_LIMIT__ARTICLES": "7"},
            "FACTCHECK_LIMIT__ARTICLES: no such setting; did you mean FACTCHECK_LIMITS__ARTICLES?",
        ),
        ({"factcheck_confg": "x"}, "factcheck_confg: no such setting; did you mean FACTCHECK_CONFIG?"),
        ({"FACTCHECK_ZZZZ": "x"}, "FACTCHECK_ZZZZ: no such setting; there are: FACTCHECK_MODEL, "),
        ({"FACTCHECK_POLICY__SELECT": "[a"}, "a list or a mapping is given as JSON"),
        ({"FACTCHECK_CONFIG": "nowhere.yaml"}, "nowhere.yaml: cannot be read: No such file or directory"),
    ],
)
def test_an_error_in_the_environment_names_the_variable(file: Path, env: dict[str, str], error: str):
    with pytest.raises(ConfigError, match=error.replace("[", r"\[")):
        load(None if "FACTCHECK_CONFIG" in env else file, env=env)


@pytest.mark.parametrize(
    "name",
    [
        "FACTCHECK_URL", "FACTCHECK_KEY", "FACTCHECK_DATABASE_URL", "FACTCHECKER_MODE", "MY_FACTCHECK_MODE",
        # from Kubernetes, beside services named factcheck, factcheck-db
        "FACTCHECK_SERVICE_HOST", "FACTCHECK_SERVICE_PORT", "FACTCHECK_SERVICE_PORT_HTTP", "FACTCHECK_PORT",
        "FACTCHECK_PORT_8000_TCP", "FACTCHECK_PORT_8000_TCP_ADDR", "FACTCHECK_DB_SERVICE_HOST",
        "FACTCHECK_DB_PORT_5432_TCP_PROTO",
    ],
)  # fmt: skip
def test_a_variable_that_another_part_reads_is_no_error(file: Path, name: str):
    assert load(file, env={name: "tcp://127.0.0.1:1"}).window == 12


def test_a_misspelt_variable_without_a_value_is_no_error(file: Path):
    assert load(file, env={"FACTCHECK_MODLE": ""}).window == 12


def test_an_error_in_a_flag_names_the_option(file: Path):
    with pytest.raises(
        ConfigError, match="option fail_on: input should be 'error', 'warning' or 'info'; came \"bad\""
    ):
        load(file, env={}, overrides={"fail_on": "bad"})
    with pytest.raises(ConfigError, match="option model: no model 'tiny'"):
        load(file, env={}, overrides={"model": "tiny"})


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"- a\n- b\n",
        b"a: &x [*x]\n",
        b"{" * 300,
        b"model_list: " + b"[" * 3000 + b"]" * 3000,
    ],
)
def test_a_file_that_is_not_a_configuration(tmp_path: Path, content: bytes):
    path = tmp_path / "factcheck.yaml"
    path.write_bytes(content)

    with pytest.raises(ConfigError, match=r"factcheck\.yaml"):
        load(path, env={})


def test_an_empty_file_is_the_default(tmp_path: Path):
    path = tmp_path / "factcheck.yaml"
    path.write_text("# nothing yet\n")

    assert load(path, env={}).default_model == "baseline"


def test_every_setting_is_described():
    def undescribed(section: Any, key: str) -> list[str]:
        found = []
        for name, field in section.model_fields.items():
            found += [] if field.description else [f"{key}{name}"]
            for kind in (field.annotation, *getattr(field.annotation, "__args__", ())):
                if hasattr(kind, "model_fields"):
                    found += undescribed(kind, f"{key}{name}.")
        return found

    assert undescribed(Options, "") == []


@pytest.mark.parametrize(
    "origin", ["*", "https://*.example", "cms.example", "https://cms.example/", "null", ""]
)
def test_an_origin_is_one_as_a_browser_sends_it(origin):
    with pytest.raises(ConfigError, match="expected an origin"):
        load(env={"FACTCHECK_SERVICE__CORS_ORIGINS": f'["{origin}"]'})


def test_a_desk_may_spend_its_own_amount_and_others_the_general_one():
    settings = load(
        env={"FACTCHECK_BUDGET": '{"day_usd": 5, "desks": {"a": {"day_usd": 1}, "b": {"day_usd": null}}}'}
    )
    assert [settings.budget.day_of(desk) for desk in ("a", "b", "c")] == [1, None, 5]
    assert settings.limited
