import CodeCompletion
import Diagnostics
import JSON
import Language

/// Completion, hover and formatting.
extension Snapshot {
  /// Returns the completions at a UTF-8 offset.
  func completions(at offset: Int) -> JSONValue {
    let (text, start) = statementText(at: offset)
    let found = Completer.complete(
      text: text, cursor: offset - start, context: completionContext(at: offset))
    let items = found.enumerated().map { index, completion in
      JSONValue.object([
        "label": .string(completion.text), "kind": .integer(Self.kind(of: completion)),
        "detail": .string(completion.description), "sortText": .string(Self.order(index)),
        "filterText": .string(completion.text),
        "textEdit": [
          "range": JSONValue(completion.span.moved(by: start), in: document.text),
          "newText": .string(completion.text + (completion.ending == "(" ? "(" : "")),
        ],
      ])
    }
    return ["isIncomplete": false, "items": .array(items)]
  }

  /// Returns the protocol's number for the kind of a completion, by which editors show an icon.
  private static func kind(of completion: Completion) -> Int {
    let (variable, function, value, file, keyword, field) = (6, 3, 12, 17, 14, 5)
    if completion.text.hasPrefix("$") { return variable }
    if completion.text.hasPrefix("\"") { return completion.ending.hasPrefix("\"") ? file : value }
    if completion.ending == "(" { return function }
    let word = completion.text.prefix { $0 != " " }
    return Keyword(rawValue: String(word)) == nil ? field : keyword
  }

  /// Returns a text that sorts as a number does.
  private static func order(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 5 - digits.count)) + digits
  }

  /// Returns the description of the word at a UTF-8 offset; null if it names nothing known.
  func hover(at offset: Int) -> JSONValue {
    let (text, start) = statementText(at: offset)
    let meaning = Completer.meaning(
      text: text, offset: offset - start, context: completionContext(at: offset))
    guard let meaning else { return .null }
    let short = "\(meaning.name)\(meaning.description.isEmpty ? "" : ": \(meaning.description)")"
    let page = meaning.subject.flatMap(dependencies.describe) ?? short
    return [
      "contents": ["kind": "markdown", "value": .string("```\n\(page)\n```")],
      "range": JSONValue(meaning.span.moved(by: start), in: document.text),
    ]
  }

  /// Returns the edits that bring the document into the canonical layout; none if it has errors in
  /// its syntax.
  func formatting() -> JSONValue {
    let parsed = Parser.parse(document.source)
    guard parsed.diagnostics.isEmpty else { return .null }
    let text = Formatter.format(parsed.program)
    guard text != document.text.text else { return [] }
    return [
      [
        "range": JSONValue(Span(0, document.text.text.utf8.count), in: document.text),
        "newText": .string(text),
      ]
    ]
  }
}

extension Span {
  /// Returns the span at other offsets.
  fileprivate func moved(by distance: Int) -> Span { Span(start + distance, end + distance) }
}
