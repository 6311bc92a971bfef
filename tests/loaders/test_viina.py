"""VIINA's zips of control become a history of the ledger's settlements; a broken zip is named and changes nothing."""

import csv
import io
import zipfile
from datetime import date

import pytest

from geodata.errors import FileRefusedError, InputError, TableError
from geodata.words import Control
from loaders.control_catalog import load_control
from loaders.control_store import FILE, store_folder
from loaders.settlements.loader import load_places
from loaders.viina.loader import import_viina, read_viina

COLUMNS = ("geonameid", "date", "status_wiki", "status_boost", "status_dsm", "status_isw", "status", "vcontrol_version")
NUMBERS = load_places()["geonameid"].iloc[:2].tolist()
FOREIGN = "999999999"


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("MINELINE_DATA", str(tmp_path / "data"))


def csv_of(rows, columns=COLUMNS):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows({"geonameid": number, "date": day, "status": status} for number, day, status in rows)
    return out.getvalue()


def zipped(path, *members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(members):
            archive.writestr(f"control_latest_{number}.csv", text)
    return path


ROWS = [
    (NUMBERS[0], "20220224", "UA"),
    (NUMBERS[0], "20220225", "CONTESTED"),
    (NUMBERS[0], "20220226", "RU"),
    (NUMBERS[0], "20220227", "RU"),
    (NUMBERS[1], "20220224", "UA"),
    (NUMBERS[1], "20220227", "UA"),
    (FOREIGN, "20220224", "RU"),
]


def control_of(history, on):
    return history.control_on(on)[:2].tolist()


def test_a_zip_becomes_intervals_of_the_ledgers_settlements(tmp_path):
    report = import_viina([zipped(tmp_path / "control_latest_2022.zip", csv_of(ROWS))])
    assert (report.rows, report.settlements, report.left_out) == (6, 2, 1)
    assert (report.first_day, report.last_day) == (date(2022, 2, 24), date(2022, 2, 27))
    history = load_control("viina")
    assert control_of(history, date(2022, 2, 24)) == [Control.UA, Control.UA]
    assert control_of(history, date(2022, 2, 25)) == [Control.CONTESTED, Control.UNKNOWN]
    assert control_of(history, date(2022, 2, 27)) == [Control.RU, Control.UA]
    assert history.snapshot(date(2022, 3, 9)).last_known
    assert control_of(history, date(2022, 3, 9)) == [Control.RU, Control.UA]
    with pytest.raises(InputError, match="the first is of 2022-02-24"):
        history.control_on(date(2022, 2, 23))


def test_years_in_several_zips_are_one_history_and_days_imported_again_replace_the_old(tmp_path):
    zipped(
        tmp_path / "control_latest_2022.zip", csv_of([(NUMBERS[0], "20221231", "RU"), (NUMBERS[1], "20221231", "UA")])
    )
    zipped(
        tmp_path / "control_latest_2023.zip", csv_of([(NUMBERS[0], "20230101", "RU"), (NUMBERS[1], "20230101", "RU")])
    )
    (tmp_path / "readme.txt").write_text("no zip")
    assert import_viina([tmp_path]).rows == 4
    history = load_control("viina")
    assert len(history.history_of(0)) == 1
    assert control_of(history, date(2023, 1, 1)) == [Control.RU, Control.RU]
    import_viina(
        [zipped(tmp_path / "again.zip", csv_of([(NUMBERS[0], "20230101", "UA"), (NUMBERS[1], "20230101", "RU")]))]
    )
    history = load_control("viina")
    assert control_of(history, date(2022, 12, 31)) == [Control.RU, Control.UA]
    assert control_of(history, date(2023, 1, 1)) == [Control.UA, Control.RU]
    stored = (store_folder("viina") / FILE).read_bytes()
    import_viina([tmp_path / "again.zip"])
    assert (store_folder("viina") / FILE).read_bytes() == stored


def test_a_path_is_read_without_storing_and_a_csv_without_a_zip(tmp_path):
    path = tmp_path / "control_latest_2022.csv"
    path.write_text(csv_of(ROWS), "utf-8")
    assert control_of(read_viina([path]), date(2022, 2, 27)) == [Control.RU, Control.UA]
    assert not store_folder("viina").exists()


def damaged(path):
    zipped(path, csv_of(ROWS * 50))
    whole = bytearray(path.read_bytes())
    whole[80:120] = bytes(40)
    path.write_bytes(whole)


BROKEN = {
    "no zip": (
        lambda path: path.write_bytes(b"PK no zip"),
        "expected VIINA's table of control, got: File is not a zip",
    ),
    "a zip cut short": (
        lambda path: path.write_bytes(zipped(path, csv_of(ROWS * 50)).read_bytes()[:-60]),
        "expected VIINA's table of control, got: File is not a zip",
    ),
    "damaged inside": (damaged, "expected VIINA's table of control, got: "),
    "no table in it": (lambda path: zipped(path), "expected one CSV in the zip, got 0"),
    "two tables in it": (lambda path: zipped(path, csv_of(ROWS), csv_of(ROWS)), "expected one CSV in the zip, got 2"),
    "an empty table": (lambda path: zipped(path, ""), "expected VIINA's table of control, got: "),
    "another table": (
        lambda path: zipped(path, "event_id,date\n1,20220224\n"),
        "expected the columns geonameid, date, status",
    ),
    "days written otherwise": (
        lambda path: zipped(path, csv_of([(NUMBERS[0], "24.02.2022", "RU")])),
        "column date: expected days as 20240708, got '24.02.2022'",
    ),
    "a word that is none": (
        lambda path: zipped(path, csv_of([(NUMBERS[0], "20220224", "<b>red</b>")])),
        "column status: expected UA, RU, CONTESTED, got '<b>red</b>'",
    ),
    "no settlement of the ledger": (
        lambda path: zipped(path, csv_of([(FOREIGN, "20220224", "RU")])),
        "no row is of a settlement of the ledger",
    ),
    "no row": (lambda path: zipped(path, csv_of([])), "no row is of a settlement of the ledger"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_zip_is_one_sentence_and_the_old_stays(tmp_path, name):
    import_viina([zipped(tmp_path / "control_latest_2022.zip", csv_of(ROWS))])
    stored = (store_folder("viina") / FILE).read_bytes()
    write, told = BROKEN[name]
    path = tmp_path / "control_latest_2023.zip"
    write(path)
    with pytest.raises(FileRefusedError) as refused:
        import_viina([path])
    assert str(refused.value).startswith("control_latest_2023.zip")
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (store_folder("viina") / FILE).read_bytes() == stored


def test_what_is_not_there_says_how(tmp_path):
    with pytest.raises(InputError, match="there is no such file or folder"):
        import_viina([tmp_path / "nowhere.zip"])
    with pytest.raises(InputError, match=r"No control_latest_YEAR.zip was found"):
        import_viina([tmp_path])


def test_a_damaged_store_is_a_sentence(tmp_path):
    import_viina([zipped(tmp_path / "control_latest_2022.zip", csv_of(ROWS))])
    path = store_folder("viina") / FILE
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(TableError, match=r"viina: the imported data are damaged"):
        load_control("viina")
