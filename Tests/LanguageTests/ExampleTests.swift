import Testing

@testable import Language

/// The files of `grammar/examples`: statements with an empty line between them.
@Suite struct ExampleTests {
  static func examples(_ ending: String) throws -> [(file: String, text: String)] {
    try Repository.files(in: "grammar/examples").filter { $0.hasSuffix(ending) }.flatMap { file in
      let lines = try Repository.text("grammar/examples/" + file)
        .split(separator: "\n", omittingEmptySubsequences: false)
      return lines.split(separator: "").map { (file, $0.joined(separator: "\n")) }
    }
  }

  @Test func everyProductionHasExamplesOfBothKinds() throws {
    let grammar = try EBNF(try Repository.text("grammar/pinstripe.ebnf"))
    let expected = grammar.syntactic.filter { $0 != "shell-tail" }
    let files = Set(try Repository.files(in: "grammar/examples"))
    #expect(files == Set(expected.flatMap { [$0 + ".ok", $0 + ".err"] }))
  }

  @Test func goodExamplesAreReadAndFormatToAFixedPointThatMeansTheSame() throws {
    for (file, text) in try Self.examples(".ok") {
      let result = Parser.parse(text)
      #expect(result.diagnostics.map(\.message) == [], "\(file): \(text)")
      let formatted = Formatter.format(result.program)
      #expect(TreeText.of(formatted) == TreeText.of(text), "\(file): \(text)")
      #expect(Formatter.format(Parser.parse(formatted).program) == formatted, "\(file): \(text)")
    }
  }

  @Test func goodExamplesMeanTheSameAtThePrompt() throws {
    for (file, text) in try Self.examples(".ok") {
      let atPrompt = Parser.parse(text, mode: .prompt)
      #expect(TreeText.of(atPrompt.program.statements) == TreeText.of(text), "\(file): \(text)")
      #expect(!atPrompt.isIncomplete, "\(file): \(text)")
    }
  }

  @Test func badExamplesAreRefusedWithinTheText() throws {
    for (file, text) in try Self.examples(".err") {
      let diagnostics = Parser.parse(text).diagnostics
      #expect(!diagnostics.isEmpty, "\(file): \(text)")
      #expect(diagnostics.allSatisfy { $0.span.end <= text.utf8.count }, "\(file): \(text)")
    }
  }

  @Test func theDesignsOwnSampleIsCanonical() throws {
    let sample = """
      query invoices
        where (status = "open" or status = "draft") and not customer_email like "%@test.%"
        select id, total, customer.email
        order by total desc
        limit 20

      """
    #expect(Formatter.format(Parser.parse(sample).program) == sample)
  }
}
