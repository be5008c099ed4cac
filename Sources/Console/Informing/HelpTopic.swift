/// One page of `help`. To add a page, write it below `Topics` and name it in `HelpTexts.topics`.
package struct HelpTopic: Sendable {
  /// The word after `help`.
  package let name: String
  /// What the page is about, as one line of the list of topics.
  package let summary: String
  /// The forms of its statements: words in capitals are placeholders, `[…]` is optional.
  let syntax: [String]
  /// What to know beyond the forms, in lines of at most 78 columns.
  let notes: String
  /// Statements that pass `check` as they are written.
  package let examples: [String]

  init(
    _ name: String, _ summary: String, syntax: [String] = [], notes: String = "",
    examples: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.syntax = syntax
    self.notes = notes
    self.examples = examples
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
