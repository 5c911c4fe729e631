"""Files that people take away are read back by other programs' libraries."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pptx import Presentation
from python_calamine import CalamineWorkbook

from engine.model.decision import Assumption, Decision
from pages._shared.take_away import numbers
from pages._shared.take_away.pictures import pictures
from pages._shared.take_away.slides import slides
from pages._shared.take_away.workbook import workbook
from tests.unit.pages.take_away.conftest import HOSTILE


def sheet(content, name):
    """Cells of one sheet, row by row."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(name).to_python()


class TestNumbers:
    def test_an_estimate_has_a_middle_and_two_ends_and_a_paired_change(self, story):
        """0.85 with 0.1 each way; the change 0.15 with 0.02 each way."""
        rows = {label: cells for label, _, cells in numbers.rows(story)}

        ours = rows["The middle rep's result"]

        assert ours[:3] == pytest.approx([0.7, 0.6, 0.8])
        assert ours[3:] == pytest.approx([0.85, 0.75, 0.95, 0.15, 0.13, 0.17])

    def test_a_count_or_sum_has_no_ends(self, story):
        rows = {label: cells for label, _, cells in numbers.rows(story)}

        assert rows["Quota dollars that fit their patch"][:3] == [0.5, None, None]

    def test_there_is_a_name_for_each_number(self, story):
        for row in numbers.as_rows(story):
            assert len(row) == len(numbers.header(story))


class TestWorkbook:
    def test_figures_are_numbers(self, story):
        rows = {row[0]: row for row in sheet(workbook(story), "Figures")}

        assert rows["The middle rep's result"][2:5] == pytest.approx([0.7, 0.6, 0.8])

    def test_reps_by_band_are_counted(self, story):
        """0.5 and 0.9 against 0.6 and 1.1."""
        counts = [row[1:3] for row in sheet(workbook(story), "Attainment")[1:6]]

        assert counts == [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]

    def test_names_are_masked_and_pay_is_left_out_until_asked(self, story):
        masked = sheet(workbook(story), "People 1")
        asked = sheet(workbook(replace(story, names=True, pay=True)), "People 1")

        assert "Person 0" not in str(masked)
        assert "Incentive pay, USD" not in masked[0]
        assert "Person 0" in str(asked)
        assert "Incentive pay, USD" in asked[0]

    def test_sheets_of_people_name_their_columns_and_units_as_the_screen_does(self, story):
        header = sheet(workbook(story), "People 1")[0]

        assert header[0] == "Rep"
        assert header[-4:] == [
            *("Quota if we carry on, USD", "Quota, USD"),
            *("Attainment if we carry on", "Attainment of quota"),
        ]

    def test_every_file_says_whether_people_are_named(self, story):
        assert "Names are masked and pay is left out." in str(sheet(workbook(story), "About"))

    def test_no_cell_is_a_formula_that_the_data_wrote(self, story):
        archive = zipfile.ZipFile(io.BytesIO(workbook(story)))
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]

        formulas = [f for name in sheets for f in ElementTree.fromstring(archive.read(name)).iter()]

        assert len(sheets) == 7
        assert not [f for f in formulas if f.tag.endswith("}f")]
        assert HOSTILE in str(sheet(workbook(story), "Figures")[0])

    def test_three_native_charts_whose_names_are_read_from_cells(self, story):
        archive = zipfile.ZipFile(io.BytesIO(workbook(story)))
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]

        assert len(charts) == 3
        assert all("<c:f>1+1</c:f>" not in chart for chart in charts)
        assert "<c:f>Attainment!$C$1</c:f>" in charts[0]

    def test_the_same_story_gives_the_same_bytes(self, story):
        assert workbook(story) == workbook(story)


class TestSlides:
    def test_the_title_is_the_sentence_and_the_chart_stays_editable(self, story):
        show = Presentation(io.BytesIO(slides(story)))

        second = show.slides[1]
        charts = [shape.chart for shape in second.shapes if shape.has_chart]

        assert second.shapes.title.text == story.said["median_attainment"][0]
        assert [list(s.values) for s in charts[0].plots[0].series] == [
            [0.0, 1.0, 1.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 1.0, 0.0],
        ]

    def test_each_slide_says_where_it_comes_from(self, story):
        show = Presentation(io.BytesIO(slides(story)))

        for slide in show.slides:
            texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            assert any("Data as of 31 Dec 2025" in text for text in texts)
        assert len(show.slides) == 6


def test_pictures_of_the_three_pairs(story):
    archive = zipfile.ZipFile(io.BytesIO(pictures(story)))

    drawn = {name: archive.read(name) for name in archive.namelist()}

    assert sorted(drawn) == [
        f"{name}.{kind}"
        for name in ("fit-in-band", "median-attainment", "payout")
        for kind in ("png", "svg")
    ]
    assert drawn["payout.png"].startswith(b"\x89PNG")
    assert "attainment of quota" in drawn["payout.svg"].decode()


class TestRecord:
    """What a scenario rests on and what was decided leaves with it, and names nobody unasked."""

    @pytest.fixture
    def recorded(self, story):
        written = story.scenarios[0].but(
            assumptions=(Assumption("=2+2", "4 %", "Survey", "Dana Cole", agreed=True),),
            decision=Decision("Go", "Dana Cole", "Fair", dissent="Person 0 would wait"),
        )
        return replace(story, scenarios=(written,))

    def test_the_workbook_has_both_and_no_formula(self, recorded):
        content = workbook(recorded)

        (line,) = sheet(content, "Assumptions")[1:]
        decision = {row[1]: row[2] for row in sheet(content, "Decision")[1:]}

        assert line == [HOSTILE, "=2+2", "4 %", "Survey", "name masked", "yes"]
        assert decision["By whom"] == "name masked"
        assert decision["Dissent"] == "Rep 1 would wait"

    def test_people_are_named_when_asked(self, recorded):
        content = workbook(replace(recorded, names=True))

        assert sheet(content, "Assumptions")[1][4] == "Dana Cole"
        assert "Person 0 would wait" in str(sheet(content, "Decision"))

    def test_a_slide_says_both(self, recorded):
        show = Presentation(io.BytesIO(slides(recorded)))

        texts = [s.text_frame.text for s in show.slides[6].shapes if s.has_text_frame]

        assert len(show.slides) == 7
        assert any("Assumption: =2+2: 4 %; source: Survey" in text for text in texts)
        assert not any("Dana" in text for text in texts)

    def test_the_numbers_carry_them_as_rows_of_text(self, recorded):
        rows = {row[0]: row for row in numbers.as_rows(recorded)}

        line = rows["Decision: Why"]

        assert (line[1], line[numbers.header(recorded).index(f"{HOSTILE}: middle")]) == (
            "text",
            "Fair",
        )
        assert len(line) == len(numbers.header(recorded))
