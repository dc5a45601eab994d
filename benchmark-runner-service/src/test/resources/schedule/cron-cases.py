"""Writes cron-cases.txt: when cron schedules are due, with the reason of each expectation.

It shares nothing with the service: it walks through the minutes of the wall clock one by one and asks the IANA rules
(zoneinfo) what becomes of each. Where no clock is changed nearby, APScheduler 3's own CronTrigger must agree, or the
script fails. Run it with the standard library and Debian's python3-apscheduler: python3 cron-cases.py > cron-cases.txt

The rule at changes of the clocks: a time that does not exist is moved by the gap; a time that exists twice is due the
first time only, unless the schedule names every hour, which means elapsed time.
"""

import itertools
import json
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

UTC = timezone.utc
NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ORDER = ["year", "month", "day", "week", "day_of_week", "hour", "minute", "second"]
RANGES = {"year": (1970, 2099), "month": (1, 12), "day": (1, 31), "week": (1, 53), "day_of_week": (0, 6),
          "hour": (0, 23), "minute": (0, 59), "second": (0, 59)}


def number(field, text):
    if field == "day_of_week" and text in NAMES:
        return NAMES.index(text)
    if field == "month" and text.lower() in MONTHS:
        return MONTHS.index(text.lower()) + 1
    return int(text)


def values(field, text):
    least, most = RANGES[field]
    found = set()
    for part in str(text).split(","):
        part, _, step = part.partition("/")
        low, high = (least, most) if part == "*" else (part.split("-") * 2)[:2]
        low, high = (low, high) if part == "*" else (number(field, low), number(field, high))
        found.update(range(low, high + 1, int(step or 1)))
    return found


def complete(params):
    """A field behind the least significant one named has its least value, one before it any."""
    last = max(ORDER.index(name) for name in params)
    fields = {}
    for index, name in enumerate(ORDER):
        least = "*" if name in ("week", "day_of_week") else str(RANGES[name][0])
        fields[name] = values(name, params.get(name, "*" if index < last else least))
    return fields


def fits(fields, day):
    return (day.year in fields["year"] and day.month in fields["month"] and day.day in fields["day"]
            and day.isocalendar()[1] in fields["week"] and day.weekday() in fields["day_of_week"])


def moments(fields, zone, day):
    """All moments of one day of the wall clock, with what was done to them."""
    every_hour = len(fields["hour"]) == 24
    for hour, minute, second in itertools.product(*(sorted(fields[f]) for f in ("hour", "minute", "second"))):
        wall = datetime(day.year, day.month, day.day, hour, minute, second)
        first, second_time = wall.replace(tzinfo=zone, fold=0), wall.replace(tzinfo=zone, fold=1)
        back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        if back != wall:
            # fold=0 applies the offset from before the gap, which moves the time by the gap.
            yield first.astimezone(UTC), "gap"
        elif first.utcoffset() != second_time.utcoffset():
            yield first.astimezone(UTC), "first"
            if every_hour:
                yield second_time.astimezone(UTC), "second"
        else:
            yield first.astimezone(UTC), ""


def due(params, zone, after, count):
    fields = complete(params)
    zone = ZoneInfo(zone)
    found, day, searched = {}, after.astimezone(zone).date() - timedelta(days=2), 0
    while searched < 366 * 12:
        if fits(fields, day):
            for moment, what in moments(fields, zone, day):
                if moment > after:
                    found[moment] = found.get(moment, "") or what
        day, searched = day + timedelta(days=1), searched + 1
        # A day beyond the last one counted may still come earlier: a moved time.
        if len(found) >= count and day > sorted(found)[count - 1].astimezone(zone).date() + timedelta(days=2):
            break
    return [(moment, found[moment]) for moment in sorted(found)[:count]]


def agrees_with_apscheduler(params, zone, after, times):
    trigger, previous, now = CronTrigger(timezone=zone, **params), None, after
    for moment, _ in times:
        now = trigger.get_next_fire_time(previous, now + timedelta(seconds=1) if previous is None else now)
        assert now and now.astimezone(UTC) == moment, (params, zone, after, now, moment)
        previous, now = now, now + timedelta(seconds=1)


def reason(times, why):
    marks = {what for _, what in times}
    said = []
    if "gap" in marks:
        said.append("a time that the clocks leave out is moved by what they are put forward")
    if "second" in marks:
        said.append("every hour means elapsed time, so the repeated hour counts again")
    elif "first" in marks:
        said.append("a time that comes twice counts the first time only")
    return "; ".join([why] + said)


