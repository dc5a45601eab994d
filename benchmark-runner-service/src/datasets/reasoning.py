#!/usr/bin/env python3
"""Writes the `reasoning` starter data set.

Every answer is computed, by simulation or by trying out all cases, and never typed in. Each item
draws from a generator of its own, seeded by its category, level and number, so that changing one
template leaves the items of the others as they are. Running this gives the committed file byte by
byte; only the standard library is needed.

    python3 reasoning.py > ../main/resources/datasets/reasoning.jsonl
"""

import datetime
import heapq
import itertools
import json
import math
import random
import sys
from collections import deque
from fractions import Fraction

LEVELS = ["easy"] * 4 + ["medium"] * 6 + ["hard"] * 10
NAMES = ["Ada", "Bela", "Chidi", "Dora", "Emre", "Farah", "Goran", "Hana", "Iker", "Jun", "Kofi", "Lena",
         "Mira", "Nils", "Olga", "Petra", "Quentin", "Rosa", "Sanjay", "Tomas", "Uma", "Viktor", "Wanda", "Yusuf"]
TOWNS = ["Arden", "Brook", "Calder", "Dunmore", "Elsfield", "Farrow", "Glenby", "Harrow", "Ivyton", "Jarrow", "Kelso"]
ENDING = "End your reply with the answer as a plain number."


class Retry(Exception):
    """The drawn numbers give no fitting item; the next draw is tried."""


def demand(condition):
    if not condition:
        raise Retry


def words(items, last="and"):
    items = [str(item) for item in items]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def numbered(lines):
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def digits(number, base):
    result = []
    while number:
        number, digit = divmod(number, base)
        result.append(digit)
    return result[::-1] or [0]


def in_base(number, base):
    return "".join("0123456789ABCDEFGHIJ"[digit] for digit in digits(number, base))


def plain(fraction):
    """An integer where it is one, else a decimal number that is exact in at most two places."""
    demand((fraction * 100).denominator == 1)
    return int(fraction) if fraction.denominator == 1 else float(fraction)


# --- number theory ---------------------------------------------------------------------------------

def remainder_chain(rng, level):
    modulus = rng.choice([[97, 89, 83], [211, 307, 401], [997, 1009, 1013]][level])
    value = rng.randrange(20, modulus)
    lines, trail, start = [], [value], value
    for _ in range([5, 9, 14][level]):
        kind = rng.choice(["times", "plus", "square", "reverse", "digits"] if level else ["times", "plus", "square"])
        amount = rng.randrange(13, 90)
        if kind == "times":
            lines.append(f"Multiply by {amount}.")
            value = value * amount
        elif kind == "plus":
            lines.append(f"Add {amount * 17}.")
            value = value + amount * 17
        elif kind == "square":
            lines.append("Square the number.")
            value = value * value
        elif kind == "reverse":
            lines.append(f"Write the decimal digits in reverse order (dropping leading zeros) and add {amount}.")
            value = int(str(value)[::-1]) + amount
        else:
            lines.append(f"Add {amount} times the sum of the decimal digits of the number.")
            value = value + amount * sum(map(int, str(value)))
        value %= modulus
        trail.append(value)
    demand(len(set(trail)) == len(trail) and value > 9)
    return (f"Start with the number {start} and carry out these steps in order. After each step, replace the result "
            f"by its remainder on division by {modulus}, and go on with that.\n{numbered(lines)}\n"
            f"Which number do you have after the last step?", value,
            f"The numbers after each step: {words(trail[1:])}.")


