/// A filter's test of the values under one name of indexed fields.
package struct FieldTest: Sendable, Hashable {
  /// The values that pass a test.
  package enum Wanted: Sendable, Hashable {
    /// One of these texts, letter by letter.
    case oneOf([String])
    /// A number in a range, both ends included.
    case between(ClosedRange<Int>)
  }

  /// The name of the indexed field.
  package let name: String
  /// The values that pass.
  package let wanted: Wanted

  /// Creates a test of the values under a name.
  package init(name: String, wanted: Wanted) {
    self.name = name
    self.wanted = wanted
  }

  /// Returns true if the fields of a row pass the test.
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
