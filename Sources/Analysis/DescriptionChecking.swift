import Diagnostics
import Language
import StripeCatalog

extension Checker {
  /// Checks `describe invoice`, `describe create invoice`, `describe invoice finalize`, `describe
  /// invoice lines.data.price`.
  mutating func checkedDescription(verb first: Name?, object second: Name) -> Description? {
    guard let first else { return description(of: second) }
    let catalog = targets.catalog
    if let object = catalog.object(named: second.text), let found = object.operation(first) {
      return .operation(found)
    }
    if let object = catalog.object(named: first.text) {
      return description(of: second, in: object)
    }
    let isOperation = catalog.isOperation(first.text)
    guard let object = catalog.object(named: second.text) else {
      _ = targets.object(named: isOperation ? second : first)
      return nil
    }
    report(
      .unknownAction, "\(object.name) has no `\(first.text)`", at: first.span,
      hint: suggestion(for: first.text.lowercased(), among: Operation.words(of: object)))
    return nil
  }

  /// Returns the description of an object, or of a field written in one word: `invoice.status`.
  private func description(of name: Name) -> Description? {
    let words = name.text.split(separator: ".").map(String.init)
    for count in words.indices.dropFirst().reversed()
    where targets.catalog.object(named: name.text) == nil {
      let prefix = words[..<count].joined(separator: ".")
      guard let object = targets.catalog.object(named: prefix) else { continue }
      return description(of: Array(words[count...]), at: name.span, in: object)
    }
    return targets.object(named: name).map(Description.object)
  }

  private func description(of name: Name, in object: ObjectType) -> Description? {
    if let operation = object.operation(name) { return .operation(operation) }
    return description(
      of: name.text.split(separator: ".").map(String.init), at: name.span, in: object)
  }

  private func description(
    of path: [String], at span: Span, in object: ObjectType
  ) -> Description? {
    if let member = MemberDescription(path, of: object) { return .member(member) }
    let (step, names) = MemberDescription.candidates(at: path, of: object)
    let before = path[..<step].joined(separator: ".")
    let owner = object.name + (before.isEmpty ? "" : "." + before)
    let whole = object.name + (before.isEmpty ? "" : " " + before)
    report(
      .unknownField, "\(owner) has no field, parameter or action `\(path[step])`", at: span,
      hint: suggestion(for: path[step], among: names),
      notes: ["`describe \(whole)` shows what it has"])
    return nil
  }
}

extension ObjectType {
  /// Returns the operation that a verb or the name of an action means, preferably one without
  /// parents.
  fileprivate func operation(_ name: Name) -> Operation? {
    let word = name.text.lowercased()
    let kinds = Verb(rawValue: word).map(OperationKind.kinds) ?? []
    let found = operations.filter { operation in
      kinds.isEmpty
        ? operation.kind == .action && (operation.name == word || operation.aliases.contains(word))
        : kinds.contains(operation.kind)
    }
    return found.first(where: \.parents.isEmpty) ?? found.first
  }
}

extension Catalog {
  /// Returns true if a word is a verb, or an action of any object.
  fileprivate func isOperation(_ word: String) -> Bool {
    let word = word.lowercased()
    return Verb(rawValue: word) != nil || objects.contains { $0.actionNames.contains(word) }
  }
}
