/// One of Stripe's objects: `invoice`, `checkout.session`, `v2.core.account`.
///
/// If Stripe returns one of several objects, the family is an object too, with the fields of all
/// its members: `payment_source` and `external_account`.
package struct ObjectType: Sendable {
  let bytes: CatalogBytes
  let index: Int

  init(bytes: CatalogBytes, index: Int) {
    self.bytes = bytes
    self.index = index
  }

  init?(bytes: CatalogBytes, checking index: UInt32) {
    guard Int(index) < bytes.rowCount(.objects) else { return nil }
    self.init(bytes: bytes, index: Int(index))
  }

  /// Our name, singular: `invoice`, `invoice_item`, `checkout.session`, `v2.core.account`.
  package var name: String { string(.name) }

  /// Our name, plural: `invoices`, `checkout.sessions`.
  package var plural: String { string(.plural) }

  /// The value that Stripe writes as `object`: `invoice`, `invoiceitem`, `line_item` for a line of
  /// an invoice, `item` for our `line_item`. A family has its own name here.
  package var typeName: String { string(.typeName) }

  /// True for objects of API v2.
  package var isV2: Bool { typeName.hasPrefix("v2.") }

  /// The fields of the object in Stripe's responses, sorted by name.
  package var fields: [Field] { record.fields }

  /// Returns the field of that name, or nil.
  package func field(named name: String) -> Field? { record.field(named: name) }

  /// The fields as a record, the form that nested fields have.
  package var record: RecordShape { RecordShape(bytes: bytes, reference: word(.fields)) }

  /// Well-known prefixes of this object's ids, with their underscore.
  package var idPrefixes: [String] { bytes.list(word(.prefixes)).map(bytes.string) }

  /// True if it is retrieved without an id of its own: `balance`, `tax.settings`, and, below a
  /// parent, `cash_balance`.
  package var isSingleton: Bool {
    CatalogLayout.ObjectFlags(rawValue: word(.flags)).contains(.singleton)
  }

  /// The fields of Stripe's search endpoint, sorted by name; empty if there is no search.
  package var searchFields: [SearchField] {
    let words = bytes.list(word(.searchFields))
    return stride(from: 0, to: words.count - words.count % 2, by: 2).compactMap { position in
      guard let kind = SearchField.Kind(rawValue: words[position + 1]) else { return nil }
      return SearchField(name: bytes.string(words[position]), kind: kind)
    }
  }

  /// Returns the search field of a name; `metadata` is the field of every `metadata.<key>`.
  package func searchField(named name: String) -> SearchField? {
    let wanted = name.hasPrefix("metadata.") ? "metadata" : name
    return searchFields.first { $0.name == wanted }
  }

  func string(_ column: CatalogLayout.ObjectColumn) -> String { bytes.string(word(column)) }

  /// Returns a word of the object. A missing one is 0: an empty string, list or record in damaged
  /// bytes.
  func word(_ column: CatalogLayout.ObjectColumn) -> UInt32 {
    bytes.word(.objects, row: index, column: column.rawValue) ?? 0
  }
}

extension ObjectType: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.index == right.index && left.bytes.identity == right.bytes.identity
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(index)
  }
}

extension ObjectType: CustomStringConvertible {
  /// The object's name.
  package var description: String { name }
}
