"""What the benchmarks print: tables, and figures beside their aims."""


def table(title, heads, rows):
    """Prints a table in Markdown, each row as soon as it is measured."""
    print(f"\n## {title}\n\n| {' | '.join(heads)} |")
    print("|" + "|".join(" --- " if index == 0 else " ---: " for index in range(len(heads))) + "|")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |", flush=True)


def verdict(value, most, digits=2):
    """A figure beside the most that it may be."""
    return f"{value:.{digits}f} of {most}{'' if value <= most else ' MISSED'}"
