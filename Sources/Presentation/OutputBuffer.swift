/// A buffer that collects small pieces of output and writes them in large ones.
struct OutputBuffer: Sendable {
  private let sink: any ByteSink
  var bytes: [UInt8] = []

  /// The size in bytes at which the buffer is written; a pipe of Linux holds as many.
  private static let limit = 64 * 1024

  init(_ sink: any ByteSink) {
    self.sink = sink
  }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func appendLine(_ text: String) {
    append(text)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes the buffer to the sink if it has reached the limit.
  mutating func drainIfLarge() throws {
    if bytes.count >= Self.limit { try drain() }
  }

  mutating func flush() throws {
    try drain()
    try sink.flush()
  }

  private mutating func drain() throws {
    guard !bytes.isEmpty else { return }
    let gathered = bytes
    bytes.removeAll(keepingCapacity: gathered.count <= 2 * Self.limit)
    try sink.write(gathered)
  }
}
