import Execution
import Expressions

/// Where journals go that nobody gave a name.
package struct JournalDirectory: Sendable {
  /// Nil where there is no place for them: then they stay in memory.
  let path: String?
  /// The names of the files in a directory, and making one with its parents.
  let names: @Sendable (_ directory: String) -> [String]
  let make: @Sendable (_ directory: String) -> Void

  package init(
    path: String?, names: @escaping @Sendable (_ directory: String) -> [String],
    make: @escaping @Sendable (_ directory: String) -> Void
  ) {
    self.path = path
    self.names = names
    self.make = make
  }

  /// Of a session that keeps none.
  package static let none = JournalDirectory(path: nil, names: { _ in [] }, make: { _ in })

  /// A file's place for a run; its directory is made where it is missing.
  func path(for header: JournalHeader) -> String? {
    guard let path else { return nil }
    make(path)
    let time = Timestamp.iso(header.startedAt).filter { $0.isNumber || $0 == "T" }
    return "\(path)/\(time)-\(header.id.prefix(8)).journal"
  }

  /// The journals there are, oldest first.
  package var paths: [String] {
    guard let path else { return [] }
    return names(path).filter { $0.hasSuffix(".journal") }.sorted().map { "\(path)/\($0)" }
  }

  /// Whether a file is one of those that nobody gave a name.
  func holds(_ file: String) -> Bool { path.map { file.hasPrefix($0 + "/") } ?? false }

  /// The only journal of a run's statements and account.
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

  /// What waits to be gone on with, and how it differs from a run.
  private func waiting(for header: JournalHeader) -> [(path: String, differences: [String])] {
    paths.compactMap { path in
      guard let journal = try? Journal.read(at: path) else { return nil }
      defer { journal.close() }
      return (path, journal.header.differences(from: header))
    }
  }

  /// The journals of runs of the same statements that broke off.
  func sameRuns(as header: JournalHeader) -> [String] {
    waiting(for: header).filter(\.differences.isEmpty).map(\.path)
  }
}
