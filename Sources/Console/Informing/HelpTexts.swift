import Execution

/// What `help` says.
package enum HelpTexts {
  package struct Topic: Sendable {
    package let name: String
    /// One line for lists.
    package let summary: String
    package let text: String
  }

  /// The topics in the order a newcomer would read them.
  package static let topics: [Topic] =
    readingTopics + writingTopics + scriptingTopics

  /// The text of `help`, or of `help TOPIC`.
  static func text(on topic: String?) throws(Failure) -> String {
    guard let topic else { return overview }
    if let text = topics.first(where: { $0.name == topic.lowercased() })?.text { return text }
    let names = topics.map(\.name).joined(separator: ", ")
    throw Failure(.value("there is no help on `\(topic)`; the topics are \(names)"))
  }

  static var overview: String {
    let width = topics.map(\.name.count).max() ?? 0
    let lines = topics.map { topic in
      "  \(topic.name)\(String(repeating: " ", count: width - topic.name.count))  \(topic.summary)"
    }
    return """
      Statements read, change and script what a Stripe account holds.
        query invoices where status = "draft" and total > usd 100.00 limit 20
        update customer cus_123 { metadata: { tier: "gold" } }
      `help TOPIC` says more; `describe invoice` shows an object's fields; TAB completes.

      \(lines.joined(separator: "\n"))
      """
  }
}
