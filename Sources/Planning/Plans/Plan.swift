import Analysis
import Diagnostics
import Expressions
import HTTP
import JSON
import StripeCatalog

/// A complete description of what to do: the only input of the engine, and the output of `explain`
/// and `--dry-run`.
package indirect enum Plan: Sendable {
  case read(ReadPlan)
  case write(WritePlan)
  case request(RequestPlan)
  case file(FilePlan)

  /// The place of the statement in the source text.
  package var place: Place {
    switch self {
    case .read(let plan): plan.place
    case .write(let plan): plan.place
    case .request(let plan): plan.place
    case .file(let plan): plan.place
    }
  }
}

/// The plan of a read: how rows are found, filtered, grouped, sorted and displayed.
package struct ReadPlan: Sendable, Hashable {
  /// The title for logs and reports: `query invoices`
  package var title: String
  /// The object that is read.
  package var object: ObjectType
  /// The source of the rows.
  package var route: Route
  /// True if every row of the route passes the filter, so that no more rows are read than needed.
  package var routeIsExact: Bool
  /// The condition that each row has to satisfy; nil if the route needs no further test.
  package var filter: Scalar?
  /// The paths to expand in each row, as for a single object: without `data.`.
  package var expand: [String] = []
  /// The data to fetch before rows are filtered, sorted or grouped.
  package var beforeFilter = Completion()
  /// Paths of objects that are fetched only so that others can go on through them, without
  /// positions in lists: rows show their ids.
  package var shownAsIDs: [[String]] = []
  /// The requests for parts of returned rows that are shown.
  package var afterFilter = Completion()
  /// The columns of the result; nil for whole objects.
  package var columns: [SelectedColumn]?
  /// The grouping; nil if rows are not grouped.
  package var grouping: Grouping?
  /// The search that counts the rows, tried before the route; nil if the rows have to be read.
  package var count: CountSearch?
  /// The search that shows by counts where a list begins that is read oldest first; nil if it is
  /// looked for in the list.
  package var beginning: CountSearch?
  /// The sort keys, the most significant first.
  package var orderBy: [OrderKey] = []
  /// The maximum number of rows in the result; nil if unlimited.
  package var limit: Int?
  /// True for `retrieve`, which returns exactly one row, or an error.
  package var expectsOne = false
  /// True for `get`, which returns rows in the order of the ids; a missing one is an error.
  package var isGet = false
  /// The file or the table that receives the rows; nil if they are printed.
  package var destination: PlannedDestination?
  /// True if the rows are drawn as a chart.
  package var isCharted = false
  /// The place of the statement in the source text.
  package var place: Place

  /// True if the rows of the result are groups.
  package var isGrouped: Bool { grouping != nil }
}

/// The destination of rows.
package struct PlannedDestination: Sendable, Hashable {
  /// The name of a file, or the address of a database.
  package var address: String
  /// The name of the table; nil for the usual one of the object.
  package var table: String?

  /// Creates a destination.
  package init(_ address: String, table: String? = nil) {
    self.address = address
    self.table = table
  }
}

/// The source of the rows of a read.
package indirect enum Route: Sendable, Hashable {
  /// No request, because no row can match.
  case nothing(because: String)
  /// One request per id, in the order of the ids.
  case objects(ObjectsStep)
  /// The pages of a list endpoint.
  case list(ListStep)
  /// The pages of a search endpoint.
  case search(SearchStep)
  /// The part of a search that has the greatest or least values of a field.
  case top(TopSearch)
  /// Several routes merged in the order of time; a row that several of them return appears once.
  case union([Route])
  /// Lists filtered by the ids of other objects, which are read first.
  case through(SemiJoin)
}

/// Requests for single objects: `GET /v1/invoices/in_1`, for each path
package struct ObjectsStep: Sendable, Hashable {
  /// The path with parameters in braces: `/v1/invoices/{invoice}`
  package var template: String
  /// The objects to request, in order.
  package var targets: [ObjectTarget]
}

/// One object to request.
package struct ObjectTarget: Sendable, Hashable {
  /// The id; for a singleton the name of the object.
  package var id: String
  /// The path of the request.
  package var path: String
}

/// The pages of a list: `GET /v1/invoices?status=draft`
package struct ListStep: Sendable, Hashable {
  /// The path of the request.
  package var path: String
  /// The parameters that filter the list, without those of paging.
  package var parameters: JSONObject
  /// Conditions that each row satisfies if the server applies the filters, as far as rows show it.
  package var shownFilters: [Scalar] = []
  /// The number of rows per page, 1 to 100.
  package var pageSize: Int
  /// True for API version 2, whose lists have other paging parameters.
  package var isV2: Bool
  /// True if it can be divided by time: it takes a range of `created`, and its rows contain the
  /// field.
  package var hasTimeRange: Bool
  /// The maximum number of rows, as far as its filters determine it; nil if unknown.
  package var maxRows: Int?
  /// The rows that Stripe omits from the list, in words; nil if it omits none.
  package var omission: String?
}

