import Diagnostics
import Expressions
import HTTP
import JSON
import StripeCatalog

/// What a statement asks of Stripe, or of a file.
package indirect enum CheckedOperation: Sendable {
  case read(CheckedRead)
  case write(CheckedWrite)
  case request(CheckedRequest)
  /// `read("customers.csv")`
  case file(CheckedFile)

  package var place: Place {
    switch self {
    case .read(let read): read.place
    case .write(let write): write.place
    case .request(let request): request.place
    case .file(let file): file.place
    }
  }
}

/// `get`, `retrieve`, `list` and `query`.
package struct CheckedRead: Sendable {
  package enum Verb: String, Sendable {
    case get, retrieve, list, query
  }

  package var verb: Verb
  package var object: ObjectType
  /// By id, where Stripe has it.
  package var retrieve: Operation?
  package var list: Operation?
  package var search: Operation?
  /// The ids of the objects it is nested in, outermost first.
  package var parents: [Scalar]
  package var ids: [Scalar]
  package var count = ResultCount.many
  /// What `list` hands to Stripe as it is.
  package var filters: [ListFilter] = []
  /// What rows of `query` and `retrieve` must hold.
  package var condition: Scalar?
  package var via: RouteChoice?
  package var columns: [SelectedColumn]?
  /// Nil where rows are shown one by one.
  package var grouping: Grouping?
  package var orderBy: [OrderKey] = []
  package var limit: Scalar?
  package var pageSize: Scalar?
  /// What the statement's paths and its `expand` want of rows beyond what stands in them.
  package var crossings: [Crossing] = []
  /// The file that its rows go to; nil where they are shown.
  package var destination: Scalar?
  /// Whether its rows are drawn as a chart.
  package var isCharted = false
  package var inner: [InnerOperation] = []
  package var place: Place

  /// Whether its rows are groups.
  package var isGrouped: Bool { grouping != nil }

  /// A query of an object that is nested in no other.
  package init(querying object: ObjectType, place: Place) {
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
package enum RouteChoice: String, Sendable, Hashable, CaseIterable {
  case list
  case search
}

/// One filter of a list endpoint: `created[gte]`, `status`, `lookup_keys[]`.
package struct ListFilter: Sendable, Hashable {
  /// `recurring`, `interval`
  package var path: [String]
  package var comparison: Comparison
  package var value: Scalar
  /// The parameter takes a list of values.
  package var isArray: Bool
}

/// `create`, `update`, `upsert`, `delete` and `execute`.
package struct CheckedWrite: Sendable {
  package var verb: WriteVerb
  package var object: ObjectType
  package var operation: Operation
  /// How several are written in one request, where Stripe has that. It is `operation` itself where
  /// there is no other way, not even for one.
  package var batch: BatchOperation?
  /// The ids of the objects it is nested in, outermost first; nil where the document has it as
  /// `parent_id`.
  package var parents: [Scalar?]
  package var ids: [Scalar]
  package var count = ResultCount.one
  /// An object, or nil where there is none; `$row` is the row in a bulk write.
  package var body: Scalar?
  package var rows: RowSource?
  /// `by email`: what finds the objects of the rows.
  package var key: CheckedKey?
  /// `delete … where … limit 10`
  package var limit: Scalar?
  /// Paths of the answer to expand.
  package var expand: [String] = []
  package var inner: [InnerOperation] = []
  package var place: Place

  /// Whether one row is written as a batch too.
  package var isBatchOnly: Bool { batch?.operation == operation }

  /// What one document may hold.
  package var record: RecordShape {
    guard let batch, isBatchOnly else { return operation.record }
    return batch.record
  }

  /// Whether it is about an object that is there already, whose id is the path's last parameter or
  /// stands in the row of a batch.
  package var takesID: Bool {
    isBatchOnly
      ? record.parameter(named: "id") != nil : operation.pathParameters.count > parents.count
  }

  /// Whether a document may leave a required parameter out: what the object is, the statement
  /// says, and a choice that offers the verb is made by it (`behavior: "delete"`).
  package func isImplied(_ parameter: Parameter) -> Bool {
    isBatchOnly && (parameter.name == "id" || implied[parameter.name] != nil)
  }

  /// What the verb says of a row of a batch without further words.
  package var implied: JSONObject {
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
package enum RowSource: Sendable {
  /// `where …`: the ids are collected first
  case matching(CheckedRead)
  /// `from "people.csv"`, `from $rows`: a text is a file's path
  case value(Scalar)
  case standardInput
}

/// `request POST "/v1/refunds" { … }`
package struct CheckedRequest: Sendable {
  package var method: HTTPMethod
  package var path: Scalar
  package var body: Scalar?
  package var inner: [InnerOperation] = []
  package var place: Place
}

/// `read("customers.csv")`: the rows of a file.
package struct CheckedFile: Sendable {
  package var path: Scalar
  /// What each row has, as far as that is known.
  package var rowShape: ValueShape
  package var place: Place
}
