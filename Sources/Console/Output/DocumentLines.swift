import JSON
import Presentation
import Redaction

/// A writer of documents as lines of JSON in every format, with secrets masked; many lines are
/// written at once.
struct DocumentLines {
  private let sink: any ByteSink
  private var bytes: [UInt8] = []

  /// The size in bytes at which lines are written; a pipe of Linux holds as many.
  private static let limit = 64 * 1024

  init(_ sink: any ByteSink) {
    self.sink = sink
  }

  /// Adds a line.
  /// - Throws: the error of the output.
  mutating func append(_ document: JSONValue) throws {
    var line: [UInt8] = []
    document.appendCompact(to: &line)
    SecretMask.mask(&line)
    bytes += line
    bytes.append(UInt8(ascii: "\n"))
    if bytes.count >= Self.limit { try writeAll() }
  }

  /// Writes all lines that are still waiting.
  /// - Throws: the error of the output.
  mutating func finish() throws {
    try writeAll()
    try sink.flush()
  }

  private mutating func writeAll() throws {
    guard !bytes.isEmpty else { return }
    defer { bytes = [] }
    try sink.write(bytes)
  }
}
