import Diagnostics
import Evaluation
import JSON
import StripeCatalog

/// What a statement asks of Stripe.
public indirect enum CheckedOperation: Sendable {
  case read(CheckedRead)
  case write(CheckedWrite)
  case request(CheckedRequest)

  public var place: Place {
    switch self {
    case .read(let read): read.place
    case .write(let write): write.place
    case .request(let request): request.place
    }
  }
}

/// `get`, `retrieve`, `list` and `query`.
public struct CheckedRead: Sendable {
  public enum Verb: String, Sendable {
    case get, retrieve, list, query
  }

  public var verb: Verb
  public var object: ObjectType
  /// By id, where Stripe has it.
  public var retrieve: Operation?
  public var list: Operation?
  public var search: Operation?
  /// The ids of the objects it is nested in, outermost first.
  public var parents: [Scalar]
  public var ids: [Scalar]
  /// What `list` hands to Stripe as it is.
  public var filters: [ListFilter] = []
  /// What rows of `query` and `retrieve` must hold.
  public var condition: Scalar?
  public var via: RouteChoice?
  public var columns: [Column]?
  public var groupBy: [RowPath] = []
  public var orderBy: [OrderKey] = []
  public var limit: Scalar?
  public var pageSize: Scalar?
  /// What the statement's paths and its `expand` want of rows beyond what stands in them.
  public var crossings: [Crossing] = []
  public var inner: [InnerOperation] = []
  public var place: Place

  /// A query of an object that is nested in no other.
  public init(querying object: ObjectType, place: Place) {
    self.init(
      verb: .query, object: object, retrieve: object.operation(.retrieve),
      list: object.operation(.list), search: object.operation(.search), parents: [], ids: [],
      place: place)
  }

  init(
    verb: Verb, object: ObjectType, retrieve: Operation?, list: Operation?, search: Operation?,
    parents: [Scalar], ids: [Scalar], place: Place
  ) {
    self.verb = verb
    self.object = object
    self.retrieve = retrieve
    self.list = list
    self.search = search
    self.parents = parents
    self.ids = ids
    self.place = place
  }
}

/// `via list`, `via search`
public enum RouteChoice: String, Sendable, Hashable, CaseIterable {
  case list
  case search
}

/// One filter of a list endpoint: `created[gte]`, `status`, `lookup_keys[]`.
public struct ListFilter: Sendable, Hashable {
  /// `recurring`, `interval`
  public var path: [String]
  public var comparison: Comparison
  public var value: Scalar
  /// The parameter takes a list of values.
  public var isArray: Bool
}

/// One column of a `select`.
public struct Column: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case scalar(Scalar)
    /// `count()` has no argument.
    case aggregate(Function, Scalar?)
  }

  public var content: Content
  /// The dotted path, the alias, or the aggregate's name such as `sum_total`.
  public var label: String
  /// The path keeps Stripe's nesting in JSON, unless it was renamed.
  public var path: RowPath?

  public init(content: Content, label: String, path: RowPath?) {
    self.content = content
    self.label = label
    self.path = path
  }
}

/// `order by total desc`
public struct OrderKey: Sendable, Hashable {
  /// Over a row, or over a group's columns by their label.
  public var scalar: Scalar
  public var isDescending: Bool

  public init(scalar: Scalar, isDescending: Bool) {
    self.scalar = scalar
    self.isDescending = isDescending
  }
}

/// `create`, `update`, `delete` and `execute`.
public struct CheckedWrite: Sendable {
  public enum Verb: String, Sendable {
    case create, update, delete, execute
  }

  public var verb: Verb
  public var object: ObjectType
  public var operation: Operation
  /// How several are written in one request, where Stripe has that. It is `operation` itself where
  /// there is no other way, not even for one.
  public var batch: BatchOperation?
  /// The ids of the objects it is nested in, outermost first; nil where the document has it as
  /// `parent_id`.
  public var parents: [Scalar?]
  public var ids: [Scalar]
  /// An object, or nil where there is none; `$row` is the row in a bulk write.
  public var body: Scalar?
  public var rows: RowSource?
  /// `delete … where … limit 10`
  public var limit: Scalar?
  /// Paths of the answer to expand.
  public var expand: [String] = []
  public var inner: [InnerOperation] = []
  public var place: Place

  /// Whether one row is written as a batch too.
  public var isBatchOnly: Bool { batch?.operation == operation }

  /// What one document may hold.
  public var record: RecordShape {
    guard let batch, isBatchOnly else { return operation.record }
    return batch.record
  }

  /// Whether it is about an object that is there already, whose id is the path's last parameter or
  /// stands in the row of a batch.
  public var takesID: Bool {
    isBatchOnly
      ? record.parameter(named: "id") != nil : operation.pathParameters.count > parents.count
  }

  /// Whether a document may leave a required parameter out: what the object is, the statement
  /// says, and a choice that offers the verb is made by it (`behavior: "delete"`).
  public func isImplied(_ parameter: Parameter) -> Bool {
    isBatchOnly && (parameter.name == "id" || implied[parameter.name] != nil)
  }

  /// What the verb says of a row of a batch without further words.
  public var implied: JSONObject {
    guard isBatchOnly else { return [:] }
    var implied: JSONObject = [:]
    for parameter in record.parameters where parameter.isRequired {
      if case .enumeration(let words) = parameter.type, words.contains(verb.rawValue) {
        implied[parameter.name] = .string(verb.rawValue)
      }
    }
    return implied
  }
}

/// Where the rows of a bulk write come from.
public enum RowSource: Sendable {
  /// `where …`: the ids are collected first
  case matching(CheckedRead)
  /// `from "people.csv"`, `from $rows`: a text is a file's path
  case value(Scalar)
  case standardInput
}

/// `request POST "/v1/refunds" { … }`
public struct CheckedRequest: Sendable {
  public var method: String
  public var path: Scalar
  public var body: Scalar?
  public var inner: [InnerOperation] = []
  public var place: Place
}
