import Testing

@testable import Language

/// Texts that go deeper than any stack: they get a problem, and no crash.
@Suite struct NestingTests {
  static let deep: [(String, String, String)] = [
    ("print ", "(", ")"), ("print ", "[", "]"), ("create customer ", "{ a: ", "}"),
    ("list invoices where ", "not ", ""), ("print ", "- ", ""), ("", "explain ", ""),
    ("", "if $a { ", "}"), ("", "for x in $a { ", "}"), ("print ", "count(", ")"),
    ("print ", "(query x where a in (", ""), ("print ", "\"${", ""),
    ("update customers ", "from query customers ", ""), ("", "if $a {} else ", ""),
  ]

  @Test(arguments: deep.indices)
  func deepTextsAreRefused(index: Int) {
    let (start, opening, closing) = Self.deep[index]
    for depth in [250, 20_000] {
      let text =
        start + String(repeating: opening, count: depth) + "1"
        + String(repeating: closing, count: depth)
      #expect(!Parser.parse(text).diagnostics.isEmpty)
    }
  }

  @Test func nestingUpToTheLimitIsRead() throws {
    for (start, opening, closing) in [("print ", "(", ")"), ("print ", "[", "]")] {
      let depth = Parser.nestingLimit - 1
      let text =
        start + String(repeating: opening, count: depth) + "1"
        + String(repeating: closing, count: depth)
      let result = Parser.parse(text)
      #expect(result.diagnostics.isEmpty)
      #expect(Parser.parse(Formatter.format(result.program)).diagnostics.isEmpty)
    }
  }

  @Test func longRowsAreNoNesting() {
    let terms = Array(repeating: "a = 1", count: 5_000)
    for word in [" and ", " or "] {
      #expect(Parser.parse("list x where " + terms.joined(separator: word)).diagnostics.isEmpty)
    }
    let ids = (0..<5_000).map { "cus_\($0)" }.joined(separator: ", ")
    let result = Parser.parse("get customers \(ids)")
    #expect(result.diagnostics.isEmpty)
    #expect(Formatter.format(result.program).split(separator: "\n").count == 5_000)
    let branches = String(repeating: " else if $a { print 1 }", count: 3_000)
    #expect(Parser.parse("if $a { print 1 }" + branches).diagnostics.isEmpty)
  }

  @Test func chainsOfArithmeticAreBounded() {
    let within = "print 1" + String(repeating: " + 1", count: Parser.linkLimit)
    let result = Parser.parse(within + "; " + within)
    #expect(result.diagnostics.isEmpty)
    let lines = Formatter.format(result.program).split(separator: "\n")
    #expect(lines.count == 2 * (Parser.linkLimit + 1))
    #expect(lines.dropFirst().first == "  1 +" && lines.last == "  1")
    let beyond = within + String(repeating: " * 1", count: 100_000)
    #expect(
      Parser.parse(beyond).diagnostics.map(\.message) == ["this statement has too many operators"])
  }
}
