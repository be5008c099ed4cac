/// The known name that is nearest to an unknown one.
enum NearbyName {
  /// The nearest of the names, if about two thirds of the word are right.
  static func nearest(to word: String, among names: [String]) -> String? {
    let word = Array(word.utf8)
    guard word.count <= 64 else { return nil }
    let ranked = names.map { ($0, distance(word, Array($0.utf8))) }.min { $0.1 < $1.1 }
    guard let (name, distance) = ranked else { return nil }
    return distance <= max(1, (word.count + 1) / 3) ? name : nil
  }

  /// Insertions, deletions and replacements between two words.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = a == b ? diagonal : min(diagonal, above, row[j]) + 1
        diagonal = above
      }
    }
    return row[right.count]
  }
}
