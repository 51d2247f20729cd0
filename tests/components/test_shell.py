"""What stands around every page."""

from dashboard.components.shell import links


def pages(*orders):
    return [
        {"name": f"at {order}", "relative_path": f"/{order}", "order": order}
        for order in orders
    ]


def test_a_page_without_a_place_in_the_menu_is_not_linked():
    hidden = {"name": "Run", "relative_path": None, "order": None}
    found = links([*pages(0, 1), hidden])
    assert [link.children for link in found] == ["at 0", "at 1"]


def test_each_group_of_links_begins_with_a_mark_but_the_first():
    found = links(pages(0, 0.1, 1, 1.1, 1.2, 3))
    marked = [link.children for link in found if "group-start" in link.className]
    assert marked == ["at 1", "at 3"]


def test_a_menu_without_pages_is_empty():
    assert links([]) == []
