/// The ids a session has seen lately, so that TAB can offer them.
package struct RecentIDs: Sendable, Hashable {
  /// How many are remembered: what a person may have on the screen, and then some.
  package static let limit = 500

  /// Oldest first, each once.
  package private(set) var ids: [String] = []
  private var known: Set<String> = []

  package init() {}

  /// Remembers an id; what does not look like one (`prefix_…`) is ignored.
  package mutating func note(_ id: String) {
    guard RecentIDs.isPlausible(id), known.insert(id).inserted else { return }
    ids.append(id)
    guard ids.count > RecentIDs.limit else { return }
    known.remove(ids.removeFirst())
  }

  /// Only an id that needs no quotes can be offered as a word.
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
