/// Counts of the requests to a sandbox and of their outcomes since it was opened.
package struct Traffic: Sendable, Hashable {
  package internal(set) var requests = 0
  /// Answers of 429, whether for a limit or by chance.
  package internal(set) var limited = 0
  /// Requests that some fault befell, 429s by chance among them.
  package internal(set) var faults = 0
  /// Bytes of all bodies answered.
  package internal(set) var bytes = 0
  /// Requests under way at the same time, at most.
  package internal(set) var widest = 0
  /// Requests by method and path template.
  package internal(set) var endpoints: [String: Int] = [:]

  /// Requests under way now.
  var underWay = 0
}

extension Traffic: CustomStringConvertible {
  /// One line of JSON.
  package var description: String {
    let counts = endpoints.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
    return "{\"requests\":\(requests),\"limited\":\(limited),\"faults\":\(faults),"
      + "\"bytes\":\(bytes),\"widest\":\(widest),\"endpoints\":{\(counts.joined(separator: ","))}}"
  }
}
