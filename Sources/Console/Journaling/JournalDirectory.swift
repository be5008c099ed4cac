import Execution
import Expressions

/// The directory of journals without a `--journal` file.
package struct JournalDirectory: Sendable {
  /// The path of the directory; nil to keep journals in memory.
  let path: String?
  /// Returns the names of the files in a directory; empty if it cannot be read.
  let names: @Sendable (_ directory: String) -> [String]
  /// Creates a directory and its parents.
  let make: @Sendable (_ directory: String) -> Void

  /// Creates a directory of journals.
  /// - Parameters:
  ///   - path: the directory; nil to keep journals in memory.
  ///   - names: returns the names of the files in a directory.
  ///   - make: creates a directory and its parents.
  package init(
    path: String?, names: @escaping @Sendable (_ directory: String) -> [String],
    make: @escaping @Sendable (_ directory: String) -> Void
  ) {
    self.path = path
    self.names = names
    self.make = make
  }

  /// The directory of a session that keeps no journals in files.
  package static let none = JournalDirectory(path: nil, names: { _ in [] }, make: { _ in })

  /// Returns the path for the journal of a run, after creating the directory if necessary; nil
  /// without a directory.
  func path(for header: JournalHeader) -> String? {
    guard let path else { return nil }
    make(path)
    let time = Timestamp.iso(header.startedAt).filter { $0.isNumber || $0 == "T" }
    return "\(path)/\(time)-\(header.id.prefix(8)).journal"
  }

  /// The paths of all journals in the directory, oldest first.
  package var paths: [String] {
    guard let path else { return [] }
    return names(path).filter { $0.hasSuffix(".journal") }.sorted().map { "\(path)/\($0)" }
  }

  /// Returns true if a file is in this directory, and so was not named by `--journal`.
  func holds(_ file: String) -> Bool { path.map { file.hasPrefix($0 + "/") } ?? false }

  /// Returns the path of the only journal with the statements and the account of a run.
  /// - Throws: `JournalError` if there is none or more than one.
  func only(of header: JournalHeader) throws(JournalError) -> String {
    let waiting = waiting(for: header)
    let found = waiting.filter(\.differences.isEmpty).map(\.path)
    guard let path = found.first else {
      let differences = waiting.map { "\n\($0.path): \($0.differences.joined(separator: "; "))" }
      throw JournalError(
        .mismatch,
        "no journal found for these statements; specify one with `--journal`"
          + differences.joined())
    }
    guard found.count == 1 else {
      throw JournalError(
        .mismatch,
        "\(found.count) journals match these statements; specify one with `--journal`: "
          + found.joined(separator: ", "))
    }
    return path
  }

  /// Returns the journals that can be resumed, each with its differences from a run.
  private func waiting(for header: JournalHeader) -> [(path: String, differences: [String])] {
    paths.compactMap { path in
      guard let journal = try? Journal.read(at: path) else { return nil }
      defer { journal.close() }
      return (path, journal.header.differences(from: header))
    }
  }

  /// Returns the paths of journals of interrupted runs of the same statements.
  func sameRuns(as header: JournalHeader) -> [String] {
    waiting(for: header).filter(\.differences.isEmpty).map(\.path)
  }
}
