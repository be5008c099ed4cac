import StripeCatalog

extension Candidates {
  /// Returns the keys that a body takes below a path of keys.
  func parameters(of target: CompletionTarget, below path: [String]) -> [Candidate] {
    var known: Set<String> = []
    let parameters = records(of: target, at: path).flatMap(\.parameters)
    return parameters.filter { known.insert($0.name).inserted }.map { parameter in
      let type = parameter.type.summary
      let need = parameter.isRequired ? "required" : ""
      let description = [need, type].filter { !$0.isEmpty }.joined(separator: ", ")
      var candidate = Candidate(parameter.name, description, ending: ": ")
      candidate.order = parameter.isRequired ? 0 : 1
      return candidate
    } + (path.last == "metadata" ? metadataKeys(ending: ": ") : [])
  }

  /// Returns the values that a key of a body takes.
  func arguments(of target: CompletionTarget, at path: [String], typed: String) -> [Candidate] {
    guard let name = path.last else { return [] }
    if path.dropLast().last == "metadata" { return suggested([.string], typed: typed) }
    let records = records(of: target, at: Array(path.dropLast()))
    let parameters = records.compactMap { $0.parameter(named: name) }
    var types = parameters.map(\.type)
    // A parameter that takes an id is a plain string, so the type of the field with its name is
    // used.
    if path.count == 1, let object = target.object(in: context.catalog),
      let type = object.field(named: name)?.type, parameters.contains(where: { $0.type == .string })
    {
      types.append(type)
    }
    var candidates = named(name, isAmount: parameters.contains(where: \.isAmount), typed: typed)
    if candidates.isEmpty { candidates = suggested(types, typed: typed) }
    if parameters.contains(where: \.isClearable) {
      candidates.append(Candidate("null", "clear the field"))
    }
    return candidates
  }

  private func records(of target: CompletionTarget, at path: [String]) -> [RecordShape] {
    path.reduce(target.records(in: context.catalog)) { records, name in
      records.flatMap { $0.parameter(named: name)?.type.records ?? [] }
    }
  }
}
