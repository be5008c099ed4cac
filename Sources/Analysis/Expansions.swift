import Diagnostics
import Expressions
import Language
import StripeCatalog

/// Checks paths and `expand` clauses against the data that Stripe can include in responses.
struct ExpansionChecker: Reporting {
  let fields: FieldResolver
  var log: DiagnosticLog { fields.log }

  /// Checks an `expand` clause of a read.
  func checked(
    _ clause: Clause<[Path]>?, of object: ObjectType
  ) -> [RelationPath] {
    (clause?.content ?? []).compactMap { checkedExpansion($0, of: object) }
  }

  private func checkedExpansion(_ path: Path, of object: ObjectType) -> RelationPath? {
    let field: ResolvedField
    do {
      field = try object.resolve(path)
    } catch {
      fields.report(error, of: object, at: path.span)
      return nil
    }
    let asked = Reference(
      path: field.path, kinds: field.shape.referenced,
      isMany: field.isMany || field.shape.isArray)
    guard asked.depth <= RelationPath.maxLevels else {
      report(.invalidValue, "Stripe expands at most four levels deep", at: path.span)
      return nil
    }
    // Data that is sent only on request is among the references already.
    if field.isOnRequest { return RelationPath(use: .asked, references: field.references) }
    guard field.shape.isExpandable else {
      report(
        .invalidValue,
        "`\(asked.expandText)` cannot be expanded: it is \(field.shape.typeName.withArticle)",
        at: path.span, notes: ["`describe \(object.name)` shows what can be expanded"])
      return nil
    }
    return RelationPath(use: .asked, references: field.references + [asked])
  }

  /// Checks the `expand` clause of a write. Its response cannot contain data that Stripe sends only
  /// for a request by id.
  func checkedOfAnswer(
    _ clause: Clause<[Path]>?, of object: ObjectType
  ) -> [String] {
    let crossings = checked(clause, of: object)
    for reference in crossings.flatMap(\.references) where reference.isByIDOnly {
      report(
        .notAvailable, reference.unreachableText, at: clause?.span ?? .none,
        hint: "`get \(object.name) … expand \(reference.expandText)`")
    }
    return crossings.compactMap(\.references.last?.expandText)
  }

  /// Adds the related objects and complete nested lists that the statement's own paths need.
  func addReach(to read: inout CheckedRead) {
    var known = Set(read.crossings)
    for (path, use) in read.paths {
      guard let field = try? read.object.resolve(Path(path)) else { continue }
      let crossing = RelationPath(use: use, references: field.references, lists: field.lists)
      let isEmpty = crossing.references.isEmpty && crossing.lists.isEmpty
      if !isEmpty, known.insert(crossing).inserted { read.crossings.append(crossing) }
    }
    // Conditions on ids are read one by one; only the planner knows the values.
    let isPaged =
      read.verb != .get && (read.list ?? read.search) != nil
      && !(read.condition?.fields ?? []).contains(RowPath(keys: "id"))
    let levels = isPaged ? RelationPath.maxLevelsOfRows : RelationPath.maxLevels
    for crossing in read.crossings where !read.object.isV2 {
      guard let far = crossing.unreachable(levels: levels) else { continue }
      report(
        .notAvailable, far.unreachableText, at: read.place.span,
        hint: isPaged ? far.hint(getting: read.object) : nil)
    }
  }
}

extension CheckedRead {
  /// All paths of a row that the statement reads, with their purposes.
  fileprivate var paths: [(RowPath, RelationPath.Use)] {
    let grouping = grouping ?? Grouping()
    let tested = grouping.keys + [condition].compactMap(\.self) + orderBy.map(\.scalar)
    let added = grouping.aggregates.compactMap(\.argument)
    let columns = (columns ?? []).map(\.scalar)
    return (tested + added).flatMap(\.fields).map { ($0, .tested) }
      + columns.flatMap(\.fields).map { ($0, .shown) }
  }
}

extension Path {
  /// Creates the syntax of a path to a value in a row.
  fileprivate init(_ path: RowPath) {
    self.init(
      path.steps.compactMap { step in
        switch step {
        case .key(let key): .key(key)
        case .index(let index): .index(index)
        case .each: nil
        }
      }, at: .none)
  }
}

extension TypeShape {
  /// True if `expand` accepts a field of this type: an id of an object, several ids, or an object
  /// that Stripe includes only on request.
  var isExpandable: Bool {
    switch self {
    case .expandable, .list, .object: true
    case .array(let element): element.isExpandable
    case .union(let shapes): shapes.contains(where: \.isExpandable)
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record:
      false
    }
  }

  fileprivate var isArray: Bool {
    if case .array = self { return true }
    return false
  }

  /// The types of the objects whose ids these values are.
  fileprivate var referenced: [ObjectType] {
    switch self {
    case .expandable(let kinds): kinds
    case .array(let element): element.referenced
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .map,
      .record, .object, .list, .union:
      []
    }
  }
}
