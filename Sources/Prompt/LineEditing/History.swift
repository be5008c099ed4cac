import Redaction

/// The statements entered at the prompt, this session's and those before it.
///
/// An entry stands in it once, at its latest use. Secrets, and what begins with a blank, stay out.
/// Several sessions may share one file: each adds to its end.
package final class History {
  /// How many entries are kept.
  package let limit: Int
  /// Oldest first; a statement of several lines is one entry.
  package private(set) var entries: [String] = []
  /// Why the file could not be read or written, once that has happened; entries then live on in
  /// this session alone.
  package private(set) var failure: String?
  private let file: HistoryFile?

  /// A history in the file at a path, made with mode 0600 where there is none; `nil` keeps it in
  /// memory alone.
  package init(path: String?, limit: Int = 2000) {
    self.limit = max(1, limit)
    file = path.map(HistoryFile.init(path:))
    load()
  }

  /// Whether a text is one that a history keeps.
  package static func keeps(_ entry: String) -> Bool {
    guard let first = entry.unicodeScalars.first else { return false }
    return !first.properties.isWhitespace && !SensitiveText.isContained(in: entry)
  }

  /// Puts an entry on top, in the file too; an older copy goes away. Answers whether it was kept.
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
      // Copies are left behind by adding; they are worth a rewrite once they are many, and a
      // secret that got in by another way is worth one at once.
      let isOvergrown = stored.count > 2 * limit
      if isOvergrown || !stored.allSatisfy(History.keeps) { try file.replace(with: entries) }
    }
  }

  /// Each entry once, where it stands last; the last `limit` of them.
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
