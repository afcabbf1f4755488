# SPDX-License-Identifier: AGPL-3.0-or-later
#
# read_calendar - a calendar as another program's library reads it; its entries as JSON.
"""read_calendar.py < calendar.ics"""

import datetime
import json
import sys

import icalendar


def when(component, name):
    value = component.get(name)
    if value is None:
        return None
    value = value.dt
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).isoformat()
    return value.isoformat()


def entry(event):
    return {
        "uid": str(event["UID"]), "title": str(event["SUMMARY"]), "status": str(event["STATUS"]),
        "sequence": int(event["SEQUENCE"]), "start": when(event, "DTSTART"), "end": when(event, "DTEND"),
        "rule": event["RRULE"].to_ical().decode() if "RRULE" in event else None,
        "alarms": len(event.walk("VALARM")),
    }


def main():
    calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
    events = calendar.walk("VEVENT")
    # The zones as the file itself has them, not as the library knows them.
    zones = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}
    own = {}
    for event in events:
        start = event["DTSTART"]
        if "TZID" in start.params:
            naive = start.dt.replace(tzinfo=None)
            own[str(event["UID"])] = zones[start.params["TZID"]].localize(naive).astimezone(
                datetime.timezone.utc).isoformat()
    print(json.dumps({
        "method": str(calendar["METHOD"]), "events": [entry(event) for event in events], "own": own,
        "errors": [str(error) for event in events for error in event.errors]}))


main()
