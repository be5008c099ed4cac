/// A completion that has not been compared with the typed text yet.
struct Candidate: Hashable {
  var text: String
  var description: String
  /// The text inserted after it if it is the only choice.
  var ending: String

  init(_ text: String, _ description: String = "", ending: String = " ") {
    self.text = text
    self.description = description
    self.ending = ending
  }
}
