import Execution

/// The texts of `help` and `help TOPIC`.
package enum HelpTexts {
  /// The topics in a suitable order for a new user.
  package static let topics = readingTopics + writingTopics + scriptingTopics

  /// Returns the text of `help`, or of `help TOPIC`.
  /// - Throws: `Failure` if there is no such topic.
  static func text(on topic: String?) throws(Failure) -> String {
    guard let topic else { return overview }
    if let text = topics.first(where: { $0.name == topic.lowercased() })?.text { return text }
    let names = topics.map(\.name).joined(separator: ", ")
    throw Failure(.value("unknown help topic `\(topic)`; available topics: \(names)"))
  }

  static var overview: String {
    """
    Type `help TOPIC` for details and examples:

    \(list)

    Type `describe OBJECT` for the fields, filters and actions of an object.
    Press Tab to complete statements.
    """
  }

  /// The names and summaries of the topics, one per line.
  package static var list: String {
    let width = topics.map(\.name.count).max() ?? 0
    let lines = topics.map { topic in
      "  \(topic.name)\(String(repeating: " ", count: width - topic.name.count))  \(topic.summary)"
    }
    return lines.joined(separator: "\n")
  }
}