/// A read through other objects: `GET /v1/customers?email=…`, and then `GET
/// /v1/invoices?customer=…` for each of them.
package struct SemiJoin: Sendable, Hashable {
  /// The read of the other objects, at most one more than `maxIDs`.
  package var first: ReadPlan
  /// The filter parameter that takes their ids.
  package var parameter: String
  /// The lists to read for each id; more than one if Stripe omits some rows from a single list.
  package var lists: [ListStep]
  /// The maximum number of ids for which the lists are read.
  package var maxIDs: Int
  /// The route for more ids.
  package var otherwise: Route

  /// Returns the route for the ids that the first read has found.
  package func route(for ids: [String]) -> Route {
    if ids.count > maxIDs { return otherwise }
    if ids.isEmpty { return .nothing(because: "no \(first.object.name) matches") }
    return .lists(
      ids.flatMap { id in
        lists.map { list in
          var list = list
          list.parameters[parameter] = .string(id)
          list.shownFilters.append(
            .comparison(
              .equal, .field(RowPath(keys: parameter)), .constant(.string(id)), as: .text))
          return list
        }
      })
  }
}

/// The pages of a search: `GET /v1/invoices/search?query=…`
package struct SearchStep: Sendable, Hashable {
  /// The path of the request.
  package var path: String
  /// The query in Stripe's search language.
  package var query: String
  /// The number of rows per page, 1 to 100.
  package var pageSize: Int
  /// The range of `created` of possible matches, in Unix seconds, with 0 and `Int.max` for open
  /// ends; nil if the search cannot be divided by time.
  package var createdRange: ClosedRange<Int>?
}

/// The plan of one write, or of many of one kind.
package struct WritePlan: Sendable {
  /// The title: `create customer`, `finalize invoice`
  package var title: String
  /// The verb of the statement.
  package var verb: WriteVerb
  /// The object that is written.
  package var object: ObjectType
  /// The operation that writes it.
  package var operation: Operation
  /// The batch operation for several rows; nil if each row needs its own request.
  package var batch: BatchWrite?
  /// The ids of the parents, outermost first; nil for one that the document gives as `parent_id`.
  package var parents: [String?]
  /// The source of the ids or documents to write.
  package var input: WriteInput
  /// The document, in which `$row` has become fields of the row; nil if the row is the document.
  package var body: Scalar?
  /// The body as it was written: it shows which values were computed.
  package var writtenBody: Scalar?
  /// True if it writes an existing object by its id.
  package var takesID: Bool
  /// The search for the object of each row; nil if ids are given.
  package var key: KeyPlan?
  /// The paths to expand in each response.
  package var expand: [String]
  /// The maximum number of rows to write; nil if unlimited.
  package var limit: Int?
  /// The place of the statement in the source text.
  package var place: Place
}

/// The source of the ids or documents of a write.
package enum WriteInput: Sendable {
  /// One write with nothing but its body.
  case body
  /// One write for each id.
  case ids([String])
  /// One write for each matching row; all ids are read before the first write.
  case matching(ReadPlan)
  /// One write for each value.
  case values([JSONValue])
  case file(String)
  case standardInput

  /// The number of writes; nil if it is not known in advance.
  package var count: Int? {
    switch self {
    case .body: 1
    case .ids(let ids): ids.count
    case .values(let values): values.count
    case .matching, .file, .standardInput: nil
    }
  }

  /// True if it is a bulk write, which reports a result for each row and a summary.
  package var isBulk: Bool {
    switch self {
    case .body: false
    case .ids(let ids): ids.count > 1
    case .matching, .values, .file, .standardInput: true
    }
  }
}

/// The plan of a raw API request: `request POST "/v1/refunds" { … }`
package struct RequestPlan: Sendable, Hashable {
  /// The HTTP method.
  package var method: HTTPMethod
  /// The path, with `/v1/` or `/v2/`.
  package var path: String
  /// The body, or the parameters of the query; empty if there are none.
  package var body: JSONObject
  /// The place of the request in the source text.
  package var place: Place
}

/// The plan of reading a file: `read("customers.csv")`
package struct FilePlan: Sendable, Hashable {
  /// The path of the file.
  package var path: String
  /// The place of the call in the source text.
  package var place: Place
}

/// An error in planning a checked statement when its values are known.
package struct PlanningError: Error, Sendable, Hashable {
  /// The message: one sentence without a period.
  package let message: String
  /// The place of the statement in the source text.
  package let place: Place

  /// Creates an error with a message and a place.
  package init(_ message: String, at place: Place) {
    self.message = message
    self.place = place
  }
}
