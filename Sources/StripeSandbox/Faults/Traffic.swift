/// What came to a sandbox and what became of it, since it was opened.
public struct Traffic: Sendable, Hashable {
  public internal(set) var requests = 0
  /// Answers of 429, whether for a limit or by chance.
  public internal(set) var limited = 0
  /// Requests that some fault befell, 429s by chance among them.
  public internal(set) var faults = 0
  /// Bytes of all bodies answered.
  public internal(set) var bytes = 0
  /// Requests under way at the same time, at most.
  public internal(set) var widest = 0
  /// Requests by method and path template.
  public internal(set) var endpoints: [String: Int] = [:]

  /// Requests under way now.
  var underWay = 0
}

extension Traffic: CustomStringConvertible {
  /// One line of JSON.
  public var description: String {
    let counts = endpoints.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
    return "{\"requests\":\(requests),\"limited\":\(limited),\"faults\":\(faults),"
      + "\"bytes\":\(bytes),\"widest\":\(widest),\"endpoints\":{\(counts.joined(separator: ","))}}"
  }
}
