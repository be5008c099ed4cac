/// A completion that has not been compared with the typed text yet.
struct Candidate: Hashable {
  var text: String
  var description: String
  /// The text inserted after it if it is the only choice.
  var ending: String
  /// The words of the description by which it is found too, such as the name of a customer.
  var names = ""
  /// The place among the choices: those with a lower number come first, equal ones by their text.
  var order = 0

  init(_ text: String, _ description: String = "", ending: String = " ") {
    self.text = text
    self.description = description
    self.ending = ending
  }

  /// Returns true if the candidate, or a word of its names, begins with the typed text, ignoring
  /// case. A name may be typed in quotes.
  func matches(_ typed: String) -> Bool {
    if Self.begins(text.utf8, with: typed.utf8) { return true }
    let isQuoted = typed.hasPrefix("\"") || typed.hasPrefix("'")
    let word = typed.utf8.dropFirst(isQuoted ? 1 : 0)
    guard !names.isEmpty, isQuoted || !word.isEmpty else { return false }
    return names.utf8.indices.contains { index in
      let startsWord =
        index == names.utf8.startIndex || names.utf8[names.utf8.index(before: index)] == blank
      return startsWord && Self.begins(names.utf8[index...], with: word)
    }
  }

  /// Returns true if bytes begin with others, ignoring the case of ASCII letters.
  private static func begins(
    _ text: some Collection<UInt8>, with start: some Collection<UInt8>
  ) -> Bool {
    text.count >= start.count && zip(text, start).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

private let blank = UInt8(ascii: " ")
