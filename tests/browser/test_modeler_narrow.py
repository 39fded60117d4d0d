"""The modeler's pages that are no drawing, on a screen as narrow as a phone's."""

from tests.browser.office import Office

PHONE = {"width": 390, "height": 844}
PAGES = (
    "/modeler/",
    "/modeler/?part=data-request",
    "/modeler/new-process",
    "/modeler/form?path=data-request/forms/reply.json",
    "/modeler/mail?path=data-request/mail/compliance-result.txt",
    "/modeler/settings",
    "/modeler/process/data-request",
    "/modeler/scenarios?process=negotiation",
    "/modeler/simulate?process=data-request",
    "/modeler/versions",
    "/modeler/deploy",
    "/modeler/cases",
    "/modeler/monitor",
)


def test_no_page_is_wider_than_a_phone(office: Office) -> None:
    office.use_browser(viewport=PHONE)
    desk = office.desk("sysadmin")
    for page in PAGES:
        assert desk.open(page).locator("main h1").is_visible(), page
