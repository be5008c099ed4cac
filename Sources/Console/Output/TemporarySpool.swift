import Execution
import Presentation

/// Space for rows in a temporary file.
struct TemporarySpool: SpillSpace {
  private let file: TemporaryFile

  /// Creates the file.
  /// - Parameter directory: the directory in which the file is created.
  /// - Throws: `Failure` if it cannot be created.
  init(in directory: String) throws(Failure) {
    file = try TemporaryFile(in: directory)
  }

  func write(_ bytes: [UInt8], at offset: Int) throws { try file.write(bytes, at: offset) }

  func read(_ range: Range<Int>) throws -> [UInt8] { try file.read(range) }
}
