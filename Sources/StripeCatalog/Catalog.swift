/// The API that Stripe offers, as data: objects, fields, operations, parameters, search fields and
/// id prefixes, taken from a pinned release of Stripe's official Python SDK.
///
/// A catalog and everything it returns are cheap handles that read the embedded bytes in place.
package struct Catalog: Sendable {
  let bytes: CatalogBytes

  /// The catalog that is part of this program.
  package static let embedded = Catalog(bytes: .embedded)

  init(bytes: CatalogBytes) {
    self.bytes = bytes
  }

  /// Creates a catalog of any bytes. If they are damaged, it is an empty or a smaller one.
  init(copying bytes: [UInt8]) {
    self.init(bytes: CatalogBytes(copying: bytes))
  }

  /// The API version the SDK release pins, as the `Stripe-Version` header takes it.
  package var apiVersion: String { headerString(CatalogLayout.Header.apiVersion) }

  /// The SDK release the catalog was made from.
  package var sdkVersion: String { headerString(CatalogLayout.Header.sdkVersion) }

  /// The version of the generator that wrote the bytes.
  var generatorVersion: UInt32? { bytes.word(at: CatalogLayout.Header.generatorVersion) }

  /// The number of operations in the catalog.
  package var operationCount: Int { bytes.rowCount(.operations) }

  /// All operations, sorted by their ids.
  package var operations: [Operation] {
    (0..<operationCount).compactMap { Operation(bytes: bytes, checking: UInt32($0)) }
  }

  /// All objects, sorted by name.
  package var objects: [ObjectType] {
    (0..<bytes.rowCount(.objects)).map { ObjectType(bytes: bytes, index: $0) }
  }

  /// The canonical names of all objects, sorted.
  package var objectNames: [String] { objects.map(\.name) }

  /// Returns the object that a word names: singular or plural, our name or Stripe's own
  /// (`invoiceitem`), with its namespace, or by its last word alone if that is unambiguous
  /// (`test_clock`). Case does not matter; of two objects with the same last word, the one of API
  /// v1 is returned.
  package func object(named name: String) -> ObjectType? {
    bytes.value(of: name.utf8.map(lowercased), in: .names).flatMap(object(at:))
  }

  /// Returns the objects whose last word this is, singular or plural: the meanings of an ambiguous
  /// word.
  package func objects(withLastWord word: String) -> [ObjectType] {
    let word = lowercased(word)
    return objects.filter { object in
      lastWord(of: object.name) == word || lastWord(of: object.plural) == word
    }
  }

  /// Returns the object that an id belongs to, by the longest known prefix that ends in an
  /// underscore. Stripe does not guarantee prefixes: this is a convenience, and nil proves nothing.
  package func object(forID id: String) -> ObjectType? {
    var rest = id.utf8[...]
    while let underscore = rest.lastIndex(of: UInt8(ascii: "_")) {
      if let index = bytes.value(of: rest[...underscore], in: .prefixes) {
        return object(at: index)
      }
      rest = rest[..<underscore]
    }
    return nil
  }

  /// Returns the operation with an id such as `InvoiceService.finalize_invoice`.
  package func operation(id: String) -> Operation? {
    operations.first { $0.id == id }
  }

  private func object(at index: UInt32) -> ObjectType? {
    ObjectType(bytes: bytes, checking: index)
  }

  private func headerString(_ offset: Int) -> String {
    bytes.word(at: offset).map(bytes.string) ?? ""
  }
}

func lowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}

func lowercased(_ text: String) -> String {
  String(decoding: text.utf8.map(lowercased), as: UTF8.self)
}

func lastWord(of name: String) -> Substring {
  name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? name[...]
}
