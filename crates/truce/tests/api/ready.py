"""Whether a node at an address has drawn and reckoned all that it tells: ready.py ADDRESS"""

import sys
import urllib.error
import urllib.request

for path in ("situation", "signals", "alarms"):
    try:
        with urllib.request.urlopen(f"{sys.argv[1]}/api/v1/{path}", timeout=30):
            pass
    except urllib.error.HTTPError:
        sys.exit(1)
