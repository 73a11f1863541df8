"""`kuvend doctor` looks at everything, says what to do, and ends with 1 when something is wrong."""

from pathlib import Path

from tests.support.serving import run


def test_a_fresh_installation_lacks_its_tables_and_is_told_how_to_make_them(instance: Path) -> None:
    done = run("doctor", home=instance)
    assert done.returncode == 1
    assert "FAIL tables" in done.stdout
    assert "run `kuvend serve`" in done.stdout


def test_an_installation_with_its_tables_is_well_while_nothing_waits(instance: Path) -> None:
    assert run("manage", "migrate", "--verbosity", "0", home=instance).returncode == 0
    done = run("doctor", home=instance)
    assert (done.returncode, "all is well" in done.stdout) == (0, True), done.stdout
    assert "note worker" in done.stdout


def test_a_data_folder_that_cannot_be_used_fails_and_the_other_checks_still_run(instance: Path) -> None:
    place = instance / "file"
    place.write_text("in the way")
    done = run("doctor", home=place)
    assert done.returncode == 1
    assert "FAIL data folder" in done.stdout
    assert "FAIL database" in done.stdout
    assert "ok   Python" in done.stdout


def test_a_secret_key_that_others_can_read_fails(instance: Path) -> None:
    key = instance / "secret-key"
    key.touch()
    key.chmod(0o644)
    done = run("doctor", home=instance)
    key.chmod(0o600)
    assert done.returncode == 1
    assert "others can read it: chmod 600" in done.stdout
