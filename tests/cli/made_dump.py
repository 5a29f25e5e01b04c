#!/usr/bin/env python3
"""A made GeoNames dump: rows in the form of allCountries.txt, with names as long and kinds as frequent as there, none of them real.

usage: made_dump.py ROWS > dump.txt

Six countries of 20 first-level regions with 12 second-level ones each come first; then towns, streams, sites and the like. The same
number gives the same bytes. 12,000,000 rows (all of GeoNames) have 1.6 GB.
"""
import sys

COUNTRIES = ["SY", "IQ", "NG", "US", "FR", "UA"]
HEADS = ["Bal", "Kor", "Tam", "Ush", "Ver", "Nal", "Dor", "Mek", "Sar", "Yol", "Qas", "Hal", "Zin", "Ber", "Fal", "Gor"]
MIDDLES = ["a", "e", "i", "o", "u", "and", "er", "im", "on", "ul", "ab", "esh"]
TAILS = ["bad", "grad", "ville", "pur", "stan", "town", "dal", "met", "kale", "mina", "field", "rath", "nova", "sk", "ya", "ton"]
# feature class and code, of each hundred rows
KINDS = ([("P", "PPL")] * 40 + [("P", "PPLX")] * 3 + [("H", "STM")] * 12 + [("S", "CH")] * 4 + [("S", "SCH")] * 4 + [("S", "HTL")] * 4
         + [("T", "HLL")] * 6 + [("T", "MT")] * 6 + [("S", "FRM")] * 6 + [("H", "LK")] * 4 + [("L", "LCTY")] * 4 + [("A", "ADM4")] * 4
         + [("S", "MSQE"), ("S", "AIRP"), ("S", "DAM")])


def word(n):
    """One of 3,072 common names for every fourth n, else mostly one of its own."""
    n = n * 2654435761 % 4294967296
    out = HEADS[n >> 28] + MIDDLES[(n >> 16) % 12] + TAILS[n >> 24 & 15]
    return out if n & 3 == 0 else out + " " + HEADS[n >> 20 & 15] + MIDDLES[(n >> 4) % 12] + TAILS[n >> 8 & 15]


def row(gid, name, cls, code, country, a1, a2, population, others=""):
    lat, lon = gid * 7919 % 17000000 / 100000 - 85, gid * 104729 % 35000000 / 100000 - 175
    return (f"{gid}\t{name}\t{name}\t{others}\t{lat:.5f}\t{lon:.5f}\t{cls}\t{code}\t{country}\t\t{a1}\t{a2}\t\t\t{population}\t\t"
            f"{gid % 900}\tAsia/Nowhere\t2026-01-01\n")


def main(n):
    out, gid = [], 20000
    for country in COUNTRIES:
        for i in range(1, 21):
            gid += 1
            out.append(row(gid, f"{word(gid)} Province", "A", "ADM1", country, f"{i:02}", "", 1000000 + i, f"{word(gid)}ia,oblast {i}"))
            for k in range(1, 13):
                gid += 1
                out.append(row(gid, f"{word(gid)} District", "A", "ADM2", country, f"{i:02}", f"{i:02}{k:02}", 10000 + k))
    out = out[:n]
    for i in range(n - len(out)):
        gid += 1
        cls, code = KINDS[i * 37 % 100]
        country, a1 = COUNTRIES[i % 6], i % 20 + 1
        population = 100000 * (i % 7) if i % 997 == 0 else i % 4000 if i % 5 == 0 and cls == "P" else 0
        others = f"{word(gid + 1)},{word(gid + 2).lower()},{word(gid + 3)}" if i % 2 else ""
        out.append(row(gid, word(i), cls, code, country, f"{a1:02}", f"{a1:02}{i % 12 + 1:02}", population, others))
        if len(out) > 50000:
            sys.stdout.write("".join(out))
            out.clear()
    sys.stdout.write("".join(out))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main(int(sys.argv[1]))
