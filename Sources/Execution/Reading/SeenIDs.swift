/// The ids that were met, as hashes of 64 bits: a million take some twenty megabytes, and that two
/// of a million share one happens in one of thirty million reads.
struct SeenIDs {
  private var hashes: Set<Int> = []

  /// Whether an id is met for the first time.
  mutating func insert(_ id: String) -> Bool {
    hashes.insert(id.hashValue).inserted
  }
}
