import Diagnostics
import Expressions
import HTTP
import JSON
import StripeCatalog

/// An operation of a statement: a request to Stripe, or the reading of a file.
package indirect enum CheckedOperation: Sendable {
  case read(CheckedRead)
  case write(CheckedWrite)
  case request(CheckedRequest)
  /// `read("customers.csv")`
  case file(CheckedFile)

  /// The place of the operation in the source text.
  package var place: Place {
    switch self {
    case .read(let read): read.place
    case .write(let write): write.place
    case .request(let request): request.place
    case .file(let file): file.place
    }
  }
}

/// A checked `get`, `retrieve`, `list` or `query` statement.
package struct CheckedRead: Sendable {
  /// The verbs that read.
  package enum Verb: String, Sendable {
    case get, retrieve, list, query
  }

  /// The verb of the statement.
  package var verb: Verb
  /// The object that is read.
  package var object: ObjectType
  /// The operation that returns one object by id; nil if Stripe has none.
  package var retrieve: Operation?
  /// The operation that lists objects; nil if Stripe has none.
  package var list: Operation?
  /// The operation that searches objects; nil if Stripe has none.
  package var search: Operation?
  /// The ids of the parents, outermost first.
  package var parents: [Scalar]
  /// The ids of the objects to read; empty for a collection.
  package var ids: [Scalar]
  /// The number of documents in the result.
  package var count = ResultCount.many
  /// The filters of a `list`, which are sent to Stripe unchanged.
  package var filters: [ListFilter] = []
  /// The condition for the rows of `query` and `retrieve`; nil for all rows.
  package var condition: Scalar?
  /// The route forced by `via`; nil if the planner chooses.
  package var via: RouteChoice?
  /// The selected columns; nil for whole objects.
  package var columns: [SelectedColumn]?
  /// The grouping; nil if rows are not grouped.
  package var grouping: Grouping?
  /// The sort keys, the most significant first.
  package var orderBy: [OrderKey] = []
  /// The maximum number of rows; nil if unlimited.
  package var limit: Scalar?
  /// The number of rows per page, 1 to 100; nil for the setting of the session.
  package var pageSize: Scalar?
  /// The related objects and nested lists that the statement's paths and its `expand` need.
  package var crossings: [RelationPath] = []
  /// The file or the table that receives the rows; nil if they are printed.
  package var destination: CheckedDestination?
  /// True if the rows are drawn as a chart.
  package var isCharted = false
  /// The subqueries in the statement's expressions, which run first.
  package var inner: [InnerOperation] = []
  /// The place of the statement in the source text.
  package var place: Place

  /// True if the rows of the result are groups.
  package var isGrouped: Bool { grouping != nil }

  /// Creates a query of a top-level object.
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

/// The destination of rows: `into "invoices.csv"`, `into "sqlite:books.db" table invoices`
package struct CheckedDestination: Sendable {
  /// The name of a file, or the address of a database.
  package var address: Scalar
  /// The name of the table; nil for the usual one of the object.
  package var table: Scalar?
}

/// The route that a statement forces: `via list`, `via search`
package enum RouteChoice: String, Sendable, Hashable, CaseIterable {
  case list
  case search
}

/// One filter of a list endpoint: `created[gte]`, `status`, `lookup_keys[]`.
package struct ListFilter: Sendable, Hashable {
  /// The parameter's keys: `recurring`, `interval`
  package var path: [String]
  /// The comparison: an equality, or one of the bounds of a range.
  package var comparison: Comparison
  /// The value to filter by.
  package var value: Scalar
  /// True if the parameter takes a list of values.
  package var isArray: Bool
}

/// A checked `create`, `update`, `upsert`, `delete` or `execute` statement.
package struct CheckedWrite: Sendable {
  /// The verb of the statement.
  package var verb: WriteVerb
  /// The object that is written.
  package var object: ObjectType
  /// The operation that writes it.
  package var operation: Operation
  /// The operation that writes several objects in one request; nil if Stripe has none. It equals
  /// `operation` if there is no operation for a single object.
  package var batch: BatchOperation?
  /// The ids of the parents, outermost first; nil for one that the document gives as `parent_id`.
  package var parents: [Scalar?]
  /// The ids of the objects to write.
  package var ids: [Scalar]
  /// The number of documents in the result.
  package var count = ResultCount.one
  /// The request body, an object; nil if there is none. In a bulk write `$row` is the current row.
  package var body: Scalar?
  /// The source of the rows of a bulk write; nil for a single write.
  package var rows: RowSource?
  /// The field that identifies the objects of the rows: `by email`; nil if ids do.
  package var key: CheckedKey?
  /// The maximum number of objects: `delete … where … limit 10`; nil if unlimited.
  package var limit: Scalar?
  /// The paths to expand in the response, dotted.
  package var expand: [String] = []
  /// The subqueries in the statement's expressions, which run first.
  package var inner: [InnerOperation] = []
  /// The place of the statement in the source text.
  package var place: Place

  /// True if even a single row is written as a batch.
  package var isBatchOnly: Bool { batch?.operation == operation }

  /// The parameters that one document can have.
  package var record: RecordShape {
    guard let batch, isBatchOnly else { return operation.record }
    return batch.record
  }

  /// True if it writes an existing object, whose id is the last path parameter or is in the row of
  /// a batch.
  package var takesID: Bool {
    isBatchOnly
      ? record.parameter(named: "id") != nil : operation.pathParameters.count > parents.count
  }

  /// Returns true if a document can omit a required parameter of a batch: the id comes from the
  /// statement, and a choice such as `behavior: "delete"` from the verb.
  package func isImplied(_ parameter: Parameter) -> Bool {
    isBatchOnly && (parameter.name == "id" || implied[parameter.name] != nil)
  }

  /// The members of a batch row that the verb implies.
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

/// The source of the rows of a bulk write.
package enum RowSource: Sendable {
  /// `where …`: all ids are read before the first write
  case matching(CheckedRead)
  /// `from "people.csv"`, `from $rows`: a text is the path of a file
  case value(Scalar)
  case standardInput
}

/// A raw API request: `request POST "/v1/refunds" { … }`
package struct CheckedRequest: Sendable {
  /// The HTTP method.
  package var method: HTTPMethod
  /// The path, with `/v1/` or `/v2/`.
  package var path: Scalar
  /// The body, an object; nil if there is none.
  package var body: Scalar?
  /// The subqueries in the request's expressions, which run first.
  package var inner: [InnerOperation] = []
  /// The place of the request in the source text.
  package var place: Place
}

/// The reading of a file: `read("customers.csv")`
package struct CheckedFile: Sendable {
  /// The path of the file.
  package var path: Scalar
  /// The shape of each row, as far as it is known.
  package var rowShape: ValueShape
  /// The place of the call in the source text.
  package var place: Place
}
