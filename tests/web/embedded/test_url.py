"""The URL of the embedded server is computed, never looked up."""

from pathlib import Path

from kuvend.web import embedded


def test_the_socket_stands_in_the_home_when_its_path_is_short() -> None:
    assert embedded.url(Path("/srv/k")) == "postgresql:///kuvend?host=%2Fsrv%2Fk%2Fpg.socket&user=postgres"
