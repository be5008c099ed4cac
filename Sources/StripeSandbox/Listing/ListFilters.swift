import JSON
import SandboxStore
import StripeCatalog

/// The filters of one list request as a selection.
struct ListFilters {
  private(set) var tests: [FieldTest] = []
  private(set) var sortKeys: ClosedRange<Int> = Int.min...Int.max
  private var coarse = Set<String>()
  private let resource: Resource

  /// - Parameter isNested: whether the list is that of one parent, which stands for the filter of
  ///   that name.
  init(_ parameters: JSONObject, _ resource: Resource, isNested: Bool = false) {
    self.resource = resource
    for filter in resource.filters {
      let value = parameters.value(at: filter.parameter)
      if let value, !value.isNull {
        add(filter, value)
      } else if !isNested, let usual = resource.behavior.listRules.meanings[filter.parameter] {
        add(usual.whenAbsent, filter)
      }
    }
  }

  private mutating func add(_ filter: ListFilter, _ value: JSONValue) {
    let meaning = resource.behavior.listRules.meanings[filter.parameter]
    if filter.isCoarse { coarse.insert(filter.name) }
    if filter.isRange {
      addRange(filter.name, Self.range(value))
      return
    }
    let texts = value.array?.compactMap(Scalar.text) ?? [Scalar.text(of: value) ?? ""]
    if meaning?.takesPatterns == true, texts.contains(where: { $0.contains("*") }) {
      tests.append(FieldTest(name: filter.name, wanted: .oneOf(words(texts, of: filter.name))))
    } else if texts.count == 1, let known = meaning?.values[texts[0]] {
      if let known { tests.append(FieldTest(name: filter.name, wanted: .oneOf(known))) }
    } else {
      tests.append(FieldTest(name: filter.name, wanted: .oneOf(texts)))
    }
  }

  private mutating func add(_ usual: FilterMeaning.Usual?, _ filter: ListFilter) {
    guard let usual else { return }
    coarse.insert(filter.name)
    switch usual {
    case .oneOf(let values):
      tests.append(FieldTest(name: filter.name, wanted: .oneOf(values)))
    case .noneOf(let values):
      let others = resource.words(of: filter.name).filter { !values.contains($0) }
      tests.append(FieldTest(name: filter.name, wanted: .oneOf(others)))
    }
  }

  /// The words of a field's enumeration that a text with `*` matches.
  private func words(_ patterns: [String], of name: String) -> [String] {
    resource.words(of: name).filter { word in patterns.contains { WordPattern.matches($0, word) } }
  }

  private mutating func addRange(_ name: String, _ range: ClosedRange<Int>?) {
    // A range that is empty asks for what no value can be.
    guard let range else {
      tests.append(FieldTest(name: name, wanted: .oneOf([])))
      return
    }
    if name == "created" {
      sortKeys = range
    } else {
      tests.append(FieldTest(name: name, wanted: .between(range)))
    }
  }

  /// Nil where nothing can lie in the range.
  static func range(_ value: JSONValue) -> ClosedRange<Int>? {
    if let exact = value.integer { return exact...exact }
    var low = Int.min
    var high = Int.max
    for bound in value.object?.members ?? [] {
      guard let limit = bound.value.integer ?? bound.value.string.flatMap(UnixTime.seconds) else {
        continue
      }
      switch bound.key {
      case "gt": low = max(low, limit == .max ? .max : limit + 1)
      case "gte": low = max(low, limit)
      case "lt": high = min(high, limit == .min ? .min : limit - 1)
      default: high = min(high, limit)
      }
    }
    return low <= high ? low...high : nil
  }

  /// Takes candidates from an index where there is one for a filter, preferring the one that is
  /// likely to leave the fewest, and tests the rest.
  func selection(parent: String?, limit: Int) -> Selection {
    var rest = tests
    var source = Selection.Source.type(resource.typeName)
    if let parent {
      source = .index(name: resource.indexName(Resource.parentName), values: [parent])
    } else if let index = mostTelling, let found = self.source(of: tests[index]) {
      source = found
      rest.remove(at: index)
    }
    var selection = Selection(source: source, limit: limit)
    selection.sortKeys = sortKeys
    if !rest.isEmpty {
      selection.test = { [rest] fields in rest.allSatisfy { $0.passes(fields) } }
    }
    return selection
  }

  private func source(of test: FieldTest) -> Selection.Source? {
    switch test.wanted {
    case .oneOf(let values):
      guard resource.indexNames[test.name] != nil else { return nil }
      return .index(name: resource.indexName(test.name), values: values)
    case .between(let range):
      return resource.schema.map {
        .search(type: resource.typeName, $0.isNumber(test.name, in: range))
      }
    }
  }

  private var mostTelling: Int? {
    let usable = tests.indices.filter { source(of: tests[$0]) != nil }
    return usable.min { rank(tests[$0]) < rank(tests[$1]) }
  }

  /// The lower, the fewer objects are likely to pass.
  private func rank(_ test: FieldTest) -> Int {
    switch test.wanted {
    case .oneOf(let values) where values.isEmpty: 0
    case .oneOf: coarse.contains(test.name) ? 3 : 1
    case .between: 2
    }
  }
}
