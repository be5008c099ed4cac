/// A text in which `*` stands for any text, such as `charge.*`.
enum WordPattern {
  static func matches(_ pattern: String, _ word: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, parts.count > 1 else {
      return pattern == word
    }
    guard word.hasPrefix(first), word.hasSuffix(last) else { return false }
    var rest = word.dropFirst(first.count)
    guard rest.count >= last.count else { return false }
    rest = rest.dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}
