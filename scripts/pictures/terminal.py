#!/usr/bin/env python3
"""Draws .pictures/terminal.svg: what a session with a seeded sandbox looks like in a terminal.

Usage: terminal.py [PATH-OF-PINSTRIPE]
"""

import html
import os
import pty
import re
import subprocess
import sys
import tempfile

STATEMENTS = [
    "query invoices where status = 'open' and amount_due > usd 300.00\n"
    "  select number, customer_name, status, amount_due, created\n"
    "  order by amount_due desc limit 4",
    "query invoices where currency = 'usd' and created in 2025\n"
    "  select quarter(created) as quarter, sum(total) as total group by quarter chart",
    "query invoices where statuss = 'draft'",
]
WIDTH, LINE, CHARACTER, MARGIN = 92, 20, 8.4, 20
COLORS = {1: "#ff7b72", 2: "#7ee787", 3: "#e3b341", 4: "#79c0ff", 5: "#d2a8ff", 6: "#76e3ea"}
ESCAPE = re.compile(r"\x1b\[([0-9;]*)m|\x1b\[[0-9;?]*[A-Za-z]|\r")


def output_of(command, environment):
    """The bytes that a command writes to a terminal of WIDTH columns, as text."""
    parent, child = pty.openpty()
    subprocess.run(["stty", "cols", str(WIDTH), "rows", "50"], stdin=child, check=True)
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=child, stderr=child, env=environment)
    os.close(child)
    chunks = []
    while True:
        try:
            chunk = os.read(parent, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait()
    return b"".join(chunks).decode()


def spans(line):
    """The parts of a line with their styles: (text, color, is bold, is dim)."""
    color, bold, dim, position = None, False, False, 0
    for match in ESCAPE.finditer(line):
        if match.start() > position:
            yield line[position:match.start()], color, bold, dim
        position = match.end()
        if match.group(1) is None:
            continue
        for code in (int(part or 0) for part in match.group(1).split(";")):
            if code == 0:
                color, bold, dim = None, False, False
            elif code == 1:
                bold = True
            elif code == 2:
                dim = True
            elif code == 22:
                bold = dim = False
            elif code == 39:
                color = None
            elif 30 <= code <= 37:
                color = COLORS.get(code - 30)
            elif 90 <= code <= 97:
                color = COLORS.get(code - 90, "#8b949e")
    if position < len(line):
        yield line[position:], color, bold, dim


def row(line, number):
    """A line of text as SVG, every character in its column."""
    column, parts = 0, []
    for text, color, bold, dim in spans(line):
        style = f' fill="{color}"' if color else ""
        style += ' font-weight="bold"' if bold else ""
        style += ' opacity="0.6"' if dim else ""
        parts.append(
            f'<tspan x="{MARGIN + column * CHARACTER:.1f}"{style}'
            f' textLength="{len(text) * CHARACTER:.1f}">{html.escape(text)}</tspan>')
        column += len(text)
    y = MARGIN + 24 + number * LINE
    return f'<text y="{y}" xml:space="preserve">{"".join(parts)}</text>'


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else ".build/release/pinstripe"
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"], "HOME": folder, "TZ": "UTC", "TERM": "xterm-256color"}
        data = os.path.join(folder, "sandbox.sqlite")
        subprocess.run(
            [program, "sandbox", "seed", "--sandbox-data", data], env=environment, check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        lines = []
        for statement in STATEMENTS:
            first, *rest = statement.split("\n")
            lines.append("\x1b[32msandbox>\x1b[0m " + first)
            lines += ["      \x1b[2m…\x1b[0m> " + line.strip() for line in rest]
            text = output_of(
                [program, "--sandbox-data", data, "--sandbox", "-e", statement], environment)
            text = re.sub(r"\((\d+ rows?, \d+ requests?), \d+ ms\)", r"(\1, 9 ms)", text)
            lines += [line for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
            lines.append("")
    rows = [row(line, number) for number, line in enumerate(lines[:-1])]
    width = int(2 * MARGIN + WIDTH * CHARACTER)
    height = 2 * MARGIN + 16 + len(rows) * LINE
    picture = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        ' font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">',
        f'<rect width="{width}" height="{height}" rx="10" fill="#0d1117"/>', *rows, "</svg>"]
    with open(".pictures/terminal.svg", "w", encoding="utf-8") as file:
        file.write("\n".join(picture) + "\n")


main()
