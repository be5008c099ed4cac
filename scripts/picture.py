"""Draws a terminal with real commands and their coloured output as SVG."""

import html
import os
import re
import subprocess
import sys

COMMANDS = [
    """query invoices where status in ("draft", "open") and amount_due > usd 300.00
  and customer_email is not null
  select number, status, amount_due, customer.name order by amount_due desc limit 4""",
    """query charges where paid = true
  select currency, count() as charges, sum(amount) as taken
  group by currency order by currency""",
    """query invoices where statuss = "draft\"""",
]
PALETTE = {
    "": "#d8dee9", "30": "#3b4252", "31": "#ef7f88", "32": "#a3d28a", "33": "#ebcb8b",
    "34": "#81a1f1", "35": "#c79bd6", "36": "#88d0dd", "37": "#e5e9f0", "90": "#8a94a6",
}
CHARACTER, LINE, MARGIN, BAR = 8.43, 20, 20, 34


def spans(line):
    """Texts of a line of ANSI text, each with its colour and attributes."""
    colour, bold, dim = "", False, False
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if not part.startswith("\x1b["):
            if part:
                yield part, PALETTE.get(colour, PALETTE[""]), bold, dim
            continue
        for code in part[2:-1].split(";"):
            if code in ("", "0"):
                colour, bold, dim = "", False, False
            elif code == "1":
                bold = True
            elif code == "2":
                dim = True
            elif code == "22":
                bold, dim = False, False
            elif code == "39":
                colour = ""
            elif code in PALETTE:
                colour = code
            elif code.startswith("9") and len(code) == 2:
                colour = "3" + code[1]


def session():
    """Lines of ANSI text: what is typed at the prompt, and what it prints."""
    for statement in COMMANDS:
        first, *rest = statement.split("\n")
        yield "\x1b[36msandbox>\x1b[0m \x1b[1m" + first
        yield from ("\x1b[90m       >\x1b[0m \x1b[1m" + line for line in rest)
        run = subprocess.run(
            [os.environ["PINSTRIPE"], "--sandbox", "--color", "always", "--format", "table",
             "--quiet", "-e", statement],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        yield from run.stdout.rstrip("\n").split("\n")
        yield ""
    yield "\x1b[36msandbox>\x1b[0m \x1b[37m█"


def text(line, y):
    drawn, column = [], 0
    for part, colour, bold, dim in spans(line):
        style = f' fill="{colour}"' + (' font-weight="bold"' if bold else "")
        style += ' opacity="0.65"' if dim else ""
        if part.strip():
            x = MARGIN + column * CHARACTER
            drawn.append(
                f'<text x="{x:.1f}" y="{y}" textLength="{len(part) * CHARACTER:.1f}"'
                f' xml:space="preserve"{style}>{html.escape(part)}</text>')
        column += len(part)
    return drawn


def picture(lines):
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    width = round(2 * MARGIN + max(map(len, plain)) * CHARACTER)
    height = BAR + 2 * MARGIN + LINE * len(lines) - 8
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        ' font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace"'
        ' font-size="14">',
        f'<rect width="{width}" height="{height}" rx="10" fill="#1f2430"/>',
        f'<text x="{width / 2}" y="22" text-anchor="middle" fill="#8a94a6">pinstripe</text>',
    ]
    drawn += [
        f'<circle cx="{20 + 20 * i}" cy="17" r="6" fill="{colour}"/>'
        for i, colour in enumerate(("#ef7f88", "#ebcb8b", "#a3d28a"))
    ]
    for number, line in enumerate(lines):
        drawn += text(line, BAR + MARGIN + LINE * number)
    return "\n".join(drawn + ["</svg>", ""])


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(picture(list(session())))
