import StripeCatalog

/// The parameters of an operation that older versions have, for a request of one of them.
struct FormerParameters {
  private let operation: Operation
  /// Nil where the request names none: such a one may use the words of any.
  private let version: APIVersion?

  /// Those that are carried out as they are: what they do has no other name today. Numbers of lists
  /// are left out.
  private static let supported: [String: Set<String>] = [
    "CustomerService.create": ["coupon", "promotion_code"],
    "CustomerService.update": ["coupon", "promotion_code"],
    "SubscriptionScheduleService.create": ["phases[][iterations]"],
    "SubscriptionScheduleService.update": ["phases[][iterations]"],
  ]

  init(of operation: Operation, _ version: APIVersion?) {
    self.operation = operation
    self.version = version
  }

  /// The parameter at a path such as `phases[0][iterations]`, where it is one that older versions
  /// have and the sandbox carries out.
  func supported(_ path: String) -> Parameter? {
    let pattern = Self.keys(path).filter { Int($0) == nil }
    let known = Self.supported[operation.id] ?? []
    guard known.contains(where: { Self.keys($0).filter { !$0.isEmpty } == pattern }) else {
      return nil
    }
    return find(path)?.parameter
  }

  /// The refusal of a parameter that older versions have and the sandbox does nothing with; nil
  /// where no version has it.
  func refusal(_ path: String) -> SandboxError? {
    guard let found = find(path) else { return nil }
    return SandboxError(
      "The sandbox does not support \(path) of \(operation.method) \(operation.path)"
        + " (a parameter of versions before \(found.version)).", param: path)
  }

  private func find(_ path: String) -> (parameter: Parameter, version: String)? {
    for former in operation.formerParameters {
      if let version, let until = APIVersion(former.version), version >= until { continue }
      if let parameter = Self.parameter(Self.keys(path)[...], in: .record(former.record)) {
        return (parameter, former.version)
      }
    }
    return nil
  }

  private static func parameter(_ keys: ArraySlice<String>, in shape: TypeShape) -> Parameter? {
    guard let key = keys.first else { return nil }
    let rest = keys.dropFirst()
    switch shape {
    case .record(let record):
      guard let parameter = record.parameter(named: key) else { return nil }
      return rest.isEmpty ? parameter : self.parameter(rest, in: parameter.type)
    case .array(let element), .map(let element):
      return parameter(rest, in: element)
    case .union(let shapes):
      return shapes.lazy.compactMap { parameter(keys, in: $0) }.first
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .object,
      .expandable, .list:
      return nil
    }
  }

  /// `phases[0][iterations]` taken apart.
  private static func keys(_ path: String) -> [String] {
    path.split(separator: "[", omittingEmptySubsequences: false).map { $0.filter { $0 != "]" } }
  }
}

extension SandboxError {
  /// 400: an operation that older versions have and the sandbox does not carry out.
  static func former(_ operation: FormerOperation) -> SandboxError {
    SandboxError(
      "The sandbox does not support \(operation.method) \(operation.path) (an operation of versions"
        + " before \(operation.version)).")
  }
}
