/// The ids in recent results of a session and the names of their objects, for completion.
package struct RecentIDs: Sendable, Hashable {
  /// The maximum number of ids, more than what fits on a screen.
  package static let limit = 500

  /// The ids without duplicates, oldest first.
  package private(set) var ids: [String] = []
  private var known: Set<String> = []
  private var names: [String: String] = [:]

  /// Creates an empty list.
  package init() {}

  /// Adds an id; a text that does not look like one (`prefix_…`) is ignored.
  /// - Parameter name: the words by which a person knows the object, such as a name and an email.
  package mutating func note(_ id: String, name: String? = nil) {
    guard RecentIDs.isPlausible(id) else { return }
    if let name { names[id] = name }
    guard known.insert(id).inserted else { return }
    ids.append(id)
    guard ids.count > RecentIDs.limit else { return }
    let oldest = ids.removeFirst()
    known.remove(oldest)
    names[oldest] = nil
  }

  /// Returns the words by which a person knows the object of an id; nil if they were not shown.
  package func name(of id: String) -> String? { names[id] }

  /// Adds the ids of others, and their names.
  package mutating func merge(_ others: RecentIDs) {
    for id in others.ids { note(id, name: others.names[id]) }
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
