/// A page of `help`. To add a page, write it in `Topics` and add it to `HelpTexts.topics`.
package struct HelpTopic: Sendable {
  /// The word after `help`.
  package let name: String
  /// The subject of the page in one line, for the list of topics.
  package let summary: String
  /// The forms of its statements: words in capitals are placeholders, `[…]` is optional.
  let syntax: [String]
  /// Explanations of the forms, in lines of at most 78 columns.
  let notes: String
  /// Statements that pass `check` as they are written.
  package let examples: [String]
  /// Other words that lead to the page.
  let aliases: [String]

  init(
    _ name: String, _ summary: String, syntax: [String] = [], notes: String = "",
    examples: [String] = [], aliases: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.syntax = syntax
    self.notes = notes
    self.examples = examples
    self.aliases = aliases
  }

  /// The whole page, without a line end after its last line.
  package var text: String {
    let sections = [
      "\(name): \(summary)", Self.section("Syntax:", syntax), notes,
      Self.section("Examples:", examples),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func section(_ title: String, _ entries: [String]) -> String {
    guard !entries.isEmpty else { return "" }
    let lines = entries.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
    return ([title] + lines.map { "  \($0)" }).joined(separator: "\n")
  }
}
