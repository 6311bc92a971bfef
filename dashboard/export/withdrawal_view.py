"""Put the page Withdrawals on paper: who is leaving the Mine Ban Treaty, seen from the Baltic to the Black Sea."""

from dashboard import atlas, data
from dashboard.export.choropleth import depict_choropleth
from dashboard.export.picture import PaperChoices, Picture
from dashboard.export.views import View
from dashboard.parts.withdrawal_list import summary
from dashboard.state import WithdrawalFilters
from geodata.suspensions import suspensions_on
from geodata.withdrawals import withdrawals_on
from geodata.words import Treaty

PAGE = "/withdrawals"
REGION = "baltic-to-black-sea"


def depict(chosen: WithdrawalFilters, paper: PaperChoices) -> Picture:
    """Return the regional map of the page; its rows are the withdrawals known on the day."""
    histories, told = [data.history(treaty) for treaty in Treaty], data.withdrawal_steps()
    gone = withdrawals_on(histories, told, chosen.on)
    words = summary(gone, suspensions_on(histories, told, chosen.on), chosen.on).partition(": ")[2]
    return depict_choropleth(
        atlas.treaty_spec(Treaty.MBT),
        chosen.on,
        paper,
        page=PAGE,
        query=chosen.to_query(),
        stem=f"mineline-withdrawals-{chosen.on}",
        sources=(data.treaty_citation(),),
        cards=("untc", "withdrawals"),
        rows=lambda: gone,
        crop=REGION,
        title=f"Who is leaving the {Treaty.MBT.label}",
        lead=words[:1].upper() + words[1:],
    )


VIEW = View("withdrawals", PAGE, WithdrawalFilters, depict)
