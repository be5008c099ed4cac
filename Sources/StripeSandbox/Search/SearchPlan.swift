import JSON
import SandboxStore
import StripeCatalog

/// A query as selections of the index, one after the other in the order of lists.
///
/// The order of lists is that of creation, so that clauses on `created` divide it into sections; in
/// each of them they hold or do not, and what remains of the query is asked of the index.
struct SearchPlan {
  let selections: [Selection]

  init(_ query: SearchQuery, _ resource: Resource) {
    let times = query.clauses.filter(\.isOfCreation).map(\.times)
    let others = query.clauses.filter { !$0.isOfCreation }
    let schema = resource.schema ?? SearchSchema(type: resource.typeName, fields: [])
    let expressions = others.map { $0.expression(schema, resource) }
    let parts = Self.sections(times).map { section in
      let holds = times.map { ranges in
        ranges.contains { $0.contains(section.lowerBound) }
          ? SearchExpression.everything : .nothing
      }
      let whole: SearchExpression =
        switch query.connective {
        case .all: .all(holds + expressions)
        case .any: .any(holds + expressions)
        }
      return (section, whole.simplified)
    }
    selections = parts.filter { $0.1 != .nothing }.map { section, expression in
      var selection = Selection(
        source: expression == .everything
          ? .type(resource.typeName) : .search(type: resource.typeName, expression), limit: 0)
      selection.sortKeys = section
      return selection
    }
  }

  /// The whole line of time, cut wherever a range begins or ends, the newest first.
  private static func sections(_ times: [[ClosedRange<Int>]]) -> [ClosedRange<Int>] {
    var starts: Set<Int> = [.min]
    for range in times.joined() {
      starts.insert(range.lowerBound)
      if range.upperBound < .max { starts.insert(range.upperBound + 1) }
    }
    var end = Int.max
    return starts.sorted(by: >).map { start in
      defer { end = start == .min ? .min : start - 1 }
      return start...end
    }
  }

  /// One page.
  func page(_ objects: ObjectTable, after place: ListPlace?, limit: Int) throws -> SelectedPage {
    var page = SelectedPage(places: [], hasMore: false)
    for var selection in selections where !page.hasMore {
      selection.place = place
      selection.limit = limit - page.places.count
      let more = try objects.select(selection)
      page.places += more.places
      page.hasMore = more.hasMore
    }
    return page
  }

  func count(_ objects: ObjectTable, upTo limit: Int) throws -> Int {
    try selections.reduce(0) { count, selection in
      count < limit ? try count + objects.count(selection, upTo: limit - count) : count
    }
  }
}
