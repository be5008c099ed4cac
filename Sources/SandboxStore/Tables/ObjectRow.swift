/// An object on its way into the store.
package struct ObjectRow: Sendable {
  /// Stripe's `object` value: "invoice".
  package var type: String
  /// The id of the object.
  package var id: String
  /// The id of the object whose nested lists contain it.
  package var parent: String?
  /// Orders lists, the highest first.
  package var sortKey: Int
  /// The values that filters and search test.
  package var fields: IndexedFields
  /// The values that get a place in the index of list filters.
  package var entries: Set<IndexEntry>
  /// What gets a place in the search index; nil for nothing.
  package var schema: SearchSchema?
  package var body: StoredBody

  /// Creates a row, not yet stored.
  package init(
    type: String, id: String, parent: String?, sortKey: Int, fields: IndexedFields,
    entries: Set<IndexEntry>, schema: SearchSchema?, body: StoredBody
  ) {
    self.type = type
    self.id = id
    self.parent = parent
    self.sortKey = sortKey
    self.fields = fields
    self.entries = entries
    self.schema = schema
    self.body = body
  }
}

/// One value of an object in the index of list filters.
package struct IndexEntry: Sendable, Hashable {
  /// The filter with its type: "invoice.customer".
  package let name: String
  /// The value that the index is searched for.
  package let value: String

  /// Creates an entry of the index.
  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// An object as it is printed in a list.
package struct StoredBody: Sendable, Hashable {
  /// Without the fields that are shown on request only.
  package var shown: [UInt8]
  /// With them, where the object has any.
  package var whole: [UInt8]?

  /// Creates a body from the bytes that answers show and, if it differs, the whole object.
  package init(shown: [UInt8], whole: [UInt8]? = nil) {
    self.shown = shown
    self.whole = whole
  }

  /// Every field that the object has.
  package var complete: [UInt8] { whole ?? shown }
}

/// The place of an object in its lists, which are in descending order of both numbers.
package struct ListPlace: Sendable, Hashable {
  /// The first key of the order: usually `created`, in Unix seconds.
  package let sortKey: Int
  /// The second key of the order: the number of the row.
  package let seq: Int64

  /// Creates a place from its keys.
  package init(sortKey: Int, seq: Int64) {
    self.sortKey = sortKey
    self.seq = seq
  }
}
