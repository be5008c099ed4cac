import StripeWire

extension Engine {
  /// Runs several requests concurrently, as many as keep the rate, and returns the values in their
  /// order.
  func sideBySide<Value: Sendable>(
    _ requests: [APIRequest], _ work: @escaping @Sendable (APIRequest) async throws -> Value
  ) async throws -> [Value] {
    guard let first = requests.first else { return [] }
    return try await sideBySide(requests, to: Endpoint(first), work)
  }

  /// Runs work for items of any kind concurrently, against one endpoint.
  func sideBySide<Item: Sendable, Value: Sendable>(
    _ items: [Item], to endpoint: Endpoint,
    _ work: @escaping @Sendable (Item) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var window = ReorderBuffer<Value>()
      var values: [Value] = []
      while values.count < items.count {
        // Each response may change the allowed number of concurrent requests.
        let width = await width(for: endpoint)
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
