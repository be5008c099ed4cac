import Diagnostics
import Testing

@testable import Language

@Suite struct FormatterTests {
  private func format(_ text: String) -> String { Formatter.format(Parser.parse(text).program) }

  /// What is written, and its canonical form.
  static let table: [(String, String)] = [
    ("LIST   Invoices WHERE a=1 AND b IS NULL", "list Invoices where a = 1 and b is null"),
    ("list lines invoice in_1", "list lines of invoice in_1"),
    (
      "update lines invoice in_1 line il_2 {quantity:3}",
      "update line il_2 of invoice in_1 { quantity: 3 }"
    ),
    (
      "update lines invoice { id: \"il_1\", parent_id: \"in_1\" }",
      "update lines of invoice { id: \"il_1\", parent_id: \"in_1\" }"
    ),
    (
      "list x limit 5 where a = 1 expand b select c via list order by d asc",
      "list x where a = 1 via list select c order by d limit 5 expand b"
    ),
    (
      "create x { \"a\": 1, 'b c': 2, \"d\".e[\"f g\"]: 3, }",
      "create x { a: 1, \"b c\": 2, d.e[\"f g\"]: 3 }"
    ),
    ("create x {} expand y", "create x expand y {}"),
    ("query x where ((a = 1) and (b = 2 or c = 3))", "query x where a = 1 and (b = 2 or c = 3)"),
    ("query x where not (a = 1)", "query x where not a = 1"),
    ("query x where not (a = 1 and b = 2)", "query x where not (a = 1 and b = 2)"),
    ("query x where a not between 1 and 2", "query x where not a between 1 and 2"),
    ("query x where a in ($b)", "query x where a in $b"),
    ("query x where a in \"b\"", "query x where a in (\"b\")"),
    ("print (1 + 2) * 3 - (4 - 5)", "print (1 + 2) * 3 - (4 - 5)"),
    ("print 1 + (2 * 3)", "print 1 + 2 * 3"), ("print -(5)", "print -(5)"),
    ("print - 5", "print -5"),
    ("print \"say \\\"hi\\\"\"", "print 'say \"hi\"'"), ("print 'it''s'", "print \"it's\""),
    ("print '${x}'", "print \"\\${x}\""), ("print '${x}\\'", "print '${x}\\'"),
    ("print \"${ $c.email } ${1} ${ now } ${$now}\"", "print \"${c.email} ${$1} ${now} ${$now}\""),
    ("print (get balance)", "print get balance"),
    ("print [ (get balance) ]", "print [(get balance)]"),
    ("create x from (query y limit 5) limit 6", "create x from (query y limit 5) limit 6"),
    ("create x from (query y limit 5)", "create x from query y limit 5"),
    ("get product 123", "get product \"123\""),
    ("request post \"/v1/x\"", "request POST \"/v1/x\""),
    ("use \"acme-eu-2\"", "use acme-eu-2"), ("use \"my account\"", "use \"my account\""),
    ("print USD 20.00", "print usd 20.00"), ("print 7D", "print 7d"),
    ("if $a{print 1}else{print 2}", "if $a { print 1 } else { print 2 }"),
    ("for x in $y{ }", "for x in $y {}"), ("a", ""),
    ("list a;list b ; ; list c", "list a\nlist b\nlist c"),
    ("list a\n\n\n\nlist b", "list a\n\nlist b"),
  ]

  @Test(arguments: table)
  func statementsAreWrittenTheCanonicalWay(written: String, canonical: String) {
    #expect(format(written) == (canonical.isEmpty ? "" : canonical + "\n"))
    #expect(format(canonical) == (canonical.isEmpty ? "" : canonical + "\n"))
  }

  static let canonical = [
    "long": """
    query invoices
      where (status = "open" or status = "draft")
        and not customer_email like "%@example.com"
        and amount_remaining > usd 1000.00
      select id, total, customer.email
      order by total desc
      limit 20
    create customer {
      email: "ann@example.com",
      name: "Ann",
      address: { line1: "A rather long street with a name 1", city: "Z", postal_code: "8000" },
      preferred_locales: ["de", "en"]
    }
    update customers
      where metadata.tier = "gold" and created >= 2026-01-01 and not metadata.vip = "yes"
      { metadata: { vip: "yes" } }
    for inv in query invoices where customer = $c.id and status = "draft" {
      execute finalize invoice $inv.id
    }
    let c = create customer expand default_source {
      email: "somebody.with.a.long.name@example.com",
      metadata: { tier: "gold" }
    }

    """,
    "comments": """
    #!/usr/bin/env pinstripe
    # top

    # second
    let c = create customer {  # opening
      # before email
      email: "x",  # after email
      name: "y"  # after name
      # last
    }  # after let
    query invoices  # head
      # before where
      where status = "draft"  # one
        # own
        and total > 5  # two
      # before limit
      limit 10  # end

    for x in query invoices  # header
      where a = 1
    {  # opening
      # first
      print $x  # after print

      # last
    }
    if $a {  # yes
      print 1
    } else {  # no
      print 2
    }
    get invoices in_1,  # one
      in_2  # two
    list invoices
      where a in (
        1,  # one
        2
      )
    # the end

    """,
  ]

  @Test(arguments: canonical.keys.sorted())
  func canonicalProgramsStayAsTheyAre(name: String) {
    let text = Self.canonical[name] ?? ""
    #expect(Parser.parse(text).diagnostics.isEmpty)
    #expect(format(text) == text)
  }

  @Test func aProgramThatIsFinalIsNotReadAgain() {
    let final = "# one\nprint 1  # two\n"
    #expect(Formatter.settled(Parser.parse(final).program) == (final, 0))
    #expect(Formatter.settled(Parser.parse("# one\nprint  1 # two").program) == (final, 1))
  }

  @Test func aCommentWhereNoneCanStayMovesOn() {
    #expect(format("if $a # why\n{ print 1 }") == "if $a {\n  # why\n  print 1\n}\n")
    #expect(
      format("if $a { print 1 } # one\nelse { print 2 }")
        == "if $a {\n  print 1\n} else {\n  # one\n  print 2\n}\n")
    #expect(format("print (1 # one\n + 2)") == "print 1 + 2\n# one\n")
  }

  @Test func piecesAreWrittenOnTheirOwn() throws {
    let program = Parser.parse("query x where a.b[\"c d\"] = \"${e}\" and f in (1, 2)").program
    let statement = try #require(program.statements.first)
    #expect(
      Formatter.format(statement) == "query x where a.b[\"c d\"] = \"${e}\" and f in (1, 2)")
    guard case .operation(let operation) = statement.kind,
      let condition = operation.clauses.condition?.content
    else {
      Issue.record("no operation")
      return
    }
    #expect(Formatter.format(condition) == "a.b[\"c d\"] = \"${e}\" and f in (1, 2)")
  }
}
