import JSON

extension JSONObject {
  /// Sets the value at a path and creates what is missing on the way: an array is filled with nulls
  /// up to the element, and a path through a list takes the values of a list, one for each element.
  /// - Parameter keepsIDs: true if a text is kept as the `id` of an object that takes its place, as
  ///   in `customer, customer.email`; false if it is replaced.
  package mutating func set(_ value: JSONValue, at path: RowPath, keepsIDs: Bool = false) {
    guard case .key(let key)? = path.steps.first else { return }
    update(key) { $0.set(value, at: path.steps.dropFirst(), keepsIDs) }
  }

  /// Removes a value below a path of keys, and the objects that are empty without it.
  package mutating func remove(at path: RowPath) {
    remove(at: path.steps[...])
  }

  private mutating func remove(at steps: ArraySlice<RowPath.Step>) {
    guard case .key(let key)? = steps.first else { return }
    let rest = steps.dropFirst()
    guard !rest.isEmpty, var record = self[key]?.object else {
      if rest.isEmpty { self[key] = nil }
      return
    }
    record.remove(at: rest)
    self[key] = record.isEmpty ? nil : .object(record)
  }
}

extension JSONValue {
  fileprivate mutating func set(
    _ value: JSONValue, at steps: ArraySlice<RowPath.Step>, _ keepsIDs: Bool
  ) {
    guard let step = steps.first else {
      let present = keepsIDs ? object : nil
      return self = present.map { value.joined(to: $0) } ?? value
    }
    let rest = steps.dropFirst()
    switch step {
    case .key(let key):
      var object = takeObject(keepsIDs)
      object.update(key) { $0.set(value, at: rest, keepsIDs) }
      self = .object(object)
    case .index(let index):
      // No list of Stripe's is that long; a position beyond it has no value to show.
      guard index < 1_000 else { return }
      var elements = elements(upTo: index + 1)
      elements[index].set(value, at: rest, keepsIDs)
      self = .array(elements)
    case .each:
      // Where there is no list, nothing is in it to be shown.
      guard let values = value.array else { return }
      var elements = elements(upTo: values.count)
      for (index, value) in values.enumerated() {
        elements[index].set(value, at: rest, keepsIDs)
      }
      self = .array(elements)
    }
  }

  /// Takes the object out, so that it has no second reference and is not copied when it is changed.
  private mutating func takeObject(_ keepsIDs: Bool) -> JSONObject {
    let id = keepsIDs ? string.map { JSONObject([JSONMember("id", .string($0))]) } : nil
    let object = object ?? id ?? JSONObject()
    self = .null
    return object
  }

  /// The elements of an array, at least so many; those that are missing are null.
  private func elements(upTo count: Int) -> [JSONValue] {
    let elements = array ?? []
    return elements + Array(repeating: .null, count: max(0, count - elements.count))
  }

  /// An id that is set with fields of its object is the `id` of that object.
  private func joined(to object: JSONObject) -> JSONValue {
    guard case .string = self else { return self }
    var object = object
    object["id"] = self
    return .object(object)
  }
}
