import Presentation
import Synchronization

/// What an iteration writes before its turn has come: kept in order, and from its turn on passed
/// straight through. More than a little of it waits in a temporary file.
final class OrderedOutput: Sendable {
  /// Which of a session's streams something was written to.
  enum Stream {
    case results
    case messages
  }

  /// Bytes that follow each other on the same stream.
  private struct Stretch {
    let stream: Stream
    var count: Int
  }

  private struct State {
    var hasTurn = false
    var stretches: [Stretch] = []
    /// What the file does not hold.
    var bytes: [UInt8] = []
    var file: OverflowFile?
  }

  private let state = Mutex(State())
  private let results: any ByteSink
  private let messages: any ByteSink
  private let directory: String
  private let budget: Int

  /// - Parameters:
  ///   - directory: where the temporary file is made.
  ///   - budget: bytes that are held in memory at most.
  init(
    results: any ByteSink, messages: any ByteSink, directory: String, budget: Int = 1 << 20
  ) {
    self.results = results
    self.messages = messages
    self.directory = directory
    self.budget = budget
  }

  /// A stream for a session to write to.
  func stream(_ stream: Stream, like original: OutputStream) -> OutputStream {
    OutputStream(sink: OrderedSink(output: self, stream: stream), isTerminal: original.isTerminal)
  }

  /// A sink for what is worth nothing later: what comes before the turn is lost.
  func passingSink(_ stream: Stream) -> any ByteSink {
    PassingSink(output: self, stream: stream)
  }

  /// Hands on what was held and holds nothing from now on.
  func beginTurn() throws {
    try state.withLock { state in
      guard !state.hasTurn else { return }
      let (stretches, bytes) = (state.stretches, state.bytes)
      (state.stretches, state.bytes, state.hasTurn) = ([], [], true)
      var reader = state.file.take()?.reader(then: bytes) ?? OverflowReader(bytes)
      for stretch in stretches {
        try reader.pass(stretch.count, to: sink(of: stretch.stream))
      }
      try results.flush()
      try messages.flush()
    }
  }

  fileprivate func write(_ bytes: [UInt8], to stream: Stream) throws {
    try state.withLock { state in
      guard !state.hasTurn else { return try sink(of: stream).write(bytes) }
      if let last = state.stretches.indices.last, state.stretches[last].stream == stream {
        state.stretches[last].count += bytes.count
      } else {
        state.stretches.append(Stretch(stream: stream, count: bytes.count))
      }
      state.bytes += bytes
      if state.bytes.count > budget { try putAway(&state) }
    }
  }

  fileprivate func pass(_ bytes: [UInt8], to stream: Stream) throws {
    try state.withLock { state in
      if state.hasTurn { try sink(of: stream).write(bytes) }
    }
  }

  fileprivate func flush(_ stream: Stream) throws {
    try state.withLock { state in
      if state.hasTurn { try sink(of: stream).flush() }
    }
  }

  private func putAway(_ state: inout State) throws {
    let file = try state.file ?? OverflowFile(in: directory)
    state.file = file
    try file.append(state.bytes)
    state.bytes.removeAll(keepingCapacity: true)
  }

  private func sink(of stream: Stream) -> any ByteSink {
    switch stream {
    case .results: results
    case .messages: messages
    }
  }
}

/// One stream of what is held.
private struct OrderedSink: ByteSink {
  let output: OrderedOutput
  let stream: OrderedOutput.Stream

  func write(_ bytes: [UInt8]) throws { try output.write(bytes, to: stream) }
  func flush() throws { try output.flush(stream) }
}

private struct PassingSink: ByteSink {
  let output: OrderedOutput
  let stream: OrderedOutput.Stream

  func write(_ bytes: [UInt8]) throws { try output.pass(bytes, to: stream) }
  func flush() throws { try output.flush(stream) }
}
