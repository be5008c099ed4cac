import Analysis
import Diagnostics
import JSON

/// Code actions: the replacements that the hints of diagnostics propose.
extension Snapshot {
  /// Returns the fixes of the problems in a range.
  /// - Parameter range: UTF-8 offsets.
  func quickFixes(in range: ClosedRange<Int>) -> JSONValue {
    let found = check().diagnostics
    let near = found.filter { diagnostic in
      isOwn(diagnostic) && diagnostic.span.start <= range.upperBound
        && diagnostic.span.end >= range.lowerBound
    }
    return .array(
      near.flatMap { diagnostic in
        Self.replacements(in: diagnostic.hint ?? "").filter {
          solves($0, diagnostic, among: found.count)
        }.map { action($0, diagnostic) }
      })
  }

  /// Returns the texts that a hint proposes for the marked part of the document.
  private static func replacements(in hint: String) -> [String] {
    if let quoted = hint.wholeMatch(of: /quote (?:it|strings): (".*")/) {
      return [String(quoted.output.1)]
    }
    guard hint.hasPrefix("did you mean `"), hint.hasSuffix("`?") else { return [] }
    return hint.matches(of: /`([^`]+)`/).map { String($0.output.1) }
  }

  /// Returns true if a replacement solves the problem; it may reveal another one.
  private func solves(_ text: String, _ diagnostic: Diagnostic, among count: Int) -> Bool {
    let span = diagnostic.span
    guard span.start < span.end else { return false }
    let fixed = document.text.replacing(span.start..<span.end, with: text)
    let left = check(fixed).diagnostics
    return left.count <= count && !left.contains { $0.message == diagnostic.message }
  }

  private func action(_ text: String, _ diagnostic: Diagnostic) -> JSONValue {
    let old = document.text.slice(diagnostic.span.start, diagnostic.span.end)
    let edit: JSONValue = [
      "range": JSONValue(diagnostic.span, in: document.text), "newText": .string(text),
    ]
    return [
      "title": .string("Replace `\(old)` by `\(text)`"), "kind": "quickfix", "isPreferred": true,
      "diagnostics": [own(diagnostic)],
      "edit": ["changes": .object(JSONObject([JSONMember(document.uri, [edit])]))],
    ]
  }
}