def case(params, zone, after, count, why):
    after = datetime.fromisoformat(after).replace(tzinfo=UTC)
    times = due(params, zone, after, count)
    near = any(what for _, what in times)
    if not near and zone not in ("Pacific/Apia",):
        agrees_with_apscheduler(params, zone, after, times)
    shown = " ".join(moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment, _ in times) or "never"
    if times and len(times) < count:
        shown += " never"
    print(" | ".join([json.dumps(params), zone, after.strftime("%Y-%m-%dT%H:%M:%SZ"), shown, reason(times, why)]))


CHANGES = [
    # zone, the evening before a change in UTC, hours of the wall clock around it, what happens
    ("Europe/Berlin", "2027-03-27T20:00:00", (1, 2, 3), "2027-03-28, 02:00 becomes 03:00"),
    ("Europe/Berlin", "2027-10-30T20:00:00", (1, 2, 3), "2027-10-31, 03:00 becomes 02:00"),
    ("Europe/London", "2027-03-27T20:00:00", (0, 1, 2), "2027-03-28, 01:00 becomes 02:00"),
    ("Europe/London", "2027-10-30T20:00:00", (0, 1, 2), "2027-10-31, 02:00 becomes 01:00"),
    ("America/New_York", "2027-03-13T23:00:00", (1, 2, 3), "2027-03-14, 02:00 becomes 03:00"),
    ("America/New_York", "2027-11-06T23:00:00", (0, 1, 2), "2027-11-07, 02:00 becomes 01:00"),
    ("America/Los_Angeles", "2027-03-14T02:00:00", (1, 2, 3), "2027-03-14, 02:00 becomes 03:00"),
    ("America/St_Johns", "2027-03-13T23:00:00", (1, 2, 3), "2027-03-14, 02:00 becomes 03:00, 2:30 behind UTC then"),
    ("America/Havana", "2027-03-13T23:00:00", (0, 1, 2), "2027-03-14, midnight becomes 01:00"),
    ("America/Havana", "2027-11-06T23:00:00", (0, 1, 2), "2027-11-07, 01:00 becomes midnight"),
    ("America/Santiago", "2026-09-05T23:00:00", (0, 1, 23), "2026-09-06, midnight becomes 01:00"),
    ("America/Sao_Paulo", "2018-11-03T20:00:00", (0, 1, 2), "2018-11-04, midnight became 01:00"),
    ("Australia/Lord_Howe", "2026-10-03T10:00:00", (1, 2, 3), "2026-10-04, 02:00 becomes 02:30"),
    ("Australia/Lord_Howe", "2027-04-03T10:00:00", (1, 2, 3), "2027-04-04, 02:00 becomes 01:30"),
    ("Australia/Sydney", "2026-10-03T10:00:00", (1, 2, 3), "2026-10-04, 02:00 becomes 03:00"),
    ("Australia/Sydney", "2027-04-03T10:00:00", (1, 2, 3), "2027-04-04, 03:00 becomes 02:00"),
    ("Pacific/Auckland", "2026-09-26T10:00:00", (1, 2, 3), "2026-09-27, 02:00 becomes 03:00"),
    ("Pacific/Chatham", "2026-09-26T10:00:00", (2, 3, 4), "2026-09-27, 02:45 becomes 03:45"),
    ("Africa/Casablanca", "2027-02-06T20:00:00", (1, 2, 3), "2027-02-07, the fast begins: 03:00 becomes 02:00"),
    ("Asia/Tehran", "2021-03-21T15:00:00", (0, 1, 23), "2021-03-22, midnight became 01:00"),
    ("Antarctica/Troll", "2027-03-27T20:00:00", (0, 1, 3), "2027-03-28, 01:00 becomes 03:00"),
    ("Africa/Monrovia", "1972-01-06T20:00:00", (0, 1, 2), "1972-01-07, the clock jumped by 44:30"),
]

STEADY = ["UTC", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Asia/Shanghai", "Africa/Lagos", "Europe/Moscow",
          "America/Phoenix", "Pacific/Kiritimati", "America/Bogota"]


