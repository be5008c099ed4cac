import Redaction

/// The statements entered at the prompt in this session and earlier ones.
///
/// An entry that was used several times is kept at its latest position. Texts with secrets and
/// texts that begin with a blank are not kept. Several sessions may share one file: each appends to
/// it.
package final class History {
  /// The maximum number of entries.
  package let limit: Int
  /// The entries, oldest first; a statement of several lines is one entry.
  package private(set) var entries: [String] = []
  /// The reason why the file could not be read or written; nil without a failure. After a failure,
  /// entries are kept in memory only.
  package private(set) var failure: String?
  private let file: HistoryFile?

  /// Creates a history that is stored in a file.
  /// - Parameters:
  ///   - path: the file, created with mode 0600 if it does not exist; nil to keep entries in memory
  ///   only.
  ///   - limit: the maximum number of entries.
  package init(path: String?, limit: Int = 2000) {
    self.limit = max(1, limit)
    file = path.map(HistoryFile.init(path:))
    load()
  }

  /// Returns true if a history keeps the text.
  package static func keeps(_ entry: String) -> Bool {
    guard let first = entry.unicodeScalars.first else { return false }
    return !first.properties.isWhitespace && !SensitiveText.isContained(in: entry)
  }

  /// Appends an entry, also to the file, and removes an older copy of it.
  /// - Returns: false if the text is one that must not be kept.
  @discardableResult
  package func add(_ entry: String) -> Bool {
    guard History.keeps(entry) else { return false }
    guard entries.last != entry else { return true }
    entries.removeAll { $0 == entry }
    entries.append(entry)
    entries.removeFirst(max(0, entries.count - limit))
    attempt { file throws(HistoryFile.Failure) in try file.append(entry) }
    return true
  }

  private func load() {
    attempt { file throws(HistoryFile.Failure) in
      let stored = try file.entries()
      entries = History.latest(of: stored.filter(History.keeps), limit: limit)
      // Repeated entries leave old copies in the file, which is rewritten when there are many. A
      // secret that something else wrote to it is removed at once.
      let isOvergrown = stored.count > 2 * limit
      if isOvergrown || !stored.allSatisfy(History.keeps) { try file.replace(with: entries) }
    }
  }

  /// Returns the last entries without duplicates, each at its latest position.
  static func latest(of entries: [String], limit: Int) -> [String] {
    var seen: Set<String> = []
    let newestFirst = entries.reversed().filter { seen.insert($0).inserted }.prefix(limit)
    return newestFirst.reversed()
  }

  private func attempt(_ work: (HistoryFile) throws(HistoryFile.Failure) -> Void) {
    guard let file, failure == nil else { return }
    do {
      try work(file)
    } catch {
      failure = error.reason
    }
  }
}
