import Diagnostics
import Testing

@testable import Language

/// What completion is told; `‸` is the cursor.
@Suite struct ExpectationTests {
  private func expectations(_ text: String) -> Expectations {
    let parts = text.split(separator: "‸", omittingEmptySubsequences: false)
    let source = SourceText(name: "test", text: parts.joined())
    return Parser.expectations(at: parts[0].utf8.count, in: source)
  }

  private static func body(_ verb: Verb, _ object: String, _ path: [String]) -> Language.Expectation
  {
    .parameterKey(
      OperationContext(verb: verb, action: nil, object: object, parents: []), path: path)
  }

  static let table: [(String, Language.Expectation)] = [
    ("‸", .statement), ("li‸", .statement), ("list a\n‸", .statement), ("list a; ‸", .statement),
    ("for x in $y { ‸", .statement), ("explain ‸", .statement),
    ("list ‸", .object(verb: .list, action: nil)), ("list inv‸", .object(verb: .list, action: nil)),
    ("execute fin‸", .action(object: nil)), ("execute ‸ invoice in_1", .action(object: "invoice")),
    ("execute finalize ‸", .object(verb: .execute, action: "finalize")),
    ("get invoice ‸", .id(object: "invoice")), ("list lines of ‸", .object(verb: nil, action: nil)),
    ("list a ‸", .keyword(.where)), ("list a\n‸", .keyword(.limit)),
    ("list a where b = 1 ‸", .keyword(.and)), ("list a where b ‸", .keyword(.like)),
    ("list a order ‸", .keyword(.by)), ("if $a { }\n‸", .keyword(.else)),
    ("list a where ‸", .field(object: "a", path: [])),
    ("list a where b.c‸", .field(object: "a", path: ["b"])),
    ("list a where b.c.‸", .field(object: "a", path: ["b", "c"])),
    ("list a where metadata[\"‸", .field(object: "a", path: ["metadata"])),
    ("query a select b, ‸", .field(object: "a", path: [])),
    ("query a order by ‸", .field(object: "a", path: [])),
    ("get a b expand c, ‸", .field(object: "a", path: [])),
    ("list a where status = ‸", .value(object: "a", path: ["status"])),
    ("list a where status = \"dr‸", .value(object: "a", path: ["status"])),
    ("list a where x.status in (\"a\", \"‸", .value(object: "a", path: ["x", "status"])),
    ("create a { ‸", body(.create, "a", [])),
    ("create a {\n  b: 1,\n  em‸", body(.create, "a", [])),
    ("create a { b: { ‸", body(.create, "a", ["b"])), ("create a { b.‸", body(.create, "a", ["b"])),
    ("update a b { c: [{ ‸", body(.update, "a", ["c"])),
    ("set ‸", .setting), ("set format = ‸", .settingValue("format")), ("use ‸", .profile),
    ("show ‸", .topic(.show)), ("help ‸", .topic(.help)), ("include ‸", .file),
    ("create a from \"‸", .file), ("print $‸", .variable), ("print \"${c‸", .variable),
    ("print $c.‸", .variableField(variable: "c", path: [])),
    ("print \"a ${c.d.‸", .variableField(variable: "c", path: [.key("d")])),
    ("print $c.d[0].‸", .variableField(variable: "c", path: [.key("d"), .index(0)])),
    ("request ‸", .method), ("query a via ‸", .route), ("query a select ‸", .function),
    ("let x = query ‸", .object(verb: .query, action: nil)),
    ("let x = create ‸", .object(verb: .create, action: nil)),
    ("let x = execute ‸", .action(object: nil)),
    ("for x in list ‸", .object(verb: .list, action: nil)),
    ("let x = execute pay ‸", .object(verb: .execute, action: "pay")),
    ("explain analyze ‸", .statement),
    ("print count(execute pay ‸", .object(verb: .execute, action: "pay")),
    ("describe ‸", .object(verb: nil, action: nil)),
  ]

  @Test(arguments: table.indices)
  func thePlaceTellsWhatMayCome(index: Int) {
    let (text, expected) = Self.table[index]
    #expect(expectations(text).expected.contains(expected), "\(text)")
  }

  @Test func aStatementDoesNotStartInTheMiddleOfOne() {
    for text in ["list ‸", "list a where ‸", "create a {\n ‸", "print $c.‸", "let x = ‸"] {
      #expect(!expectations(text).expected.contains(.statement), "\(text)")
    }
  }

  @Test func nothingComesInCommentsAndShellCommands() {
    #expect(expectations("list a # co‸").expected.isEmpty)
    #expect(expectations("list a | jq .‸").expected.isEmpty)
  }

  @Test func clausesAreOfferedOnce() {
    #expect(!expectations("list a limit 5 ‸").expected.contains(.keyword(.limit)))
  }

  @Test func thePartialWordIsGivenWithItsPlace() {
    #expect(expectations("list inv‸").partial == "inv")
    #expect(expectations("list inv‸").span == Span(5, 8))
    #expect(expectations("list a where b = \"dr‸").partial == "dr")
    #expect(expectations("list a where b = \"dr‸").isInQuotes)
    #expect(expectations("list a where b = \"dr‸").span == Span(18, 20))
    #expect(expectations("print $ab‸").partial == "$ab")
    #expect(expectations("print \"x ${ab‸").partial == "ab")
    #expect(expectations("print \"x ${ab‸").span == Span(11, 13))
    #expect(expectations("list a ‸").span == Span(7, 7))
  }
}
