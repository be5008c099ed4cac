import Diagnostics
import Testing

@testable import Language

@Suite struct GrammarTests {
  static let grammar = Result { try EBNF(try Repository.text("grammar/pinstripe.ebnf")) }

  @Test func everyProductionIsAFunctionOfTheParserAndEveryFunctionAProduction() throws {
    let folder = "Sources/Language/Parsing/Productions"
    var functions: Set<String> = []
    for file in try Repository.files(in: folder) {
      let lines = try Repository.text(folder + "/" + file).split(separator: "\n")
      for line in lines where line.hasPrefix("  mutating func ") {
        functions.insert(String(line.dropFirst(16).prefix { $0.isLetter }))
      }
    }
    let productions = try Self.grammar.get().syntactic.map(camelCased)
    #expect(Set(productions) == functions)
    #expect(productions.count == functions.count)
  }

  @Test func everyNameTheGrammarUsesIsDefined() throws {
    let grammar = try Self.grammar.get()
    for (name, rule) in grammar.productions {
      for used in references(rule) {
        #expect(grammar.productions[used] != nil, "\(name) uses \(used)")
      }
    }
  }

  @Test func theGrammarsQuotedWordsAreTheKeywords() throws {
    let grammar = try Self.grammar.get()
    let words = grammar.syntactic.compactMap { grammar.productions[$0] }.flatMap(literals)
      .filter { $0.first?.isLetter == true }
    #expect(Set(words) == Set(Keyword.allCases.map(\.rawValue)))
  }

  @Test(arguments: 0..<16)
  func generatedStatementsFormatToAFixedPointThatMeansTheSame(chunk: Int) throws {
    let grammar = try Self.grammar.get()
    for seed in 0..<120 {
      var generator = StatementGenerator(grammar, seed: chunk * 1_000 + seed)
      let text = generator.tokens().joined(separator: " ")
      try expectStable(text)
    }
  }

  @Test func generatedProgramsFormatToAFixedPointThatMeansTheSame() throws {
    let grammar = try Self.grammar.get()
    for seed in 0..<60 {
      var generator = StatementGenerator(grammar, seed: 90_000 + seed)
      try expectStable(generator.tokens("program").joined(separator: " "))
    }
  }

  @Test(arguments: 0..<8)
  func commentsAndLineEndsInGeneratedStatementsAreKeptOrHarmless(chunk: Int) throws {
    let grammar = try Self.grammar.get()
    for seed in 0..<40 {
      var random = SeededGenerator(seed: 7_000 + chunk * 1_000 + seed)
      var generator = StatementGenerator(grammar, seed: chunk * 1_000 + seed)
      let tokens = generator.tokens()
      let tree = TreeText.of(tokens.joined(separator: " "))
      var text = ""
      for (index, token) in tokens.enumerated() {
        text += (index > 0 ? " " : "") + token
        guard random.chance(15) else { continue }
        let insert = ["\n", " # note \(index)\n", "\n# own \(index)\n"].randomElement(
          using: &random)
        // A line end may end the statement here; what does not change the tree is legal.
        let rest = tokens[(index + 1)...].joined(separator: " ")
        if TreeText.of(text + (insert ?? "") + rest) == tree { text += insert ?? "" }
      }
      try expectStable(text)
    }
  }

  private func expectStable(
    _ text: String, _ place: SourceLocation = #_sourceLocation
  ) throws {
    let first = Parser.parse(text)
    try #require(first.diagnostics.map(\.message) == [], "\(text)", sourceLocation: place)
    let formatted = Formatter.format(first.program)
    let second = Parser.parse(formatted)
    try #require(
      second.diagnostics.map(\.message) == [], "\(text)\n\(formatted)", sourceLocation: place)
    try #require(
      TreeText.of(first.program.statements) == TreeText.of(second.program.statements),
      "\(text)\n\(formatted)", sourceLocation: place)
    try #require(Formatter.format(second.program) == formatted, "\(text)", sourceLocation: place)
    let comments = first.program.comments.map(\.text).sorted()
    #expect(second.program.comments.map(\.text).sorted() == comments, sourceLocation: place)
  }

  private func camelCased(_ name: String) -> String {
    let parts = name.split(separator: "-").map(String.init)
    return parts.dropFirst().reduce(parts.first ?? "") {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }

  private func references(_ rule: EBNF.Rule) -> [String] {
    switch rule {
    case .reference(let name): [name]
    case .literal, .characters: []
    case .sequence(let parts), .choice(let parts): parts.flatMap(references)
    case .repeated(let inner, _, _): references(inner)
    }
  }

  private func literals(_ rule: EBNF.Rule) -> [String] {
    switch rule {
    case .literal(let text): [text]
    case .reference, .characters: []
    case .sequence(let parts), .choice(let parts): parts.flatMap(literals)
    case .repeated(let inner, _, _): literals(inner)
    }
  }
}
