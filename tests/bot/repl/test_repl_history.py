"""The history beside the index."""

from __future__ import annotations

from pathlib import Path

from bot.repl.history import IndexHistory


def test_what_was_asked_is_there_the_next_time_newest_first(tmp_path: Path) -> None:
    history = IndexHistory(tmp_path)
    history.append_string("Who?")
    history.append_string("When?")
    assert list(IndexHistory(tmp_path).load_history_strings()) == ["When?", "Who?"]


def test_it_does_not_make_the_index_folder(tmp_path: Path) -> None:
    history = IndexHistory(tmp_path / "index")
    history.append_string("Who?")
    assert history.get_strings() == ["Who?"]
    assert not (tmp_path / "index").exists()


def test_a_history_that_cannot_be_kept_spoils_nothing(tmp_path: Path) -> None:
    (tmp_path / "history").mkdir()  # where the file would be
    history = IndexHistory(tmp_path)
    history.append_string("Who?")
    assert history.get_strings() == ["Who?"]
    assert list(history.load_history_strings()) == []
