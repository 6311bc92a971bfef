"""Show who is leaving the treaties on mines, from announcement to effect, on any day."""

import streamlit as st

from dashboard import data, opening_maps
from dashboard.address import Address
from dashboard.component import Panel, show_maps
from dashboard.markdown import plain
from dashboard.parts.change_list import show_change_filters, show_change_list
from dashboard.parts.export_panel import show_export_panel
from dashboard.parts.neighbours import show_neighbours
from dashboard.parts.readings import show_readings
from dashboard.parts.source_links import show_source_links
from dashboard.parts.step_list import show_steps_by_state
from dashboard.parts.suspension import show_suspension
from dashboard.parts.withdrawal_axis import show_withdrawal_axis
from dashboard.parts.withdrawal_list import show_withdrawal_list, summary
from dashboard.state import WithdrawalFilters
from geodata.suspensions import suspensions_on
from geodata.withdrawals import spans_on, steps_on, withdrawals_on
from geodata.words import Treaty

MAP = "withdrawal-map"
BALTIC_TO_BLACK_SEA = ("BLR", "EST", "FIN", "LTU", "LVA", "MDA", "POL", "ROU", "UKR")
WATCHED = ("BLR", "RUS")
ADDRESS = Address(WithdrawalFilters)


@st.fragment
def show_page() -> None:
    """Show the page for the filters of the URL."""
    chosen, faults = ADDRESS.now()
    ADDRESS.write(chosen)
    for fault in faults:
        st.error(plain(fault))

    on, theme, names = chosen.on, st.context.theme.type or "light", data.area_names()
    histories = [data.history(treaty) for treaty in Treaty]
    mine_ban = data.history(Treaty.MBT)
    told, readings = data.withdrawal_steps(), data.withdrawal_readings()
    withdrawals, steps = withdrawals_on(histories, told, on), steps_on(histories, told, on)
    suspensions = suspensions_on(histories, told, on)

    st.text(summary(withdrawals, suspensions, on))
    show_maps(
        [Panel(opening_maps.world_script(), opening_maps.treaty_timeline(Treaty.MBT))],
        day=on,
        today=data.today(),
        area=chosen.area,
        key=MAP,
        on_rest=ADDRESS.hand_rested,
        view=data.region(BALTIC_TO_BLACK_SEA),
    )
    st.caption(plain(data.source_line(Treaty.MBT)))
    show_export_panel("withdrawals", chosen)

    st.subheader("From announcement to effect", anchor=False)
    show_withdrawal_axis(steps, spans_on(histories, told, on), on, theme)
    show_withdrawal_list(
        withdrawals,
        file_name=f"mineline-withdrawals-{on}.csv",
        on_choose=lambda code: ADDRESS.choose(area=code),
        key="withdrawals",
    )

    st.subheader(plain(f"Steps of {names[chosen.area]}") if chosen.area else "Every step", anchor=False)
    own = steps.loc[steps["iso3"] == chosen.area] if chosen.area else steps
    if chosen.area:
        st.text(mine_ban.explain(chosen.area, on))
    if own.empty:
        told_below = any(suspension.iso3 == chosen.area for suspension in suspensions)
        st.text(
            "No withdrawal is known; the suspension is told below."
            if told_below
            else "No step towards leaving a treaty is known here."
        )
    else:
        show_steps_by_state(own, file_name=f"mineline-withdrawal-steps-{on}.csv")
    st.caption(plain(data.withdrawal_source_line()))
    show_source_links(data.cards_of("untc", "withdrawals", "boundaries"))

    st.subheader("What Article 20(3) says, and how it is read", anchor=False)
    show_readings(readings.loc[readings["topic"] == "article_20_3"], on)

    st.subheader("Suspension, which is not withdrawal", anchor=False)
    for suspension in suspensions:
        show_suspension(suspension, readings.loc[readings["topic"] == "suspension"], on)

    st.subheader("The land neighbours of Belarus and Russia", anchor=False)
    show_neighbours(data.neighbours(WATCHED), data.readable(mine_ban.status_on(on)), names, Treaty.MBT.label, on)

    st.subheader("What changed between two days", anchor=False)
    show_change_filters(chosen.since, chosen.until, chosen.treaty, lambda name, value: ADDRESS.choose(**{name: value}))
    show_change_list([data.history(chosen.treaty)] if chosen.treaty else histories, chosen.since, chosen.until)


st.header("Who is leaving the treaties on mines, and how far along?", anchor=False)
show_page()
