import Analysis
import JSON
import Redaction
import StripeCatalog

/// What a request must set to put back the values that fields had, and what it cannot.
struct Restoration: Sendable, Hashable {
  /// A field that stays as it is now.
  struct Loss: Sendable, Hashable {
    /// `metadata.tier`
    var field: String
    /// The rest of a sentence.
    var reason: String
  }

  private(set) var losses: [Loss] = []
  /// What to set; the fields that could be put back.
  private(set) var body: JSONObject = [:]

  /// - Parameters:
  ///   - previous: fields as the object had them.
  ///   - record: what the request takes.
  init(of previous: JSONObject, by record: RecordShape) {
    for member in previous.members {
      guard let parameter = record.parameter(named: member.key) else {
        lose(member.key, "cannot be set")
        continue
      }
      guard let value = restored(member.value, parameter, member.key) else { continue }
      body[member.key] = value
    }
  }

  private mutating func lose(_ field: String, _ reason: String) {
    losses.append(Loss(field: field, reason: reason))
  }

  private mutating func restored(
    _ value: JSONValue, _ parameter: Parameter, _ name: String
  ) -> JSONValue? {
    let isEmpty = value.isNull || value.array?.isEmpty == true
    guard isEmpty else { return restored(value, as: parameter.type, name) }
    // What was null can be null: only its parameter may not let it.
    guard parameter.canBeCleared(isNullable: true) else {
      lose(name, "cannot be cleared")
      return nil
    }
    return .null
  }

  /// A value of an answer as a parameter takes it.
  private mutating func restored(
    _ value: JSONValue, as shape: TypeShape, _ name: String
  ) -> JSONValue? {
    switch shape {
    case .record(let record): return members(of: value, by: record, name)
    case .map(let element): return entries(of: value, element, name)
    case .array(let element): return elements(of: value, element, name)
    case .union(let shapes):
      // Of several types the first that takes the value is meant; what it loses is not told twice.
      for shape in shapes {
        var trial = self
        if let restored = trial.restored(value, as: shape, name) {
          self = trial
          return restored
        }
      }
      lose(name, "is returned in a different form than it accepts")
      return nil
    case .string, .integer, .number, .boolean, .decimal, .timestamp, .enumeration, .expandable,
      .any, .object, .list:
      return plain(value, as: shape, name)
    }
  }

  /// A value that has no parts of its own; of an object that was expanded, its id.
  private mutating func plain(
    _ value: JSONValue, as shape: TypeShape, _ name: String
  ) -> JSONValue? {
    if SecretMask.isMasked(value) {
      lose(name, "is a secret, which the report does not contain")
      return nil
    }
    if shape != .any, let id = value["id"]?.string { return .string(id) }
    guard shape.takes(value) else {
      lose(name, "is returned in a different form than it accepts")
      return nil
    }
    return value
  }

  private mutating func members(
    of value: JSONValue, by record: RecordShape, _ name: String
  ) -> JSONValue? {
    var restored: JSONObject = [:]
    let before = losses.count
    for member in value.object?.members ?? [] {
      // What no request sets is Stripe's own, and not what was changed.
      guard let parameter = record.parameter(named: member.key),
        let value = self.restored(member.value, parameter, "\(name).\(member.key)")
      else { continue }
      restored[member.key] = value
    }
    if restored.isEmpty, losses.count == before {
      lose(name, "is returned in a different form than it accepts")
    }
    return restored.isEmpty ? nil : .object(restored)
  }

  /// Metadata: a key that was not there is cleared by null.
  private mutating func entries(
    of value: JSONValue, _ shape: TypeShape, _ name: String
  ) -> JSONValue? {
    guard let object = value.object else {
      return plain(value, as: .map(of: shape), name)
    }
    var restored: JSONObject = [:]
    for member in object.members {
      if SecretMask.isMasked(member.key) {
        lose("\(name).\(member.key)", "is a secret, which the report does not contain")
      } else if member.value.isNull {
        restored[member.key] = .null
      } else if let value = self.restored(member.value, as: shape, "\(name).\(member.key)") {
        restored[member.key] = value
      }
    }
    return restored.isEmpty ? nil : .object(restored)
  }

  /// A list is put back whole or not at all.
  private mutating func elements(
    of value: JSONValue, _ shape: TypeShape, _ name: String
  ) -> JSONValue? {
    let isWhole = value["has_more"]?.bool != true
    guard let elements = value.array ?? value["data"]?.array, isWhole else {
      lose(name, "is returned in a different form than it accepts")
      return nil
    }
    var restored: [JSONValue] = []
    let before = losses.count
    for (index, element) in elements.enumerated() {
      guard let value = self.restored(element, as: shape, "\(name)[\(index)]") else { continue }
      restored.append(value)
    }
    return losses.count == before ? .array(restored) : nil
  }
}

extension TypeShape {
  /// Whether a request may give it this value.
  fileprivate func takes(_ value: JSONValue) -> Bool {
    problem(with: value) == nil
  }
}
