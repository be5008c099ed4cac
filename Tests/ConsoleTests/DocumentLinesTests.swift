import JSON
import Presentation
import Synchronization
import Testing

@testable import Console

@Suite struct DocumentLinesTests {
  /// Counts how often it is written to.
  private final class CountingSink: ByteSink {
    private let state = Mutex<(writes: Int, bytes: [UInt8])>((0, []))

    func write(_ bytes: [UInt8]) {
      state.withLock {
        $0.writes += 1
        $0.bytes += bytes
      }
    }

    func flush() {}

    var writes: Int { state.withLock { $0.writes } }
    var text: String { String(decoding: state.withLock { $0.bytes }, as: UTF8.self) }
  }

  @Test func `many lines are written at once, masked, in their order`() throws {
    let sink = CountingSink()
    var lines = DocumentLines(sink)
    let documents = (0..<10_000).map { JSONValue.object(["number": .integer($0)]) }
    for document in documents { try lines.append(document) }
    try lines.append(["key": "sk_test_1234567890"])
    try lines.finish()
    #expect(sink.writes <= 4)
    #expect(
      sink.text
        == documents.map { $0.compact + "\n" }.joined() + #"{"key":"sk_test_**********"}"# + "\n")
  }
}
