/// What a filter asks of the values under one name of indexed fields.
package struct FieldTest: Sendable, Hashable {
  package enum Wanted: Sendable, Hashable {
    /// One of these texts, letter by letter.
    case oneOf([String])
    /// A number in a range, both ends included.
    case between(ClosedRange<Int>)
  }

  package let name: String
  package let wanted: Wanted

  package init(name: String, wanted: Wanted) {
    self.name = name
    self.wanted = wanted
  }

  package func passes(_ fields: IndexedFieldsReader) -> Bool {
    var passes = false
    switch wanted {
    case .oneOf(let texts):
      fields.eachValue(named: name) { value in
        passes = texts.contains { value.elementsEqual($0.utf8) }
        return !passes
      }
    case .between(let range):
      fields.eachValue(named: name) { value in
        passes = Int(String(decoding: value, as: UTF8.self)).map(range.contains) ?? false
        return !passes
      }
    }
    return passes
  }
}
