"""Every headline behind UCDP GED's events as a report of its own, with the event as the truth.

    python3 ucdp_headlines.py GED.csv 2014 2017 > train.csv
    python3 ucdp_headlines.py GED.csv 2018 2019 > test.csv
    truce match train.csv --estimate --save-weights table.json --truth truth
    truce match test.csv --weights table.json --truth truth

A headline is given the day of its publication and the day before, the place of its event with the precision
that GED states, and no act and no toll: what a reader knows who has the headline and has looked the place up.
Publications dated before 2010 are slips of the file and are left out.
"""

import csv
import datetime
import re
import sys

RADIUS_M = {"1": 1000, "2": 12000, "3": 30000, "4": 60000, "5": 60000, "6": 200000, "7": 200000}
ARTICLE = re.compile(r'"([^"]*?),(\d{4}-\d\d-\d\d),([^"]*)"')
COLUMNS = ["id", "source", "start", "end", "lat", "lon", "radius_m", "act", "account", "truth"]


def main(path, first, last):
    out = csv.writer(sys.stdout)
    out.writerow(COLUMNS)
    with open(path, encoding="utf-8", newline="") as lines:
        for event in csv.DictReader(lines):
            if not event["year"].isdigit() or not first <= int(event["year"]) <= last:
                continue
            for number, (office, day, headline) in enumerate(ARTICLE.findall(event["source_article"])):
                published = datetime.date.fromisoformat(day)
                if published.year < 2010:
                    continue
                source = re.sub("[^a-z0-9]+", "-", office.lower()).strip("-") or "unnamed"
                before = published - datetime.timedelta(days=1)
                out.writerow([
                    f"{event['id']}-{number}", source[:50], before, published,
                    event["latitude"], event["longitude"], RADIUS_M[event["where_prec"]],
                    "unstated", headline, event["id"],
                ])


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
