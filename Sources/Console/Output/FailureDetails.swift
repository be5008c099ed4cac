import Diagnostics
import Execution
import JSON
import Presentation
import Redaction
import StripeWire

extension Failure {
  /// The status, type, code, parameter and request id of Stripe's error, and links about it.
  var details: [String] {
    guard case .api(let error) = reason else { return [] }
    var facts = ["status \(error.status)"]
    for key in ["type", "code", "decline_code", "param"] {
      if let text = error.fields[key]?.string { facts.append("\(key) \(text)") }
    }
    if let id = error.requestID { facts.append("request \(id)") }
    var notes = [facts.joined(separator: ", ")]
    for key in ["doc_url", "request_log_url"] {
      // The sandbox keeps no log of requests, and its address of one leads nowhere.
      if let url = error.fields[key]?.string, !url.hasPrefix("about:") {
        notes.append("see \(url)")
      }
    }
    return notes
  }

  /// Returns the output document for the failure under `on_error = emit`.
  /// - Parameter row: the number of the input row, from 1; nil outside of a bulk write.
  func document(row: Int?) -> JSONValue {
    var object: JSONObject = ["error": .object(errorObject)]
    if let row { object["row"] = .integer(row) }
    if let line = self.row?.line { object["line"] = .integer(line) }
    // Stripe's message about an invalid key may quote it.
    return SecretMask.masked(answer: .object(object))
  }
}

extension Span {
  /// Returns the part of the span on its first line, which is enough to find the statement.
  func firstLine(in source: SourceText) -> Span {
    let bytes = Array(source.text.utf8)
    let upper = Swift.min(end, bytes.count)
    guard start < upper,
      let lineEnd = bytes[start..<upper].firstIndex(of: UInt8(ascii: "\n"))
    else { return self }
    return Span(start, lineEnd)
  }
}
