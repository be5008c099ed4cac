import Analysis
import Diagnostics
import Expressions
import JSON
import Planning
import Presentation
import StripeCatalog

@testable import Language

extension FuzzTarget {
  static let lexer = language("lexer") { source, random in
    let lexer = Lexer(source, mode: random.below(2) == 0 ? .script : .prompt)
    var end = 0
    for token in lexer.tokens {
      let isInOrder = token.span.start >= end && token.span.end <= source.text.utf8.count
      try promise(isInOrder, "tokens lie in their order, inside the text")
      let hasText = token.span.end > token.span.start || token.kind == .end
      try promise(hasText, "a token is some part of the text")
      end = token.span.end
    }
    try promise(lexer.tokens.last?.kind == .end, "the last token is the end")
    return lexer.tokens.prefix(6).map(shape).joined(separator: " ")
  }

  static let parser = language("parser") { source, random in
    let result = Parser.parse(source, mode: random.below(4) == 0 ? .prompt : .script)
    let length = source.text.utf8.count
    let spans = result.diagnostics.map(\.span) + result.program.statements.map(\.span)
    let areInside = spans.allSatisfy { $0.start >= 0 && $0.end <= length }
    try promise(areInside, "places are inside the text")
    let cursor = random.below(length + 1)
    let expected = Parser.expectations(at: cursor, in: source)
    try promise(expected.span.end <= length, "completion is inside the text")
    if let first = result.diagnostics.first {
      // The first and the last only: each is rendered from the whole text.
      for problem in [first, result.diagnostics.last ?? first] {
        try promise(!DiagnosticRenderer(width: 60).text(problem).isEmpty, "problems can be shown")
      }
      return kind(of: first.message)
    }
    try holdFormat(result)
    return "good: " + Lexer(source).tokens.compactMap { $0.keyword?.rawValue }.prefix(5).joined()
  }

  static let checker = language("checker") { source, _ in
    let parsed = Parser.parse(source)
    let compilation = Compiler.compile([parsed], context)
    let (program, problems) = (compilation.program, compilation.diagnostics)
    let length = source.text.utf8.count
    let areInside = problems.allSatisfy { $0.span.start >= 0 && $0.span.end <= length }
    try promise(areInside, "places are inside the text")
    let isAnswered = program != nil || problems.contains { $0.severity == .error }
    try promise(isAnswered, "a program without errors is checked")
    return problems.first.map { kind(of: $0.message) } ?? "good"
  }

  /// Whatever the checker lets through has a plan that can be shown, or a reason to have none.
  static let planner = language("planner") { source, _ in
    let parsed = Parser.parse(source)
    guard let program = Compiler.compile([parsed], context).program else { return "bad" }
    var kinds: [String] = []
    for statement in program.statements.prefix(20) {
      guard case .operation(let operation) = statement.kind else { continue }
      do {
        let plan = try Planner().plan(operation, with: bindings)
        let lines = plan.node.lines()
        try promise(!lines.isEmpty, "a plan can be shown")
        kinds.append(lines.prefix(4).map { kind(of: String($0)) }.joined(separator: "; "))
      } catch let error as PlanningError {
        kinds.append(kind(of: error.message))
      }
    }
    return kinds.prefix(2).joined(separator: " / ")
  }

  private static func language(
    _ name: String,
    _ read: @escaping @Sendable (SourceText, inout SeededGenerator) throws -> String
  ) -> FuzzTarget {
    FuzzTarget(name, corpus: Corpus.statements, dictionary: Corpus.words) { input, random in
      try read(SourceText(name: "fuzz", text: String(decoding: input, as: UTF8.self)), &random)
    }
  }

  private static func shape(_ token: Token) -> String {
    switch token.kind {
    case .mark(let mark): mark.rawValue
    case .malformed(let problem): kind(of: problem.message)
    case .string(let segments): "string\(min(segments.count, 3))"
    case .word: token.keyword?.rawValue ?? "word"
    case .variable, .number, .date, .duration, .period, .shellCommand, .end: "\(token.kind)"
    }
  }

  private static func holdFormat(_ result: ParseResult) throws {
    let formatted = Formatter.format(result.program)
    let again = Parser.parse(SourceText(name: "formatted", text: formatted))
    try promise(again.diagnostics.isEmpty, "what is formatted can be parsed")
    let isStable = Formatter.format(again.program) == formatted
    try promise(isStable, "formatting what is formatted changes nothing")
  }

  private static var context: CheckContext {
    CheckContext(
      catalog: .embedded,
      variables: ["c": .unknown, "inv": .unknown, "x": .unknown, "1": .unknown], profiles: ["acme"],
      readFile: { path, _ in
        path.hasSuffix(".stripe") ? SourceText(name: path, text: "list invoices\nlet c = 1") : nil
      })
  }

  private static let bindings = Bindings(
    variables: [
      "c": ["id": "cus_1", "email": "a@example.com"], "inv": ["id": "in_1", "total": 5],
      "x": [1, "b", nil], "1": "17",
    ], now: 1_780_272_000, allowsPlaceholders: true)
}
