"""Referrals and resources in single sentences."""

from infoview_analysis.takeaways.referrals import referrals_in
from infoview_analysis.takeaways.resource_list import merged_titles
from infoview_analysis.takeaways.resources import resources_in


def test_a_referral_has_a_name_and_a_company():
    first = referrals_in("talk to Karin Ostlund at Vasa, use her name")[0]
    assert (first.name, first.company, first.how) == ("Karin Ostlund", "Vasa", "use her name")


def test_a_resource_has_its_title_and_kind():
    found = {one.title: one.kind for one in resources_in("join the book club; read The Quiet Ledger, a short book")}
    assert found == {"book club": "community", "The Quiet Ledger": "book"}


def test_wordings_of_one_title_are_one():
    assert len(set(merged_titles(["The Mom Test", "Mom Test", "the mom test book"]))) == 1
