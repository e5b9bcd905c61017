"""The report: tables, page, pictures and texts; escaped, self-contained, and replaced as a whole."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_fixtures import HARD, synthesis, without_themes

from infoview_analysis import presentation as show
from infoview_analysis.errors import ReportError
from infoview_analysis.export import page as pages
from infoview_analysis.export import report as reports
from infoview_analysis.export.notebooks import shipped_notebooks, with_parameters
from infoview_analysis.export.sources import source_file_name, write_sources
from infoview_analysis.export.tables import csv_text, write_tables
from infoview_analysis.frames import FRAMES
from infoview_analysis.presentation.fragment import Fragment, element
from infoview_analysis.presentation.notes import NotePlaces
from infoview_analysis.presentation.picture import picture


@pytest.fixture(scope="module")
def twelve():
    return synthesis()


def read_back(text):
    return list(csv.reader(io.StringIO(text, newline="")))


# tables


def test_tables_have_the_columns_of_the_frames_first(twelve, tmp_path):
    paths = write_tables(twelve, tmp_path)
    assert {path.stem for path in paths} == set(FRAMES) - {"changes"}  # what `infoview since` tells
    for path in paths:
        head = path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        expected = [column.name for column in FRAMES[path.stem]]
        assert head[: len(expected)] == expected
    assert (tmp_path / "interviews.csv").read_text(encoding="utf-8").split("\n", 1)[0].endswith(",ward")


def test_points_are_verbatim_and_found_in_their_source(twelve, tmp_path):
    write_tables(twelve, tmp_path)
    points = pd.read_csv(tmp_path / "points.csv", dtype=str, keep_default_na=False)
    sources = {document.source: document.text for document in twelve.documents}
    assert points["text"].tolist() == twelve.points["text"].tolist()
    for row in points.itertuples():
        assert sources[row.source][int(row.start) : int(row.end)] == row.text
    assert points["text"].str.startswith("=").any()
    assert points["text"].str.contains("\r\n").any()


def test_the_same_synthesis_gives_the_same_bytes(tmp_path):
    write_tables(synthesis(), tmp_path / "a")
    write_tables(synthesis(), tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        data = path.read_bytes()
        assert data == (tmp_path / "b" / path.name).read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf")


def test_cells_are_written_as_promised():
    frame = pd.DataFrame(
        {
            "n": pd.array([1, None], dtype="Int64"),
            "share": pd.array([1 / 3, 30.0], dtype="Float64"),
            "tiny": [-1e-9, float("nan")],
            "day": pd.to_datetime(["2026-03-01 14:05", None]),
            "said": ["a\rb", None],
            "yes": [True, False],
        }
    )
    assert csv_text(frame) == 'n,share,tiny,day,said,yes\n1,0.333333,0,2026-03-01,"a\rb",true\n,30,,,,false\n'


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8"))), min_size=1))
def test_any_text_comes_back_from_a_table(rows):
    frame = pd.DataFrame(rows, columns=["one", "two, and"])
    back = read_back(csv_text(frame))
    assert back == [["one", "two, and"], *map(list, rows)]


def test_a_lone_surrogate_does_not_stop_the_tables(twelve, tmp_path):
    twelve = synthesis(2, 2)
    twelve.problems.loc[0, "message"] = "odd \ud800 sign"
    write_tables(twelve, tmp_path)
    assert "odd ? sign" in (tmp_path / "problems.csv").read_text(encoding="utf-8")


# sources


def test_texts_of_rendered_documents_are_written_so_that_offsets_hold(twelve, tmp_path):
    written = write_sources(twelve.documents, tmp_path / "sources")
    assert set(written) == {document.source for document in twelve.documents if document.rendered}
    for row in twelve.points[twelve.points["source"].isin(set(written))].itertuples():
        text = written[row.source].read_bytes().decode("utf-8")
        assert text[row.start : row.end] == row.text


@pytest.mark.parametrize(
    "source", ["interviews/../../etc/passwd", "interviews/a:b?.zip#con.md", "x" * 400, "..", "é/日本"]
)
def test_source_files_have_safe_names(source):
    name = source_file_name(source)
    assert Path(name).name == name
    assert not set(name) & set('\\/:*?"<>|')
    assert len(name) < 100
    assert name != source_file_name(source + " ")


# pieces of HTML


class Checker(HTMLParser):
    """Checks that tags are closed in order; collects ids, links, images and text."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.images, self.text, self.tags = [], [], [], [], [], set()

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.add(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes["href"]] if "href" in attributes else []
        self.images += [attributes] if tag == "img" else []
        assert not [name for name in attributes if name.startswith("on")]
        if tag not in {"img", "br", "hr", "meta", "link", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in {"img", "br", "hr", "meta"}:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def checked(html):
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert not checker.open
    return checker


@given(st.text(), st.text())
def test_text_is_escaped_and_comes_back(words, attribute):
    checker = checked(element("p", words, title=attribute).html)
    assert checker.tags == {"p"}


def pieces(bundle):
    return {
        "summary": show.summary(bundle), "ranking": show.ranking(bundle), "cards": show.theme_cards(bundle),
        "unplaced": show.unplaced(bundle), "load": show.load_report(bundle), "made": show.made_with(bundle),
        "next": show.next_steps(bundle), "notes": show.notes(bundle),
    }  # fmt: skip


@pytest.mark.parametrize(
    "bundle", [synthesis(), synthesis(1, 3), synthesis(60, 40), without_themes(), without_themes(3)],
    ids=["twelve", "one", "sixty", "one without themes", "three without themes"],
)  # fmt: skip
def test_every_piece_is_well_formed_and_safe(bundle):
    for name, piece in pieces(bundle).items():
        checker = checked(piece._repr_html_())
        assert "script" not in checker.tags, name
        assert piece.plain, name
        assert repr(piece) == piece.plain


def test_what_notes_hold_is_shown_as_written(twelve):
    text = "".join(checked(show.theme_cards(twelve).html + show.unplaced(twelve).html).text)
    for said in HARD:
        assert " ".join(said.split()) in text
    assert "<b>Lea & Co</b>" in text


def test_a_card_shows_one_quote_a_person_first(twelve):
    cards = show.theme_cards(twelve).html.split('<article class="theme"')[1:]
    assert len(cards) == len(twelve.themes)
    for card in cards:
        first = card.split("<details>")[0]
        names = re.findall(r"<figcaption><b><bdi>(.*?)</bdi>", first)
        assert len(names) == len(set(names))


def test_quotes_lead_to_the_line_they_stand_in(twelve):
    html = show.theme_cards(twelve).html + show.notes(twelve).html
    checker = checked(html)
    targets = {link.removeprefix("#") for link in checker.links}
    assert targets
    assert targets <= set(checker.ids)
    places = NotePlaces(twelve.documents)
    for row in twelve.points.itertuples():
        anchor = places.anchor(row.source, row.start)
        line = re.search(rf'id="{anchor}"><span class="no">(\d+)</span>', html)
        assert int(line.group(1)) == row.line


def test_long_notes_are_left_out_by_name_of_their_number(twelve):
    places = NotePlaces(twelve.documents, most_characters=2 * len(twelve.documents[0].text))
    assert places.shown
    assert len(places.shown) + len(places.left_out) == len(twelve.documents)
    assert places.anchor(places.left_out[0].source, 0) is None


def test_the_summary_says_how_much_to_trust():
    text = "".join(checked(show.summary(synthesis()).html).text)
    assert re.search(r"\d+ themes are stable: they come back", text)
    assert "1 thing could not be read" in text
    alone = "".join(checked(show.summary(synthesis(1, 3)).html).text)
    assert "From 1 person nothing is a pattern yet" in alone
    assert "No theme was found" in "".join(checked(show.summary(without_themes()).html).text)


def test_problems_name_place_and_mend_errors_first(twelve):
    text = "".join(checked(show.load_report(twelve).html).text)
    assert text.index("interviews/broken.docx") < text.index("interviews/a <i>&</i> b.md:3")


def test_a_changed_setting_is_marked(twelve):
    assert "(changed)" not in show.made_with(twelve).html
    changed = synthesis(2, 2)
    changed.settings = changed.settings.model_copy(
        update={"themes": changed.settings.themes.model_copy(update={"number": 7})}
    )
    assert "<td>7 (changed)</td>" in show.made_with(changed).html


def test_a_picture_has_a_description_and_repeats_its_bytes(twelve):
    from infoview_analysis import plots

    one, two = (picture(plots.support_bars(twelve.themes, twelve.interviews), "support") for _ in range(2))
    assert one == two
    image = checked(one.html).images[0]
    assert "of 12 people" in image["alt"]
    assert image["src"].startswith("data:image/svg+xml;base64,")
    data, metadata = one._repr_mimebundle_()
    assert metadata == {"infoview_figure": "support"}
    assert set(data) == {"text/html", "image/png", "text/plain"}


# the page and the folder


@pytest.fixture(scope="module")
def written(tmp_path_factory, twelve):
    out = tmp_path_factory.mktemp("reports") / "out"
    stages = []
    path = reports.write_report(twelve, out, progress=lambda *step: stages.append(step))
    return out, path, stages


def test_the_report_holds_all_parts(written):
    out, path, stages = written
    assert path == out / "report.html"
    names = {entry.relative_to(out).as_posix() for entry in out.rglob("*") if entry.is_file()}
    assert {"report.html", "tables/points.csv", "notebooks/01_review_themes.ipynb"} <= names
    for name in ("themes_by_people", "themes_by_interviewee", "themes_by_role", "themes_by_seniority"):
        assert (out / "figures" / f"{name}.svg").read_bytes().startswith(b"<?xml")
        assert (out / "figures" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    assert len([name for name in names if name.startswith("sources/")]) == 3
    assert {stage for stage, *_ in stages} == {"tables", "notebooks", "page"}
    assert all(done <= total for _, done, total in stages)


def test_the_page_is_whole_and_asks_nothing_of_the_network(written):
    html = written[1].read_text(encoding="utf-8")
    checker = checked(html.removeprefix("<!DOCTYPE html>\n"))
    assert not checker.tags & {"script", "link", "iframe", "object", "embed", "form"}
    assert all(link.startswith("#") for link in checker.links)
    assert {link.removeprefix("#") for link in checker.links} <= set(checker.ids)
    assert len(checker.ids) == len(set(checker.ids))
    assert all(image["src"].startswith("data:image/") and image["alt"] for image in checker.images)
    assert not re.search(r"https?://|@import|url\((?!data:)", html)
    assert '<html lang="en">' in html
    assert 'name="viewport"' in html
    assert "default-src &#x27;none&#x27;" in html
    assert "@media print" in html


def test_the_page_shows_findings_and_no_code(written, twelve):
    text = "".join(checked(written[1].read_text(encoding="utf-8").removeprefix("<!DOCTYPE html>\n")).text)
    for label in twelve.themes["label"]:
        assert label in text
    assert HARD[0] in text
    assert "open_synthesis" not in text
    assert "Newest interview: 5 December 2026" in text
    assert text.index("What people raise most") < text.rindex("How it was done")


def test_a_second_report_has_the_same_tables_and_page(written, twelve, tmp_path):
    reports.write_report(twelve, tmp_path / "again" / "out")
    for name in ("tables/points.csv", "figures/themes_by_people.svg", "report.html"):
        assert (tmp_path / "again" / "out" / name).read_bytes() == (written[0] / name).read_bytes()


def test_only_some_parts(twelve, tmp_path):
    assert reports.write_report(twelve, tmp_path / "out", only=["tables"]) == tmp_path / "out"
    assert [entry.name for entry in (tmp_path / "out").iterdir() if not entry.name.startswith(".")] == ["tables"]
    with pytest.raises(ReportError, match="no part slides"):
        reports.write_report(twelve, tmp_path / "out", only=["slides"])


def test_a_failing_part_leaves_the_earlier_report_whole(twelve, tmp_path, monkeypatch):
    out = tmp_path / "out"
    reports.write_report(twelve, out, only=["tables", "sources"])
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def broken(*_):
        raise ReportError("the disk is full.")

    monkeypatch.setattr(reports, "write_sources", broken)
    with pytest.raises(ReportError, match="disk is full"):
        reports.write_report(synthesis(3, 2), out, only=["tables", "sources"])
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


@pytest.mark.skipif(os.name != "posix", reason="kills with a signal")
def test_a_killed_run_leaves_the_earlier_report_whole(twelve, tmp_path):
    out = tmp_path / "out"
    reports.write_report(twelve, out, only=["tables", "sources"])
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    program = textwrap.dedent(
        f"""
        import sys, time
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        from report_fixtures import synthesis
        from infoview_analysis.export import report

        def stuck(documents, folder):
            print("tables written", flush=True)
            time.sleep(60)

        report.write_sources = stuck
        report.write_report(synthesis(3, 2), {str(out)!r}, only=["tables", "sources"])
        """
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline().strip() == "tables written"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    reports.write_report(synthesis(3, 2), out, only=["tables"])
    assert len(pd.read_csv(out / "tables" / "interviews.csv")) == 3


def test_headings_that_chapters_share_have_ids_of_their_own():
    chapter = Fragment('<h1 id="a">A</h1><h2 id="next">Next</h2><p id="next">no heading</p>')
    html = pages.page_of([chapter, chapter], title="t")
    assert html.count('<h2 id="next">') == html.count('<h2 id="next-2">') == 1
    assert 'href="#a-2"' in html and html.count('<p id="next">') == 2


def test_what_is_only_looked_up_stands_behind_all_chapters():
    def notebook(name):
        look_up = nbformat.v4.new_markdown_cell(f"## Lines of {name}", metadata={"tags": ["appendix"]})
        return nbformat.v4.new_notebook(cells=[look_up, nbformat.v4.new_markdown_cell(f"# {name}")])

    html = pages.page([notebook("One"), notebook("Two")], title="t").split("<main", 1)[1]
    places = [html.index(words) for words in (">One<", ">Two<", "Lines of One", "Lines of Two")]
    assert places == sorted(places)


def test_outline_collects_headings_with_their_ids():
    outline = pages.Outline()
    outline.feed('<h1 id="x">No</h1><h2 id="a-b">A <em>b</em></h2><p>no</p><h2>without id</h2>')
    assert outline.headings == [(1, "x", "No"), (2, "a-b", "A b")]


def test_parameters_replace_the_defaults_and_the_notebook_stays_as_it_was():
    import nbformat

    notebook = nbformat.read(shipped_notebooks()[0], as_version=4)
    changed = with_parameters(notebook, {"workspace": '../it\'s "mine"'})
    cell = next(cell for cell in changed.cells if "parameters" in cell.metadata.get("tags", []))
    scope = {}
    exec(cell.source, scope)
    assert scope["workspace"] == '../it\'s "mine"'
    assert notebook != changed
    notebook.cells = [cell for cell in notebook.cells if "parameters" not in cell.metadata.get("tags", [])]
    with pytest.raises(ReportError, match="no cell tagged"):
        with_parameters(notebook, {"workspace": "x"})


def test_large_notes_stay_quick():
    big = synthesis(200, 20, points_each=40)
    began = time.perf_counter()
    show.theme_cards(big)
    show.notes(big)
    assert time.perf_counter() - began < 20
    assert np.all(big.themes["n_interviews"] > 0)