def purchases(rng, level):
    prices = sorted(rng.sample(range(4 + 2 * level, 20 + 3 * level), 2 if level == 0 else 3))
    total = rng.randrange(*[(90, 160), (110, 170), (170, 260)][level])
    goods = rng.sample(["roses", "tulips", "lilies", "irises", "asters"], len(prices))
    more = level == 2
    found = [counts for counts in itertools.product(*[range(1, total // price + 1) for price in prices])
             if sum(count * price for count, price in zip(counts, prices)) == total
             and (not more or counts[0] > counts[1])]
    demand(2 <= len(found) <= 30)
    extra = f" and more {goods[0]} than {goods[1]}" if more else ""
    return (f"{rng.choice(NAMES)} buys flowers for exactly {total} coins: "
            f"{words(f'{good} at {price} coins each' for good, price in zip(goods, prices))}. "
            f"At least one of each kind is bought{extra}, and only whole flowers are sold. How many different "
            f"combinations of numbers of flowers are possible?", len(found),
            f"Trying all combinations leaves {len(found)}, the first being "
            f"{words(f'{count} {good}' for count, good in zip(found[0], goods))}.")


def base_arithmetic(rng, level):
    first_base, second_base, target_base = rng.sample([3, 5, 6, 7, 9, 11, 12, 13], 3)
    limit = [60, 700, 6000][level]
    first, second = rng.randrange(limit // 3, limit), rng.randrange(limit // 3, limit)
    third = rng.randrange(10, limit) if level else 0
    total = first * second + third
    shown = in_base(total, target_base)
    addition = f", and add the number written {in_base(third, 8)} in base 8" if level else ""
    return (f"Multiply the number written {in_base(first, first_base)} in base {first_base} by the number written "
            f"{in_base(second, second_base)} in base {second_base}{addition}. Write the result in base {target_base}. "
            f"In bases above ten, A stands for ten, B for eleven and C for twelve. What is the sum of the digits of that "
            f"result, given in decimal?", sum(digits(total, target_base)),
            f"The result is {total} in decimal, which is {shown} in base {target_base}.")


def least_number(rng, level):
    moduli = rng.sample([7, 9, 11, 13, 16, 17, 19, 23], 2 + (level > 0))
    digit_sum = rng.randrange(9, 24)
    remainders = [rng.randrange(1, modulus) for modulus in moduli]
    found = next((n for n in range(1, 200000) if sum(map(int, str(n))) == digit_sum
                  and all(n % m == r for m, r in zip(moduli, remainders))), None)
    demand(found and [100, 1000, 4000][level] < found < [1200, 20000, 60000][level])
    conditions = [f"leaves the remainder {r} on division by {m}" for m, r in zip(moduli, remainders)]
    return (f"What is the smallest positive integer that {words(conditions)}, and whose decimal digits add up to "
            f"{digit_sum}?", found,
            f"{found} is the first number in a search upwards that meets all conditions.")


# --- calendar --------------------------------------------------------------------------------------

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def spoken(date):
    return f"{date.day} {date:%B} {date.year}"


def draw_date(rng, first=1990, last=2060):
    return datetime.date(rng.randrange(first, last), 1, 1) + datetime.timedelta(rng.randrange(365))


def date_walk(rng, level):
    date = start = draw_date(rng)
    lines, trail = [], []
    for _ in range([2, 5, 9][level]):
        kind = rng.choice(["forward", "back", "weekday", "month end"])
        count, day = rng.randrange(45, 900), rng.randrange(7)
        if kind == "forward":
            lines.append(f"Go forward {count} days.")
            date += datetime.timedelta(count)
        elif kind == "back":
            lines.append(f"Go back {count} days.")
            date -= datetime.timedelta(count)
        elif kind == "weekday":
            lines.append(f"Go to the next {DAYS[day]} after that date (never the date itself).")
            date += datetime.timedelta((day - date.weekday() - 1) % 7 + 1)
        else:
            lines.append("Go to the last day of the month that the date is in.")
            date = (date.replace(day=1) + datetime.timedelta(32)).replace(day=1) - datetime.timedelta(1)
        trail.append(date)
    demand(any("days" in line for line in lines) and len(set(trail)) == len(trail))
    return (f"Use the Gregorian calendar. {spoken(start)} is a {DAYS[start.weekday()]}. Start from that date and carry "
            f"out these steps in order.\n{numbered(lines)}\nWhich day of its year is the final date, counting "
            f"1 January as day 1?", date.timetuple().tm_yday,
            f"The dates after each step: {words([d.isoformat() for d in trail])}.")


def repeated_job(rng, level):
    start = draw_date(rng)
    interval = rng.randrange(*[(9, 20), (11, 40), (11, 60)][level])
    runs = rng.randrange(*[(8, 12), (20, 40), (60, 90)][level])
    day = rng.randrange(7)
    demand(interval % 7)
    dates = [start + datetime.timedelta(interval * run) for run in range(runs)]
    if level == 0:
        found = [d for d in dates if d.weekday() == day]
        asked = f"fall on a {DAYS[day]}"
    else:
        found = [d for d in dates if d.weekday() == day or d.day == 1]
        asked = f"fall on a {DAYS[day]} or on the first day of a month (or both)"
        demand(any(d.day == 1 for d in dates))
    return (f"Use the Gregorian calendar. A backup runs for the first time on {spoken(start)}, a "
            f"{DAYS[start.weekday()]}, and then every {interval} days. How many of its first {runs} runs, the very first "
            f"one included, {asked}?", len(found),
            f"The matching runs: {words([d.isoformat() for d in found]) if found else 'none'}.")


def working_days(rng, level):
    start = draw_date(rng)
    count = rng.randrange(*[(8, 15), (30, 70), (120, 260)][level])
    closed = rng.sample(range(1, count), [1, 4, 8][level])
    free = sorted(start + datetime.timedelta(offset) for offset in closed)
    half_saturdays = level == 2
    date, left = start, count
    while left:
        date += datetime.timedelta(1)
        works = date.weekday() < 5 or (half_saturdays and date.weekday() == 5 and date.day <= 7)
        left -= works and date not in free
    rule = ("Monday to Friday, and also on the first Saturday of each month" if half_saturdays else "Monday to Friday")
    return (f"Use the Gregorian calendar. An office works {rule}, but is closed on "
            f"{words([spoken(d) for d in free])}. An order comes in on {spoken(start)}, a {DAYS[start.weekday()]}. "
            f"It is ready on working day number {count} after that date (the date itself does not count). How many "
            f"calendar days after the order is it ready?", (date - start).days,
            f"It is ready on {date.isoformat()}, a {DAYS[date.weekday()]}.")


# --- combinatorics ---------------------------------------------------------------------------------

def seating(rng, level):
    people = rng.sample(NAMES, [5, 6, 7][level])
    pool = list(itertools.combinations(people, 2))
    rng.shuffle(pool)
    rules, checks = [], []
    for number, (one, two) in enumerate(pool[:[2, 4, 5][level]]):
        kind = ["apart", "left", "end", "distance", "together"][number] if level else ["apart", "left"][number]
        if kind == "apart":
            rules.append(f"{one} and {two} do not sit next to each other.")
            checks.append(lambda s, a=one, b=two: abs(s[a] - s[b]) != 1)
        elif kind == "left":
            rules.append(f"{one} sits somewhere to the left of {two}.")
            checks.append(lambda s, a=one, b=two: s[a] < s[b])
        elif kind == "end":
            rules.append(f"{one} sits on neither of the two end chairs.")
            checks.append(lambda s, a=one: 0 < s[a] < len(people) - 1)
        elif kind == "distance":
            rules.append(f"At least two people sit between {one} and {two}.")
            checks.append(lambda s, a=one, b=two: abs(s[a] - s[b]) >= 3)
        else:
            rules.append(f"{one} and {two} do not both sit in the three leftmost chairs.")
            checks.append(lambda s, a=one, b=two: not (s[a] < 3 and s[b] < 3))
    count = 0
    for order in itertools.permutations(range(len(people))):
        seats = dict(zip(people, order))
        count += all(check(seats) for check in checks)
    demand(count > 4)
    return (f"{words(people)} sit down on {len(people)} chairs in a row, one person to a chair. As seen from the front:\n"
            f"{numbered(rules)}\nHow many seating orders are possible?", count,
            f"Of all {math.factorial(len(people))} orders, {count} meet every rule.")


def door_codes(rng, level):
    length = [3, 4, 5][level]
    divisor, remainder = rng.choice([3, 4, 6, 7]), rng.randrange(3)
    highest = rng.randrange(5, 10)
    forbidden = rng.randrange(1, highest)
    def fits(code):
        return (sum(code) % divisor == remainder and all(a != b for a, b in zip(code, code[1:]))
                and (level == 0 or code.count(forbidden) <= 1)
                and (level < 2 or code[0] < code[-1]))
    count = sum(fits(code) for code in itertools.product(range(highest + 1), repeat=length))
    rules = [f"Only digits from 0 to {highest} are used; a code may start with 0.",
             "No two neighbouring digits are equal.",
             f"The sum of the digits leaves the remainder {remainder} on division by {divisor}."]
    rules += [f"The digit {forbidden} occurs at most once."] * (level > 0)
    rules += ["The last digit is greater than the first one."] * (level == 2)
    return (f"A door code has {length} digits and follows these rules.\n{numbered(rules)}\nHow many codes are there?",
            count, f"Going through all {(highest + 1) ** length} digit strings leaves {count}.")


def grid_paths(rng, level):
    width, height = [(4, 4), (6, 5), (7, 7)][level]
    cells = [(x, y) for x in range(1, width + 1) for y in range(1, height + 1)][1:-1]
    blocked = sorted(rng.sample(cells, [2, 5, 8][level]))
    must = rng.choice([cell for cell in cells if cell not in blocked]) if level == 2 else None
    def paths(start, end):
        ways = {start: 1}
        for x in range(start[0], end[0] + 1):
            for y in range(start[1], end[1] + 1):
                if (x, y) != start:
                    ways[x, y] = 0 if (x, y) in blocked else ways.get((x - 1, y), 0) + ways.get((x, y - 1), 0)
        return ways.get(end, 0)
    start, end = (1, 1), (width, height)
    count = paths(start, must) * paths(must, end) if must else paths(start, end)
    demand(count > [3, 12, 40][level])
    extra = f" It has to pass through the square {must}." if must else ""
    return (f"A robot stands on the square (1, 1) of a grid of {width} columns and {height} rows; (x, y) means column x, "
            f"row y. It moves to ({width}, {height}) and each move takes it either from column x to column x + 1 or from "
            f"row y to row y + 1. It must not enter the squares {words(blocked)}.{extra} How many different paths can it "
            f"take?", count, f"Adding up the ways to reach each square in turn gives {count}.")


# --- queues ----------------------------------------------------------------------------------------

def counters(rng, level):
    servers = [1, 2, 3][level]
    people = rng.sample(NAMES, [5, 8, 13][level])
    arrivals = sorted(rng.sample(range(0, [18, 22, 26][level]), len(people)))
    needs = [rng.randrange(3, [7, 10, 14][level]) for _ in people]
    free, waits = [0] * servers, []
    for arrival, need in zip(arrivals, needs):
        earliest = heapq.heappop(free)
        begin = max(earliest, arrival)
        waits.append(begin - arrival)
        heapq.heappush(free, begin + need)
    demand(sum(waits) > 5)
    visits = [f"{person} comes at minute {arrival} and needs {need} minutes" for person, arrival, need
              in zip(people, arrivals, needs)]
    where = "one counter" if servers == 1 else f"{servers} counters"
    return (f"An office has {where}, all free from minute 0, and one queue served in the order of arrival: whoever is "
            f"first in the queue goes to a counter as soon as one is free (at the very minute another person "
            f"finishes, if need be). {'; '.join(visits)}. How many minutes do all of them together spend waiting in the "
            f"queue, not counting the time at the counter?", sum(waits),
            f"The waiting times in the order of arrival: {words(waits)}.")


def round_robin(rng, level):
    count = [3, 5, 6][level]
    quantum, switch = rng.randrange(3, 6), rng.choice([0, 1, 1, 2]) if level else 0
    jobs = rng.sample("ABCDEFGH", count)
    left = {job: rng.randrange(*[(4, 11), (5, 17), (7, 24)][level]) for job in jobs}
    asked, told = rng.choice(jobs), dict(left)
    waiting, clock, ends = deque(jobs), 0, {}
    while waiting:
        job = waiting.popleft()
        used = min(quantum, left[job])
        clock += used
        left[job] -= used
        if left[job]:
            waiting.append(job)
        else:
            ends[job] = clock
        if waiting and waiting[0] != job:
            clock += switch
    demand(ends[asked] > quantum * count)
    cost = (f" Whenever the processor goes from one job to a different one, {switch} ms pass in which no job runs."
            if switch else " Switching between jobs takes no time.")
    return (f"A processor shares its time among {count} jobs by round robin. The jobs stand in the queue in the order "
            f"{words(jobs)} and need {words([f'{told[job]} ms ({job})' for job in jobs])}. The first job in the queue runs "
            f"for {quantum} ms, or less if it finishes earlier; if it has not finished, it goes to the end of the "
            f"queue.{cost} At how many ms after the start does job {asked} finish?", ends[asked],
            f"The jobs finish at {words([f'{end} ms ({job})' for job, end in ends.items()])}.")


def cache_misses(rng, level):
    size = [3, 4, 5][level]
    pages = "ABCDEFGHIJKL"[:size + 2 + level]
    requests = []
    while len(requests) < [12, 22, 36][level]:
        page = rng.choice(pages)
        if not requests or requests[-1] != page:
            requests.append(page)
    cache, misses = [], 0
    for page in requests:
        if page in cache:
            cache.remove(page)
        else:
            misses += 1
            if len(cache) == size:
                cache.pop(0)
        cache.append(page)
    demand(misses > size + 1)
    return (f"A cache holds at most {size} pages and is empty at first. When a page is requested that is not in the cache, "
            f"that is a miss, and the page is loaded; if the cache is full, the page whose last request lies furthest "
            f"back is thrown out first. The pages are requested in this order: {' '.join(requests)}. How many misses are "
            f"there?", misses, f"In the end the cache holds {words(cache)}, oldest request first, after {misses} misses.")


# --- strings ---------------------------------------------------------------------------------------

def letters(rng, count):
    return "".join(rng.choice("ABCDEFGHIKLMNOPRSTUVWXZ") for _ in range(count))


def text_edits(rng, level):
    text = start = letters(rng, [8, 14, 20][level])
    lines, trail = [], []
    for _ in range([3, 5, 8][level]):
        kind = rng.choice(["reverse", "drop", "rotate", "shift", "double", "swap"])
        amount = rng.randrange(2, 6)
        if kind == "reverse":
            lines.append("Write the text backwards.")
            text = text[::-1]
        elif kind == "drop":
            step = rng.randrange(3, 6)
            demand(len(text) > step)
            ordinal = {3: "third", 4: "fourth", 5: "fifth"}[step]
            lines.append(f"Delete every {ordinal} letter (the {ordinal} one, then each {ordinal} one after it, counted in the text "
                         f"as it was before this step).")
            text = "".join(c for position, c in enumerate(text, 1) if position % step)
        elif kind == "rotate":
            lines.append(f"Move the first {amount} letters, in their order, to the end.")
            text = text[amount:] + text[:amount]
        elif kind == "shift":
            lines.append(f"Replace each vowel (A, E, I, O, U) by the letter {amount} places later in the alphabet.")
            text = "".join(chr((ord(c) - 65 + amount) % 26 + 65) if c in "AEIOU" else c for c in text)
        elif kind == "double":
            lines.append("Write the first letter of the text once more at its end.")
            text += text[0]
        else:
            lines.append("Swap the first and second letter, the third and fourth, and so on; a single last letter stays.")
            text = "".join(text[i:i + 2][::-1] for i in range(0, len(text), 2))
        trail.append(text)
    demand(len(text) > 5 and len(set(trail)) == len(trail))
    total = sum(position * (ord(c) - 64) for position, c in enumerate(text[:[2, 3, 5][level]], 1))
    many = ["two", "three", "five"][level]
    return (f"Start with the text {start} and carry out these steps in order.\n{numbered(lines)}\nTake the first {many} "
            f"letters of the final text. Multiply the place of each in the alphabet (A is 1, Z is 26) by its position in the "
            f"text (1 for the first letter). What is the sum of these products?", total,
            f"The texts after each step: {words(trail)}.")


def pair_count(rng, level):
    size = [30, 60, 110][level]
    text = "".join(rng.choice("ABCD" if level < 2 else "ABCDE") for _ in range(size))
    one, two, three = rng.sample("ABCD", 3)
    hits = [i for i in range(size - 1) if text[i] == one and text[i + 1] != two]
    if level:
        hits = [i for i in hits if i > 0 and text[i - 1] != three]
    demand(len(hits) > 2)
    extra = f" and directly preceded by a letter other than {three}" if level else ""
    return (f"Here is a text of {size} letters, in groups of ten for ease of reading (the gaps do not count):\n"
            f"{' '.join(text[i:i + 10] for i in range(0, size, 10))}\nHow many times does the letter {one} occur directly "
            f"followed by a letter other than {two}{extra}? A letter {one} that lacks a neighbour asked for here, "
            f"at the start or the end of the text, does not count.", len(hits),
            f"They stand at the positions {words([i + 1 for i in hits])}.")


def look_and_say(rng, level):
    text = start = "".join(rng.choice("123") for _ in range([3, 4, 5][level]))
    rounds = [2, 4, 5][level]
    trail = []
    for _ in range(rounds):
        text = "".join(f"{len(list(group))}{digit}" for digit, group in itertools.groupby(text))
        trail.append(text)
    demand(len(text) < 60)
    digit = rng.choice("123")
    return (f"From a line of digits the next line is made by reading it aloud from left to right in runs of equal digits: "
            f"for each run write its length and then its digit (1132 becomes 211312). Starting with the line {start}, make "
            f"the next line {rounds} times. How many times does the digit {digit} occur in the final line?",
            text.count(digit), f"The lines: {words(trail)}.")


# --- rates -----------------------------------------------------------------------------------------

def tank(rng, level):
    pipes = rng.sample("ABCDEF", [2, 3, 4][level])
    inflow = {pipe: rng.randrange(4, 30) for pipe in pipes}
    drain = rng.randrange(5, 25)
    volume = first = rng.randrange(50, 300)
    capacity = rng.randrange(500, 900) + 300 * level
    times = sorted(rng.sample(range(2, 20 * (level + 1)), [2, 5, 8][level]))
    opened, draining, events, trail, clock, spilled = set(), False, [], [], 0, 0
    for time in times:
        rate = sum(inflow[pipe] for pipe in opened) - (drain if draining else 0)
        change = volume + rate * (time - clock)
        demand(change >= 0)
        spilled += max(0, change - capacity)
        volume, clock = min(change, capacity), time
        trail.append(f"{volume} at minute {time}")
        if level and rng.random() < 0.3:
            draining = not draining
            events.append(f"at minute {time} the drain is {'opened' if draining else 'closed'}")
        else:
            pipe = rng.choice(pipes)
            events.append(f"at minute {time} pipe {pipe} is {'closed' if pipe in opened else 'opened'}")
            opened ^= {pipe}
    end = times[-1] + rng.randrange(5, 15)
    change = volume + (sum(inflow[pipe] for pipe in opened) - (drain if draining else 0)) * (end - clock)
    demand(0 <= change < capacity and (level < 2 or spilled))
    volume = change
    demand(volume != first)
    flows = words([f"pipe {pipe} {inflow[pipe]} litres" for pipe in pipes])
    outlet = f" The drain, closed at first, takes out {drain} litres a minute while open." if level else ""
    return (f"A tank of {capacity} litres holds {first} litres at minute 0 and all its pipes are closed. While open, they let "
            f"in, each minute: {flows}.{outlet} What the tank cannot hold runs over and is lost. This happens: "
            f"{'; '.join(events)}. How many litres are in the tank at minute {end}?", volume,
            f"The litres at each change: {words(trail)}; {volume} at minute {end}.")


def shared_work(rng, level):
    people = rng.sample(NAMES, [2, 3, 4][level])
    alone = [rng.choice([6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 40]) for _ in people]
    demand(len(set(alone)) == len(alone))
    joins = [0] + sorted(rng.sample(range(1, 5 + level), len(people) - 1))
    done, rate, trail = Fraction(0), Fraction(0), []
    for index, join in enumerate(joins):
        if index:
            done += rate * (join - joins[index - 1])
        trail.append(f"{done} at hour {join}")
        rate += Fraction(1, alone[index])
    demand(done < 1)
    slower = rng.choice([2, 3]) if level == 2 else 1
    half_hour = joins[-1] + 1
    if slower > 1:
        done += rate
        rate /= slower
        demand(done < 1)
    total = (half_hour if slower > 1 else joins[-1]) + (1 - done) / rate
    minutes = total * 60
    demand(minutes.denominator == 1)
    joined = [f"{person} (who would need {need} hours alone) " + ("starts at once" if not join else
              f"joins after {join} hour{'s' * (join > 1)}") for person, need, join in zip(people, alone, joins)]
    breakdown = (f" Exactly {half_hour} hours after the start the machines overheat, and from then on each of them works at "
                 f"1/{slower} of the former speed." if slower > 1 else "")
    return (f"A field has to be mown, and each person mows with a machine at a steady speed: {'; '.join(joined)}. Times are "
            f"counted from the start, and whoever has joined stays.{breakdown} How many minutes after the start is the "
            f"whole field mown?", int(minutes),
            f"Parts of the field done: {words(trail)}; the end comes after {int(minutes)} minutes.")


def clock_angle(rng, level):
    start = rng.randrange(0, 720)
    gain = rng.choice([2, 3, 4, 5, 6]) if level else 0
    hours = rng.randrange(3, 40) if level else rng.randrange(1, 12)
    minutes = rng.randrange(0, 60, 10) if level else rng.randrange(0, 60)
    fast = rng.choice([True, False])
    elapsed = hours * 60 + minutes
    shown = Fraction(start) + Fraction(elapsed) * (1 + Fraction(gain if fast else -gain, 60))
    if level == 2:
        stop = rng.randrange(7, 55)
        shown -= stop
    angle = abs((shown * Fraction(1, 2) - shown * 6) % 360)
    angle = plain(min(angle, 360 - angle))
    drift = (f" It {'gains' if fast else 'loses'} exactly {gain} minutes in each hour of true time, evenly." if gain
             else " It runs exactly.")
    halt = f" its hands are turned back by {stop} minutes, as read on its dial. After that," if level == 2 else ","
    return (f"A wall clock with twelve hours on its dial and hands that move smoothly shows {start // 60 or 12}:{start % 60:02d}."
            f"{drift} {hours} hours and {minutes} minutes of true time later{halt} how many degrees is the smaller angle "
            f"between its hour hand and its minute hand? (Give decimals where needed.)", angle,
            f"The clock then shows {float(shown % 720):g} minutes past twelve; the hands move by 0.5 and 6 degrees a minute.")


# --- logic -----------------------------------------------------------------------------------------

def houses(rng, level):
    size = [3, 4, 4][level]
    people = rng.sample(NAMES, size)
    groups = [people, rng.sample(["cat", "dog", "parrot", "turtle", "rabbit", "goldfish"], size),
              rng.sample(["tea", "coffee", "milk", "juice", "cocoa", "water"], size),
              rng.sample(["violin", "flute", "drums", "piano", "harp"], size)][:3 + (level == 2)]
    forms = ["{}", "the owner of the {}", "the drinker of {}", "the player of the {}"]
    orders = list(itertools.permutations(range(1, size + 1)))
    everything = [(form.format(item), group, position) for group, (form, items) in enumerate(zip(forms, groups))
                  for position, item in enumerate(items)]
    truth = tuple(rng.choice(orders) for _ in groups)
    clues = []
    for (first, g, i), (second, h, j) in itertools.permutations(everything, 2):
        x, y = truth[g][i], truth[h][j]
        if g < h and x == y and rng.random() < 0.5:
            clues.append((f"{first} is {second}", lambda w, g=g, i=i, h=h, j=j: w[g][i] == w[h][j]))
        if x + 1 == y and rng.random() < 0.4:
            clues.append((f"{first} lives directly to the left of {second}",
                          lambda w, g=g, i=i, h=h, j=j: w[g][i] + 1 == w[h][j]))
        if g < h and abs(x - y) == 1:
            clues.append((f"{first} and {second} live next door to each other",
                          lambda w, g=g, i=i, h=h, j=j: abs(w[g][i] - w[h][j]) == 1))
        if x + 1 < y:
            clues.append((f"{first} lives further left than {second}, but not next door",
                          lambda w, g=g, i=i, h=h, j=j: w[g][i] + 1 < w[h][j]))
    rng.shuffle(clues)
    left, kept = list(itertools.product(orders, repeat=len(groups))), []
    for text, check in clues:
        reduced = [world for world in left if check(world)]
        if len(reduced) < len(left):
            kept.append(text[0].upper() + text[1:] + ".")
            left = reduced
    demand(left == [truth])
    asked = [rng.choice([e for e in everything if e[1] == group]) for group in range(len(groups))]
    answer = int("".join(str(truth[group][position]) for _, group, position in asked))
    habits = ["keeps a pet of a different kind", "drinks something different", "plays a different instrument"]
    things = [f"The pets are {words(groups[1])}.", f"The drinks are {words(groups[2])}."]
    things += [f"The instruments are {words(groups[3])}."] if level == 2 else []
    return (f"{words(people)} live in {size} houses in a row, numbered 1 to {size} from left to right, one in each house. Each of them "
            f"{words(habits[:len(groups) - 1])}. {' '.join(things)}\n{numbered(kept)}\nWrite down the house numbers of "
            f"{words([name for name, _, _ in asked])}, in this order and without gaps, as one number of {len(groups)} digits.",
            answer, f"Of all {len(orders) ** len(groups)} arrangements one alone meets every clue: "
            f"{'; '.join(f'{name} in house {truth[g][i]}' for name, g, i in everything)}.")


def knights(rng, level):
    people = rng.sample(NAMES, [4, 6, 8][level])
    size = len(people)
    statements = []
    for speaker in range(size):
        one, two = rng.sample([other for other in range(size) if other != speaker], 2)
        a, b, k = people[one], people[two], rng.randrange(1, size)
        statements.append(rng.choice([
            (f"{a} is a liar", lambda w, i=one: not w[i]),
            (f"{a} and {b} are of the same kind", lambda w, i=one, j=two: w[i] == w[j]),
            (f"of {a} and {b}, exactly one is a knight", lambda w, i=one, j=two: w[i] != w[j]),
            (f"at least one of {a} and {b} is a liar", lambda w, i=one, j=two: not (w[i] and w[j])),
            (f"exactly {k} of the {size} of us {'is a knight' if k == 1 else 'are knights'}", lambda w, k=k: sum(w) == k),
            (f"if {a} is a knight, then so is {b}", lambda w, i=one, j=two: not w[i] or w[j]),
            (f"at most {k} of the {size} of us {'is a liar' if k == 1 else 'are liars'}", lambda w, k=k: size - sum(w) <= k)]))
    found = [world for world in itertools.product([False, True], repeat=size)
             if all(world[i] == bool(statements[i][1](world)) for i in range(size))]
    demand(len(found) == 1 and 1 < sum(found[0]) < size)
    badges = rng.sample(range(11, 99), size)
    spoken_lines = [f"{person} (badge {badge}) says: {text[0].upper()}{text[1:]}." for person, badge, (text, _)
                    in zip(people, badges, statements)]
    true_ones = [person for person, knight in zip(people, found[0]) if knight]
    return (f"On an island each person is either a knight, who says only true things, or a liar, who says only false things. "
            f"\"If P, then Q\" is false only where P is true and Q is false.\n{numbered(spoken_lines)}\nWhat is the sum of the "
            f"badge numbers of the knights?", sum(badge for badge, knight in zip(badges, found[0]) if knight),
            f"Of all {2 ** size} cases one alone is free of contradiction: the knights are {words(true_ones)}.")


# --- probability -----------------------------------------------------------------------------------

LOWEST = ("Write the probability as a fraction in lowest terms and give the sum of its numerator and its denominator.")


def in_lowest_terms(probability):
    demand(0 < probability < 1)
    return probability.numerator + probability.denominator


def urn(rng, level):
    colours = rng.sample(["red", "blue", "green", "white", "black"], 2 + (level > 0))
    counts = [rng.randrange(3, 7) for _ in colours]
    draws = [2, 3, 4][level]
    balls = [colour for colour, count in zip(colours, counts) for _ in range(count)]
    a, b = colours[:2]
    events = [[("the balls drawn are all of the same colour", lambda d: len(set(d)) == 1),
               (f"exactly one of the balls drawn is {a}", lambda d: d.count(a) == 1)],
              [(f"exactly two of the balls drawn are {a}", lambda d: d.count(a) == 2),
               ("the balls drawn show exactly two colours", lambda d: len(set(d)) == 2),
               (f"more {a} than {b} balls are drawn", lambda d: d.count(a) > d.count(b))],
              [(f"all {len(colours)} colours are among the balls drawn", lambda d: len(set(d)) == len(colours)),
               (f"more {a} than {b} balls are drawn", lambda d: d.count(a) > d.count(b)),
               (f"no two balls drawn directly one after the other have the same colour",
                lambda d: all(x != y for x, y in zip(d, d[1:])))]][level]
    text, check = rng.choice(events)
    condition = f" It is known that the first ball drawn is not {b}." if level == 2 else ""
    cases = [d for d in itertools.permutations(balls, draws) if level < 2 or d[0] != b]
    probability = Fraction(sum(check(d) for d in cases), len(cases))
    contents = words([f"{count} {colour}" for count, colour in zip(counts, colours)])
    return (f"An urn holds {contents} balls. {['Two', 'Three', 'Four'][level]} balls are drawn at random, one after another and "
            f"without putting any back.{condition} What is the probability that {text}? {LOWEST}",
            in_lowest_terms(probability), f"Counting all {len(cases)} equally likely draws gives {probability}.")


def dice(rng, level):
    faces = [rng.choice([4, 6, 8]) if level else 6 for _ in range([2, 3, 4][level])]
    total = sum(faces) // 2 + rng.randrange(0, 4)
    divisor = rng.choice([3, 4, 5])
    cases = list(itertools.product(*[range(1, face + 1) for face in faces]))
    conditions = [("at least two dice show the same number", lambda c: len(set(c)) < len(c)),
                  (f"the sum is greater than {total}", lambda c: sum(c) > total),
                  ("the highest number shown is even", lambda c: max(c) % 2 == 0)]
    events = [(f"the sum is divisible by {divisor}", lambda c: sum(c) % divisor == 0),
              ("the product of the numbers is a square number", lambda c: math.isqrt(math.prod(c)) ** 2 == math.prod(c)),
              ("the highest number is at least twice the lowest", lambda c: max(c) >= 2 * min(c))]
    given, event = rng.choice(conditions), rng.choice(events)
    kept = [case for case in cases if given[1](case)] if level else cases
    hits = sum(event[1](case) for case in kept)
    dice_text = words([f"one with {face} faces" for face in faces])
    known = f" Someone tells truthfully that {given[0]}." if level else ""
    return (f"{['Two', 'Three', 'Four'][level]} fair dice are rolled, {dice_text}; a die with n faces shows the numbers 1 to n.{known} "
            f"What is the probability that {event[0]}? {LOWEST}", in_lowest_terms(Fraction(hits, len(kept))),
            f"Of {len(kept)} equally likely cases {hits} count, which is {Fraction(hits, len(kept))} in lowest terms.")


def random_walk(rng, level):
    size, steps = [(4, 3), (5, 5), (7, 6)][level]
    start, target = rng.sample(range(1, size + 1), 2)
    forward = Fraction(1, rng.choice([3, 4])) if level else Fraction(1, 2)
    chances, arrived = {start: Fraction(1)}, Fraction(0)
    for _ in range(steps):
        following = {}
        for place, chance in chances.items():
            for move, weight in ((1, forward), (-1, 1 - forward)):
                to = (place + move - 1) % size + 1
                following[to] = following.get(to, Fraction(0)) + chance * weight
        arrived += following.pop(target, 0)
        chances = following
    return (f"The fields 1 to {size} lie in a circle, so that 1 follows {size}. A token starts on field {start}. In each step it moves, "
            f"independently of the past, one field forward (from 1 towards 2) with probability {forward} and one field back "
            f"with probability {1 - forward}. What is the probability that it stands on field {target} at least once within "
            f"the first {steps} steps? {LOWEST}", in_lowest_terms(arrived),
            f"Following the chances of each field step by step gives {arrived}.")


# --- graphs ----------------------------------------------------------------------------------------

def network(rng, count, extra):
    """A connected network: each place is joined to an earlier one, then further roads are drawn."""
    roads = {}
    for number in range(1, count):
        roads[rng.randrange(max(0, number - 3), number), number] = rng.randrange(4, 30)
    pairs = [pair for pair in itertools.combinations(range(count), 2) if pair not in roads and pair[1] - pair[0] <= 4]
    for pair in rng.sample(pairs, extra):
        roads[pair] = rng.randrange(6, 45)
    order = list(roads.items())
    rng.shuffle(order)
    return order


def shortest_route(rng, level):
    count = [6, 8, 11][level]
    names = rng.sample(TOWNS, count)
    roads = network(rng, count, [4, 8, 13][level])
    toll = set(rng.sample([road for road, _ in roads], [0, 3, 6][level]))
    near = {}
    for (one, two), minutes in roads:
        near.setdefault(one, []).append((two, minutes, (one, two) in toll))
        near.setdefault(two, []).append((one, minutes, (one, two) in toll))
    best, plain_best, queue = None, None, [(0, 0, 0, (0,))]
    seen = set()
    while queue and (best is None or plain_best is None):
        spent, place, used, path = heapq.heappop(queue)
        if place == count - 1:
            plain_best = plain_best or spent
            if used <= 1:
                best = (spent, path)
                break
        if (place, used) in seen:
            continue
        seen.add((place, used))
        for to, minutes, tolled in near[place]:
            heapq.heappush(queue, (spent + minutes, to, min(used + tolled, 2), path + (to,)))
    demand(best and len(best[1]) > [3, 4, 4][level] and (level < 2 or best[0] > plain_best))
    lines = [f"{names[one]} and {names[two]} {minutes} minutes{' (toll)' if (one, two) in toll else ''}"
             for (one, two), minutes in roads]
    rule = " At most one toll road may be used on the whole way, and only once." if toll else ""
    return (f"Roads join these towns, in both directions, with these driving times: {'; '.join(lines)}.{rule} How many minutes "
            f"does the fastest way from {names[0]} to {names[-1]} take?", best[0],
            f"The fastest way goes through {words([names[place] for place in best[1]])}.")


def cables(rng, level):
    count = [6, 8, 11][level]
    names = rng.sample(TOWNS, count)
    roads = network(rng, count, [5, 9, 15][level])
    wanted = roads[-1][0] if level else None
    group, total, chosen = list(range(count)), 0, []
    for (one, two), cost in sorted(roads, key=lambda road: (road[0] != wanted, road[1])):
        if group[one] != group[two]:
            old, new = group[one], group[two]
            group = [new if g == old else g for g in group]
            total += cost
            chosen.append(f"{names[one]}-{names[two]}")
    rule = f" The line between {names[wanted[0]]} and {names[wanted[1]]} has to be among them." if level else ""
    lines = [f"{names[one]} and {names[two]} for {cost}" for (one, two), cost in roads]
    return (f"A company wants to join {count} towns by lines, so that each town can be reached from each other one, if need be "
            f"through further towns. The only lines that can be built, with their costs in thousands: {'; '.join(lines)}.{rule} "
            f"What is the least possible total cost, in thousands?", total, f"The cheapest choice builds {words(chosen)}.")


def project(rng, level):
    count = [6, 9, 12][level]
    tasks = "ABCDEFGHIJKL"[:count]
    lengths = [rng.randrange(2, 12) for _ in tasks]
    before = [sorted(rng.sample(range(max(0, n - 5), n), min(n, rng.randrange(1, 3)))) if n > 1 else [] for n in range(count)]
    workers = [None, None, 2][level]
    ends, free = {}, [0] * (workers or count)
    if workers:
        running, clock, todo = [], 0, list(range(count))
        while todo or running:
            for task in list(todo):
                if len(running) < workers and all(ends.get(b, math.inf) <= clock for b in before[task]):
                    todo.remove(task)
                    ends[task] = clock + lengths[task]
                    heapq.heappush(running, ends[task])
            clock = heapq.heappop(running)
            while running and running[0] == clock:
                heapq.heappop(running)
    else:
        for task in range(count):
            ends[task] = max([ends[b] for b in before[task]], default=0) + lengths[task]
    lines = [f"{tasks[n]} takes {lengths[n]} days" + (f" and needs {words([tasks[b] for b in before[n]])} finished" if before[n] else "")
             for n in range(count)]
    crew = ("Any number of tasks can be worked on at the same time." if not workers else
            "There are two teams; each works on one task at a time and finishes what it started. Whenever a team is free and a task "
            "that has not been started has all it needs, the team at once starts the one of these tasks that comes first in the alphabet.")
    return (f"A project has {count} tasks: {'; '.join(lines)}. {crew} The project starts at the beginning of day 1. How many days does it "
            f"take {'at least ' if not workers else ''}until all tasks are finished?", max(ends.values()),
            f"The tasks end after day {words([f'{ends[n]} ({tasks[n]})' for n in range(count)])}.")


# --- machines --------------------------------------------------------------------------------------

def cellular_automaton(rng, level):
    rule = rng.choice([30, 45, 54, 73, 90, 106, 110, 150])
    size, steps = [(9, 2), (13, 4), (19, 7)][level]
    cells = [rng.randrange(2) for _ in range(size)]
    start, trail = "".join(map(str, cells)), []
    for _ in range(steps):
        cells = [rule >> (cells[i - 1] * 4 + cells[i] * 2 + cells[(i + 1) % size]) & 1 for i in range(size)]
        trail.append("".join(map(str, cells)))
    demand(sum(cells) > 2 and len(set(trail)) == steps)
    table = ", ".join(f"{pattern:03b} becomes {rule >> pattern & 1}" for pattern in range(7, -1, -1))
    asked = ("How many cells are 1" if level < 2 else "Number the cells from 1, from left to right. What is the sum of the numbers of the "
             "cells that are 1")
    answer = sum(cells) if level < 2 else sum(i for i, cell in enumerate(cells, 1) if cell)
    return (f"{size} cells form a ring: the left neighbour of the first cell is the last one, and the right neighbour of the last cell is "
            f"the first one. Each cell is 0 or 1, and all change at once in each step: a cell's new value follows from its left neighbour, "
            f"itself and its right neighbour, read in this order: {table}. From left to right the cells are {start}. {asked} after "
            f"{steps} steps?", answer, f"The cells after each step: {words(trail)}.")


def register_program(rng, level):
    start = {name: rng.randrange(3, 30) for name in "XYZ"}
    modulus = rng.choice([[17, 19, 23], [31, 37, 41], [53, 59, 61]][level])
    rounds = [3, 6, 12][level]
    pool = [("X becomes X + Y", lambda r: r.update(X=r["X"] + r["Y"])),
            ("Y becomes Y + 2 times Z", lambda r: r.update(Y=r["Y"] + 2 * r["Z"])),
            ("if X is even, Z becomes Z + X, otherwise Z becomes Z + 1",
             lambda r: r.update(Z=r["Z"] + (r["X"] if r["X"] % 2 == 0 else 1))),
            ("if X is greater than Y, swap X and Y", lambda r: r.update(X=min(r["X"], r["Y"]), Y=max(r["X"], r["Y"]))),
            ("if Z is divisible by 3, Y becomes Y + 5", lambda r: r.update(Y=r["Y"] + (5 if r["Z"] % 3 == 0 else 0))),
            ("X becomes 3 times X", lambda r: r.update(X=3 * r["X"])),
            ("Z becomes X + Y + Z", lambda r: r.update(Z=sum(r.values())))]
    program = rng.sample(pool, [2, 3, 4][level])
    state, trail = dict(start), []
    for _ in range(rounds):
        for _, change in program:
            change(state)
        for name in state:
            state[name] %= modulus
        trail.append("/".join(str(state[name]) for name in "XYZ"))
    demand(len(set(trail)) == rounds and len({t.split("/")[k] for t in trail for k in range(3)}) > rounds)
    answer = state["X"] * 10000 + state["Y"] * 100 + state["Z"] if level == 2 else sum(state.values())
    asked = "10000 times X plus 100 times Y plus Z" if level == 2 else "X + Y + Z"
    lines = [text[0].upper() + text[1:] + "." for text, _ in program]
    lines.append(f"Replace X, Y and Z each by its remainder on division by {modulus}.")
    return (f"A machine has three registers: X is {start['X']}, Y is {start['Y']}, Z is {start['Z']}. One round carries out these "
            f"instructions in order, each with the values that the ones before it left behind.\n{numbered(lines)}\nWhat is "
            f"{asked} after {rounds} rounds?", answer, f"X/Y/Z after each round: {words(trail)}.")


def robot(rng, level):
    x = y = heading = 0
    turns = {"L": -1, "R": 1}
    size = [8, 16, 30][level]
    program = []
    while len(program) < size:
        program.append(rng.choice(["L", "R", f"F{rng.randrange(1, 6)}", f"F{rng.randrange(1, 6)}", f"B{rng.randrange(1, 4)}"]))
    mirrored, seen, steps = 0, {(0, 0)}, 0
    for number, command in enumerate(program, 1):
        if command in turns:
            heading += turns[command] * (-1 if mirrored else 1)
        else:
            for _ in range(int(command[1:])):
                sign = 1 if command[0] == "F" else -1
                dx, dy = [(0, 1), (1, 0), (0, -1), (-1, 0)][heading % 4]
                x, y = x + sign * dx, y + sign * dy
                seen.add((x, y))
        if level and number % 7 == 0:
            mirrored = not mirrored
    demand(x and y)
    answer = abs(x) + abs(y) if level < 2 else len(seen)
    asked = ("How many squares are there between start and end, counted as the difference of the columns plus the difference of the rows"
             if level < 2 else "On how many different squares has it been, the first one and all those passed included")
    twist = (" After every seventh command (the 7th, the 14th, and so on) L and R swap their meanings, until they swap again."
             if level else "")
    return (f"A robot stands on a square of an endless grid and looks north. F and B with a number move it by that many squares forward or "
            f"backward without turning; L and R turn it on the spot by 90 degrees to the left or right.{twist} It carries out: "
            f"{' '.join(program)}. {asked}?", answer,
            f"It ends {abs(x)} squares {'east' if x > 0 else 'west'} and {abs(y)} squares {'north' if y > 0 else 'south'} of its start"
            f" and has been on {len(seen)} squares.")


# --- warm-ups for the health check: one step each ----------------------------------------------------

def weeks(rng, level):
    count = rng.randrange(3, 8)
    return f"How many days do {count} weeks have?", 7 * count, f"{count} times 7 is {7 * count}."


def pump(rng, level):
    flow, minutes = rng.randrange(3, 9), rng.randrange(3, 9)
    return (f"A pump moves {flow} litres a minute. How many litres does it move in {minutes} minutes?", flow * minutes,
            f"{flow} times {minutes} is {flow * minutes}.")


# --- the set ---------------------------------------------------------------------------------------

CATEGORIES = {
    "number-theory": [remainder_chain, purchases, base_arithmetic, least_number],
    "calendar": [date_walk, repeated_job, working_days],
    "combinatorics": [seating, door_codes, grid_paths],
    "queues": [counters, round_robin, cache_misses],
    "strings": [text_edits, pair_count, look_and_say],
    "rates": [tank, shared_work, clock_angle],
    "logic": [houses, knights],
    "probability": [urn, dice, random_walk],
    "graphs": [shortest_route, cables, project],
    "machines": [cellular_automaton, register_program, robot],
}


WARM_UPS = {"calendar": weeks, "rates": pump}


def draw(template, category, number, level):
    for attempt in itertools.count():
        rng = random.Random(f"llm-lab-monitor/{category}/{number}/{attempt}")
        try:
            return template(rng, level)
        except Retry:
            continue


def items():
    number = 0
    for category, templates in CATEGORIES.items():
        for position, difficulty in enumerate(LEVELS):
            number += 1
            template = templates[position % len(templates)]
            template = WARM_UPS.get(category, template) if position == 0 else template
            prompt, answer, explanation = draw(template, category, position,
                                               ("easy", "medium", "hard").index(difficulty))
            yield {"id": f"reasoning-{number:03d}", "prompt": f"{prompt} {ENDING}", "target": answer, "category": category,
                   "difficulty": difficulty, "explanation": explanation}


def main():
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for item in items():
        print(json.dumps(item, ensure_ascii=False))


if __name__ == "__main__":
    main()
