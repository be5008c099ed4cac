/// The ids that were seen, as hashes of 64 bits. A million ids take about 20 MB; two of a million
/// have the same hash in one of thirty million reads.
struct SeenIDs {
  private var hashes: Set<Int> = []

  /// Returns true if an id is seen for the first time.
  mutating func insert(_ id: String) -> Bool {
    hashes.insert(id.hashValue).inserted
  }
}
