import JSON
import StripeCatalog

/// Checks parameters against the catalog and gives them their types, with Stripe's refusals.
///
/// What comes out: integers are numbers, booleans are booleans, lists are arrays, and an empty
/// value where that clears the parameter is null. Form input is strings throughout; JSON input
/// brings its own types.
struct ParameterValidation {
  let isJSON: Bool
  /// Whose fields the parameters set: those that can be null can be cleared.
  private var object: ObjectType?
  /// The version of the request; nil where it names none.
  private let version: APIVersion?
  /// Texts that are taken beside the operation's own parameters.
  private let further: [String]
  private var former: FormerParameters?

  init(isJSON: Bool, version: APIVersion? = nil, further: [String] = []) {
    self.isJSON = isJSON
    self.version = version
    self.further = further
  }

  func check(_ input: JSONObject, _ operation: Operation) throws(SandboxError) -> JSONObject {
    var validation = self
    validation.object = operation.method == .post ? operation.object : nil
    validation.former = FormerParameters(of: operation, version)
    return try validation.checked(input, operation)
  }

  private func checked(
    _ input: JSONObject, _ operation: Operation
  ) throws(SandboxError) -> JSONObject {
    var input = input
    let expand = input["expand"]
    let page = input["page"]
    if !operation.isV2 { input["expand"] = nil }
    // API v2 puts the page into the address of the next one, whatever the list's own parameters.
    if operation.isV2, operation.kind == .list { input["page"] = nil }
    var legacy: JSONObject = [:]
    for name in further + (LegacyParameters.names[operation.id] ?? []) {
      legacy[name] = input[name]
      input[name] = nil
    }
    var checked = try check(input, operation.parameters, under: nil)
    for member in legacy.members { checked[member.key] = try string(member.value, at: member.key) }
    // Every v1 operation takes `expand`, whether its parameters say so or not.
    if let expand, !operation.isV2 {
      checked["expand"] = try array(expand, .string, at: "expand")
    }
    if checked["page"] == nil, input["page"] == nil, let page { checked["page"] = page }
    return checked
  }

  private func check(_ input: JSONObject, _ parameters: [Parameter], under prefix: String?)
    throws(SandboxError) -> JSONObject
  {
    try refuseUnknown(input, parameters, under: prefix)
    var checked: JSONObject = [:]
    for member in input.members {
      let path = Self.path(member.key, under: prefix)
      if let parameter = parameters.first(where: { $0.name == member.key }) {
        checked[member.key] = try value(member.value, parameter, at: path)
      } else if let parameter = former?.supported(path) {
        let isCleared = member.value == ""
        checked[member.key] =
          try isCleared ? .null : value(member.value, parameter, at: path)
      }
    }
    for parameter in parameters where parameter.isRequired && checked[parameter.name] == nil {
      throw .missingParameter(Self.path(parameter.name, under: prefix))
    }
    return checked
  }

  private func refuseUnknown(_ input: JSONObject, _ parameters: [Parameter], under prefix: String?)
    throws(SandboxError)
  {
    let names = Set(parameters.map(\.name))
    let unknown = input.keys.filter { key in
      !names.contains(key) && former?.supported(Self.path(key, under: prefix)) == nil
    }
    guard let first = unknown.first else { return }
    let paths = unknown.map { Self.path($0, under: prefix) }
    if let refusal = paths.lazy.compactMap({ former?.refusal($0) }).first { throw refusal }
    var message = "Received unknown parameter\(paths.count > 1 ? "s" : ""): "
    message += paths.joined(separator: ", ")
    if paths.count == 1, let near = NearbyName.nearest(to: first, among: parameters.map(\.name)) {
      message += ". Did you mean \(near)?"
    }
    throw SandboxError(message, code: "parameter_unknown", param: paths.first)
  }

  static func path(_ name: String, under prefix: String?) -> String {
    prefix.map { "\($0)[\(name)]" } ?? name
  }

  private func value(_ input: JSONValue, _ parameter: Parameter, at path: String)
    throws(SandboxError) -> JSONValue
  {
    if input == "" || input.isNull {
      if isJSON || canBeCleared(parameter, at: path) { return .null }
      if acceptsEmpty(parameter.type) { return isMap(parameter.type) ? .null : "" }
      throw Self.empty(path)
    }
    if parameter.isRange, let bounds = input.object {
      return try .object(range(bounds, at: path))
    }
    return try value(input, parameter.type, at: path)
  }

  private func canBeCleared(_ parameter: Parameter, at path: String) -> Bool {
    parameter.canBeCleared(isNullable: object?.isNullable(setBy: path) ?? false)
  }

  private func acceptsEmpty(_ shape: TypeShape) -> Bool { isMap(shape) || shape == .any }

  private func isMap(_ shape: TypeShape) -> Bool {
    if case .map = shape { return true }
    return false
  }

  private func range(_ bounds: JSONObject, at path: String) throws(SandboxError) -> JSONObject {
    var checked: JSONObject = [:]
    for bound in bounds.members {
      guard ["gt", "gte", "lt", "lte"].contains(bound.key) else {
        let path = Self.path(bound.key, under: path)
        throw SandboxError(
          "Received unknown parameter: \(path)", code: "parameter_unknown", param: path)
      }
      checked[bound.key] = try integer(bound.value, at: Self.path(bound.key, under: path))
    }
    return checked
  }

  func value(_ input: JSONValue, _ shape: TypeShape, at path: String)
    throws(SandboxError) -> JSONValue
  {
    switch shape {
    case .string, .expandable, .object: try string(input, at: path)
    case .integer, .timestamp: try integer(input, at: path)
    case .number, .decimal: try decimal(input, shape, at: path)
    case .boolean: try boolean(input, at: path)
    case .enumeration(let values): try oneOf(values, input, at: path)
    case .array(let element): try array(input, element, at: path)
    case .map(let element): try map(input, element, at: path)
    case .record(let record): try self.record(input, record, at: path)
    case .union(let shapes): try union(input, shapes, at: path)
    case .any, .list: input
    }
  }

  private func record(_ input: JSONValue, _ record: RecordShape, at path: String)
    throws(SandboxError) -> JSONValue
  {
    guard let members = input.object else {
      throw SandboxError("Invalid object", param: path)
    }
    return try .object(check(members, record.parameters, under: path))
  }

  /// The first shape that takes the value; where none does, the error of the last one.
  private func union(_ input: JSONValue, _ shapes: [TypeShape], at path: String)
    throws(SandboxError) -> JSONValue
  {
    var refusal = SandboxError("Invalid value", param: path)
    let isNested = input.object != nil
    for shape in shapes.filter({ Self.isNested($0) == isNested }) + shapes {
      do {
        return try value(input, shape, at: path)
      } catch {
        refusal = error
      }
    }
    throw refusal
  }

  private static func isNested(_ shape: TypeShape) -> Bool {
    switch shape {
    case .record, .map, .array: true
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .any, .enumeration, .object,
      .expandable, .list, .union:
      false
    }
  }
}
