import Diagnostics
import Execution
import JSON
import Presentation
import Redaction
import StripeWire

extension Failure {
  /// Stripe's type, code, param, status and request id, and what may mend it.
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

  /// The output document that stands for it under `on_error = emit`.
  /// - Parameter row: the input row's number, from 1; nil where it is no row of a job.
  func document(row: Int?) -> JSONValue {
    var object: JSONObject = ["error": .object(errorObject)]
    if let row { object["row"] = .integer(row) }
    if let line = self.row?.line { object["line"] = .integer(line) }
    // What Stripe says of a key that was sent may quote it.
    return SecretMask.masked(answer: .object(object))
  }
}

extension Span {
  /// The part of a statement on its first line: enough to find it by.
  func firstLine(in source: SourceText) -> Span {
    let bytes = Array(source.text.utf8)
    let upper = Swift.min(end, bytes.count)
    guard start < upper,
      let lineEnd = bytes[start..<upper].firstIndex(of: UInt8(ascii: "\n"))
    else { return self }
    return Span(start, lineEnd)
  }
}
