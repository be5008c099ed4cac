/// The ids in recent results of a session, for completion.
package struct RecentIDs: Sendable, Hashable {
  /// The maximum number of ids, more than what fits on a screen.
  package static let limit = 500

  /// The ids without duplicates, oldest first.
  package private(set) var ids: [String] = []
  private var known: Set<String> = []

  /// Creates an empty list.
  package init() {}

  /// Adds an id; a text that does not look like one (`prefix_…`) is ignored.
  package mutating func note(_ id: String) {
    guard RecentIDs.isPlausible(id), known.insert(id).inserted else { return }
    ids.append(id)
    guard ids.count > RecentIDs.limit else { return }
    known.remove(ids.removeFirst())
  }

  /// Returns true if an id can be written without quotes.
  private static func isPlausible(_ id: String) -> Bool {
    guard let underscore = id.utf8.firstIndex(of: UInt8(ascii: "_")) else { return false }
    return underscore > id.startIndex && id.utf8.count <= 255 && id.utf8.allSatisfy(isPlain)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    case _: false
    }
  }
}