def main():
    print("# Written by cron-cases.py, which says how. schedule_params | zone | after | due | reason")
    for zone, after, hours, what in CHANGES:
        for hour in hours:
            case({"hour": hour, "minute": 30}, zone, after, 3, what)
            case({"hour": hour}, zone, after, 3, what)
        case({"minute": 15}, zone, after, 8, what)
        case({"minute": "*/30"}, zone, after, 14, what)
        case({"hour": "*/2", "minute": 10}, zone, after, 6, what)
        case({"hour": "%d-%d" % (min(hours[:2]), max(hours[:2])), "minute": "5,50"}, zone, after, 6, what)
        case({"day_of_week": "sun", "hour": hours[1], "minute": 45}, zone, after, 2, what)
    for zone in STEADY:
        case({"hour": 2}, zone, "2026-11-23T12:00:00", 3, "a zone without changes: its 02:00 each day")
        case({"day_of_week": 0}, zone, "2026-11-20T12:00:00", 3, "0 is Monday, from midnight of the zone")
        case({"day_of_week": "sat,sun", "hour": 9}, zone, "2026-11-23T12:00:00", 4, "the weekend of the zone")
        case({"day": 1, "hour": 0}, zone, "2026-11-23T12:00:00", 3, "the first of each month in the zone")
        case({"month": 2, "day": 29, "hour": 3}, zone, "2026-11-23T12:00:00", 2, "leap years only")
        case({"minute": "7,37"}, zone, "2026-11-23T12:20:00", 4, "minutes count from the zone's full hour")
    for day in (28, 29, 30, 31):
        case({"day": day}, "UTC", "2027-01-01T00:00:00", 8, "months without the day are left out")
        case({"day": day}, "UTC", "2028-01-01T00:00:00", 8, "the same in a leap year")
        case({"day": day, "hour": 23, "minute": 59, "second": 59}, "Europe/Berlin", "2027-01-01T00:00:00", 6,
             "the last second of the day in the zone")
    for week in (1, 2, 9, 26, 52, 53):
        case({"week": week, "day_of_week": "mon"}, "UTC", "2026-11-23T12:00:00", 2,
             "weeks of ISO 8601: they begin on Monday, and 2026 has 53")
        case({"week": week, "hour": 6}, "Asia/Tokyo", "2026-11-23T12:00:00", 8, "all days of the week")
    for index, name in enumerate(NAMES):
        case({"day_of_week": index, "hour": 4}, "UTC", "2026-11-23T12:00:00", 2, "by number, 0 is Monday")
        case({"day_of_week": name, "hour": 4}, "UTC", "2026-11-23T12:00:00", 2, "the same day by its name")
        case({"day_of_week": name, "day": "1-7"}, "UTC", "2026-11-23T12:00:00", 3, "the first such day of the month")
    for index, name in enumerate(MONTHS, start=1):
        case({"month": index, "day": 15}, "UTC", "2026-11-23T12:00:00", 2, "by number, 1 is January")
        case({"month": name, "day": 15, "hour": 12}, "Europe/Berlin", "2026-11-23T12:00:00", 2, "the same by its name")
    for step in (2, 3, 5, 7, 11):
        case({"minute": "*/%d" % step}, "UTC", "2026-11-23T12:50:00", 8, "steps begin anew each hour")
        case({"hour": "*/%d" % step}, "UTC", "2026-11-23T12:50:00", 8, "steps begin anew each day")
        case({"day": "*/%d" % step}, "UTC", "2026-11-23T12:50:00", 8, "steps begin anew with each month's first")
        case({"second": "*/%d" % (step * 5)}, "UTC", "2026-11-23T12:59:50", 6, "steps begin anew each minute")
        case({"month": "*/%d" % step}, "UTC", "2026-11-23T12:50:00", 4, "steps begin anew with January")
    for params, count, why in [
            ({"year": 2027}, 1, "a year by itself is its first moment"),
            ({"year": "2027-2029", "month": 7}, 3, "each July's first moment"),
            ({"year": 2027, "day_of_week": "fri", "day": 13}, 2, "day and day of week must both fit"),
            ({"hour": "8-18/5", "day_of_week": "mon-fri"}, 6, "a step within a range"),
            ({"hour": "22-23,0-1", "minute": 30}, 6, "ranges in a list; a night does not wrap by itself"),
            ({"second": 30}, 3, "every minute, at second 30"),
            ({"minute": 59, "second": 59}, 2, "the last second of each hour"),
            ({"month": "jun-aug", "day": "1,15"}, 6, "names in a range"),
            ({"day": 31, "month": "4,6,9,11,12"}, 2, "only December has one of these"),
            ({"year": 2026, "month": 12, "day": 31, "hour": 23, "minute": 59, "second": 59}, 2, "once and never again")]:
        case(params, "UTC", "2026-11-23T12:00:00", count, why)


main()
