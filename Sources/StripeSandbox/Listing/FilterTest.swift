/// What a filter asks of the values under one name of a digest.
struct FilterTest: Sendable, Hashable {
  enum Wanted: Sendable, Hashable {
    /// One of these texts, letter by letter.
    case oneOf([String])
    /// None of these texts; an absent value passes.
    case noneOf([String])
    /// A number in a range, both ends included.
    case between(ClosedRange<Int>)
  }

  let name: String
  let wanted: Wanted

  func passes(_ digest: DigestReader) -> Bool {
    var passes = false
    switch wanted {
    case .oneOf(let texts):
      digest.eachValue(named: name) { value in
        passes = texts.contains { value.elementsEqual($0.utf8) }
        return !passes
      }
    case .noneOf(let texts):
      passes = true
      digest.eachValue(named: name) { value in
        passes = !texts.contains { value.elementsEqual($0.utf8) }
        return passes
      }
    case .between(let range):
      digest.eachValue(named: name) { value in
        passes = Int(String(decoding: value, as: UTF8.self)).map(range.contains) ?? false
        return !passes
      }
    }
    return passes
  }
}
