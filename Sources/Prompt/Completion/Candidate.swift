/// Something to offer, before it is known what of it has been typed.
struct Candidate: Hashable {
  var text: String
  var description: String
  /// What follows it where it is the only choice.
  var ending: String

  init(_ text: String, _ description: String = "", ending: String = " ") {
    self.text = text
    self.description = description
    self.ending = ending
  }
}
