import JSON

extension SecretMask {
  /// Returns a request's parameters without keys, card numbers, bank accounts and the like.
  package static func masked(parameters: JSONObject) -> JSONObject {
    masked(parameters, of: "")
  }

  /// Returns Stripe's response, also an error, without keys, card numbers, tokens and the like:
  /// Stripe repeats what it was sent.
  package static func masked(answer: JSONValue) -> JSONValue {
    masked(answer, of: "")
  }

  private static func masked(_ parameters: JSONObject, of parent: String) -> JSONObject {
    JSONObject(
      parameters.members.map { member in
        // A card's number is a secret even if a digit of it is wrong.
        let isSecret =
          NamedSecret.names.contains(member.key) || member.key == "number" && parent == "card"
        let value = isSecret ? blotted(member.value) : masked(member.value, of: member.key)
        return JSONMember(masked(member.key), value)
      })
  }

  private static func masked(_ value: JSONValue, of parent: String) -> JSONValue {
    switch value {
    case .null, .bool: return value
    case .number(let number):
      let shown = maskedText(number.text)
      return shown == number.text ? value : .string(shown)
    case .string(let text): return .string(maskedText(text))
    case .array(let elements): return .array(elements.map { masked($0, of: parent) })
    case .object(let object): return .object(masked(object, of: parent))
    }
  }

  /// Returns the shape of a value with each secret in it replaced; null stays null.
  private static func blotted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null: value
    case .bool, .number, .string: .string(blot)
    case .array(let elements): .array(elements.map(blotted))
    case .object(let object):
      .object(JSONObject(object.members.map { JSONMember($0.key, blotted($0.value)) }))
    }
  }
}
