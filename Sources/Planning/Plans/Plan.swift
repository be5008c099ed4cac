import Analysis
import Diagnostics
import Expressions
import HTTP
import JSON
import StripeCatalog

/// What is to be done, complete and printable: the engine's only input, and what `explain` and
/// `--dry-run` show.
package indirect enum Plan: Sendable {
  case read(ReadPlan)
  case write(WritePlan)
  case request(RequestPlan)
  case file(FilePlan)

  package var place: Place {
    switch self {
    case .read(let plan): plan.place
    case .write(let plan): plan.place
    case .request(let plan): plan.place
    case .file(let plan): plan.place
    }
  }
}

/// How rows are found, tested, ordered and shown.
package struct ReadPlan: Sendable, Hashable {
  /// `query invoices`, for logs and reports.
  package var title: String
  package var object: ObjectType
  package var route: Route
  /// Whether every row of the route passes the filter: then no more rows are read than are wanted.
  package var routeIsExact: Bool
  /// What each row must hold; nil where the route alone decides.
  package var filter: Scalar?
  /// Row paths to expand, as for a single object: without `data.`.
  package var expand: [String] = []
  /// What is asked for of rows before they are tested, ordered or grouped.
  package var toTest = Completion()
  /// Paths of objects that are fetched only so that others can go on through them, without
  /// positions in lists: rows show their ids.
  package var shownAsIDs: [[String]] = []
  /// What is asked for of returned rows, to be shown.
  package var toShow = Completion()
  package var columns: [SelectedColumn]?
  /// How rows are put together; nil where they are handed on one by one.
  package var grouping: Grouping?
  package var orderBy: [OrderKey] = []
  /// Rows to hand on at most.
  package var limit: Int?
  /// `retrieve`: exactly one row, or an error.
  package var expectsOne = false
  /// `get`: rows come in the order of the ids, and a missing one is an error.
  package var isGet = false
  /// The file that its rows go to; nil where they are shown.
  package var destination: String?
  /// Whether its rows are drawn as a chart.
  package var isCharted = false
  package var place: Place

  /// Whether groups are handed on, and not rows.
  package var isGrouped: Bool { grouping != nil }
}

/// Where rows come from.
package indirect enum Route: Sendable, Hashable {
  /// No row can match; no request is made.
  case nothing(because: String)
  /// One request an id, in order.
  case objects(ObjectsStep)
  /// The pages of a list endpoint.
  case list(ListStep)
  /// The pages of a search endpoint.
  case search(SearchStep)
  /// Several, in one order by time; a row that two of them bring comes once.
  case union([Route])
  /// Lists filtered by the ids of other objects, which are asked for first.
  case through(ThroughStep)
}

/// `GET /v1/invoices/in_1`, for each path.
package struct ObjectsStep: Sendable, Hashable {
  package var template: String
  /// An id and its path; a singleton has its name for an id.
  package var targets: [ObjectTarget]
}

package struct ObjectTarget: Sendable, Hashable {
  package var id: String
  package var path: String
}

/// `GET /v1/invoices?status=draft`, page by page.
package struct ListStep: Sendable, Hashable {
  package var path: String
  package var parameters: JSONObject
  /// What each row holds where the server filters as it is asked to, as far as rows show it.
  package var shownFilters: [Scalar] = []
  /// Rows a page, 1 to 100.
  package var pageSize: Int
  package var isV2: Bool
  /// Whether it can be read in slices of time: it takes a range of `created`, and its rows tell it.
  package var hasTimeRange: Bool
  /// Rows it can have at most, where its filters say.
  package var mostRows: Int?
  /// What Stripe leaves out of it, in words.
  package var omission: String?
}

/// `GET /v1/customers?email=…`, and then `GET /v1/invoices?customer=…` for each that is found.
package struct ThroughStep: Sendable, Hashable {
  /// Finds the other objects, one more than `mostIDs` at most.
  package var first: ReadPlan
  /// The filter that takes their ids.
  package var parameter: String
  /// The lists that are read for each id; more than one where Stripe hides some rows of one.
  package var lists: [ListStep]
  /// More ids than this are not worth a list each.
  package var mostIDs: Int
  /// The route that is taken then.
  package var otherwise: Route

  /// The route that is left once the other objects are known.
  package func route(for ids: [String]) -> Route {
    if ids.count > mostIDs { return otherwise }
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

/// `GET /v1/invoices/search?query=…`, page by page.
package struct SearchStep: Sendable, Hashable {
  package var path: String
  /// In Stripe's search language.
  package var query: String
  package var pageSize: Int
  /// The seconds of `created` that matches can have, open ends being 0 and `Int.max`; nil where the
  /// search cannot be divided by them.
  package var createdRange: ClosedRange<Int>?
}

/// One write, or many of one kind.
package struct WritePlan: Sendable {
  /// `create customer`, `finalize invoice`
  package var title: String
  package var verb: WriteVerb
  package var object: ObjectType
  package var operation: Operation
  /// How many of them fit into one request, where they do.
  package var batch: BatchWrite?
  /// Outermost first; nil where the document names it as `parent_id`.
  package var parents: [String?]
  package var input: WriteInput
  /// The document, with `$row` as its fields; nil where the row itself is the document.
  package var body: Scalar?
  package var takesID: Bool
  /// How the object of each input is found; nil where its id is given.
  package var key: KeyPlan?
  /// Paths of each answer to expand.
  package var expand: [String]
  /// Rows to write at most.
  package var limit: Int?
  package var place: Place
}

/// What a write is about.
package enum WriteInput: Sendable {
  /// One write with nothing but its body.
  case body
  /// One write for each id.
  case ids([String])
  /// One write for each matching row; all are found before the first is written.
  case matching(ReadPlan)
  /// One write for each value.
  case values([JSONValue])
  case file(String)
  case standardInput

  /// How many writes there will be, where that is known before.
  package var count: Int? {
    switch self {
    case .body: 1
    case .ids(let ids): ids.count
    case .values(let values): values.count
    case .matching, .file, .standardInput: nil
    }
  }

  /// Whether it is a job of rows, with results by row and a summary.
  package var isBulk: Bool {
    switch self {
    case .body: false
    case .ids(let ids): ids.count > 1
    case .matching, .values, .file, .standardInput: true
    }
  }
}

/// `request POST "/v1/refunds" { … }`
package struct RequestPlan: Sendable, Hashable {
  package var method: HTTPMethod
  package var path: String
  package var body: JSONObject
  package var place: Place
}

/// `read("customers.csv")`
package struct FilePlan: Sendable, Hashable {
  package var path: String
  package var place: Place
}

/// Why no plan can be made of a checked statement once its values are known.
package struct PlanningError: Error, Sendable, Hashable {
  /// One sentence without a full stop.
  package let message: String
  package let place: Place

  package init(_ message: String, at place: Place) {
    self.message = message
    self.place = place
  }
}
