import Console
import Logging
import Presentation
import Redaction

/// A log handler that writes lines such as `2026-01-31T10:00:00Z info request method=GET …`.
struct LineLogHandler: LogHandler {
  private let sink: any ByteSink
  private let now: @Sendable () -> String
  var logLevel = Logger.Level.warning
  var metadata = Logger.Metadata()

  init(sink: any ByteSink, now: @escaping @Sendable () -> String) {
    self.sink = sink
    self.now = now
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let order = ["method", "path", "status", "ms", "request_id"]
    let rest = all.keys.filter { !order.contains($0) }.sorted()
    let fields = (order + rest).compactMap { key in all[key].map { " \(key)=\($0)" } }
    let line = "\(now()) \(event.level.rawValue) \(event.message)\(fields.joined())\n"
    // A failure to write the log must not end the work that is logged.
    try? sink.write(Array(SecretMask.maskedText(line).utf8))
    try? sink.flush()
  }
}
