"""A sandbox that is served while a script asks it."""

import re
import subprocess
import sys


def served(pinstripe, environment):
    """The process and its address; nothing of it outlives the process."""
    server = subprocess.Popen(
        [pinstripe, "sandbox", "serve", "--sandbox-data", ":memory:", "--port", "0"],
        stderr=subprocess.PIPE, text=True, env=environment,
    )
    for line in server.stderr:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return server, found[0]
    sys.exit("the sandbox was not served")
