"""Settings come from flags, variables, a file and defaults, in this order."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from iceorg.errors import SettingsError
from iceorg.settings import _READERS, Settings, data_folder, found_curation, load_settings, model_proxy, ontology_folder


def test_defaults(tmp_path: Path) -> None:
    """Without flags, variables and file there are the defaults."""
    assert load_settings(environment={}, folder=tmp_path) == Settings()


def test_nearer_wins(tmp_path: Path) -> None:
    """A flag wins over a variable, a variable over the file, the file over the default."""
    (tmp_path / "iceorg.toml").write_text('out = "file"\njobs = 2\nstrict = true\nbuilt_on = 2026-01-02\n')
    environment = {"ICEORG_OUT": "variable", "ICEORG_JOBS": "3"}
    found = load_settings({"out": Path("flag"), "jobs": None}, environment=environment, folder=tmp_path)
    assert found == Settings(out=Path("flag"), jobs=3, strict=True, built_on=date(2026, 1, 2))


def test_every_setting_can_be_read() -> None:
    """Every setting can come from a file and from a variable."""
    assert set(_READERS) == {field.name for field in fields(Settings)}
    assert len(_READERS) == 18


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with a decision in data/curation."""
    (tmp_path / "data" / "curation").mkdir(parents=True)
    (tmp_path / "data" / "curation" / "ours.toml").touch()
    return tmp_path


def test_decisions_of_a_project_are_found(project: Path) -> None:
    """In data/curation; a file or folder that is named wins."""
    assert load_settings(environment={}, folder=project).curation == project / "data" / "curation"
    (project / "iceorg.toml").write_text('curation = "theirs"\n')
    assert load_settings(environment={}, folder=project).curation == Path("theirs")


@pytest.mark.parametrize("content", ["curation = false\n", 'curation = "false"\n'])
def test_decisions_are_left_where_a_project_says_so(project: Path, content: str) -> None:
    """For all its commands; a flag still names some."""
    (project / "iceorg.toml").write_text(content)
    assert load_settings(environment={}, folder=project).curation is None
    named = load_settings({"curation": Path("ours.toml")}, environment={}, folder=project)
    assert named.curation == Path("ours.toml")


def test_a_folder_without_files_holds_no_decisions(project: Path) -> None:
    """Nothing is found where nothing was decided."""
    (project / "data" / "curation" / "ours.toml").unlink()
    assert load_settings(environment={}, folder=project).curation is None


def test_decisions_that_are_bundled_are_not_about_other_documents() -> None:
    """They count for the bundled documents alone, seen from the folder that holds both."""
    home = data_folder().parent
    assert (home / "data" / "curation" / "outside.toml").is_file()
    assert found_curation(home) == home / "data" / "curation"
    assert found_curation(home, own=True) is None


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JOBS", "0"),
        ("JOBS", "many"),
        ("STRICT", "perhaps"),
        ("BASE", "https://example.org/x"),
        ("OUT", ""),
        ("BUILT_ON", "March"),
    ],
)
def test_wrong_value_is_named(tmp_path: Path, variable: str, value: str) -> None:
    """A value that will not do is named with its variable."""
    with pytest.raises(SettingsError, match=f"ICEORG_{variable}: {value!r} will not do"):
        load_settings(environment={f"ICEORG_{variable}": value}, folder=tmp_path)


def test_near_miss_is_suggested(tmp_path: Path) -> None:
    """A misspelt setting of the file is answered with the right spelling."""
    (tmp_path / "iceorg.toml").write_text("job = 2\n")
    with pytest.raises(SettingsError, match="did you mean 'jobs'"):
        load_settings(environment={}, folder=tmp_path)


@pytest.mark.parametrize("content", [b"jobs = \n", b"\xff\xfe"])
def test_broken_file(tmp_path: Path, content: bytes) -> None:
    """A file that is no TOML is named."""
    (tmp_path / "iceorg.toml").write_bytes(content)
    with pytest.raises(SettingsError, match="not readable as TOML"):
        load_settings(environment={}, folder=tmp_path)


def test_bundled_folders() -> None:
    """The bundled documents and the ontology are found."""
    assert len(list((data_folder() / "documents").glob("*.txt"))) == 5
    assert (ontology_folder() / "iceorg.ttl").is_file()


PROXIES = {
    "by the address's kind": ("https://models.example/v1", {"HTTPS_PROXY": "http://p:1", "HTTP_PROXY": "http://p:2"}, "http://p:1"),
    "small letters first": ("http://models.example", {"http_proxy": "http://p:1", "HTTP_PROXY": "http://p:2"}, "http://p:1"),
    "one for all": ("https://models.example", {"ALL_PROXY": "http://p:3"}, "http://p:3"),
    "none is named": ("https://models.example", {"HTTP_PROXY": "http://p:2"}, ""),
    "reached directly": ("https://a.inside.example", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "x.example, .inside.example"}, ""),
    "reached directly, by port": ("http://me:pw@b.example:81/v1", {"HTTP_PROXY": "http://p:1", "no_proxy": "b.example:81"}, ""),
    "all are": ("https://models.example", {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"}, ""),
    "this machine": ("http://127.0.0.1:8080/v1", {"HTTP_PROXY": "http://p:1"}, ""),
    "this machine by name": ("http://localhost:8080/v1", {"HTTP_PROXY": "http://p:1"}, ""),
    "this machine, IPv6": ("http://[::1]:8080/v1", {"ALL_PROXY": "http://p:1"}, ""),
    "no address": ("http://[", {"HTTP_PROXY": "http://p:1"}, ""),
}  # fmt: skip


@pytest.mark.parametrize(("url", "environment", "proxy"), PROXIES.values(), ids=PROXIES)
def test_a_models_server_is_reached_over_the_proxy_that_the_system_names(
    url: str, environment: dict[str, str], proxy: str
) -> None:
    """As other programs are; what is for this machine never leaves it."""
    assert model_proxy(url, environment) == proxy
