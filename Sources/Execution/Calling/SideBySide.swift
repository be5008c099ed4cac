import StripeWire

extension Engine {
  /// Does work that sends requests for each of some items, several at once as the pace of an
  /// endpoint allows; the results come in the order of the items.
  func sideBySide<Item: Sendable, Value: Sendable>(
    _ items: [Item], to endpoint: Endpoint, _ work: @Sendable @escaping (Item) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var window = OrderedWindow<Value>()
      var values: [Value] = []
      while values.count < items.count {
        let width = await pacer.width(for: endpoint)
        while window.begun < items.count, let number = window.begin(width: width) {
          let item = items[number]
          group.addTask { (number, try await work(item)) }
        }
        guard let (number, value) = try await group.next() else { break }
        window.ended(number, with: value)
        while let value = window.popFront() { values.append(value) }
      }
      return values
    }
  }
}
