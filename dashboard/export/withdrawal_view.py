"""Put the page Withdrawals on paper: who is leaving the Mine Ban Treaty, seen from the Baltic to the Black Sea."""

from dashboard import atlas, data
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.state import WithdrawalFilters
from geodata.withdrawals import withdrawals_on
from geodata.words import Treaty

PAGE = "/withdrawals"
REGION = "baltic-to-black-sea"


def depict(chosen: WithdrawalFilters, paper: PaperChoices) -> Picture:
    """Return the regional map of the page; its rows are the withdrawals known on the day."""
    return depict_choropleth(
        atlas.treaty_spec(Treaty.MBT),
        chosen.on,
        paper,
        page=PAGE,
        query=chosen.to_query(),
        stem=f"mineline-withdrawals-{chosen.on}",
        sources=(data.treaty_citation(),),
        cards=("untc", "withdrawals"),
        rows=lambda: withdrawals_on([data.history(treaty) for treaty in Treaty], data.withdrawal_steps(), chosen.on),
        crop=REGION,
    )


VIEW = View("withdrawals", PAGE, WithdrawalFilters, depict)
