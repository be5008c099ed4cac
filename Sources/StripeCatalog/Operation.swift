import HTTP

/// The effect of an operation on its object.
package enum OperationKind: UInt8, Sendable {
  case create, retrieve, update, delete, list, search, action
}

/// One of Stripe's servers.
package enum ServerName: UInt8, Sendable {
  /// `api.stripe.com`: nearly everything.
  case api
  /// `files.stripe.com`: uploads, which are multipart forms, and PDF downloads.
  case files
  /// `meter-events.stripe.com`, which requires a meter event session's token as its key.
  case meterEvents
}

/// A parameter in an operation's path.
package struct PathParameter: Sendable, Hashable {
  /// The name between the braces in the path.
  package let name: String
  /// The object whose id it is.
  package let object: ObjectType?
}

/// One operation of Stripe's API: a method and a path.
package struct Operation: Sendable {
  let bytes: CatalogBytes
  let index: Int
  /// The HTTP method.
  package let method: HTTPMethod

  /// Creates the operation of an index; nil if the catalog has none, or its method is unknown.
  init?(bytes: CatalogBytes, checking index: UInt32) {
    let methods = HTTPMethod.allCases
    guard Int(index) < bytes.rowCount(.operations),
      case let position = Int(Self.fact(1, of: Int(index), in: bytes)),
      methods.indices.contains(position)
    else { return nil }
    self.bytes = bytes
    self.index = Int(index)
    method = methods[position]
  }

  /// The SDK's service and method: `InvoiceService.finalize_invoice`,
  /// `checkout.SessionService.create`, `v2.core.AccountService.create`.
  package var id: String { string(.id) }

  /// The effect on the object.
  package var kind: OperationKind { OperationKind(rawValue: factByte(0)) ?? .action }

  /// `create`, `list` and so on; for an action the last word of Stripe's path (`finalize`), or the
  /// SDK's method name if it is not a POST or that word would be ambiguous (`delete_discount`).
  package var name: String { string(.name) }

  /// Further names: the SDK's method name if it differs (`finalize_invoice`).
  package var aliases: [String] { bytes.list(word(.aliases)).map(bytes.string) }

  /// The server that serves the operation.
  package var server: ServerName { ServerName(rawValue: factByte(2)) ?? .api }

  /// The path with its parameters in braces: `/v1/invoices/{invoice}/finalize`.
  package var path: String { string(.path) }

  /// True for operations of API v2.
  package var isV2: Bool { path.hasPrefix("/v2/") }

  /// True if the response is a file and not JSON, such as the PDF of a quote.
  package var answersFile: Bool { flags.contains(.streams) }

  /// True if it takes or returns the bytes of a file.
  package var isAboutFile: Bool { answersFile || server == .files }

  /// The parameters of the path, in the path's order.
  package var pathParameters: [PathParameter] {
    let words = bytes.list(word(.pathParameters))
    return stride(from: 0, to: words.count - words.count % 2, by: 2).map { position in
      PathParameter(
        name: bytes.string(words[position]),
        object: ObjectType(bytes: bytes, checking: words[position + 1]))
    }
  }

  /// The path parameter that takes the id of the object itself; the others are its parents'.
  package var idParameter: PathParameter? {
    flags.contains(.hasOwnID) ? pathParameters.last : nil
  }

  /// The objects that the id or the collection is nested in, outermost first: the customer for
  /// `/v1/customers/{customer}/tax_ids`, none for `/v1/invoices/{invoice}/finalize`.
  package var parents: [ObjectType] {
    bytes.list(word(.parents)).compactMap { ObjectType(bytes: bytes, checking: $0) }
  }

  /// The last word of the path that names a collection: `lines`, `tax_ids`, `invoices`.
  package var collection: String { string(.collection) }

  /// The word for one element of the collection: `line`, `tax_id`, `invoice`.
  package var collectionMember: String { string(.collectionMember) }

  /// The object it acts on, even if it returns another.
  package var object: ObjectType {
    ObjectType(bytes: bytes, checking: word(.object)) ?? ObjectType(bytes: bytes, index: 0)
  }

  /// The type of the response: an object, a list of objects, or `any` for a file.
  package var result: TypeShape { TypeShape(bytes: bytes, reference: word(.result)) }

  func hasParents(_ indexes: [Int]) -> Bool { bytes.list(word(.parents), equals: indexes) }

  func isOn(collection word: String) -> Bool { collection == word || collectionMember == word }

  private var flags: CatalogLayout.OperationFlags { .init(rawValue: UInt32(factByte(3))) }

  private func factByte(_ position: UInt32) -> UInt8 { Self.fact(position, of: index, in: bytes) }

  private static func fact(_ position: UInt32, of index: Int, in bytes: CatalogBytes) -> UInt8 {
    let column = CatalogLayout.OperationColumn.facts.rawValue
    let facts = bytes.word(.operations, row: index, column: column) ?? 0
    return UInt8(truncatingIfNeeded: facts >> (8 * position))
  }

  func string(_ column: CatalogLayout.OperationColumn) -> String { bytes.string(word(column)) }

  func word(_ column: CatalogLayout.OperationColumn) -> UInt32 {
    bytes.word(.operations, row: index, column: column.rawValue) ?? 0
  }
}

extension Operation: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.index == right.index && left.bytes.identity == right.bytes.identity
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(index)
  }
}

extension Operation: CustomStringConvertible {
  /// The operation's id.
  package var description: String { id }
}
