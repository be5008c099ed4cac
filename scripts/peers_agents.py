"""Drives `pinstripe mcp` by the official SDK. Run by scripts/peers-agents."""

import asyncio
import os
import sys
import tempfile

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

checks = {"passed": 0, "failed": 0}


def check(what: str, holds: bool, seen: object = "") -> None:
    checks["passed" if holds else "failed"] += 1
    if not holds:
        print(f"no: {what}: {seen}", file=sys.stderr)


async def session(program: str, options: list[str], work) -> None:
    server = StdioServerParameters(
        command=program,
        args=["mcp", *options],
        env={"HOME": tempfile.gettempdir(), "PATH": os.environ["PATH"]},
    )
    async with stdio_client(server) as (read, write):
        async with ClientSession(read, write) as client:
            await work(client, await client.initialize())


async def reads(client: ClientSession, start) -> None:
    check("the version", str(start).find("2025-06-18") >= 0, start)
    tools = (await client.list_tools()).tools
    check("the tools", [t.name for t in tools] == ["run", "check", "explain", "describe", "help"], tools)
    found = await client.call_tool("check", {"statements": "list custmers"})
    check("an error with its hint", "did you mean `customers`?" in found.content[0].text, found)
    found = await client.call_tool("run", {"statements": "create customer { name: \"Ann\" }"})
    check("a write is refused", "read-only" in found.content[0].text, found)
    found = await client.call_tool("describe", {"name": "invoice finalize"})
    check("a description", "auto_advance" in found.content[0].text, found)
    found = await client.call_tool("explain", {"statements": "query invoices where total > 5"})
    check("a plan", "requests" in found.content[0].text, found)
    found = await client.call_tool("help", {"topic": "where"})
    check("help", "Examples" in found.content[0].text, found)


async def writes(client: ClientSession, start) -> None:
    for number in range(5):
        await client.call_tool(
            "run", {"statements": f'create customer {{ name: "c{number} 😀" }}'}
        )
    many = await asyncio.gather(
        *(client.call_tool("run", {"statements": "list customers select name"}) for _ in range(10))
    )
    for found in many:
        check("rows", found.content[0].text.count("😀") == 3, found)
        check("what was left out", "left out" in found.content[1].text, found)


async def main(program: str) -> int:
    sandbox = ["--sandbox", "--sandbox-data", ":memory:"]
    await session(program, sandbox, reads)
    await session(program, [*sandbox, "--allow-writes", "--result-rows", "3"], writes)
    print(f"{checks['passed']} passed, {checks['failed']} failed")
    return 1 if checks["failed"] else 0


sys.exit(asyncio.run(main(sys.argv[1])))
