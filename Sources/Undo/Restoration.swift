import Analysis
import JSON
import Redaction
import StripeCatalog

/// The request body that restores previous values of fields, and the fields it cannot restore.
struct Restoration: Sendable, Hashable {
  /// A field that cannot be restored.
  struct Loss: Sendable, Hashable {
    /// The path of the field, such as `metadata.tier`.
    var field: String
    /// The reason, as the rest of a sentence that begins with the field.
    var reason: String
  }

  private(set) var losses: [Loss] = []
  /// The fields to set, with their previous values.
  private(set) var body: JSONObject = [:]

  /// Creates the body that restores the previous values.
  /// - Parameters:
  ///   - previous: the fields of the object before the write.
  ///   - record: the parameters that the request accepts.
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
    // The field was null before, so it is nullable; only the parameter may refuse to clear it.
    guard parameter.canBeCleared(isNullable: true) else {
      lose(name, "cannot be cleared")
      return nil
    }
    return .null
  }

  /// Converts a value of a response into the form that a parameter accepts.
  private mutating func restored(
    _ value: JSONValue, as shape: TypeShape, _ name: String
  ) -> JSONValue? {
    switch shape {
    case .record(let record): return members(of: value, by: record, name)
    case .map(let element): return entries(of: value, element, name)
    case .array(let element): return elements(of: value, element, name)
    case .union(let shapes):
      // The first type of a union that accepts the value is used; losses under the others are
      // dropped.
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

  /// Returns a value that has no parts of its own; for an expanded object, its id.
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
      // Members that no request sets are maintained by Stripe, so the write did not change them.
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

  /// Restores a map such as metadata; null clears a key that did not exist before.
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

  /// Restores a list, only if all of its elements can be restored.
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
  /// Returns true if a request may set a parameter of this type to the value.
  fileprivate func takes(_ value: JSONValue) -> Bool {
    problem(with: value) == nil
  }
}
