import JSON
import SandboxStore
import StripeCatalog
import Testing

@testable import StripeSandbox

/// How the database finds rows, by its own words: nowhere by looking at all of a table, nowhere by
/// sorting what it found.
@Suite struct QueryPlanTests {
  private static let account = "acct_1"
  private let store: ObjectStore

  init() throws {
    store = try ObjectStore(.memory)
  }

  private let resources = Resources(.embedded, behaviors: ResourceBehaviors.all)

  @Test func everyListFilterIsAnsweredByAnIndex() async throws {
    var checked = 0
    var faults: [String] = []
    for type in Catalog.embedded.objects where type.operations.contains(where: { $0.kind == .list })
    {
      let resource = resources[type]
      for filter in resource.filters {
        let selection = ListFilters(Self.parameters(filter, type), resource)
          .selection(parent: nil, limit: 10)
        let isIndexed = filter.name == "created" || selection.source != .type(resource.typeName)
        if !isIndexed { faults.append("\(type.name) \(filter.parameter): no index") }
        faults += try await steps(of: [selection], type.typeName)
          .map { "\(type.name) \(filter.parameter): \($0)" }
        checked += 1
      }
      let whole = ListFilters([:], resource).selection(parent: nil, limit: 10)
      let nested = ListFilters([:], resource).selection(parent: "x_1", limit: 10)
      faults += try await steps(of: [whole, nested], type.typeName)
    }
    #expect(faults == [])
    #expect(checked > 300)
  }

  /// A value that a filter could have.
  private static func parameters(_ filter: ListFilter, _ type: ObjectType) -> JSONObject {
    var value: JSONValue = filter.isRange ? ["gte": 5, "lt": 5_000_000] : "x_1"
    if filter.parameter.hasSuffix("s"), !filter.isRange { value = ["x_1", "x_2"] }
    return filter.parameter.split(separator: ".").reversed().reduce(value) { inner, name in
      .object([String(name): inner])
    }.object ?? [:]
  }

  @Test func everyClauseOfASearchIsAnsweredByAnIndex() async throws {
    var checked = 0
    var faults: [String] = []
    for type in Catalog.embedded.objects where !type.searchFields.isEmpty {
      let resource = resources[type]
      let clauses = type.searchFields.flatMap(Self.clauses)
      let all = clauses.joined(separator: " ").isEmpty ? [] : Self.joined(clauses)
      for text in clauses + all {
        let plan = SearchPlan(try SearchParser.parse(text, type.searchFields), resource)
        faults += try await steps(of: plan.selections, type.typeName)
          .map { "\(type.name) \(text): \($0)" }
        let isWalk = plan.selections.contains {
          $0.test != nil || ($0.source == .type(type.typeName) && !text.contains("created"))
        }
        if isWalk { faults.append("\(type.name) \(text): looks at all rows") }
        checked += 1
      }
    }
    #expect(faults == [])
    #expect(checked > 300)
  }

  /// Every operator that Stripe documents for a field of that kind, and its negation.
  private static func clauses(_ field: SearchField) -> [String] {
    let name = field.name == "metadata" ? #"metadata["key"]"# : field.name
    let plain: [String]
    switch field.kind {
    case .numeric:
      plain = ["\(name):50", "\(name)>50", "\(name)<50000", "\(name)>=1.5", "\(name)<=-3"]
    case .token: plain = [#"\#(name):"paid""#, #"\#(name):"true""#]
    case .string: plain = [#"\#(name):"two words""#, #"\#(name)~"abc""#, #"\#(name)~"open x""#]
    }
    let all = field.name == "created" ? plain : plain + ["\(name):null"]
    return all + all.map { "-\($0)" }
  }

  private static func joined(_ clauses: [String]) -> [String] {
    zip(clauses, clauses.dropFirst()).flatMap { ["\($0) AND \($1)", "\($0) OR \($1)"] }
  }

  /// The steps of plans that are not the walks that they must be.
  private func steps(of selections: [Selection], _ type: String) async throws -> [String] {
    var deep = selections
    for index in deep.indices { deep[index].place = ListPlace(sortKey: 1_000_000, seq: 5) }
    var faults: [String] = []
    for selection in selections + deep {
      let text = String(describing: selection.source)
      let scopes: [String] =
        switch selection.source {
        case .type(let type), .search(let type, _): [type]
        case .index(let name, _): [name]
        }
      let steps = try await store.write { transaction in
        for scope in scopes { _ = try transaction.next(of: scope, in: Self.account) }
        return try transaction.objects(of: Self.account).plan(of: selection)
      }
      // Where nothing can be found, nothing is asked.
      let isEmpty = text.contains("nothing") || text.contains("values: []")
      if steps.isEmpty, !isEmpty { faults.append("no plan of \(text)") }
      faults += steps.filter { step in !Self.allowed.contains { step.hasPrefix($0) } }
    }
    return faults
  }

  /// Walks along an index, and how several of them are put together.
  private static let allowed = [
    "SEARCH objects USING COVERING INDEX objects_in_order (scope=?",
    "SEARCH filters USING PRIMARY KEY (scope=? AND value=?", "SCAN search VIRTUAL TABLE INDEX 0:M",
    "SCAN search VIRTUAL TABLE INDEX 64:M", "SCAN search VIRTUAL TABLE INDEX 128:M",
    "SCAN search VIRTUAL TABLE INDEX 192:M",
    "SEARCH search_changes USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
    "USING ROWID SEARCH ON TABLE search_changes FOR IN-OPERATOR", "MERGE (UNION ALL)", "LEFT",
    "RIGHT", "CO-ROUTINE (subquery-", "SCAN (subquery-",
  ]
}
