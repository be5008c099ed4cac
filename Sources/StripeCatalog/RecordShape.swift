/// A set of named members: the fields of a response object or of a part of it, or the parameters
/// of a request or of a part of it.
package struct RecordShape: Sendable {
  let bytes: CatalogBytes
  let index: Int

  init(bytes: CatalogBytes, reference: UInt32) {
    self.bytes = bytes
    index = Int(reference)
  }

  /// The members read as fields of a response, sorted by name.
  package var fields: [Field] { rows.map { Field(bytes: bytes, row: $0) } }

  /// The members read as parameters of a request, sorted by name.
  package var parameters: [Parameter] { rows.map { Parameter(bytes: bytes, row: $0) } }

  /// Returns the first member, as a parameter, for which a condition is true; nil if there is none.
  package func firstParameter(where holds: (Parameter) -> Bool) -> Parameter? {
    for row in rows {
      let parameter = Parameter(bytes: bytes, row: row)
      if holds(parameter) { return parameter }
    }
    return nil
  }

  /// Returns the member of that name as a field, or nil.
  package func field(named name: String) -> Field? {
    row(named: name).map { Field(bytes: bytes, row: $0) }
  }

  /// Returns the member of that name as a parameter, or nil.
  package func parameter(named name: String) -> Parameter? {
    row(named: name).map { Parameter(bytes: bytes, row: $0) }
  }

  /// The names of the members, sorted.
  package var names: [String] { rows.map { Member(bytes: bytes, row: $0).name } }

  private var rows: Range<Int> {
    guard let first = bytes.word(.records, row: index, column: 0).map(Int.init),
      let count = bytes.word(.records, row: index, column: 1).map(Int.init),
      first + count <= bytes.rowCount(.members)
    else { return 0..<0 }
    return first..<first + count
  }

  private func row(named name: String) -> Int? {
    var name = name
    return name.withUTF8 { name in
      bytes.row(.members, in: rows, named: name)
    }
  }
}

extension RecordShape: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.index == right.index && left.bytes.identity == right.bytes.identity
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(index)
  }
}

/// A row of the members section.
struct Member {
  let bytes: CatalogBytes
  let row: Int

  var name: String { bytes.string(word(.name)) }
  var type: TypeShape { TypeShape(bytes: bytes, reference: word(.type)) }
  var flags: CatalogLayout.MemberFlags { .init(rawValue: word(.flags)) }

  private func word(_ column: CatalogLayout.MemberColumn) -> UInt32 {
    bytes.word(.members, row: row, column: column.rawValue) ?? 0
  }
}
