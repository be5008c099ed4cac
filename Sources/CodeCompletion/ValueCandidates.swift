import Language
import StripeCatalog

extension Candidates {
  /// Returns the values that a field can be compared with.
  func values(of target: CompletionTarget, at path: [String], typed: String) -> [Candidate] {
    let object = target.object(in: context.catalog)
    if path == ["id"], let own = object.map({ ids(of: [$0]) }), !own.isEmpty { return own }
    let isAmount = object.map { $0.isAmount(at: path) } ?? false
    let named = named(path.last, isAmount: isAmount, typed: typed)
    return named.isEmpty ? suggested(types(of: target, at: path), typed: typed) : named
  }

  /// Returns the types that a field at a path has, or that Stripe filters by under its name.
  func types(of target: CompletionTarget, at path: [String]) -> [TypeShape] {
    let object = target.object(in: context.catalog)
    let types = object.map { TypeShape.object($0).types(at: path) } ?? []
    if path.dropLast().last == "metadata" { return [.string] }
    guard let name = path.first, path.count == 1 else { return types }
    return types + filterTypes(named: name, of: target)
  }

  /// Returns the values that a name suggests: a currency, and the beginnings of amounts.
  func named(_ name: String?, isAmount: Bool, typed: String) -> [Candidate] {
    let quote = typed.first == "'" ? "'" : "\""
    if name == "currency" { return currencies.map { Candidate(quote + $0 + quote, "currency") } }
    return isAmount ? currencies.map { Candidate($0, "amount in \($0)") } : []
  }

  /// The currencies of this session, and common ones.
  private var currencies: [String] {
    let seen = context.recentNames.currencies
    return seen.isEmpty ? ["usd", "eur", "gbp"] : seen
  }

  /// Returns the values that types suggest; the quote of a string if they suggest none.
  func suggested(_ types: [TypeShape], typed: String) -> [Candidate] {
    let found = types.flatMap { values(of: $0, typed: typed) }
    guard found.isEmpty, types.contains(where: { $0.mayBe { $0 == .string } }) else { return found }
    return [Candidate("\"", "string", ending: "")]
  }

  /// The types of what Stripe filters a target's rows by under a name: that of the parameter, that
  /// of the place in the objects which it is about, and the id of an object of that name.
  func filterTypes(named name: String, of target: CompletionTarget) -> [TypeShape] {
    guard let object = target.object(in: context.catalog) else { return [] }
    let meaning = target.isTested ? object.filterMeaning(of: name) : nil
    let parameter =
      target.takesFilters
      ? target.operation(in: context.catalog)?.parameter(named: name)
      : meaning.flatMap { _ in object.filterParameter(named: name) }
    var types = parameter.map { [$0.type] } ?? []
    if let place = meaning?.place {
      types += TypeShape.object(object).types(at: place.split(separator: ".").map(String.init))
    }
    if meaning != nil, let named = context.catalog.object(named: name) {
      types.append(.expandable([named]))
    }
    return types
  }

  /// Returns the values that a type suggests.
  func values(of type: TypeShape, typed: String) -> [Candidate] {
    let quote = typed.first == "'" ? "'" : "\""
    var candidates = type.enumerationValues.map { Candidate(quote + $0 + quote) }
    if type.mayBe({ $0 == .boolean }) { candidates += [Candidate("true"), Candidate("false")] }
    if type.mayBe({ $0 == .timestamp }) {
      candidates += [Candidate("now", "time"), Candidate("today", "start of the day, UTC")]
    }
    return candidates + ids(ofAnyIn: type)
  }

  private func ids(ofAnyIn type: TypeShape) -> [Candidate] {
    switch type {
    case .expandable(let objects): ids(of: objects)
    case .object(let object): ids(of: [object])
    case .array(let element): ids(ofAnyIn: element)
    case .union(let types): types.flatMap(ids(ofAnyIn:))
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .list:
      []
    }
  }
}

extension FilterMeaning {
  /// The dotted path whose values a filter takes.
  fileprivate var place: String? {
    switch self {
    case .value(let path), .least(let path), .greatest(let path): path
    case .absence, .equality, .unseen: nil
    }
  }
}

extension ObjectType {
  /// Returns true if the field at a path is an amount of money.
  fileprivate func isAmount(at path: [String]) -> Bool {
    guard let name = path.last else { return false }
    return TypeShape.object(self).types(at: Array(path.dropLast()))
      .flatMap(\.members).contains { $0.name == name && $0.isAmount }
  }
}
