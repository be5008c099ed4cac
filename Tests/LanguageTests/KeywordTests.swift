import Testing

@testable import Language

/// The files in `grammar` that repeat the keyword table say what it says; `RECORD=1` writes them.
@Suite struct KeywordTests {
  @Test func theListIsTheTable() throws {
    let lines = Keyword.allCases.map { "\($0.rawValue) \($0.role.rawValue)" }
    #expect(try Repository.holds("grammar/keywords.txt", lines.joined(separator: "\n") + "\n"))
  }

  @Test func theVimSyntaxIsMadeOfTheTable() throws {
    #expect(try Repository.holds("grammar/vim/syntax/pinstripe.vim", EditorGrammars.vim))
  }

  @Test func theTextMateGrammarIsMadeOfTheTable() throws {
    #expect(
      try Repository.holds(
        "grammar/vscode/syntaxes/pinstripe.tmLanguage.json", EditorGrammars.textMate))
  }

  @Test func aKeywordIsFoundInAnyCaseAndNothingElseIs() {
    for keyword in Keyword.allCases {
      let word = keyword.rawValue
      #expect(Keyword(word: word) == keyword && Keyword(word: word.uppercased()) == keyword)
      for other in [word + "s", "x" + word, word + "\0", word + "é", "\u{130}" + word] {
        #expect(Keyword(word: other) == Keyword.allCases.first { $0.rawValue == other })
      }
    }
    for other in ["", "Ł", "ıf", "a word of more than sixteen bytes", "sixteen_bytes_16"] {
      #expect(Keyword(word: other) == nil)
    }
  }

  @Test func marksAreTheOperatorsTheySpell() {
    for mark in Mark.allCases {
      #expect(mark.arithmetic == ArithmeticOperator(rawValue: mark.rawValue))
      #expect(mark.comparison == ComparisonOperator(rawValue: mark.rawValue))
    }
  }

  @Test func clausesAreKeywordsOfThatRole() {
    let clauses = Keyword.allCases.filter { $0.role == .clause }.map(\.rawValue)
    #expect(Set(ClauseKind.allCases.map(\.rawValue)) == Set(clauses))
  }

  @Test func verbsAreKeywordsOfThatRole() {
    let verbs = Keyword.allCases.filter { $0.role == .verb }.map(\.rawValue)
    #expect(Verb.allCases.map(\.rawValue) == verbs)
  }

  @Test func noKeywordIsReservedWhereANameIsExpected() {
    for keyword in Keyword.allCases {
      let word = keyword.rawValue
      let texts = [
        "list \(word)", "let \(word) = 5", "show \(word)", "create x { \(word): 1 }",
        "query x select a as \(word)", "query x expand \(word)", "query x group by \(word)",
        "print $x.\(word)", "query x where a.\(word) = 1", "get x a, \(word)",
        "list a of \(word) b",
        "for \(word) in $rows { print 1 }", "execute \(word) invoice in_1",
      ]
      for text in texts { #expect(Parser.parse(text).diagnostics.isEmpty, "\(text)") }
      guard keyword.role != .literal else { continue }
      let field = Parser.parse("query x where \(word) = 1 and 2 = \(word) limit 5")
      #expect(field.diagnostics.isEmpty, "\(word)")
      #expect(TreeText.of(field.program.statements).contains("key(\"\(word)\")"), "\(word)")
    }
  }

  @Test func caseOfAsciiLettersAloneDoesNotMatter() {
    #expect(Keyword(word: "WHERE") == .where)
    #expect(Keyword(word: "L\u{130}mit") == nil)
    #expect(Keyword(word: "li\u{212A}e") == nil)
  }
}
