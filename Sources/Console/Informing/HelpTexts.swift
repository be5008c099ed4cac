import Analysis
import Diagnostics
import Execution
import StripeCatalog

/// The texts of `help` and `help TOPIC`: one table for the prompt, the shell, the manual page and
/// completion.
package enum HelpTexts {
  /// The topics in a suitable order for a new user.
  package static let topics =
    readingTopics + writingTopics + scriptingTopics + referenceTopics + [prompt]

  /// Returns the page of a topic or of an object; nil if there is neither.
  /// - Parameters:
  ///   - words: the words after `help`, such as `exit codes` or `invoices`.
  ///   - width: the width of the terminal in columns.
  package static func page(on words: String, width: Int, catalog: Catalog = .embedded) -> String? {
    let name = words.lowercased()
    if let topic = topics.first(where: { $0.name == name || $0.aliases.contains(name) }) {
      return topic.text
    }
    guard let object = catalog.object(named: name) else { return nil }
    return DescriptionPage(.object(object), in: catalog).lines(width: width)
      .joined(separator: "\n")
  }

  /// Returns the page that `describe` shows on a terminal; nil if it does not know the words.
  /// - Parameters:
  ///   - words: the words after `describe`, such as `invoice finalize`.
  ///   - width: the width of the page in columns.
  package static func description(
    of words: String, width: Int, catalog: Catalog = .embedded
  ) -> String? {
    let source = SourceText(name: "describe", text: "describe \(words)")
    let statements = Compiler.compile([source], CheckContext(catalog: catalog)).program?.statements
    guard let statements, statements.count == 1,
      case .describe(let description) = statements[0].kind
    else { return nil }
    return DescriptionPage(description, in: catalog).lines(width: width).joined(separator: "\n")
  }

  /// Returns what to say of a word that is neither a topic nor an object.
  /// - Parameter others: further words that are known where the question was asked.
  package static func problem(with words: String, others: [String] = []) -> String {
    let known = topics.flatMap { [$0.name] + $0.aliases } + others
    if let nearest = NearestName.of(words.lowercased(), among: known) {
      return "unknown help topic `\(words)`; did you mean `\(nearest)`?"
    }
    let names = topics.map(\.name).joined(separator: ", ")
    return "unknown help topic `\(words)`; topics are the names of objects, and \(names)"
  }

  /// Returns the text of `help`, or of `help TOPIC`.
  /// - Throws: `Failure` if there is no such topic.
  static func text(on topic: String?, width: Int) throws(Failure) -> String {
    guard let topic else { return overview }
    if let text = page(on: topic, width: width) { return text }
    throw Failure(.value(problem(with: topic)))
  }

  /// The list of topics, and how to ask for one.
  package static var overview: String {
    """
    Type `help TOPIC` for details and examples:

    \(list)

    Type `help OBJECT` for the fields, filters and actions of an object.
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
