import Testing

@testable import Language

/// Where a statement ends, and where it goes on.
@Suite struct LineEndTests {
  /// Texts, and how many statements they are.
  static let table: [(String, Int)] = [
    ("list a\nlist b", 2), ("list a; list b", 2), ("list a;; ;list b;", 2), ("", 0),
    ("\n # x\n", 0),
    ("list a\r\nlist b\r\n", 2),
    ("list a\nwhere b = 1\nlimit 5", 1), ("list a\n\n# why\n  where b = 1", 1),
    ("query a where b = 1\nand c = 2\nor d = 3", 1), ("query a where b = 1 and\nc = 2", 1),
    ("query a where\nb =\n5", 1), ("query a where b in (1,\n2\n)", 1),
    ("query a where b not\nin (1)\nlist c", 2), ("query a select b,\nc", 1),
    ("query a select b as\nc", 1), ("query a order by\nb desc\nlist c", 2),
    ("query a\norder by b\ngroup by c\npage size 5\nexpand d\nvia list\nselect e", 1),
    ("delete customers\nfrom\nstdin\nlist b", 2),
    ("get a b,\nc", 1), ("list a of\nb c", 1), ("let x =\n5", 1), ("let x = 5 +\n6", 1),
    ("create a\n{ b: 1 }", 1), ("create a { b: 1\n,\nc: [\n1\n]\n}\nlist b", 2),
    ("list \\\na", 1), ("print 1 \\\n\nprint 2", 2), ("print\\\n1", 1),
    ("for x in $y\n{\nlist a\nlist b\n}", 1), ("for x in $y { list a; list b }\nlist c", 2),
    ("if $a {\n}\nelse if $b\n{\n}\nelse\n{\n}\nlist c", 2), ("if $a { exit }\nlist b", 2),
    ("exit\n5", 1), ("help\nlist a", 2), ("explain list a\nwhere b = 1", 1),
    ("list a where b is null\nlist c", 2), ("print count(\nquery a\nwhere b = 1\n)", 1),
    ("print 1 * # why\n2", 1), ("query a where b between 1\nand 2", 1),
  ]

  @Test(arguments: table)
  func statementsEndWhereTheyAreComplete(text: String, count: Int) {
    let result = Parser.parse(text)
    let expected = text == "exit\n5" ? 1 : 0
    #expect(result.diagnostics.count == expected, "\(result.diagnostics.map(\.message))")
    #expect(result.program.statements.count == count)
  }

  @Test(arguments: table)
  func aPasteMeansWhatItMeansInAScript(text: String, count: Int) {
    let script = Parser.parse(text)
    let prompt = Parser.parse(text, mode: .prompt)
    #expect(TreeText.of(script.program.statements) == TreeText.of(prompt.program.statements))
    #expect(script.diagnostics == prompt.diagnostics)
  }

  static let unfinished = [
    "list a where", "list a where b =", "list a where b = 1 and", "print (", "create a {",
    "create a { b: 1,", "get a b,", "print 1 +", "for x in $y", "for x in $y {", "if $a { } else",
    "list a \\", "list a |", "list a | jq '.x", "print [1,\n2", "query a where b between 1",
    "for x in $y {\n list a\n", "let x =", "query a select b,  # why",
  ]

  @Test(arguments: unfinished)
  func unfinishedTextsAskForAnotherLine(text: String) {
    #expect(Parser.parse(text, mode: .prompt).isIncomplete)
  }

  @Test(arguments: [
    "list a", "list", "print", "create a", "print )", "qeury a {", "list a where b = 1", "",
    "print 1 2 +", "print \"abc", "} print (", "list a;", "exit",
  ])
  func otherTextsDoNot(text: String) {
    #expect(!Parser.parse(text, mode: .prompt).isIncomplete)
  }

  @Test func aShellCommandEndsTheText() {
    let result = Parser.parse("list a limit 5 | jq '.b | .c'", mode: .prompt)
    #expect(result.shellCommand == "jq '.b | .c'")
    #expect(result.program.statements.count == 1)
    #expect(result.diagnostics.isEmpty)
    let more = Parser.parse("list a | jq .\nlist b", mode: .prompt)
    #expect(more.diagnostics.map(\.message) == ["a shell command must come last"])
    let none = Parser.parse("| jq .", mode: .prompt)
    #expect(none.diagnostics.map(\.message) == ["a statement is missing before `|`"])
  }
}
