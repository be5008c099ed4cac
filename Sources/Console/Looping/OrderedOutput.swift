import Presentation
import Synchronization

/// The output of one of several concurrent iterations. It is buffered until the iteration's turn,
/// and then passed through. Beyond a limit it is kept in a temporary file.
final class OrderedOutput: Sendable {
  /// The stream of the session that bytes are for.
  enum Stream {
    case results
    case messages
  }

  /// The length of consecutive bytes for the same stream.
  private struct Stretch {
    let stream: Stream
    var count: Int
  }

  private struct State {
    var hasTurn = false
    var stretches: [Stretch] = []
    /// The bytes after those in the file.
    var bytes: [UInt8] = []
    var file: OverflowFile?
  }

  private let state = Mutex(State())
  private let results: any ByteSink
  private let messages: any ByteSink
  private let directory: String
  private let budget: Int

  /// Creates the output of an iteration.
  /// - Parameters:
  ///   - results: the destination of results.
  ///   - messages: the destination of messages.
  ///   - directory: the directory of the temporary file.
  ///   - budget: the maximum number of bytes in memory.
  init(
    results: any ByteSink, messages: any ByteSink, directory: String, budget: Int = 1 << 20
  ) {
    self.results = results
    self.messages = messages
    self.directory = directory
    self.budget = budget
  }

  /// Returns a stream that an iteration writes to.
  func stream(_ stream: Stream, like original: OutputStream) -> OutputStream {
    OutputStream(sink: OrderedSink(output: self, stream: stream), isTerminal: original.isTerminal)
  }

  /// Returns a sink for output that is useless later, such as progress: it is dropped before the
  /// turn.
  func passingSink(_ stream: Stream) -> any ByteSink {
    PassingSink(output: self, stream: stream)
  }

  /// Writes what is buffered; later output is passed through.
  /// - Throws: the error of the destinations or of the temporary file.
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

/// A sink for one of the streams.
private struct OrderedSink: ByteSink {
  let output: OrderedOutput
  let stream: OrderedOutput.Stream

  func write(_ bytes: [UInt8]) throws { try output.write(bytes, to: stream) }
  func flush() throws { try output.flush(stream) }
}

/// A sink that drops what is written before the turn.
private struct PassingSink: ByteSink {
  let output: OrderedOutput
  let stream: OrderedOutput.Stream

  func write(_ bytes: [UInt8]) throws { try output.pass(bytes, to: stream) }
  func flush() throws { try output.flush(stream) }
}
