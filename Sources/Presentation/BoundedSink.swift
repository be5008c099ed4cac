import Synchronization

/// A sink that keeps the first lines of a text in memory, and counts the others.
package final class BoundedSink: ByteSink {
  private struct State {
    var kept: [UInt8] = []
    /// The bytes of the line that is not finished yet, as far as they fit.
    var line: [UInt8] = []
    var lineFits = true
    var (keptLines, droppedLines) = (0, 0)
  }

  private let maxLines: Int
  private let maxBytes: Int
  private let errorWhenFull: (any Error)?
  private let state = Mutex(State())

  /// Creates an empty sink.
  /// - Parameters:
  ///   - maxLines: the number of lines that are kept.
  ///   - maxBytes: the number of bytes that are kept; a line is kept as a whole or not at all.
  ///   - errorWhenFull: the error of writes as soon as a line is not kept; nil to count all lines.
  package init(maxLines: Int, maxBytes: Int, errorWhenFull: (any Error)? = nil) {
    self.maxLines = maxLines
    self.maxBytes = maxBytes
    self.errorWhenFull = errorWhenFull
  }

  /// Appends bytes, as far as their lines fit.
  /// - Throws: the error for a full sink, if it has one.
  package func write(_ bytes: [UInt8]) throws {
    let isFull = state.withLock { state in
      for byte in bytes {
        if byte == UInt8(ascii: "\n") {
          end(&state)
        } else {
          add(byte, &state)
        }
      }
      return state.droppedLines > 0
    }
    if isFull, let errorWhenFull { throw errorWhenFull }
  }

  /// Does nothing: no bytes are buffered elsewhere.
  package func flush() {}

  private func add(_ byte: UInt8, _ state: inout State) {
    guard state.lineFits else { return }
    state.lineFits = state.kept.count + state.line.count < maxBytes
    if state.lineFits { state.line.append(byte) } else { state.line = [] }
  }

  private func end(_ state: inout State) {
    if state.lineFits, state.droppedLines == 0, state.keptLines < maxLines {
      state.kept += state.line + [UInt8(ascii: "\n")]
      state.keptLines += 1
    } else {
      state.droppedLines += 1
    }
    (state.line, state.lineFits) = ([], true)
  }

  /// The lines that were kept, decoded as UTF-8; the last may be unfinished.
  package var text: String {
    state.withLock { state in
      let rest = state.droppedLines == 0 && state.keptLines < maxLines ? state.line : []
      return String(decoding: state.kept + rest, as: UTF8.self)
    }
  }

  /// The number of finished lines that were kept.
  package var keptLines: Int { state.withLock(\.keptLines) }

  /// The number of finished lines that were not kept.
  package var droppedLines: Int { state.withLock(\.droppedLines) }
}
