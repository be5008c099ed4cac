import Analysis
import Diagnostics
import Evaluation
import JSON
import StripeCatalog

/// What is to be done, complete and printable: the engine's only input, and what `explain` and
/// `--dry-run` show.
public indirect enum Plan: Sendable {
  case read(ReadPlan)
  case write(WritePlan)
  case request(RequestPlan)

  public var place: Place {
    switch self {
    case .read(let plan): plan.place
    case .write(let plan): plan.place
    case .request(let plan): plan.place
    }
  }
}

/// How rows are found, tested, ordered and shown.
public struct ReadPlan: Sendable, Hashable {
  /// `query invoices`, for logs and reports.
  public var title: String
  public var object: ObjectType
  public var route: Route
  /// Whether every row of the route passes the filter: then no more rows are read than are wanted.
  public var routeIsExact: Bool
  /// What each row must hold; nil where the route alone decides.
  public var filter: Scalar?
  /// Row paths to expand, as for a single object: without `data.`.
  public var expand: [String] = []
  /// What is asked for of rows before they are tested, ordered or grouped.
  public var toTest = Completion()
  /// What is asked for of rows that are handed on, to be shown.
  public var toShow = Completion()
  public var columns: [Column]?
  public var groupBy: [RowPath] = []
  public var isGrouped = false
  public var orderBy: [OrderKey] = []
  /// Rows to hand on at most.
  public var limit: Int?
  /// `retrieve`: exactly one row, or an error.
  public var expectsOne = false
  /// `get`: rows come in the order of the ids, and a missing one is an error.
  public var isGet = false
  public var place: Place
}

/// Where rows come from.
public indirect enum Route: Sendable, Hashable {
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
public struct ObjectsStep: Sendable, Hashable {
  public var template: String
  /// An id and its path; a singleton has its name for an id.
  public var targets: [ObjectTarget]
}

public struct ObjectTarget: Sendable, Hashable {
  public var id: String
  public var path: String
}

/// `GET /v1/invoices?status=draft`, page by page.
public struct ListStep: Sendable, Hashable {
  public var path: String
  public var parameters: JSONObject
  /// Rows a page, 1 to 100.
  public var pageSize: Int
  public var isV2: Bool
  /// Whether it can be read in slices of time: it takes a range of `created`, and its rows tell it.
  public var hasTimeRange: Bool
  /// Rows it can have at most, where its filters say.
  public var mostRows: Int?
  /// What Stripe leaves out of it, in words.
  public var omission: String?
}

/// `GET /v1/customers?email=…`, and then `GET /v1/invoices?customer=…` for each that is found.
public struct ThroughStep: Sendable, Hashable {
  /// Finds the other objects, one more than `mostIDs` at most.
  public var first: ReadPlan
  /// The filter that takes their ids.
  public var parameter: String
  /// The lists that are read for each id; more than one where Stripe hides some rows of one.
  public var lists: [ListStep]
  /// More ids than this are not worth a list each.
  public var mostIDs: Int
  /// The route that is taken then.
  public var otherwise: Route

  /// The route that is left once the other objects are known.
  public func route(for ids: [String]) -> Route {
    if ids.count > mostIDs { return otherwise }
    if ids.isEmpty { return .nothing(because: "no \(first.object.name) matches") }
    return .lists(
      ids.flatMap { id in
        lists.map { list in
          var list = list
          list.parameters[parameter] = .string(id)
          return list
        }
      })
  }
}

/// `GET /v1/invoices/search?query=…`, page by page.
public struct SearchStep: Sendable, Hashable {
  public var path: String
  /// In Stripe's search language.
  public var query: String
  public var pageSize: Int
  /// The seconds of `created` that matches can have, open ends being 0 and `Int.max`; nil where the
  /// search cannot be divided by them.
  public var createdRange: ClosedRange<Int>?
}

/// One write, or many of one kind.
public struct WritePlan: Sendable {
  /// `create customer`, `finalize invoice`
  public var title: String
  public var verb: CheckedWrite.Verb
  public var object: ObjectType
  public var operation: Operation
  /// How many of them fit into one request, where they do.
  public var batch: BatchWrite?
  /// Outermost first; nil where the document names it as `parent_id`.
  public var parents: [String?]
  public var input: WriteInput
  /// The document, with `$row` as its fields; nil where the row itself is the document.
  public var body: Scalar?
  public var takesID: Bool
  /// Paths of each answer to expand.
  public var expand: [String]
  /// Rows to write at most.
  public var limit: Int?
  public var place: Place
}

/// What a write is about.
public enum WriteInput: Sendable {
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
  public var count: Int? {
    switch self {
    case .body: 1
    case .ids(let ids): ids.count
    case .values(let values): values.count
    case .matching, .file, .standardInput: nil
    }
  }

  /// Whether it is a job of rows, with results by row and a summary.
  public var isBulk: Bool {
    switch self {
    case .body: false
    case .ids(let ids): ids.count > 1
    case .matching, .values, .file, .standardInput: true
    }
  }
}

/// `request POST "/v1/refunds" { … }`
public struct RequestPlan: Sendable, Hashable {
  public var method: String
  public var path: String
  public var body: JSONObject
  public var place: Place
}

/// Why no plan can be made of a checked statement once its values are known.
public struct PlanningError: Error, Sendable, Hashable {
  /// One sentence without a full stop.
  public let message: String
  public let place: Place

  public init(_ message: String, at place: Place) {
    self.message = message
    self.place = place
  }
}
