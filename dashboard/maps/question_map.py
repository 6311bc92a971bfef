"""Specify the map of a question: who is bound by one treaty and not by another, on every day."""

from datetime import date

from dashboard.maps.specification import AreaHistory, Change, ChoroplethSpec, MapClass, sources_of
from dashboard.palette import JOINT_MARKS
from geodata.together import joint_history
from geodata.treaty import TreatyHistory
from geodata.treaty_rules import OPENING_DAY
from geodata.words import JointStanding, Treaty

ORDER = tuple(JointStanding)


def labels_of(first: Treaty, second: Treaty) -> dict[JointStanding, str]:
    """The labels of the classes with the names of the two treaties in them."""
    return {
        JointStanding.FIRST_ONLY: f"Bound by {first.label}, not by {second.label}",
        JointStanding.SECOND_ONLY: f"Bound by {second.label}, not by {first.label}",
    }


def specify_question(
    first: TreatyHistory, second: TreatyHistory, *, last: date, facts_as_of: date, projection_note: str, policy: str
) -> ChoroplethSpec:
    """Return the map of the question from 3 December 1997 to `last`."""
    labels = labels_of(first.treaty, second.treaty)
    areas = tuple(
        AreaHistory(
            code,
            first.names[code],
            tuple(
                Change(joint.start, ORDER.index(joint.standing), joint.basis, joint.source)
                for joint in joint_history(first, second, code)
            ),
        )
        for code in first.codes
    )
    return ChoroplethSpec(
        title=f"Bound by {first.treaty.label} and not by {second.treaty.label}",
        short_title=f"{first.treaty.value}, not {second.treaty.value}",
        classes=tuple(MapClass(word.value, labels.get(word, word.label), JOINT_MARKS[word]) for word in ORDER),
        counted=(JointStanding.FIRST_ONLY.value,),
        counted_label="areas",
        areas=areas,
        first=OPENING_DAY,
        last=last,
        facts_as_of=facts_as_of,
        projection_note=projection_note,
        sources=sources_of(areas),
        policy=policy,
    )
